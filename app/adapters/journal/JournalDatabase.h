// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Chain.h"
#include "app/journal/Journal.h"

#include <QSqlDatabase>

#include <utility>

namespace andon {

class StatementStop;

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
    /// Opens what open() of another thread's database has made, for reading alone. Called again, sees whether it is still the file
    /// at the path and opens that one. `isNew`, where not null: it was opened by this call.
    [[nodiscard]] std::optional<Error> openToRead(bool *isNew = nullptr);
    /// Opens `file` for reading alone, as it is, and looks over all its pages: a journal of this format, or what is wrong with it.
    /// `isStill`: nobody writes to it and it has no log, so that SQLite needs nothing beside it.
    [[nodiscard]] std::optional<Error> openToProve(const QString &file, bool isStill);
    [[nodiscard]] bool isOpen() const { return m_open; }
    /// The file that is open holds what cannot be: it is closed, and `error` is all that open() says of it from now on.
    void distrust(const Error &error);
    /// So large that open() leaves the look over all its pages to wholeFile().
    [[nodiscard]] bool isLarge() const { return m_large; }
    /// Looks over every page, through a connection of its own: for any thread, takes seconds unless it is stopped. What is damaged,
    /// or nothing.
    [[nodiscard]] static std::optional<Error> wholeFile(const QString &path, StatementStop &stop);
    /// Writes one draft durably; `target` not empty: only if no operation is open on it (Blocked names the op_id).
    [[nodiscard]] Result<Event> append(const Event &draft, const QString &target = {});
    [[nodiscard]] Result<QList<Event>> read(const EventQuery &query) const;
    /// The oldest `count` after that number.
    [[nodiscard]] Result<QList<Event>> readAfter(qint64 seq, int count) const;
    [[nodiscard]] Result<QList<QList<Event>>> readOpen();
    /// The number of the newest entry, 0 in an empty journal.
    [[nodiscard]] Result<qint64> lastSeq() const;
    /// Writes something that changes nothing: does the file take a row again?
    [[nodiscard]] std::optional<Error> tryWriting();
    /// Walks the chain on from where `walk` stands, a piece at a time so that nobody waits for the whole of it. True: the
    /// end is reached. JournalBroken names the first wrong entry.
    [[nodiscard]] Result<bool> verifyOn(ChainVerifier &walk);
    [[nodiscard]] const QSqlDatabase &connection() const { return m_database; }
    [[nodiscard]] Error errorOf(const QSqlError &error) const;

private:
    [[nodiscard]] std::optional<Error> connectTo(const QString &file, const QString &options);
    [[nodiscard]] std::optional<Error> prepareFile();
    [[nodiscard]] std::optional<Error> checkIdentity();
    [[nodiscard]] std::optional<Error> checkPages();
    /// Sees whose file it is and in which format; `isEmpty` hears whether there is nothing in it at all.
    [[nodiscard]] std::optional<Error> checkFormat(bool *isEmpty);
    [[nodiscard]] std::optional<Error> run(const QString &sql);
    [[nodiscard]] std::optional<Error> begin();
    [[nodiscard]] std::optional<Error> insert(const Event &event);
    [[nodiscard]] std::optional<Error> keepOperation(const Event &event, const QString &target);
    [[nodiscard]] Error unusable(const QString &reason) const;

    QString m_path;
    const Clock &m_clock;
    QString m_connection;
    QString m_bootId;
    QSqlDatabase m_database;
    FileId m_file;
    FileId m_distrusted;
    std::optional<Error> m_distrust; ///< what is wrong with m_distrusted
    bool m_open = false;
    bool m_large = false;
    bool m_wasBusy = false; ///< the last transaction could not begin
};

} // namespace andon
