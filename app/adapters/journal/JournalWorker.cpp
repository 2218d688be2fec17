// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalWorker.h"

namespace andon {

using namespace Qt::StringLiterals;

JournalWorker::JournalWorker(QString path, const Clock &clock)
    : m_database(path, clock)
    , m_spool(path + u".spool"_s)
    , m_timer(this)
{
}

void JournalWorker::start()
{
    connect(&m_timer, &QTimer::timeout, this, &JournalWorker::look);
    m_timer.start(1000);
    tell(ready());
}

std::optional<Error> JournalWorker::ready()
{
    if (const std::optional<Error> error = m_database.open()) {
        m_seen = -1; // whatever is opened next may be another file
        return error;
    }
    if (m_seen >= 0)
        return std::nullopt;
    const Result<qint64> last = m_database.lastSeq();
    if (!last)
        return last.error();
    m_seen = *last;
    emit opened(m_database.isLarge());
    return std::nullopt;
}

void JournalWorker::takeBroken(const Error &error)
{
    m_broken = error;
    if (!m_troubled)
        emit troubled(m_broken);
}

void JournalWorker::takeDamage(const Error &error)
{
    m_database.distrust(error);
    m_seen = -1;
    tell(error);
}

void JournalWorker::tell(const std::optional<Error> &error)
{
    const bool bad = error.has_value();
    if (bad != m_troubled)
        emit troubled(bad ? error : m_broken);
    m_troubled = bad;
}

/// Once a second: opens a file that could not be opened, back-fills the spool, and reads what others appended.
void JournalWorker::look()
{
    // After a refused row a look that only reads proves nothing: the journal is well when a write went through.
    const std::optional<Error> error = ready();
    if (error || m_troubled)
        tell(error ? error : m_database.tryWriting());
    if (error)
        return;
    m_spool.drain([this](const Event &draft) { return m_database.append(draft).has_value(); });
    emitNew();
}

void JournalWorker::emitNew()
{
    const Result<qint64> last = m_database.lastSeq();
    if (!last || *last <= m_seen)
        return;
    EventQuery query;
    query.afterSeq = m_seen;
    const Result<QList<Event>> events = m_database.read(query);
    if (!events)
        return;
    for (const Event &event : *events) {
        m_seen = event.seq;
        emit appended(event);
    }
}

Result<Event> JournalWorker::append(const Event &draft, const QString &target)
{
    if (const std::optional<Error> error = ready()) {
        tell(error);
        return tl::unexpected(*error);
    }
    const Result<Event> event = m_database.append(draft, target);
    if (event || event.error().kind != ErrorKind::Blocked)
        tell(event ? std::nullopt : std::optional(event.error()));
    emitNew();
    return event;
}

Result<QList<Event>> JournalWorker::complete(QList<Event> rows, const EventQuery &query, qint64 lastSeq)
{
    const Result<qint64> last = m_database.lastSeq();
    if (!last || *last <= lastSeq)
        return rows;
    EventQuery since = query;
    since.afterSeq = std::max(query.afterSeq, lastSeq);
    const Result<QList<Event>> more = m_database.read(since);
    if (!more)
        return more;
    rows += *more;
    return query.limit > 0 ? rows.mid(std::max<qsizetype>(0, rows.size() - query.limit)) : rows;
}

Result<QList<QList<Event>>> JournalWorker::readOpen()
{
    if (const std::optional<Error> error = ready())
        return tl::unexpected(*error);
    // What was spooled belongs to these operations: without it a sent one would look as if nothing ever left.
    m_spool.drain([this](const Event &draft) { return m_database.append(draft).has_value(); });
    if (m_spool.waits())
        return failure(ErrorKind::JournalBusy, {m_spool.path()});
    emitNew();
    return m_database.readOpen();
}

} // namespace andon
