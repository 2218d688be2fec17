// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/journal/EventSelection.h"

#include <QDeadlineTimer>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <vector>

namespace andon {

class JournalDatabase;

/// The rows of one question, read in pieces so that nobody waits for the whole of a long answer. Newest first inside, whence a
/// limit costs no more than what it lets through. Belongs to the thread of its database, which must be open and outlive it.
class JournalRows {
public:
    JournalRows(const JournalDatabase &database, EventQuery query);
    /// Reads on until the piece is over. True: that was all of it. JournalUnusable, JournalBusy, BadInput.
    [[nodiscard]] Result<bool> readOn(const QDeadlineTimer &piece);
    /// What was read, in the order of the sequence numbers.
    [[nodiscard]] QList<Event> take();

private:
    /// Rows of one kind, or of all.
    struct Cursor {
        QSqlQuery query;
        qint64 seq = 0; ///< of the row it stands on; 0: no more
    };
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> beginWith(const QString &kind);
    [[nodiscard]] Result<QStringList> kindsOfTheRecord();
    [[nodiscard]] Result<void> advance(Cursor &cursor);

    const JournalDatabase &m_database;
    EventQuery m_query;
    std::vector<Cursor> m_cursors;
    QList<Event> m_events;
    bool m_begun = false;
};

} // namespace andon
