// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeJournal.h"

#include "app/journal/Chain.h"

namespace andon {

using namespace Qt::StringLiterals;

Result<Event> FakeJournal::keep(const Event &draft)
{
    if (refuses)
        return failure(ErrorKind::JournalUnusable, {u"journal.sqlite"_s, u"disk full"_s});
    for (const Event &known : std::as_const(events)) {
        if (!draft.eventId.isEmpty() && known.eventId == draft.eventId)
            return known;
    }
    Event event = draft;
    event.seq = events.size() + 1;
    event.prevHash = events.isEmpty() || events.last().hash.isEmpty() ? QByteArray(32, '\0') : events.last().hash;
    event.hash = chainHash(event);
    events << event;
    if (setsTargetFree(event))
        m_open.remove(m_open.key(event.opId));
    QTimer::singleShot(0, this, [this, event] { emit appended(event); });
    return event;
}

void FakeJournal::append(const Event &draft, QObject *context, std::function<void(Result<Event>)> callback)
{
    QTimer::singleShot(0, context, [answer = keep(draft), callback] { callback(answer); });
}

void FakeJournal::open(const QString &target, const Event &intent, QObject *context,
                       std::function<void(Result<Event>)> callback)
{
    Result<Event> answer = failure(ErrorKind::Blocked, {m_open.value(target)});
    if (!m_open.contains(target)) {
        answer = keep(intent);
        if (answer)
            m_open[target] = intent.opId;
    }
    QTimer::singleShot(0, context, [answer, callback] { callback(answer); });
}

void FakeJournal::read(const EventQuery &query, QObject *context, std::function<void(Result<QList<Event>>)> callback)
{
    QTimer::singleShot(0, context, [answer = Result<QList<Event>>(eventsAsked(events, query)), callback] { callback(answer); });
}

void FakeJournal::outline(QObject *context, std::function<void(Result<EventOutline>)> callback)
{
    QTimer::singleShot(0, context, [answer = Result<EventOutline>(outlineOf(events)), callback] { callback(answer); });
}

void FakeJournal::search(const QStringList &words, QObject *context, std::function<void(Result<QList<qint64>>)> callback)
{
    const QList<qint64> found = words.isEmpty() ? QList<qint64>() : eventsWithWords(events, words);
    QTimer::singleShot(0, context, [answer = Result<QList<qint64>>(found), callback] { callback(answer); });
}

void FakeJournal::readOpen(QObject *context, std::function<void(Result<QList<QList<Event>>>)> callback)
{
    QList<QList<Event>> open;
    for (const Event &intent : std::as_const(events)) {
        if (intent.kind != EventKind::actionIntent)
            continue;
        QList<Event> rows;
        bool closed = false;
        for (const Event &event : std::as_const(events)) {
            if (event.opId != intent.opId)
                continue;
            rows << event;
            closed = closed || event.kind == EventKind::actionClosed;
        }
        if (!closed)
            open << rows;
    }
    QTimer::singleShot(0, context, [answer = Result<QList<QList<Event>>>(open), callback] { callback(answer); });
}

QStringList FakeJournal::kinds() const
{
    QStringList kinds;
    for (const Event &event : events)
        kinds << event.kind;
    return kinds;
}

} // namespace andon
