// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalRows.h"

#include "app/adapters/journal/JournalDatabase.h"
#include "app/adapters/journal/JournalSchema.h"

#include <QSqlError>
#include <QVariant>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct Statement {
    QString sql = u"SELECT seq, content, hash FROM events"_s;
    QVariantList values;

    void also(const QString &condition)
    {
        sql += (sql.contains(u" WHERE ") ? u" AND "_s : u" WHERE "_s) + condition;
    }
    void also(const QString &condition, const QVariant &value)
    {
        also(condition);
        values << value;
    }
};

QString numbers(const QList<qint64> &seqs)
{
    QStringList words;
    for (const qint64 seq : seqs)
        words << QString::number(seq);
    return words.join(u',');
}

/// There are no statistics, so SQLite would rather walk the whole record by its numbers than take the index of times. A plus
/// before a column says that this is not the way: the first of number, operation, kind and time that is asked for is.
Statement statementOf(const EventQuery &wanted, const QString &kind)
{
    Statement made;
    const bool byNumber = !wanted.seqs.isEmpty() || !wanted.eventIds.isEmpty();
    const bool byOperation = !byNumber && !wanted.opId.isEmpty();
    const bool byKind = !byNumber && !byOperation && !kind.isEmpty();
    const bool byTime = !byNumber && !byOperation && !byKind && (wanted.from || wanted.to);
    const QString time = byTime ? u"occurred_at"_s : u"+occurred_at"_s;
    if (!wanted.seqs.isEmpty())
        made.also(u"seq IN (%1)"_s.arg(numbers(wanted.seqs)));
    if (!wanted.eventIds.isEmpty()) {
        made.also(u"event_id IN (%1)"_s.arg(QStringList(wanted.eventIds.size(), u"?"_s).join(u',')));
        for (const QString &id : wanted.eventIds)
            made.values << id;
    }
    if (byOperation)
        made.also(u"op_id <> '' AND op_id = ?"_s, wanted.opId);
    else if (!wanted.opId.isEmpty())
        made.also(u"+op_id = ?"_s, wanted.opId);
    if (byKind)
        made.also(u"kind = ?"_s, kind);
    if (wanted.from)
        made.also(time + u" >= ?"_s, static_cast<qint64>(wanted.from->time_since_epoch().count()));
    if (wanted.to)
        made.also(time + u" < ?"_s, static_cast<qint64>(wanted.to->time_since_epoch().count()));
    if (!wanted.service.isEmpty())
        made.also(u"service = ?"_s, wanted.service);
    if (wanted.afterSeq > 0)
        made.also((byNumber || byOperation || byTime ? u"+seq > ?"_s : u"seq > ?"_s), wanted.afterSeq);
    if (wanted.uptoSeq > 0)
        made.also((byNumber || byOperation || byTime ? u"+seq <= ?"_s : u"seq <= ?"_s), wanted.uptoSeq);
    // All of a window is put in order when it is here.
    if (!byTime || wanted.limit > 0)
        made.sql += byTime ? u" ORDER BY +seq DESC"_s : u" ORDER BY seq DESC"_s;
    return made;
}

} // namespace

JournalRows::JournalRows(const JournalDatabase &database, EventQuery query)
    : m_database(database)
    , m_query(std::move(query))
{
}

/// A family stands for those of its kinds that the record has; the index is leapt along, not walked.
Result<QStringList> JournalRows::kindsOfTheRecord()
{
    QStringList kinds;
    for (const QString &wanted : std::as_const(m_query.kinds)) {
        if (!wanted.endsWith(u'.')) {
            kinds << wanted;
            continue;
        }
        QString last = wanted;
        for (;;) {
            QSqlQuery query(m_database.connection());
            query.prepare(u"SELECT kind FROM events WHERE kind > ? ORDER BY kind LIMIT 1"_s);
            query.addBindValue(last);
            if (!query.exec())
                return tl::unexpected(m_database.errorOf(query.lastError()));
            if (!query.next() || !query.value(0).toString().startsWith(wanted))
                break;
            last = query.value(0).toString();
            kinds << last;
        }
    }
    kinds.removeDuplicates();
    return kinds;
}

Result<void> JournalRows::begin()
{
    m_begun = true;
    if (m_query.kinds.isEmpty() || !m_query.seqs.isEmpty() || !m_query.eventIds.isEmpty() || !m_query.opId.isEmpty()) {
        const Result<void> begun = beginWith({});
        m_query.seqs.clear(); // the statement holds them
        return begun;
    }
    const Result<QStringList> kinds = kindsOfTheRecord();
    if (!kinds)
        return tl::unexpected(kinds.error());
    for (const QString &kind : *kinds) {
        if (const Result<void> begun = beginWith(kind); !begun)
            return begun;
    }
    return {};
}

Result<void> JournalRows::beginWith(const QString &kind)
{
    const Statement statement = statementOf(m_query, kind);
    Cursor cursor{QSqlQuery(m_database.connection()), 0};
    cursor.query.setForwardOnly(true);
    cursor.query.prepare(statement.sql);
    for (const QVariant &value : statement.values)
        cursor.query.addBindValue(value);
    if (!cursor.query.exec())
        return tl::unexpected(m_database.errorOf(cursor.query.lastError()));
    const Result<void> first = advance(cursor);
    m_cursors.push_back(std::move(cursor));
    return first;
}

Result<void> JournalRows::advance(Cursor &cursor)
{
    cursor.seq = cursor.query.next() ? cursor.query.value(0).toLongLong() : 0;
    if (cursor.seq == 0 && cursor.query.lastError().isValid())
        return tl::unexpected(m_database.errorOf(cursor.query.lastError()));
    return {};
}

Result<bool> JournalRows::readOn(const QDeadlineTimer &piece)
{
    if (!m_begun) {
        if (const Result<void> begun = begin(); !begun)
            return tl::unexpected(begun.error());
    }
    while (m_query.limit <= 0 || m_events.size() < m_query.limit) {
        const auto newest = std::max_element(m_cursors.begin(), m_cursors.end(), [](const Cursor &a, const Cursor &b) { return a.seq < b.seq; });
        if (newest == m_cursors.end() || newest->seq == 0)
            break;
        const Result<Event> event = eventFromRow(newest->query.value(1).toString(), newest->query.value(2).toByteArray());
        if (!event)
            return tl::unexpected(event.error());
        if (isAsked(*event, m_query))
            m_events << *event;
        if (const Result<void> more = advance(*newest); !more)
            return tl::unexpected(more.error());
        if (piece.hasExpired())
            return false;
    }
    m_cursors.clear();
    return true;
}

QList<Event> JournalRows::take()
{
    std::sort(m_events.begin(), m_events.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
    return std::exchange(m_events, {});
}

} // namespace andon
