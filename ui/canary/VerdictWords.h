// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/JudgeDesk.h"

#include <QStringList>

namespace andon {

/// "regressed", "not worse", "undecided", "unknown".
[[nodiscard]] QString verdictText(VerdictKind kind);
/// "▲", "✓", "…", "?": a shape beside the word.
[[nodiscard]] QString verdictShape(VerdictKind kind);
/// Why a verdict is what it is, in a few words; possibly empty.
[[nodiscard]] QString verdictReason(const Verdict &verdict);
/// What became of the evidence beside polls: a gap that it was kept over, what restarted it, polls without counts. `at`: when the
/// newest of it was. Empty: nothing did.
[[nodiscard]] QString evidenceText(const Verdict &verdict, const QString &at);
/// Who is hurt and what of the release it is put down to, in one sentence; empty: nobody is hurt. Names are made safe.
[[nodiscard]] QString attributionText(const Attribution &attribution);
/// That sentence and whom the canary never met, a line each, the labels' values made safe; possibly empty.
[[nodiscard]] QStringList strataTexts(const LineVerdict &line);

} // namespace andon
