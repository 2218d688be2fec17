// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>

namespace andon {

/// One window a journal: a second one raises the first (SIGUSR1, see EndSignals) and ends.
class WindowLock {
public:
    /// Beside the journal; its folder is made where there is none.
    explicit WindowLock(const QString &journalPath);
    /// True: this process may open a window. False: another has one, and was asked to raise it.
    [[nodiscard]] bool take();

private:
    QLockFile m_lock;
};

} // namespace andon
