// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalDatabase.h"
#include "app/adapters/journal/JournalSchema.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int pieceOfTheChain = 1000;

Result<QList<Event>> JournalDatabase::read(const EventQuery &wanted)
{
    QString sql = u"SELECT content, hash FROM events WHERE seq > ?"_s;
    QVariantList values{wanted.afterSeq};
    const auto also = [&](const QString &condition, const QVariant &value) {
        sql += u" AND "_s + condition;
        values << value;
    };
    if (wanted.from)
        also(u"occurred_at >= ?"_s, static_cast<qint64>(wanted.from->time_since_epoch().count()));
    if (wanted.to)
        also(u"occurred_at < ?"_s, static_cast<qint64>(wanted.to->time_since_epoch().count()));
    if (!wanted.opId.isEmpty())
        also(u"op_id <> '' AND op_id = ?"_s, wanted.opId);
    if (!wanted.service.isEmpty())
        also(u"service = ?"_s, wanted.service);
    if (!wanted.kinds.isEmpty()) {
        sql += u" AND kind IN (?%1)"_s.arg(u",?"_s.repeated(wanted.kinds.size() - 1));
        for (const QString &kind : wanted.kinds)
            values << kind;
    }
    sql += u" ORDER BY seq DESC"_s;
    if (wanted.limit > 0)
        sql += u" LIMIT %1"_s.arg(wanted.limit);
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(sql);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return tl::unexpected(errorOf(query.lastError()));
    QList<Event> events;
    while (query.next()) {
        const Result<Event> event = eventFromRow(query.value(0).toString(), query.value(1).toByteArray());
        if (!event)
            return event.map([](const Event &) { return QList<Event>(); });
        events.append(*event);
    }
    std::reverse(events.begin(), events.end());
    return events;
}

Result<QList<QList<Event>>> JournalDatabase::readOpen()
{
    QSqlQuery query(m_database);
    // "op_id <> ''" lets SQLite use the index of the operations' rows.
    if (!query.exec(u"SELECT o.op_id FROM operations o WHERE o.open = 1 OR NOT EXISTS (SELECT 1 FROM events e "
                    "WHERE e.op_id = o.op_id AND e.op_id <> '' AND e.kind = 'action.closed') ORDER BY o.rowid"_s))
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

Result<qint64> JournalDatabase::lastSeq()
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
