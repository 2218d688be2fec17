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
    Result<QList<QList<Event>>> readOpen();
    /// Opens the file where that is still to be done. What stands in the way, or nothing.
    [[nodiscard]] std::optional<Error> ready();
    /// To rows that were read up to `lastSeq`, what the query asks for of those that were appended since, so that whoever hears of
    /// them by appended() too finds them in the answer.
    Result<QList<Event>> complete(QList<Event> rows, const EventQuery &query, qint64 lastSeq);
    /// What the walk over the chain found; it does not heal.
    void takeBroken(const Error &error);
    /// What the look over all pages found.
    void takeDamage(const Error &error);

signals:
    void appended(const andon::Event &event);
    void troubled(const std::optional<andon::Error> &error);
    /// The file can be read. `large`: nobody has looked over its pages yet.
    void opened(bool large);

private:
    void look();
    void tell(const std::optional<Error> &error);
    void emitNew();

    JournalDatabase m_database;
    SpoolFile m_spool;
    QTimer m_timer;
    std::optional<Error> m_broken; ///< what the walk over the chain found; it does not heal
    qint64 m_seen = -1; ///< number of the last entry that appended() told
    bool m_troubled = false;
};

} // namespace andon
