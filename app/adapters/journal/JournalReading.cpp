// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalDatabase.h"
#include "app/adapters/journal/JournalRows.h"
#include "app/adapters/journal/JournalSchema.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int pieceOfTheChain = 100; ///< some milliseconds

Result<QList<Event>> JournalDatabase::read(const EventQuery &wanted) const
{
    JournalRows rows(*this, wanted);
    const Result<bool> read = rows.readOn(QDeadlineTimer(QDeadlineTimer::Forever));
    return read ? Result<QList<Event>>(rows.take()) : tl::unexpected(read.error());
}

Result<QList<Event>> JournalDatabase::readAfter(qint64 seq, int count) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(u"SELECT content, hash FROM events WHERE seq > ? ORDER BY seq LIMIT ?"_s);
    query.addBindValue(seq);
    query.addBindValue(count);
    if (!query.exec())
        return tl::unexpected(errorOf(query.lastError()));
    QList<Event> events;
    while (query.next()) {
        const Result<Event> event = eventFromRow(query.value(0).toString(), query.value(1).toByteArray());
        if (!event)
            return tl::unexpected(event.error());
        events << *event;
    }
    return events;
}

Result<QList<QList<Event>>> JournalDatabase::readOpen()
{
    QSqlQuery query(m_database);
    // The closed ones are gathered once, not looked for operation by operation.
    if (!query.exec(u"SELECT op_id FROM operations WHERE open = 1 OR op_id NOT IN (SELECT op_id FROM events "
                    "WHERE kind = 'action.closed') ORDER BY rowid"_s))
        return tl::unexpected(errorOf(query.lastError()));
    QStringList opIds;
    while (query.next())
        opIds << query.value(0).toString();
    query.clear();
    QList<QList<Event>> open;
    for (const QString &opId : opIds) {
        EventQuery wanted;
        wanted.opId = opId;
        const Result<QList<Event>> rows = read(wanted);
        if (!rows)
            return tl::unexpected(rows.error());
        open << *rows;
    }
    return open;
}

Result<qint64> JournalDatabase::lastSeq() const
{
    QSqlQuery query(m_database);
    if (!query.exec(u"SELECT coalesce(max(seq), 0) FROM events"_s) || !query.next())
        return tl::unexpected(errorOf(query.lastError()));
    return query.value(0).toLongLong();
}

Result<bool> JournalDatabase::verifyOn(ChainVerifier &walk)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(u"SELECT content, hash FROM events WHERE seq > ? ORDER BY seq LIMIT ?"_s);
    query.addBindValue(walk.count());
    query.addBindValue(pieceOfTheChain);
    if (!query.exec())
        return tl::unexpected(errorOf(query.lastError()));
    int rows = 0;
    for (; query.next(); ++rows) {
        const Result<Event> event = eventFromRow(query.value(0).toString(), query.value(1).toByteArray());
        std::optional<Error> error = event ? walk.next(*event) : std::optional(event.error());
        if (!error)
            continue;
        if (error->kind != ErrorKind::JournalBroken)
            error = Error{ErrorKind::JournalBroken, {{}, QString::number(walk.count() + 1), error->message()}, {}};
        error->arguments[0] = m_path;
        return tl::unexpected(*error);
    }
    return rows < pieceOfTheChain;
}

} // namespace andon
