// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Attribution.h"

#include <QStringList>

namespace andon {

/// What the judge says of one indicator.
struct LineVerdict {
    QString indicatorId;
    Verdict verdict;
    QList<LabelVerdict> labels;
    Attribution attribution{}; ///< what a regression is put down to
};

/// Some value of some label is shown to be worse, whatever the line as a whole is.
[[nodiscard]] bool isSomeoneHurt(const LineVerdict &line);

/// "tenant = acme" of everything that stable serves and the canary never met, each once, the largest share of stable's requests
/// first. Hostile text.
[[nodiscard]] QStringList unmetStrata(const QList<LineVerdict> &lines);

/// Of the canary as a whole: Regressed where one line is or a stop gate is crossed (crossedGates()), else Unknown
/// where one is, else Undecided where one is; NotWorse where every line is. A line that is NotWorse while some value
/// of a label is shown to be worse counts as Undecided: a release that hurts one tenant does not pass, and by how
/// much it hurts all is not what stops it. No line at all is Unknown: no data never passes.
[[nodiscard]] VerdictKind wholeVerdict(const QList<LineVerdict> &lines, const QStringList &crossedGates = {});

} // namespace andon
