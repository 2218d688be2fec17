// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardLint.h"
#include "app/console/CommandLine.h"
#include "app/workspace/WorkspaceFile.h"

#include <functional>

class QObject;

namespace andon {

/// What a run of `andon card` prints and how it ends.
struct CardVerbAnswer {
    QStringList out;        ///< to standard output
    QStringList complaints; ///< to standard error
    int exitCode = ExitCode::done;
};

/// Starts `andon card lint` or `andon card show` and calls `told` once, later. The metrics source is asked, 5 s at most,
/// by lint alone and only where the line does not bring both the request rate and the base rate. Neither needs a journal or
/// a gateway. The workspace file is read here: its faults are complaints.
void runCardVerb(const Command &command, const QString &path, QObject *context, std::function<void(CardVerbAnswer)> told);

/// The lint of the card of `service` as text or, with `asJson`, as one JSON object. `text`: the workspace file, for the
/// places. ExitCode::problems where there is an error among the findings, or no card. Pure.
[[nodiscard]] CardVerbAnswer cardLint(const ServiceSpec &service, const CardTraffic &traffic, const QByteArray &text,
                                      const QString &path, bool asJson);

} // namespace andon
