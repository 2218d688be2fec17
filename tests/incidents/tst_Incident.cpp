// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/incidents/RecordRows.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

using Build = std::function<void(RecordRows &)>;

/// Seconds after noon; "-" where there is no such time, "!" in front where a person said it.
QString timesText(const Incident &incident)
{
    QStringList words;
    for (const KeyTime key : allKeyTimes) {
        const auto found = incident.times.constFind(key);
        words << (found == incident.times.constEnd()
                      ? u"-"_s
                      : (found->proposed ? QString() : u"!"_s) + QString::number((toMs(found->at) - RecordRows::noonMs) / 1000));
    }
    return words.join(u' ');
}

QStringList idsOf(const Incident &incident)
{
    QStringList ids;
    for (const Event &event : incident.events)
        ids << event.eventId;
    return ids;
}

Incident incidentNamed(const QList<Incident> &incidents, const QString &id)
{
    const auto found = std::find_if(incidents.begin(), incidents.end(), [&](const Incident &one) { return one.id == id; });
    return found == incidents.end() ? Incident{} : *found;
}

} // namespace

Q_DECLARE_METATYPE(Build)

class IncidentTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void keyTimesAreProposedFromTheRecordUntilSomebodySaysOtherwise_data()
    {
        QTest::addColumn<Build>("build");
        QTest::addColumn<QString>("times"); // started detected acknowledged mitigated resolved
        const auto row = [](const char *name, const Build &build, const QString &times) {
            QTest::newRow(name) << build << times;
        };
        row("by hand, nothing else", [](RecordRows &r) { r.open("A", 100); }, u"100 100 - - -"_s);
        row("an alarm before it is its start", [](RecordRows &r) { r.cross(40); r.open("A", 100); }, u"40 40 - - -"_s);
        row("the first of several alarms", [](RecordRows &r) { r.cross(40); r.cross(50, "cost"); r.open("A", 100); }, u"40 40 - - -"_s);
        row("an alarm of more than an hour ago is not", [](RecordRows &r) { r.cross(-3501); r.open("A", 100); }, u"100 100 - - -"_s);
        row("of an hour ago it is", [](RecordRows &r) { r.cross(-3500); r.open("A", 100); }, u"-3500 -3500 - - -"_s);
        row("another service's alarm is not", [](RecordRows &r) {
            r.add(EventKind::alertFired, 40, {{"key", "x"}}, {}, u"other"_s);
            r.open("A", 100);
        }, u"100 100 - - -"_s);
        row("detected when it was shown, not when it happened", [](RecordRows &r) {
            r.cross(40);
            r.events.last().recordedAt = RecordRows::at(55);
            r.open("A", 100);
        }, u"40 55 - - -"_s);
        row("an alert that waited for its turn on the record was shown when it fired", [](RecordRows &r) {
            r.add(EventKind::alertFired, 40, {{"key", "k"}, {"severity", "critical"}, {"origin", "rule"}});
            r.events.last().recordedAt = RecordRows::at(95);
            r.open("A", 100);
        }, u"40 40 - - -"_s);
        row("who opened it before the alarm was shown knew of it", [](RecordRows &r) {
            r.open("A", 100);
            r.setClock(155);
            r.cross(40);
        }, u"40 100 - - -"_s);
        row("acknowledged", [](RecordRows &r) {
            r.cross(40);
            r.open("A", 100);
            r.add(EventKind::alertAcknowledged, 110, {{"key", "x"}});
            r.intent(120, "rollback", u"op"_s);
        }, u"40 40 110 - -"_s);
        row("the first action acknowledges", [](RecordRows &r) { r.cross(40); r.intent(100, "pause", u"op"_s); r.open("A", 100); },
            u"40 40 100 - -"_s);
        row("mitigated by the effect once all is clear", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "degrade", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionVerified, 103, {}, u"op"_s);
            r.add(EventKind::actionEffective, 120, {}, u"op"_s);
            r.clear(180);
        }, u"40 40 100 120 -"_s);
        row("not while the alarm stands", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "degrade", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 120, {}, u"op"_s);
        }, u"40 40 100 - -"_s);
        row("by the read-back where no effect was seen", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "throttle", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionVerified, 103, {}, u"op"_s);
            r.clear(180);
        }, u"40 40 100 103 -"_s);
        row("by itself", [](RecordRows &r) { r.cross(40); r.open("A", 100); r.clear(180); }, u"40 40 - 180 -"_s);
        row("not before every alarm is cleared", [](RecordRows &r) {
            r.cross(40);
            r.cross(50, "cost");
            r.open("A", 100);
            r.clear(180);
        }, u"40 40 - - -"_s);
        row("not when it came back", [](RecordRows &r) { r.cross(40); r.open("A", 100); r.clear(180); r.cross(200); },
            u"40 40 - - -"_s);
        row("an effect before a new alarm ended nothing", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "degrade", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 120, {}, u"op"_s);
            r.cross(150, "cost");
            r.clear(180);
            r.clear(190, "cost");
        }, u"40 40 100 190 -"_s);
        row("a pause ends no loss", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "pause", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 120, {}, u"op"_s);
            r.clear(180);
        }, u"40 40 100 180 -"_s);
        row("a rollback seen in traffic leaves its version nothing to lose", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "rollback", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionVerified, 103, {}, u"op"_s);
            r.add(EventKind::actionEffective, 115, {}, u"op"_s);
        }, u"40 40 100 115 -"_s);
        row("what its last requests still raise is no new loss", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "rollback", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 115, {}, u"op"_s);
            r.cross(130, "judged_bad");
        }, u"40 40 100 115 -"_s);
        row("unless it was promoted since", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "rollback", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 115, {}, u"op"_s);
            r.intent(200, "promote", u"op2"_s);
            r.cross(230, "judged_bad");
        }, u"40 40 100 - -"_s);
        row("or somebody else changed the gateway", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "rollback", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 115, {}, u"op"_s);
            r.add(EventKind::gatewayChanged, 200);
            r.cross(230, "judged_bad");
        }, u"40 40 100 - -"_s);
        row("but another version's alarm stands", [](RecordRows &r) {
            r.cross(40);
            r.cross(45, "cost", u"v41"_s);
            r.intent(100, "rollback", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 115, {}, u"op"_s);
        }, u"40 40 100 - -"_s);
        row("a rollback whose traffic nobody watches is read back", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "rollback", u"op"_s, false);
            r.open("A", 100);
            r.add(EventKind::actionVerified, 103, {}, u"op"_s);
        }, u"40 40 100 103 -"_s);
        row("without any alarm the effect counts", [](RecordRows &r) {
            r.intent(100, "throttle", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionVerified, 103, {}, u"op"_s);
            r.add(EventKind::actionEffective, 120, {}, u"op"_s);
        }, u"100 100 100 120 -"_s);
        row("from stop to warn is not a new alarm", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "degrade", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 120, {}, u"op"_s);
            r.add(EventKind::gateCrossed, 130, {{"indicator", "success_rate"}, {"from", "stop"}, {"to", "warn"}});
            r.clear(180);
        }, u"40 40 100 120 -"_s);
        row("a warning after a stop is no new loss", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "rollback", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 115, {}, u"op"_s);
            r.warn(200, "success_rate", u"v41"_s);
            r.add(EventKind::alertFired, 210, {{"key", "x"}, {"severity", "warning"}}, {}, u"assistant"_s, u"v41"_s);
        }, u"40 40 100 115 -"_s);
        row("an alert is over by its key, whatever its title says", [](RecordRows &r) {
            r.add(EventKind::alertFired, 40, {{"key", "k"}, {"severity", "critical"}, {"origin", "rule"}});
            r.events.last().title = u"Alarm: LatencyHigh of v42 (critical)"_s;
            r.open("A", 100);
            r.add(EventKind::alertCleared, 180, {{"key", "k"}, {"severity", "critical"}, {"origin", "rule"}});
            r.events.last().title = u"Alarm over: LatencyHigh of v42"_s;
        }, u"40 40 - 180 -"_s);
        row("a critical alert is", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "rollback", u"op"_s);
            r.open("A", 100);
            r.add(EventKind::actionEffective, 115, {}, u"op"_s);
            r.add(EventKind::alertFired, 210, {{"key", "x"}, {"severity", "critical"}}, {}, u"assistant"_s, u"v41"_s);
        }, u"40 40 100 - -"_s);
        row("a warning before a stop need not be cleared", [](RecordRows &r) {
            r.warn(30, "cost", u"v41"_s);
            r.cross(40);
            r.open("A", 100);
            r.clear(180);
        }, u"30 30 - 180 -"_s);
        row("where nothing else was, warnings count", [](RecordRows &r) { r.warn(30, "cost", u"v42"_s); r.open("A", 100); },
            u"30 30 - - -"_s);
        row("and are mitigated when they are over", [](RecordRows &r) {
            r.warn(30, "cost", u"v42"_s);
            r.open("A", 100);
            r.clear(180, "cost");
        }, u"30 30 - 180 -"_s);
        row("resolved by the closing", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::incidentClosed, 900, {{"incident", "A"}});
        }, u"100 100 - - 900"_s);
        row("reopened it is not resolved", [](RecordRows &r) {
            r.open("A", 100);
            r.say("A", 800, "resolved", 700);
            r.add(EventKind::incidentClosed, 900, {{"incident", "A"}});
            r.add(EventKind::incidentReopened, 950, {{"incident", "A"}});
        }, u"100 100 - - -"_s);
        row("the newest word on a time counts", [](RecordRows &r) {
            r.open("A", 100);
            r.say("A", 200, "started", 10);
            r.say("A", 210, "started", 20);
            r.say("A", 220, "mitigated", 150);
            r.say("A", 230, "resolved", 190);
        }, u"!20 100 - !150 !190"_s);
        row("what is no time says nothing", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::incidentTime, 200, {{"incident", "A"}, {"key", "started"}, {"at", "about noon"}});
            r.add(EventKind::incidentTime, 200, {{"incident", "A"}, {"key", "ended"}, {"at", "2025-11-29T12:00:00Z"}});
            r.add(EventKind::incidentTime, 200, {{"incident", 7}, {"key", "started"}, {"at", "2025-11-29T12:00:00Z"}});
        }, u"100 100 - - -"_s);
        row("an alarm that was moved away is not its start", [](RecordRows &r) {
            r.cross(40);
            r.open("A", 100);
            r.add(EventKind::incidentEventMoved, 200, {{"event", "e1"}, {"incident", ""}});
        }, u"100 100 - - -"_s);
        row("an older alarm that was moved here is", [](RecordRows &r) {
            r.cross(-9000);
            r.open("A", 100);
            r.add(EventKind::incidentEventMoved, 200, {{"event", "e1"}, {"incident", "A"}});
        }, u"-9000 -9000 - - -"_s);
        // Numbers go on rising; what happened after the clock was set back is told with the earlier time.
        row("a clock set back between the alarm and the press", [](RecordRows &r) {
            r.cross(40);
            r.setClock(-3500);
            r.intent(-3500, "rollback", u"op"_s);
            r.open("A", -3500);
            r.add(EventKind::actionEffective, -3485, {}, u"op"_s);
        }, u"-3500 -3500 -3500 -3485 -"_s);
        row("and said right by a person", [](RecordRows &r) {
            r.cross(40);
            r.setClock(-3500);
            r.open("A", -3500);
            r.say("A", -3400, "started", -3560);
            r.say("A", -3400, "detected", -3560);
        }, u"!-3560 !-3560 - - -"_s);
        row("a clock set back before the effect was seen", [](RecordRows &r) {
            r.cross(40);
            r.intent(100, "rollback", u"op"_s);
            r.open("A", 100);
            r.setClock(-3485);
            r.add(EventKind::actionEffective, -3485, {}, u"op"_s);
        }, u"40 40 100 - -"_s);
        row("a clock set back before the closing", [](RecordRows &r) {
            r.open("A", 100);
            r.setClock(-3000);
            r.add(EventKind::incidentClosed, -3000, {{"incident", "A"}});
        }, u"100 100 - - -3000"_s);
        row("an alarm that a clock set back put before the opening is not its start", [](RecordRows &r) {
            r.open("A", 100);
            r.setClock(-3000);
            r.cross(-2990);
        }, u"100 100 - - -"_s);
        row("of two that were merged the earlier start", [](RecordRows &r) {
            r.open("B", 50);
            r.open("A", 100);
            r.add(EventKind::incidentMerged, 200, {{"incident", "B"}, {"into", "A"}});
        }, u"50 100 - - -"_s);
    }
    void keyTimesAreProposedFromTheRecordUntilSomebodySaysOtherwise()
    {
        QFETCH(Build, build);
        RecordRows rows;
        build(rows);
        QTEST(timesText(incidentNamed(incidentsOf(rows.events), u"A"_s)), "times");
        std::reverse(rows.events.begin(), rows.events.end());
        QTEST(timesText(incidentNamed(incidentsOf(rows.events), u"A"_s)), "times");
    }

    void aClockThatWasSetBackGivesNoDurationRatherThanAWrongOne()
    {
        RecordRows rows;
        rows.cross(40);
        rows.intent(100, "rollback", u"op"_s);
        rows.open("A", 100);
        rows.add(EventKind::actionEffective, 115, {}, u"op"_s);
        rows.setClock(-3000);
        rows.add(EventKind::incidentClosed, -3000, {{"incident", "A"}});
        const Incident stepped = incidentNamed(incidentsOf(rows.events), u"A"_s);
        QVERIFY(!durationsOf(stepped).ttr);
        QCOMPARE(setBackWords(durationsOf(stepped)), QStringList{u"ttr"_s});
        QVERIFY2(durationsOf(stepped).ttm == std::chrono::seconds(75), "what happened before the clock was set back is known");
        // The end is said right by a person: all that happened until then belongs to it again.
        rows.say("A", -2900, "resolved", 640);
        const Durations right = durationsOf(incidentNamed(incidentsOf(rows.events), u"A"_s));
        QVERIFY(right.ttr == std::chrono::seconds(600));
        QVERIFY(right.ttm == std::chrono::seconds(75));
        QVERIFY(right.setBack.isEmpty());
    }
    void aDurationThatLooksLikeOneIsNoneWhereTheClockWasSetBackInBetween()
    {
        RecordRows rows;
        rows.open("A", 100);
        rows.add(EventKind::note, 5000);
        rows.setClock(1400);
        rows.add(EventKind::note, 1400);
        rows.add(EventKind::incidentClosed, 1500, {{"incident", "A"}});
        const Durations durations = durationsOf(incidentNamed(incidentsOf(rows.events), u"A"_s));
        QVERIFY(!durations.ttr);
        QCOMPARE(setBackWords(durations), QStringList{u"ttr"_s});
        QVERIFY(durations.ttd == std::chrono::seconds(0));
    }
    void aClockThatIsKeptRightIsNotOneThatWasSetBack()
    {
        RecordRows rows;
        rows.open("A", 100);
        rows.add(EventKind::note, 200);
        rows.events.last().recordedAt += std::chrono::milliseconds(900);
        rows.add(EventKind::incidentClosed, 200, {{"incident", "A"}});
        QVERIFY(durationsOf(incidentNamed(incidentsOf(rows.events), u"A"_s)).ttr == std::chrono::seconds(100));
    }

    void anEventBelongsToOneIncident_data()
    {
        QTest::addColumn<Build>("build");
        QTest::addColumn<QStringList>("a"); // events of A
        QTest::addColumn<QStringList>("b");
        const auto row = [](const char *name, const Build &build, const QStringList &a, const QStringList &b = {}) {
            QTest::newRow(name) << build << a << b;
        };
        row("ten minutes before its start, not a second earlier", [](RecordRows &r) {
            r.add(EventKind::note, -501);
            r.add(EventKind::note, -500);
            r.open("A", 100);
            r.add(EventKind::note, 9000);
        }, {u"e2"_s, u"e3"_s, u"e4"_s});
        row("to its end and no further", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::incidentClosed, 200, {{"incident", "A"}});
            r.add(EventKind::note, 200);
            r.add(EventKind::note, 201);
        }, {u"e1"_s, u"e2"_s, u"e3"_s});
        row("by the record's order where the clock was set back before it was closed", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::note, 200);
            r.setClock(-3000);
            r.add(EventKind::note, -2990);
            r.add(EventKind::incidentClosed, -2980, {{"incident", "A"}});
            r.add(EventKind::note, -2970);
        }, {u"e3"_s, u"e4"_s, u"e1"_s, u"e2"_s});
        row("also where it was closed later than it was opened", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::note, 5000);
            r.setClock(1400);
            r.add(EventKind::incidentClosed, 1500, {{"incident", "A"}});
        }, {u"e1"_s, u"e3"_s, u"e2"_s});
        row("what comes after the end does not, though the clock shows a time before it", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::incidentClosed, 2000, {{"incident", "A"}});
            r.setClock(500);
            r.add(EventKind::note, 600);
            r.add(EventKind::note, 700);
        }, {u"e1"_s, u"e2"_s});
        row("and the next one takes nothing of the one before", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::note, 900);
            r.add(EventKind::incidentClosed, 2000, {{"incident", "A"}});
            r.setClock(500);
            r.open("B", 1000);
            r.add(EventKind::note, 1500);
        }, {u"e1"_s, u"e2"_s, u"e3"_s}, {u"e4"_s, u"e5"_s});
        row("told late it stands where it happened all the same", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::note, 200);
            r.setClock(-3000);
            r.add(EventKind::note, -90000);
        }, {u"e1"_s, u"e2"_s});
        row("another service's do not", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::note, 110, {}, {}, u"other"_s);
            r.add(EventKind::note, 110, {}, {}, {});
        }, {u"e1"_s});
        row("of two open ones the newer has it", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::note, 150);
            r.open("B", 1000);
            r.add(EventKind::note, 1010);
            r.add(EventKind::note, 399);
        }, {u"e1"_s, u"e2"_s, u"e5"_s}, {u"e3"_s, u"e4"_s});
        row("its operation's rows, however late", [](RecordRows &r) {
            r.open("A", 100);
            r.intent(110, "rollback", u"op"_s);
            r.add(EventKind::incidentClosed, 200, {{"incident", "A"}});
            r.add(EventKind::actionEffective, 300, {}, u"op"_s);
            r.add(EventKind::actionEffective, 300, {}, u"another"_s);
        }, {u"e1"_s, u"e2"_s, u"e3"_s, u"e4"_s});
        row("what names it", [](RecordRows &r) {
            r.open("A", 100);
            r.add(EventKind::evidenceAdded, -90000, {{"incident", "A"}}, {}, {});
            r.add(EventKind::evidenceAdded, -90000, {{"incident", "C"}}, {}, {});
        }, {u"e2"_s, u"e1"_s});
        row("moved, and back, and away", [](RecordRows &r) {
            r.open("A", 100);
            r.open("B", 100, u"other"_s);
            r.add(EventKind::note, 110);
            r.add(EventKind::note, 111);
            r.add(EventKind::note, 112);
            const auto move = [&](const char *event, const char *to) {
                r.add(EventKind::incidentEventMoved, 200, {{"event", event}, {"incident", to}}, {}, {});
            };
            move("e3", "B");
            move("e4", "B");
            move("e4", "A");
            move("e5", "");
            move("e5", "no such incident"); // changes nothing
        }, {u"e1"_s, u"e4"_s, u"e8"_s}, {u"e2"_s, u"e3"_s, u"e6"_s, u"e7"_s});
    }
    void anEventBelongsToOneIncident()
    {
        QFETCH(Build, build);
        QFETCH(QStringList, a);
        QFETCH(QStringList, b);
        RecordRows rows;
        build(rows);
        const QList<Incident> incidents = incidentsOf(rows.events);
        QCOMPARE(idsOf(incidentNamed(incidents, u"A"_s)), a);
        QCOMPARE(idsOf(incidentNamed(incidents, u"B"_s)), b);
    }

    void mergesAreFollowedToTheEndAndNeverInACircle_data()
    {
        QTest::addColumn<QStringList>("merges"); // "A B": A into B
        QTest::addColumn<QStringList>("into");   // of A, B, C
        QTest::newRow("none") << QStringList{} << QStringList{{}, {}, {}};
        QTest::newRow("one") << QStringList{u"A B"_s} << QStringList{u"B"_s, {}, {}};
        QTest::newRow("a chain") << QStringList{u"A B"_s, u"B C"_s} << QStringList{u"C"_s, u"C"_s, {}};
        QTest::newRow("the newest counts") << QStringList{u"A B"_s, u"A C"_s} << QStringList{u"C"_s, {}, {}};
        QTest::newRow("into itself") << QStringList{u"A A"_s} << QStringList{{}, {}, {}};
        QTest::newRow("into nothing") << QStringList{u"A X"_s} << QStringList{{}, {}, {}};
        QTest::newRow("back again") << QStringList{u"A B"_s, u"B A"_s} << QStringList{u"B"_s, {}, {}};
        QTest::newRow("round in a circle") << QStringList{u"A B"_s, u"B C"_s, u"C A"_s} << QStringList{u"C"_s, u"C"_s, {}};
        QTest::newRow("a refused one leaves the one before") << QStringList{u"B A"_s, u"A C"_s, u"A B"_s}
                                                             << QStringList{u"C"_s, u"C"_s, {}};
    }
    void mergesAreFollowedToTheEndAndNeverInACircle()
    {
        QFETCH(QStringList, merges);
        RecordRows rows;
        for (const char *id : {"A", "B", "C"})
            rows.open(id, 100);
        for (const QString &merge : merges)
            rows.add(EventKind::incidentMerged, 200,
                     {{"incident", merge.left(1).toStdString()}, {"into", merge.mid(2).toStdString()}});
        const QList<Incident> incidents = incidentsOf(rows.events);
        QStringList into;
        for (const QString &id : {u"A"_s, u"B"_s, u"C"_s})
            into << incidentNamed(incidents, id).mergedInto;
        QTEST(into, "into");
        for (const Incident &incident : incidents)
            QCOMPARE(incident.events.isEmpty(), !incident.mergedInto.isEmpty());
    }

    void whatIsSaidOfAnIncidentIsTheNewestWord()
    {
        RecordRows rows;
        rows.open("A", 100);
        rows.change("A", 110, "title", "Refusals doubled");
        rows.change("A", 111, "severity", "S0");
        rows.change("A", 112, "severity", "worst");
        rows.change("A", 113, "role.commander", "Anna");
        rows.change("A", 114, "role.commander", "Ben");
        rows.change("A", 115, "role.king", "Eve");
        rows.change("A", 116, "role.scribe", "Cy");
        rows.change("A", 117, "role.scribe", "");
        rows.change("A", 118, "versions", nlohmann::json{"v42", "v43", "v42", 7});
        rows.change("A", 119, "impact", "41 tenants");
        rows.change("B", 120, "title", "of nothing");
        const QList<Incident> incidents = incidentsOf(rows.events);
        QCOMPARE(incidents.size(), 1);
        const Incident &incident = incidents.first();
        QCOMPARE(incident.title, u"Refusals doubled"_s);
        QCOMPARE(incident.severity, Severity::S0);
        QCOMPARE(incident.roles, (QMap<QString, QString>{{u"commander"_s, u"Ben"_s}}));
        QCOMPARE(incident.versions, (QStringList{u"v42"_s, u"v43"_s}));
        QCOMPARE(incident.impact, u"41 tenants"_s);
        QCOMPARE(incident.openedBy, u"Anna"_s);
        QVERIFY(incident.running());
    }
    void theAffectedVersionsAreThoseOfItsAlarmsAndActions()
    {
        RecordRows rows;
        rows.cross(40, "cost", u"v43"_s);
        rows.add(EventKind::note, 50, {}, {}, u"assistant"_s, u"v1"_s);
        rows.open("A", 100);
        rows.intent(110, "rollback", u"op"_s);
        rows.intent(120, "promote", u"op2"_s);
        rows.events.last().version = u"v44"_s;
        QCOMPARE(incidentsOf(rows.events).first().versions, (QStringList{u"v43"_s, u"v42"_s}));
    }
    void theNewestIncidentComesFirstAndOneIsOpenedOnce()
    {
        RecordRows rows;
        rows.open("A", 100);
        rows.open("B", 300);
        rows.open("C", 200);
        rows.open("A", 900);
        rows.open("", 900);
        QStringList ids;
        for (const Incident &incident : incidentsOf(rows.events))
            ids << incident.id;
        QCOMPARE(ids, (QStringList{u"B"_s, u"C"_s, u"A"_s}));
    }
    void durationsAreBetweenTheirTimes_data()
    {
        QTest::addColumn<QList<qint64>>("times"); // of all five, -1: none
        QTest::addColumn<QList<qint64>>("seconds"); // ttd tta ttm ttr, -1: none
        QTest::newRow("all") << QList<qint64>{0, 210, 242, 468, 1730} << QList<qint64>{210, 32, 468, 1730};
        QTest::newRow("running") << QList<qint64>{0, 210, -1, -1, -1} << QList<qint64>{210, -1, -1, -1};
        QTest::newRow("at once") << QList<qint64>{5, 5, 5, 5, 5} << QList<qint64>{0, 0, 0, 0};
        QTest::newRow("an order that cannot be") << QList<qint64>{100, 50, 60, 90, 200} << QList<qint64>{-1, 10, -1, 100};
        QTest::newRow("nothing") << QList<qint64>{-1, -1, -1, -1, -1} << QList<qint64>{-1, -1, -1, -1};
    }
    void durationsAreBetweenTheirTimes()
    {
        QFETCH(QList<qint64>, times);
        Incident incident;
        for (std::size_t i = 0; i < allKeyTimes.size(); ++i) {
            if (times[qsizetype(i)] >= 0)
                incident.times[allKeyTimes[i]] = {RecordRows::at(times[qsizetype(i)]), true, {}};
        }
        const Durations durations = durationsOf(incident);
        QList<qint64> seconds;
        for (const auto &duration : {durations.ttd, durations.tta, durations.ttm, durations.ttr})
            seconds << (duration ? duration->count() / 1000 : -1);
        QTEST(seconds, "seconds");
    }
    void hostileEntriesChangeNothing()
    {
        RecordRows rows;
        rows.open("A", 100);
        const QList<Incident> before = incidentsOf(rows.events);
        for (const char16_t *kind : {EventKind::incidentOpened, EventKind::incidentChanged, EventKind::incidentTime, EventKind::incidentMerged,
                                     EventKind::incidentEventMoved, EventKind::incidentClosed, EventKind::incidentReopened,
                                     EventKind::actionIntent, EventKind::gateCrossed}) {
            for (const nlohmann::json &payload : {nlohmann::json(), nlohmann::json(7), nlohmann::json::array({1}), nlohmann::json("A"),
                                                  nlohmann::json{{"incident", {{"a", 1}}}, {"into", 3}, {"event", nullptr}, {"verb", 1}}})
                rows.add(kind, 5000, payload, {}, u"other"_s);
        }
        const QList<Incident> after = incidentsOf(rows.events);
        QCOMPARE(after.size(), 1);
        QCOMPARE(idsOf(after.first()), idsOf(before.first()));
        QCOMPARE(after.first().times, before.first().times);
    }
};

QTEST_GUILESS_MAIN(IncidentTest)
#include "tst_Incident.moc"
