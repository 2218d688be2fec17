// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentBook.h"
#include "app/incidents/PostmortemFacts.h"
#include "tests/incidents/RecordRows.h"
#include "tests/support/Warnings.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// All there is to see of incidents, so that two projections can be compared.
QStringList textOf(const QList<Incident> &incidents)
{
    QStringList lines;
    for (const Incident &incident : incidents) {
        QString line = incident.id + u'|' + incident.mergedInto + u'|' + incident.versions.join(u',') + (incident.closed ? u"|closed"_s : u"|"_s);
        for (const auto &[key, value] : incident.times.toStdMap())
            line += u'|' + keyTimeWord(key) + QString::number(toMs(value.at)) + (value.proposed ? u"?"_s : u"!"_s) + value.fromEvent + u'~' + QString::number(value.setBacks);
        for (const Event &event : incident.events)
            line += u' ' + event.eventId;
        lines << line;
    }
    return lines;
}

/// Who owns what, by the words of the agreement and by nothing of the product's own.
class NaiveModel {
public:
    explicit NaiveModel(const QList<Event> &events)
        : m_events(events)
        , m_record(events)
    {
        for (const Event &event : m_events) {
            const QString id = word(event, "incident"), into = word(event, "into");
            if (event.kind == EventKind::incidentOpened)
                m_openings.insert(id, event);
            else if (event.kind == EventKind::incidentMerged)
                merge(id, into);
            else if (event.kind == EventKind::incidentEventMoved)
                m_moves[word(event, "event")] = id;
            else if (event.kind == EventKind::incidentClosed)
                m_ends[id] = event;
            else if (event.kind == EventKind::incidentReopened)
                m_ends.remove(id);
            else if (event.kind == EventKind::actionIntent)
                m_intents.insert(event.opId, event);
        }
        for (const QString &id : m_openings.keys())
            m_starts[id] = start(id);
        std::stable_sort(m_events.begin(), m_events.end(), isReadBefore);
        for (const Event &event : std::as_const(m_events))
            m_owned[owner(event)] << event.eventId;
    }
    QStringList eventsOf(const QString &incident) const { return m_owned.value(incident); }

private:
    static QString word(const Event &event, const char *member)
    {
        return QString::fromStdString(event.payload.is_object() ? event.payload.value(member, std::string()) : std::string());
    }
    QString root(QString at) const
    {
        while (m_into.contains(at))
            at = m_into[at];
        return at;
    }
    void merge(const QString &from, const QString &into)
    {
        const QString before = m_into.take(from);
        if (m_openings.contains(from) && m_openings.contains(into) && root(into) != from)
            m_into[from] = into;
        else if (!before.isEmpty())
            m_into[from] = before;
    }
    std::optional<QString> named(const Event &event) const
    {
        if (m_moves.contains(event.eventId))
            return m_moves[event.eventId];
        const QString id = word(event, "incident");
        return m_openings.contains(id) ? std::optional(id) : std::nullopt;
    }
    /// Told as it happened, and the clock fell between the two, as the entries about incidents between them show: then the numbers
    /// say what was first, and the times do not.
    bool clockFell(const Event &event, const Event &other) const
    {
        if (event.occurredAt < event.recordedAt - std::chrono::minutes(10))
            return false;
        const qint64 first = std::min(event.seq, other.seq), last = std::max(event.seq, other.seq);
        TimePoint before;
        bool fell = false;
        for (const Event &one : m_record) {
            const bool counts = one.seq == first || one.seq == last || one.kind.startsWith(u"incident."_s);
            if (one.seq < first || one.seq > last || !counts)
                continue;
            fell = fell || one.recordedAt < before;
            before = one.recordedAt;
        }
        return fell;
    }
    bool isClosedOfService(const QString &id, const QString &service) const
    {
        return m_ends.contains(id) && m_openings.contains(id) && m_openings[id].service == service;
    }
    /// What belongs to an earlier, closed incident of the service is not this one's.
    TimePoint endBefore(const QString &id) const
    {
        const Event &opened = m_openings[id];
        TimePoint last;
        for (const auto &[other, end] : m_ends.toStdMap()) {
            if (isClosedOfService(other, opened.service) && end.seq < opened.seq && end.occurredAt <= opened.occurredAt)
                last = std::max(last, end.occurredAt);
        }
        return last;
    }
    TimePoint start(const QString &id) const
    {
        const Event &opened = m_openings[id];
        const TimePoint earliest = std::max(opened.occurredAt - std::chrono::hours(1), endBefore(id));
        TimePoint at = opened.occurredAt;
        for (const Event &alarm : m_events) {
            if (alarm.kind != EventKind::gateCrossed || alarm.occurredAt > opened.occurredAt || clockFell(alarm, opened))
                continue;
            const auto name = named(alarm);
            if (name ? *name == id : alarm.service == opened.service && alarm.occurredAt >= earliest)
                at = std::min(at, alarm.occurredAt);
        }
        return at;
    }
    bool isBegun(const QString &id, const Event &event) const
    {
        const Event &opened = m_openings[id];
        const bool byTime = event.occurredAt >= std::min(m_starts[id], std::max(m_starts[id] - std::chrono::minutes(10), endBefore(id)));
        if (!clockFell(event, opened))
            return byTime;
        if (event.seq > opened.seq)
            return true;
        const QStringList closed = m_ends.keys();
        return byTime && std::none_of(closed.begin(), closed.end(), [&](const QString &other) {
            return isClosedOfService(other, event.service) && m_ends[other].seq > event.seq && m_ends[other].seq < opened.seq;
        });
    }
    bool isOver(const QString &id, const Event &event) const
    {
        if (!m_ends.contains(id))
            return false;
        const Event &end = *m_ends.find(id);
        return clockFell(event, end) ? event.seq > end.seq : event.occurredAt > end.occurredAt;
    }
    QString window(const Event &event) const
    {
        QString best;
        for (const auto &[id, opened] : m_openings.toStdMap()) {
            if (opened.service == event.service && isBegun(id, event) && !isOver(root(id), event) && (best.isEmpty() || opened.seq > m_openings[best].seq))
                best = id;
        }
        return best;
    }
    QString owner(const Event &event) const
    {
        if (const auto name = named(event))
            return root(*name);
        if (!event.opId.isEmpty() && m_intents.contains(event.opId)) {
            const Event &intent = *m_intents.find(event.opId);
            const QString id = named(intent).value_or(window(intent));
            if (!id.isEmpty())
                return root(id);
        }
        return root(window(event));
    }

    QList<Event> m_events;
    QList<Event> m_record; ///< in its order
    QMap<QString, Event> m_openings, m_intents, m_ends;
    QMap<QString, QString> m_moves, m_into;
    QMap<QString, TimePoint> m_starts;
    QMap<QString, QStringList> m_owned;
};

/// Some hours of two services, in which incidents are opened, closed, merged and events moved at random, and the clock is set back
/// now and then.
class RandomRecord {
public:
    explicit RandomRecord(quint32 seed)
        : m_random(seed)
    {
    }
    void step()
    {
        m_second += below(400);
        if (below(20) == 0) {
            m_second -= below(6000);
            ++setBacks;
        }
        rows.setClock(m_second);
        const QString service = below(3) ? u"assistant"_s : u"other"_s;
        const QString before = m_incidents.isEmpty() ? QString() : pick(m_incidents), second = m_incidents.isEmpty() ? QString() : pick(m_incidents);
        const auto json = [](const QString &text) { return text.toStdString(); };
        switch (below(14)) {
        case 0: {
            const QString id = u"I%1"_s.arg(m_incidents.size());
            m_incidents << id;
            rows.open(qPrintable(id), m_second, service);
            break;
        }
        case 1: rows.add(EventKind::incidentMerged, m_second, {{"incident", json(before)}, {"into", json(second)}}, {}, service); break;
        case 2:
        case 3:
            if (!rows.events.isEmpty())
                rows.add(EventKind::incidentEventMoved, m_second,
                         {{"event", json(rows.events[below(int(rows.events.size()))].eventId)}, {"incident", below(4) ? json(before) : ""}}, {}, service);
            break;
        case 4: rows.add(EventKind::incidentClosed, m_second, {{"incident", json(before)}}, {}, service); break;
        case 5: rows.add(EventKind::incidentReopened, m_second, {{"incident", json(before)}}, {}, service); break;
        case 6: rows.add(EventKind::gateCrossed, m_second - below(1000), {{"indicator", "a"}, {"to", "stop"}}, {}, service); break;
        case 7: rows.add(EventKind::gateCleared, m_second, {{"indicator", "a"}, {"to", "inside"}}, {}, service); break;
        case 8: rows.add(EventKind::actionIntent, m_second, {{"verb", "rollback"}}, u"op%1"_s.arg(++m_op), service); break;
        case 9: rows.add(EventKind::actionEffective, m_second, {}, u"op%1"_s.arg(below(m_op + 2)), service); break;
        default: rows.add(EventKind::note, m_second - below(2000), {}, {}, service); break;
        }
    }
    RecordRows rows;
    int setBacks = 0;

private:
    int below(int most) { return int(m_random.bounded(most)); }
    QString pick(const QStringList &list) { return list[below(int(list.size()))]; }

    QRandomGenerator m_random;
    QStringList m_incidents;
    qint64 m_second = 0;
    int m_op = 0;
};

} // namespace

class IncidentBookTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aThousandRandomMergesAndMovesGiveWhatANaiveModelGives()
    {
        int decisions = 0, setBacks = 0;
        for (quint32 seed = 1; decisions < 1000; ++seed) {
            RandomRecord record(seed);
            for (int i = 0; i < 60; ++i)
                record.step();
            const QList<Event> &events = record.rows.events;
            decisions += int(std::count_if(events.begin(), events.end(), [](const Event &event) {
                return event.kind == EventKind::incidentMerged || event.kind == EventKind::incidentEventMoved;
            }));
            setBacks += record.setBacks;
            const NaiveModel naive(events);
            for (const Incident &incident : incidentsOf(events)) {
                QStringList ids;
                for (const Event &event : incident.events)
                    ids << event.eventId;
                const QStringList wanted = naive.eventsOf(incident.id);
                QVERIFY2(ids == wanted, qPrintable(u"seed %1, %2: %3 instead of %4"_s.arg(seed).arg(incident.id, ids.join(u' '), wanted.join(u' '))));
            }
        }
        QVERIFY(setBacks > 100);
    }
    void theBookThatIsKeptUpToDateSaysWhatAProjectionOfEverythingSays()
    {
        for (quint32 seed = 1; seed <= 20; ++seed) {
            RandomRecord record(seed);
            IncidentBook book;
            for (int i = 0; i < 60; ++i) {
                const qsizetype before = record.rows.events.size();
                record.step();
                book.take(record.rows.events.mid(before));
                const QStringList now = textOf(book.incidents()), wanted = textOf(incidentsOf(record.rows.events));
                QVERIFY2(now == wanted, qPrintable(u"seed %1, step %2:\n%3\ninstead of\n%4"_s.arg(seed).arg(i).arg(now.join(u'\n'), wanted.join(u'\n'))));
            }
        }
    }
    void theOrderInWhichTheRecordIsReadDoesNotMatter()
    {
        RandomRecord record(7);
        for (int i = 0; i < 200; ++i)
            record.step();
        QList<Event> events = record.rows.events;
        const QStringList wanted = textOf(incidentsOf(events));
        std::shuffle(events.begin(), events.end(), *QRandomGenerator::global());
        IncidentBook book;
        for (const Event &event : std::as_const(events))
            book.take({event});
        book.take(events); // a second time changes nothing
        QCOMPARE(textOf(book.incidents()), wanted);
    }
    void anOrdinaryEventProjectsNothingAgain()
    {
        RecordRows rows;
        rows.cross(40);
        rows.open("A", 100);
        IncidentBook book;
        book.take(rows.events);
        const qint64 before = book.projections();
        for (int i = 0; i < 10'000; ++i)
            rows.add(EventKind::note, 200 + i);
        rows.intent(300, "rollback", u"op"_s);
        rows.add(EventKind::actionEffective, 320, {}, u"op"_s);
        for (const Event &event : std::as_const(rows.events))
            book.take({event});
        QCOMPARE(book.projections(), before);
        QCOMPARE(book.incident(u"A"_s)->events.size(), rows.events.size());
        QVERIFY(book.incident(u"A"_s)->time(KeyTime::Mitigated));
    }
    void aLateAlarmProjectsOnlyWhereItMayBeAStart()
    {
        RecordRows rows;
        rows.open("A", 5000);
        rows.open("B", 5000, u"third"_s);
        rows.add(EventKind::incidentEventMoved, 5100, {{"event", "e5"}, {"incident", "A"}});
        IncidentBook book;
        book.take(rows.events);
        const auto told = [&](const QString &service, const nlohmann::json &more) {
            nlohmann::json payload{{"indicator", "a"}, {"to", "stop"}};
            payload.update(more);
            rows.add(EventKind::gateCrossed, 4000, payload, {}, service);
            const qint64 before = book.projections();
            book.take({rows.events.last()});
            return book.projections() - before;
        };
        QCOMPARE(told(u"other"_s, nlohmann::json::object()), 0);
        QCOMPARE(told(u"other"_s, nlohmann::json::object()), 1); // e5 was moved there before it came
        QCOMPARE(told(u"other"_s, {{"incident", "A"}}), 1);
        QCOMPARE(told(u"assistant"_s, nlohmann::json::object()), 1);
        QCOMPARE(told(u"other"_s, nlohmann::json::object()), 0);
        QCOMPARE(textOf(book.incidents()), textOf(incidentsOf(rows.events)));
    }
    void whatBelongsToNoIncidentIsForgottenInTime()
    {
        RecordRows rows;
        for (int i = 0; i < 1000; ++i)
            rows.add(EventKind::note, i, {}, {}, u"other"_s);
        rows.open("A", 100);
        rows.add(EventKind::note, 150);
        IncidentBook book;
        book.take(rows.events);
        const QStringList before = textOf(book.incidents());
        book.forget(RecordRows::at(990));
        QCOMPARE(book.kept(), 12);
        QCOMPARE(textOf(book.incidents()), before);
    }
    void ofACheckpointOfTheJudgeWhatItCountedIsNotKept()
    {
        RecordRows rows;
        rows.cross(90);
        rows.open("A", 100);
        const auto set = [](const char *code) { return nlohmann::json{{"code", code}}; };
        rows.add(EventKind::note, 105, {{"version_set", set("a1")}}, {}, u"assistant"_s, u"v41"_s);
        const QString checkpoint = rows.add(EventKind::evidence, 110, {{"lines", "thirty kilobytes"}, {"version_set", set("b2")}});
        rows.add(EventKind::note, 120, {{"about", "e2"}, {"version_sets", {{"v41", set("a1")}}}}, {}, u"assistant"_s, {});
        rows.add(EventKind::evidence, 130, {{"lines", "thirty kilobytes"}, {"incident", "A"}}, {}, u"other"_s);
        IncidentBook book;
        book.take(rows.events);
        QCOMPARE(textOf(book.incidents()), textOf(incidentsOf(rows.events)));
        const Incident &kept = *book.incident(u"A"_s);
        const auto changes = [](const Incident &incident) {
            QStringList words;
            for (const ChangeFact &one : postmortemFacts(incident, {}).changes)
                words << one.part + one.before + one.after + one.eventId;
            return words;
        };
        QVERIFY(!changes(kept).isEmpty());
        QCOMPARE(changes(kept), changes(incidentsOf(rows.events).first()));
        int checkpoints = 0;
        for (const Event &event : kept.events) {
            checkpoints += event.kind == EventKind::evidence ? 1 : 0;
            QVERIFY(!event.payload.contains("lines"));
            if (event.kind != EventKind::evidence)
                QVERIFY(event.payload == rows.events[static_cast<qsizetype>(event.seq) - 1].payload);
        }
        QCOMPARE(checkpoints, 2);
        QVERIFY(changes(kept).join(u' ').contains(checkpoint));
    }
};

QTEST_GUILESS_MAIN(IncidentBookTest)
#include "tst_IncidentBook.moc"
