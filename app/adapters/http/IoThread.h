// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <functional>

namespace andon {

/// The one thread of the polls: what they fetch and decode does not touch the GUI thread. It must outlive every
/// PollClient made with it.
class IoThread {
public:
    IoThread();
    /// Runs what was posted so far, then ends the thread and waits for it.
    ~IoThread();
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;
    /// Runs `work` in the thread, in the order of the calls. Any thread.
    void post(std::function<void()> work);

private:
    QThread m_thread;
    QObject *m_there; ///< lives in the thread, ends with it
};

} // namespace andon
