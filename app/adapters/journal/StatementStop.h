// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>

#include <atomic>
#include <mutex>

namespace andon {

/// Ends what a connection is at, from another thread: SQLite looks at it from page to page. Where Qt's driver works with another
/// SQLite than the system's, nothing is ended and the statement goes on to its end.
class StatementStop {
public:
    /// What `database` is at can be ended from now on. In its thread, as end(), which comes before it is closed.
    void begin(const QSqlDatabase &database);
    void end();
    /// A statement under way fails; one that begins later does not: to be called until the thread has ended. Any thread.
    void stop();
    /// Somebody called stop(): what a statement said since is worth nothing. Any thread.
    [[nodiscard]] bool isStopped() const { return m_stopped; }

private:
    std::mutex m_mutex;
    void *m_connection = nullptr; ///< a sqlite3
    void (*m_interrupt)(void *) = nullptr;
    std::atomic_bool m_stopped = false;
};

} // namespace andon
