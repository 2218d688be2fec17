// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentBook.h"
#include "tests/incidents/IncidentRows.h"
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
            line += u'|' + keyTimeWord(key) + QString::number(toMs(value.at)) + (value.proposed ? u"?"_s : u"!"_s) + value.fromEvent;
        for (const Event &event : incident.events)
            line += u' ' + event.eventId;
        lines << line;
    }
    return lines;
}

/// Who owns what, worked out anew for each event by the words of the agreement and nothing else.
class NaiveModel {
public:
    explicit NaiveModel(const QList<Event> &events)
        : m_events(events)
    {
    }
    QStringList eventsOf(const QString &incident) const
    {
        QList<Event> owned;
        for (const Event &event : m_events) {
            if (owner(event) == incident)
                owned << event;
        }
        std::stable_sort(owned.begin(), owned.end(), isReadBefore);
        QStringList ids;
        for (const Event &event : std::as_const(owned))
            ids << event.eventId;
        return ids;
    }

private:
    QString word(const Event &event, const char *member) const
    {
        return QString::fromStdString(event.payload.is_object() ? event.payload.value(member, std::string()) : std::string());
    }
    const Event *opening(const QString &id) const
    {
        for (const Event &event : m_events) {
            if (event.kind == EventKind::incidentOpened && word(event, "incident") == id)
                return &event;
        }
        return nullptr;
    }
    QString root(const QString &id) const
    {
        QMap<QString, QString> into;
        const auto follow = [&](QString at) {
            while (into.contains(at))
                at = into[at];
            return at;
        };
        for (const Event &event : m_events) {
            if (event.kind != EventKind::incidentMerged)
                continue;
            const QString from = word(event, "incident"), to = word(event, "into");
            const QString before = into.take(from);
            if (opening(from) && opening(to) && follow(to) != from)
                into[from] = to;
            else if (!before.isEmpty())
                into[from] = before;
        }
        return follow(id);
    }
    std::optional<QString> named(const Event &event) const
    {
        for (auto move = m_events.crbegin(); move != m_events.crend(); ++move) {
            if (move->kind == EventKind::incidentEventMoved && word(*move, "event") == event.eventId)
                return word(*move, "incident");
        }
        const QString id = word(event, "incident");
        return opening(id) ? std::optional(id) : std::nullopt;
    }
    TimePoint start(const QString &id) const
    {
        const Event &opened = *opening(id);
        TimePoint at = opened.occurredAt;
        for (const Event &alarm : m_events) {
            if (alarm.kind != EventKind::gateCrossed || alarm.occurredAt > opened.occurredAt)
                continue;
            const auto name = named(alarm);
            if (name ? *name == id : alarm.service == opened.service && alarm.occurredAt >= opened.occurredAt - std::chrono::hours(1))
                at = std::min(at, alarm.occurredAt);
        }
        return at;
    }
    std::optional<TimePoint> end(const QString &id) const
    {
        std::optional<TimePoint> at;
        for (const Event &event : m_events) {
            if (word(event, "incident") == id && event.kind == EventKind::incidentClosed)
                at = event.occurredAt;
            else if (word(event, "incident") == id && event.kind == EventKind::incidentReopened)
                at.reset();
        }
        return at;
    }
    QString window(const Event &event) const
    {
        const Event *best = nullptr;
        for (const Event &opened : m_events) {
            if (opened.kind != EventKind::incidentOpened || opened.service != event.service)
                continue;
            const QString id = word(opened, "incident");
            const auto until = end(root(id));
            if (event.occurredAt < start(id) - std::chrono::minutes(10) || (until && event.occurredAt > *until))
                continue;
            if (!best || opened.occurredAt > best->occurredAt)
                best = &opened;
        }
        return best ? word(*best, "incident") : QString();
    }
    QString owner(const Event &event) const
    {
        if (const auto name = named(event))
            return root(*name);
        for (const Event &intent : m_events) {
            if (intent.kind != EventKind::actionIntent || event.opId.isEmpty() || intent.opId != event.opId)
                continue;
            const auto name = named(intent);
            const QString id = name ? *name : window(intent);
            if (!id.isEmpty())
                return root(id);
        }
        return root(window(event));
    }

    QList<Event> m_events;
};

/// Some hours of two services, in which incidents are opened, closed, merged and events moved at random.
class RandomRecord {
public:
    explicit RandomRecord(quint32 seed)
        : m_random(seed)
    {
    }
    void step()
    {
        m_second += below(400);
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
    IncidentRows rows;

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
        int decisions = 0;
        for (quint32 seed = 1; decisions < 1000; ++seed) {
            RandomRecord record(seed);
            for (int i = 0; i < 60; ++i)
                record.step();
            const QList<Event> &events = record.rows.events;
            decisions += int(std::count_if(events.begin(), events.end(), [](const Event &event) {
                return event.kind == EventKind::incidentMerged || event.kind == EventKind::incidentEventMoved;
            }));
            const NaiveModel naive(events);
            for (const Incident &incident : incidentsOf(events)) {
                QStringList ids;
                for (const Event &event : incident.events)
                    ids << event.eventId;
                const QStringList wanted = naive.eventsOf(incident.id);
                QVERIFY2(ids == wanted, qPrintable(u"seed %1, %2: %3 instead of %4"_s.arg(seed).arg(incident.id, ids.join(u' '), wanted.join(u' '))));
            }
        }
    }
    void theBookThatIsKeptUpToDateSaysWhatAProjectionOfEverythingSays()
    {
        for (quint32 seed = 1; seed <= 40; ++seed) {
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
        IncidentRows rows;
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
    void whatBelongsToNoIncidentIsForgottenInTime()
    {
        IncidentRows rows;
        for (int i = 0; i < 1000; ++i)
            rows.add(EventKind::note, i, {}, {}, u"other"_s);
        rows.open("A", 100);
        rows.add(EventKind::note, 150);
        IncidentBook book;
        book.take(rows.events);
        const QStringList before = textOf(book.incidents());
        book.forget(IncidentRows::at(990));
        QCOMPARE(book.kept(), 12);
        QCOMPARE(textOf(book.incidents()), before);
    }
};

QTEST_GUILESS_MAIN(IncidentBookTest)
#include "tst_IncidentBook.moc"
