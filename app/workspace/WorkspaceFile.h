// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/workspace/Workspace.h"

namespace andon {

/// One fault of a workspace file.
struct WorkspaceFault {
    QString path;     ///< of the file
    int line = 0;     ///< from 1
    int column = 0;   ///< from 1, in code points
    QString pointer;  ///< JSON pointer of the place, "/services/0/indicators/3/unit"
    QString what;     ///< what is wrong, in English
    QString expected; ///< what was expected
    /// "andon.json:12:7: ...": one line.
    [[nodiscard]] QString words() const;
};

/// Either a workspace or every fault at once.
struct WorkspaceAnswer {
    std::optional<Workspace> workspace;
    QList<WorkspaceFault> faults; ///< in the order of the file; not empty where there is no workspace
};

/// Reads a workspace from text. Comments (// and /* */) are allowed. Preset files of one's own are read from the folder
/// of `path`.
[[nodiscard]] WorkspaceAnswer parseWorkspace(const QByteArray &text, const QString &path);
/// Reads a workspace file of at most 4 MiB; a file that cannot be read is one fault.
[[nodiscard]] WorkspaceAnswer loadWorkspace(const QString &path);

} // namespace andon
