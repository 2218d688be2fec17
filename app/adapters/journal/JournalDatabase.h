// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Chain.h"
#include "app/journal/Journal.h"

#include <QSqlDatabase>

#include <utility>

namespace andon {

/// The journal's SQLite file: WAL, synchronous=FULL, an append-only table of events chained by their hashes, and a
/// small table of operations that allows one open operation a target. Every call blocks and belongs to the one thread
/// that opened it.
class JournalDatabase {
public:
    /// `clock` must outlive it.
    JournalDatabase(QString path, const Clock &clock);
    ~JournalDatabase();
    Q_DISABLE_COPY_MOVE(JournalDatabase)

    /// Device and inode.
    using FileId = std::optional<std::pair<quint64, quint64>>;

    /// Opens or creates the file; called again, sees whether it is still the file at the path (JournalUnusable once, the
    /// next call begins a new one). A file that is no journal is never touched. JournalUnusable, JournalBusy.
    [[nodiscard]] std::optional<Error> open();
    [[nodiscard]] bool isOpen() const { return m_open; }
    /// Writes one draft durably; `target` not empty: only if no operation is open on it (Blocked names the op_id).
    [[nodiscard]] Result<Event> append(const Event &draft, const QString &target = {});
    [[nodiscard]] Result<QList<Event>> read(const EventQuery &query);
    [[nodiscard]] Result<QList<QList<Event>>> readOpen();
    /// The number of the newest entry, 0 in an empty journal.
    [[nodiscard]] Result<qint64> lastSeq();
    /// Writes something that changes nothing: does the file take a row again?
    [[nodiscard]] std::optional<Error> tryWriting();
    /// Walks the chain on from where `walk` stands, a piece at a time so that nobody waits for the whole of it. True: the
    /// end is reached. JournalBroken names the first wrong entry.
    [[nodiscard]] Result<bool> verifyOn(ChainVerifier &walk);

private:
    [[nodiscard]] std::optional<Error> prepareFile();
    [[nodiscard]] std::optional<Error> checkIdentity();
    [[nodiscard]] std::optional<Error> run(const QString &sql);
    [[nodiscard]] std::optional<Error> begin();
    [[nodiscard]] std::optional<Error> insert(const Event &event);
    [[nodiscard]] std::optional<Error> keepOperation(const Event &event, const QString &target);
    [[nodiscard]] Error errorOf(const QSqlError &error) const;
    [[nodiscard]] Error unusable(const QString &reason) const;

    QString m_path;
    const Clock &m_clock;
    QString m_connection;
    QString m_bootId;
    QSqlDatabase m_database;
    FileId m_file;
    bool m_open = false;
    bool m_wasBusy = false; ///< the last transaction could not begin
};

} // namespace andon
