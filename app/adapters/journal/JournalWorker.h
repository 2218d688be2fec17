// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/journal/JournalDatabase.h"
#include "app/adapters/journal/SpoolFile.h"

#include <QObject>
#include <QTimer>

namespace andon {

/// The journal's side of the thread: owns the database, notices what other processes append, tries a file that cannot
/// be used again and again.
class JournalWorker final : public QObject {
    Q_OBJECT
public:
    JournalWorker(QString path, const Clock &clock);
    /// In the worker's thread.
    void start();
    Result<Event> append(const Event &draft, const QString &target);
    Result<QList<Event>> read(const EventQuery &query);
    Result<QList<QList<Event>>> readOpen();

signals:
    void appended(const andon::Event &event);
    void troubled(const std::optional<andon::Error> &error);

private:
    [[nodiscard]] std::optional<Error> ready();
    void look();
    void walkChain();
    void tell(const std::optional<Error> &error);
    void emitNew();

    JournalDatabase m_database;
    SpoolFile m_spool;
    QTimer m_timer;
    ChainVerifier m_walk;
    std::optional<Error> m_broken; ///< what the walk over the chain found; it does not heal
    qint64 m_seen = -1; ///< number of the last entry that appended() told
    bool m_troubled = false;
};

} // namespace andon
