// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/journal/SqliteJournal.h"
#include "app/base/Uuid7.h"
#include "app/journal/Chain.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

inline const SystemClock systemClock;

inline Event noteOf(const QString &title)
{
    Event event;
    event.eventId = newUuid7(systemClock.now());
    event.kind = QString::fromUtf16(EventKind::note);
    event.occurredAt = systemClock.now();
    event.actor = {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};
    event.title = title;
    return event;
}

inline Event rowOf(const char16_t *kind, const QString &opId)
{
    Event event = noteOf(u"a row"_s);
    event.kind = QString::fromUtf16(kind);
    event.opId = opId;
    event.payload = {{"verb", "rollback"}};
    return event;
}

/// Asks and waits for the answer.
inline Result<Event> append(Journal &journal, const Event &draft, const QString &target = {})
{
    std::optional<Result<Event>> answer;
    const auto take = [&](const Result<Event> &result) { answer = result; };
    if (target.isEmpty())
        journal.append(draft, &journal, take);
    else
        journal.open(target, draft, &journal, take);
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000))
        return failure(ErrorKind::TimedOut, {u"the journal"_s, u"20000"_s});
    return *answer;
}

inline QList<Event> all(Journal &journal)
{
    std::optional<Result<QList<Event>>> answer;
    journal.read({}, &journal, [&](const Result<QList<Event>> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000) || !*answer)
        return {};
    return **answer;
}

inline bool holds(const QList<Event> &events)
{
    ChainVerifier verifier;
    return std::none_of(events.begin(), events.end(), [&](const Event &event) { return verifier.next(event).has_value(); });
}

/// A second, foreign connection to the file; gone with the object.
class OtherProgram {
public:
    explicit OtherProgram(const QString &path)
        : m_name(u"other-"_s + path)
        , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
    {
        m_database.setDatabaseName(path);
        m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=3000"_s);
        m_database.open();
    }
    ~OtherProgram()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
    }
    /// The error's words, empty on success.
    QString run(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql) ? QString() : query.lastError().text();
    }
    QString value(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql) && query.next() ? query.value(0).toString() : QString();
    }

private:
    QString m_name;
    QSqlDatabase m_database;
};

} // namespace andon
