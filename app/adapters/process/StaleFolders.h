// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace andon {

/// Template of QTemporaryDir for a demo of this process: its name holds the process id.
[[nodiscard]] QString demoFolderTemplate();
/// Removes the folders of demos whose process was killed and could not do it.
void removeStaleDemoFolders();
/// Is the process with this id one of this program? Ids are given out again, after a restart of the machine above all.
[[nodiscard]] bool isProcessRunning(qint64 pid);

} // namespace andon
