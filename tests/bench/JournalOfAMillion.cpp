// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/JournalOfAMillion.h"

#include "app/adapters/journal/JournalDatabase.h"
#include "app/base/Uuid7.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <random>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

using namespace std::chrono_literals;

/// Entries one after the other, each as the console writes it.
class Story {
public:
    explicit Story(int events) : m_events(events), m_at(std::chrono::floor<std::chrono::seconds>(SystemClock().now()) - 25s * events) {}

    Event next()
    {
        m_at += 20s + std::chrono::milliseconds(m_random() % 10'000);
        ++m_made;
        Event event = m_operation > 0 ? step() : m_made == m_events / 2 ? needle() : any();
        event.eventId = newUuid7(m_at);
        event.occurredAt = m_at;
        event.recordedAt = m_at + 3ms;
        if (event.service.isEmpty())
            event.service = u"assistant"_s;
        return event;
    }

private:
    Event made(const char16_t *kind, const QString &title)
    {
        Event event;
        event.kind = QString::fromUtf16(kind);
        event.title = title;
        event.actor = {u"console"_s, u"oncall"_s, {}, u"desk-1"_s};
        event.version = u"v%1"_s.arg(40 + m_made / 20'000);
        return event;
    }
    Event needle()
    {
        Event event = made(EventKind::note, u"Cause found"_s);
        event.body = u"The tokenizer of shard seven was built from the wrong branch: "_s + needleWords();
        return event;
    }
    Event any()
    {
        const unsigned dice = m_random() % 100;
        const int value = 200 + static_cast<int>(m_random() % 900);
        if (dice < 25) {
            Event event = made(EventKind::gateCrossed, u"P95 latency of v42 passed its stop gate: %1 ms, limit 800 ms"_s.arg(value));
            event.payload = {{"indicator", "p95"}, {"to", dice < 8 ? "stop" : "warn"}, {"value", value}, {"limit", 800}, {"line", "latency"}};
            return event;
        }
        if (dice < 45)
            return made(EventKind::gateCleared, u"P95 latency of v42 is inside its gates: %1 ms"_s.arg(value));
        if (dice < 60) {
            Event event = made(EventKind::alertFired, u"HighErrorRate on gateway-%1"_s.arg(value % 40));
            event.payload = {{"severity", "warning"}, {"alert", "HighErrorRate"}, {"labels", {{"instance", "10.0.0." + std::to_string(value % 250)}, {"job", "gateway"}}}};
            return event;
        }
        if (dice < 75)
            return made(EventKind::alertCleared, u"HighErrorRate on gateway-%1"_s.arg(value % 40));
        if (dice < 80)
            return made(dice % 2 ? EventKind::sourceLost : EventKind::sourceRecovered, u"Prometheus %1"_s.arg(dice % 2 ? u"does not answer"_s : u"answers again"_s));
        if (dice < 88) {
            Event event = made(EventKind::evidence, u"Checkpoint of the judge"_s);
            event.payload = {{"lines", {{"latency", {{"n", value}, {"mean", value / 3.0}}}, {"quality", {{"n", value}, {"mean", 0.98}}}}}};
            return event;
        }
        if (dice < 96) {
            Event event = made(EventKind::note, u"Looked at shard %1"_s.arg(value));
            event.body = u"The cache of shard %1 was cold after the release; hit ratio is back at %2 %."_s.arg(value).arg(value % 100);
            event.actor = {u"person"_s, u"li.wei"_s, u"Li Wei"_s, u"desk-1"_s};
            return event;
        }
        m_operation = 6;
        m_opId = newUuid7(m_at);
        Event event = made(EventKind::actionIntent, u"Throttle v42 to 20 %"_s);
        event.opId = m_opId;
        event.payload = {{"verb", "throttle"}, {"reason", "latency"}, {"value", 20}};
        return event;
    }
    Event step()
    {
        static constexpr const char16_t *kinds[] = {EventKind::actionClosed, EventKind::actionEffective, EventKind::actionVerified, EventKind::actionAcked,
                                                    EventKind::actionSent, EventKind::actionActive};
        static const QStringList titles{u"Throttle over"_s, u"Throttle seen in traffic"_s, u"Throttle read back"_s, u"Gateway accepted the throttle"_s,
                                        u"Throttle sent"_s, u"Throttle is active"_s};
        --m_operation;
        Event event = made(kinds[m_operation], titles[m_operation]);
        event.opId = m_opId;
        event.payload = {{"verb", "throttle"}, {"etag", "W/\"17\""}};
        return event;
    }

    std::mt19937 m_random{7};
    int m_events;
    int m_made = 0;
    int m_operation = 0; ///< entries of it that are still to come
    QString m_opId;
    TimePoint m_at;
};

void need(bool done, const QSqlQuery &query)
{
    if (!done)
        qFatal("the journal was not made: %s", qPrintable(query.lastError().text()));
}

} // namespace

QString needleWords()
{
    return u"quicksilver heron"_s;
}

void makeJournal(const QString &path, int events)
{
    const SystemClock clock;
    JournalDatabase journal(path, clock);
    if (const auto error = journal.open())
        qFatal("%s", qPrintable(error->message()));
    QSqlQuery query(journal.connection());
    need(query.exec(u"PRAGMA synchronous=OFF"_s), query);
    need(query.exec(u"BEGIN"_s), query);
    QSqlQuery insert(journal.connection());
    insert.prepare(u"INSERT INTO events(seq, event_id, kind, occurred_at, service, op_id, content, prev_hash, hash) VALUES(?,?,?,?,?,?,?,?,?)"_s);
    QSqlQuery operation(journal.connection());
    operation.prepare(u"INSERT INTO operations(op_id, target, open) VALUES(?, 'edge/throttle', 0)"_s);
    Story story(events);
    QByteArray head(32, '\0');
    for (int seq = 1; seq <= events; ++seq) {
        Event event = story.next();
        event.seq = seq;
        event.bootId = u"5f7c1c0e-0a57-4a7e-9d5b-5a4d3f6f8f10"_s;
        event.monoNs = seq * 1'000'000LL;
        event.prevHash = head;
        event.hash = chainHash(event);
        head = event.hash;
        const QVariantList values{event.seq, event.eventId, event.kind, static_cast<qint64>(event.occurredAt.time_since_epoch().count()), event.service,
                                  event.opId.isNull() ? u""_s : event.opId, QString::fromStdString(toJson(event).dump()), event.prevHash, event.hash};
        for (int i = 0; i < values.size(); ++i)
            insert.bindValue(i, values[i]);
        need(insert.exec(), insert);
        if (event.kind == EventKind::actionIntent) {
            operation.bindValue(0, event.opId);
            need(operation.exec(), operation);
        }
    }
    need(query.exec(u"COMMIT"_s), query);
    need(query.exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s), query);
}

void exportLines(const QString &path, const QString &linesPath)
{
    const SystemClock clock;
    JournalDatabase journal(path, clock);
    QFile file(linesPath);
    if (journal.openToRead() || !file.open(QIODevice::WriteOnly))
        qFatal("the journal was not exported");
    QSqlQuery query(journal.connection());
    query.setForwardOnly(true);
    need(query.exec(u"SELECT content FROM events ORDER BY seq"_s), query);
    while (query.next())
        file.write(query.value(0).toString().toUtf8() + '\n');
}

} // namespace andon
