// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Runbook.h"
#include "app/workspace/MemberReader.h"

namespace andon {

/// Either a runbook or every fault at once, with line and column.
struct RunbookAnswer {
    std::optional<RunbookSpec> runbook;
    QList<WorkspaceFault> faults;
};

/// One entry of a workspace's "runbooks", or the whole of a file; what is wrong goes to `faults`.
[[nodiscard]] RunbookSpec readRunbook(const nlohmann::json &value, const QString &pointer, FaultList &faults);
/// Reads the text of one file. Pure.
[[nodiscard]] RunbookAnswer parseRunbook(const QByteArray &text, const QString &path);
/// Those that come with the program (resources/runbooks/), by their ids.
[[nodiscard]] QList<RunbookSpec> builtInRunbooks();
/// A team's own ones first, then those that come with the program; an own one takes the place of one with its id.
[[nodiscard]] QList<RunbookSpec> runbooksOf(const Workspace &workspace);

} // namespace andon
