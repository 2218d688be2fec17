// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/LabelsJson.h"
#include "tests/alerts/DeskBoard.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>

using namespace andon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Actor anna{u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};
const Actor bo{u"person"_s, u"bo"_s, u"Bo"_s, u"desk"_s};

QList<LabelMatcher> named(const QString &name)
{
    return {{u"alertname"_s, name}};
}

} // namespace

class AlertDeskTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theSameAlarmOfTwoSourcesIsOneRowThatNamesBoth()
    {
        DeskBoard board;
        SourceAlert fuller = board.alert(u"Slow"_s), bare = fuller;
        bare.value = std::nan("");
        bare.sinceMs += 5000;
        board.tell(u"b"_s, {bare});
        board.tell(u"a"_s, {fuller});
        QCOMPARE(board.desk->alerts().size(), 1);
        QCOMPARE(board.first().sources, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(board.first().value, 0.5); // of the one who knows it
        QCOMPARE(board.first().sinceMs, fuller.sinceMs);
        // One of them takes it back: it goes on as long as the other says so.
        board.tell(u"a"_s, {});
        QCOMPARE(board.first().phase, AlertPhase::Firing);
        QCOMPARE(board.first().sources, QStringList{u"b"_s});
    }
    void whatIsOverStaysUntilAPersonHasSeenIt()
    {
        DeskBoard board;
        board.desk->recall({});
        board.tell(u"a"_s, {board.alert(u"Slow"_s)});
        board.tell(u"a"_s, {});
        QCOMPARE(board.first().phase, AlertPhase::Returned);
        board.pass(2min);
        QCOMPARE(board.first().phase, AlertPhase::Returned);
        QCOMPARE(board.kinds(), (QStringList{u"alert.fired"_s, u"alert.cleared"_s}));
        board.desk->acknowledge({board.first().key}, anna);
        QVERIFY(board.desk->alerts().isEmpty());
    }
    void anAcknowledgedAlarmStaysWhileItFiresAndGoesWhenItIsOver()
    {
        DeskBoard board;
        board.desk->recall({});
        const SourceAlert slow = board.alert(u"Slow"_s);
        board.tell(u"a"_s, {slow});
        board.desk->acknowledge({slow.key}, anna, u"on it"_s);
        QCOMPARE(board.first().acknowledged->who, u"Anna"_s);
        board.desk->acknowledge({slow.key}, bo);
        QCOMPARE(board.first().acknowledged->who, u"Anna"_s); // the first one counts
        board.tell(u"a"_s, {});
        board.pass(2min);
        QVERIFY(board.desk->alerts().isEmpty());
        QCOMPARE(board.kinds(), (QStringList{u"alert.fired"_s, u"alert.acknowledged"_s, u"alert.cleared"_s}));
        // Fired anew, it is not seen.
        board.tell(u"a"_s, {slow});
        QVERIFY(!board.first().acknowledged);
        QCOMPARE(board.record.last().kind, u"alert.fired"_s);
    }
    void anAlarmThatFlapsIsOneRowAndOnTheRecordOnce()
    {
        DeskBoard board;
        board.desk->recall({});
        const SourceAlert slow = board.alert(u"Slow"_s);
        for (int i = 0; i < 100; ++i) {
            board.tell(u"a"_s, {slow});
            board.pass(5s);
            board.tell(u"a"_s, {});
            board.pass(5s);
        }
        QCOMPARE(board.desk->alerts().size(), 1);
        QCOMPARE(board.first().flaps, 99);
        QCOMPARE(board.kinds(), QStringList{u"alert.fired"_s});
        QCOMPARE(board.raised.size(), 1);
        board.pass(2min);
        QCOMPARE(board.kinds(), (QStringList{u"alert.fired"_s, u"alert.cleared"_s}));
        QVERIFY(board.record.last().payload["flaps"] == 99);
    }
    void aLostSourceKeepsItsAlarms()
    {
        DeskBoard board;
        const SourceAlert slow = board.alert(u"Slow"_s);
        board.tell(u"a"_s, {slow});
        board.lose(u"a"_s, Freshness::Late);
        QCOMPARE(board.first().phase, AlertPhase::Firing);
        board.pass(10s);
        board.lose(u"a"_s);
        QCOMPARE(board.first().phase, AlertPhase::SourceLost);
        QCOMPARE(board.first().overMs, toMs(board.clock.now()) - 10'000); // last seen
        board.tell(u"a"_s, {slow});
        QCOMPARE(board.first().phase, AlertPhase::Firing);
        QCOMPARE(board.first().flaps, 0);
    }
    void anAlarmWhoseTargetVanishedIsNotOver()
    {
        DeskBoard board;
        SourceAlert slow = board.alert(u"Slow"_s);
        board.tell(u"a"_s, {slow});
        slow.lostMs = toMs(board.clock.now());
        board.tell(u"a"_s, {slow});
        QCOMPARE(board.first().phase, AlertPhase::SourceLost);
        // Traffic that was taken away from the version explains it.
        board.desk->setTraffic(u"chat"_s, {}, {{u"v42"_s, 0}, {u"v41"_s, 100}});
        QCOMPARE(board.first().phase, AlertPhase::Returned);
        board.desk->setTraffic(u"chat"_s, {}, {{u"v42"_s, 20}, {u"v41"_s, 80}});
        QCOMPARE(board.first().phase, AlertPhase::SourceLost);
    }
    void aLostAlarmGoesAtTheSecondAcknowledgementAndComesBackWhenItFires()
    {
        DeskBoard board;
        board.desk->recall({});
        const SourceAlert slow = board.alert(u"Slow"_s);
        board.tell(u"a"_s, {slow});
        SourceAlert lost = slow;
        lost.lostMs = toMs(board.clock.now());
        board.tell(u"a"_s, {lost});
        board.desk->acknowledge({slow.key}, anna);
        QCOMPARE(board.desk->alerts().size(), 1);
        board.desk->acknowledge({slow.key}, anna);
        QVERIFY(board.desk->alerts().isEmpty());
        board.tell(u"a"_s, {lost});
        QVERIFY(board.desk->alerts().isEmpty());
        board.tell(u"a"_s, {slow});
        QCOMPARE(board.first().phase, AlertPhase::Firing);
        QVERIFY(!board.first().acknowledged);
    }
    void whatLosesMostComesFirst()
    {
        DeskBoard board;
        const auto with = [&](const QString &name, const QString &severity, double value, AlertOrigin origin = AlertOrigin::Rule) {
            SourceAlert made = board.alert(name, u"v42"_s, value);
            made.labels[u"severity"_s] = severity;
            made.key = alertKey(made.labels);
            made.limit = 1;
            made.origin = origin;
            if (origin == AlertOrigin::Gate)
                made.severity = AlertSeverity::Critical;
            return made;
        };
        SourceAlert lost = with(u"lost"_s, u"critical"_s, 90);
        lost.lostMs = 1;
        board.tell(u"a"_s, {with(u"info"_s, u"info"_s, 99), with(u"far"_s, u"page"_s, 30), with(u"warn"_s, u"warning"_s, 99), lost,
                           with(u"near"_s, u"critical"_s, 1.2), with(u"gate"_s, u"critical"_s, 1.1, AlertOrigin::Gate)});
        QCOMPARE(board.titles(), (QStringList{u"gate"_s, u"far"_s, u"near"_s, u"lost"_s, u"warn"_s, u"info"_s}));
    }
    void aValueThatTremblesMovesNoRow()
    {
        DeskBoard board;
        QStringList order;
        for (int i = 0; i < 20; ++i) {
            SourceAlert one = board.alert(u"one"_s, u"v42"_s, 5.2 + 0.05 * (i % 3)), two = board.alert(u"two"_s, u"v42"_s, 5.2 + 0.05 * ((i + 1) % 3));
            one.limit = two.limit = 1;
            one.sinceMs = two.sinceMs = 1000;
            board.tell(u"a"_s, {one, two});
            if (order.isEmpty())
                order = board.titles();
            QCOMPARE(board.titles(), order);
        }
    }
    void aShelfHidesForAWhileAndItsAlarmsComeBackLoudly()
    {
        DeskBoard board;
        board.desk->recall({});
        board.tell(u"a"_s, {board.alert(u"Slow"_s), board.alert(u"Slow"_s, u"v41"_s), board.alert(u"Costly"_s)});
        const QList<LabelMatcher> matchers{{u"alertname"_s, u"Slow"_s}, {u"version"_s, u"v42"_s}};
        const AlertPreview preview = board.desk->preview(matchers);
        QCOMPARE(preview.hides.size(), 1);
        QCOMPARE(preview.lookAlikes.size(), 1);
        QCOMPARE(preview.lookAlikes.first()->version, u"v41"_s);
        QVERIFY(board.desk->shelve(matchers, 15 * 60'000, anna, u"known"_s));
        const auto hidden = [&] { return std::count_if(board.desk->alerts().cbegin(), board.desk->alerts().cend(), [](const AlertPointer &one) { return one->isHidden(); }); };
        QCOMPARE(hidden(), 1);
        board.raised.clear();
        board.pass(14min);
        QCOMPARE(hidden(), 1);
        board.pass(1min);
        QCOMPARE(hidden(), 0);
        QCOMPARE(board.raised.size(), 1);
        QCOMPARE(board.kinds().mid(3), (QStringList{u"alert.shelved"_s, u"alert.returned"_s}));
        QCOMPARE(board.record[3].actor, anna);
        QVERIFY(board.record[3].payload["hides"] == 1);
    }
    void aShelfNeedsLabelsAndAnEnd()
    {
        DeskBoard board;
        QVERIFY(!board.desk->shelve({}, 60'000, anna, u"x"_s));
        QVERIFY(!board.desk->shelve(named(u"Slow"_s), 0, anna, u"x"_s));
        QVERIFY(!board.desk->shelve(named(u"Slow"_s), AlertDesk::longestShelfMs + 1, anna, u"x"_s));
        QVERIFY(board.desk->shelves().isEmpty());
    }
    void aClockThatIsSetBackMakesNoShelfLonger()
    {
        DeskBoard board;
        board.desk->recall({});
        board.tell(u"a"_s, {board.alert(u"Slow"_s)});
        QVERIFY(board.desk->shelve(named(u"Slow"_s), 60'000, anna, u"x"_s));
        board.clock.jumpTo(board.clock.now() - 48h);
        board.pass(61s);
        QVERIFY(!board.first().isHidden());
        // Nor after a restart: at most as long as was asked for.
        DeskBoard later;
        later.clock.jumpTo(board.clock.now());
        QList<Event> events = board.record;
        events.removeIf([](const Event &event) { return event.kind == u"alert.returned"; });
        later.desk->recall(events);
        QCOMPARE(later.desk->shelves().size(), 1);
        later.pass(61s);
        QVERIFY(later.desk->shelves().isEmpty());
    }
    void aSilenceOfTheSourceIsShownWithItsAuthorAndItsEnd()
    {
        DeskBoard board;
        SourceAlert slow = board.alert(u"Slow"_s);
        slow.silencedBy = {u"s-1"_s};
        board.tell(u"a"_s, {slow}, {Silence{u"s-1"_s, named(u"Slow"_s), 1000, 9000, u"bo"_s, u"deploy"_s}});
        QVERIFY(board.first().isHidden());
        QCOMPARE(board.first().covers, (QList<AlertCover>{{u"s-1"_s, u"a"_s, u"bo"_s, u"deploy"_s, 9000}}));
    }
    void aStormIsOnTheRecordUpToANumberAMinuteAndTheRestIsCountedAndFollowsAsLongAsItFires()
    {
        static constexpr int most = AlertDesk::mostRecorded;
        DeskBoard board;
        board.desk->recall({});
        QList<SourceAlert> storm;
        for (int i = 0; i < 200; ++i)
            storm << board.alert(u"Storm %1"_s.arg(i));
        SourceAlert worst = board.alert(u"Worst"_s, u"v42"_s, 500);
        worst.limit = 1;
        storm << worst;
        board.tell(u"a"_s, storm);
        QCOMPARE(board.record.size(), most);
        QVERIFY(board.record.first().title.contains(u"Worst"_s));
        QVERIFY(!board.record.first().payload.contains("counted"));
        board.pass(61s);
        QCOMPARE(board.record.size(), 2 * most + 1);
        QVERIFY(board.record[most].payload["count"] == 201 - most);
        QVERIFY(board.record.last().payload["counted"] == true);
        // Of the 81 that wait, 11 are over before their turn: they are counted, and nothing more.
        QSet<QString> recorded;
        for (const Event &event : std::as_const(board.record))
            recorded.insert(textOf(event.payload, "key"));
        QList<SourceAlert> rest;
        int ended = 0;
        for (const SourceAlert &one : std::as_const(storm)) {
            if (recorded.contains(one.key) || ++ended > 11)
                rest << one;
        }
        board.tell(u"a"_s, rest);
        board.pass(61s);
        board.pass(61s);
        board.pass(61s);
        QCOMPARE(board.kinds().count(QString::fromUtf16(EventKind::alertFired)), 201 - 11 + 1);
        QSet<QString> keys;
        for (const Event &event : std::as_const(board.record)) {
            const QString key = textOf(event.payload, "key");
            QVERIFY(key.isEmpty() || !keys.contains(key));
            keys.insert(key);
        }
    }
    void anAlarmThatWaitedForItsTurnOnTheRecordSaysWhenItFiredAndWhoHadSeenItByThen()
    {
        DeskBoard board;
        board.desk->recall({});
        QList<SourceAlert> storm;
        for (int i = 0; i <= AlertDesk::mostRecorded; ++i)
            storm << board.alert(u"Storm %1"_s.arg(i));
        const TimePoint firedAt = board.clock.now();
        board.tell(u"a"_s, storm);
        QSet<QString> recorded;
        for (const Event &event : std::as_const(board.record))
            recorded.insert(textOf(event.payload, "key"));
        const auto waits = std::find_if(storm.cbegin(), storm.cend(), [&](const SourceAlert &one) { return !recorded.contains(one.key); });
        QVERIFY(waits != storm.cend());
        board.pass(10s);
        board.desk->acknowledge({waits->key}, anna, u"mine"_s);
        board.pass(61s);
        const Event &late = board.record.last();
        QCOMPARE(textOf(late.payload, "key"), waits->key);
        QVERIFY(late.occurredAt == firedAt); // what stopped the loss since then came after it
        DeskBoard after;
        after.clock.jumpTo(board.clock.now() + 5min);
        after.desk->recall(board.record);
        after.tell(u"a"_s, storm);
        const std::optional<AlertHand> seen = after.desk->alert(waits->key)->acknowledged;
        QVERIFY(seen);
        QCOMPARE(seen->who, u"Anna"_s);
        QCOMPARE(seen->words, u"mine"_s);
        QCOMPARE(seen->timeMs, toMs(firedAt + 10s));
        QVERIFY(after.raised.isEmpty());
    }
    void aLimitThatWasChangedWhileNoConsoleRanIsTheNewOneAfterARestart()
    {
        DeskBoard before;
        before.desk->recall({});
        before.desk->setRules(u"a"_s, {AlertRule{u"Slow"_s, {}, u"x > 1"_s}});
        const SourceAlert slow = before.alert(u"Slow"_s);
        before.tell(u"a"_s, {slow});
        QCOMPARE(before.first().limit, std::optional(1.0));
        DeskBoard after;
        after.clock.jumpTo(before.clock.now() + 5min);
        after.desk->recall(before.record);
        after.desk->setRules(u"a"_s, {AlertRule{u"Slow"_s, {}, u"x > 2"_s}});
        after.tell(u"a"_s, {slow});
        QCOMPARE(after.first().limit, std::optional(2.0));
    }
    void whatRingsIsToldInTheOrderOfLoss()
    {
        DeskBoard board;
        board.desk->recall({});
        QList<SourceAlert> storm;
        for (int i = 0; i < 40; ++i) {
            SourceAlert one = board.alert(u"Storm %1"_s.arg(i));
            one.labels.insert(u"severity"_s, i == 33 ? u"critical"_s : u"warning"_s);
            storm << one;
        }
        board.tell(u"a"_s, storm);
        QCOMPARE(board.raised.size(), 40);
        QCOMPARE(board.raised.first()->title, u"Storm 33"_s);
        QVERIFY(std::is_sorted(board.raised.cbegin(), board.raised.cend(), [](const AlertPointer &a, const AlertPointer &b) { return losesMore(*a, *b); }));
    }
    void alarmsOfSeveralServicesAreAcknowledgedForEach()
    {
        DeskBoard board;
        board.desk->recall({});
        SourceAlert other = board.alert(u"Other"_s);
        other.labels.insert(u"andon_service"_s, u"elsewhere"_s);
        const SourceAlert slow = board.alert(u"Slow"_s);
        board.tell(u"a"_s, {other, slow});
        board.record.clear();
        board.desk->acknowledge({other.key, slow.key}, anna, u"mine"_s);
        QCOMPARE(board.record.size(), 2);
        QCOMPARE(board.record[0].service, QString());
        QCOMPARE(board.record[1].service, u"chat"_s);
        QVERIFY(board.record[1].payload["keys"] == nlohmann::json::array({slow.key.toStdString()}));
    }
    void alarmsThatAreAcknowledgedByTheThousandsStaySoAfterARestart()
    {
        DeskBoard before;
        before.desk->recall({});
        QList<SourceAlert> many;
        QStringList keys;
        for (int i = 0; i < 2500; ++i) {
            many << before.alert(u"Storm %1"_s.arg(i));
            keys << many.last().key;
        }
        before.tell(u"a"_s, many);
        // Each has its turn on the record.
        for (int i = 0; i <= many.size() / AlertDesk::mostRecorded; ++i)
            before.pass(60s);
        before.desk->acknowledge(keys, anna, u"mine"_s);
        QCOMPARE(before.kinds().count(u"alert.acknowledged"_s), 3);
        DeskBoard after;
        after.clock.jumpTo(before.clock.now() + 5min);
        after.desk->recall(before.record);
        after.tell(u"a"_s, many);
        const QList<AlertPointer> &rows = after.desk->alerts();
        QCOMPARE(rows.size(), many.size());
        QVERIFY(std::all_of(rows.cbegin(), rows.cend(), [](const AlertPointer &one) { return one->acknowledged.has_value(); }));
    }
    void whatIsForgottenMayBeSaidAgain()
    {
        DeskBoard board;
        board.desk->recall({});
        board.desk->setTraffic(u"chat"_s, {}, {{u"v42"_s, 0.0}});
        QList<SourceAlert> many;
        for (int i = 0; i < AlertDesk::mostReturned + 20; ++i) {
            many << board.alert(u"Idle %1"_s.arg(i));
            many.last().sinceMs += i;
        }
        board.tell(u"a"_s, many);
        for (SourceAlert &one : many)
            one.lostMs = toMs(board.clock.now()); // no traffic goes there: over, though the source goes on to say it
        board.tell(u"a"_s, many);
        board.pass(AlertDesk::settle + 1s);
        QCOMPARE(board.desk->alerts().size(), AlertDesk::mostReturned);
        board.tell(u"a"_s, {});
        board.lose(u"a"_s);
        QCOMPARE(board.desk->alerts().size(), AlertDesk::mostReturned);
    }
    void whatFiresStillAfterARestartIsNotOnTheRecordTwice()
    {
        DeskBoard before;
        before.desk->recall({});
        const SourceAlert slow = before.alert(u"Slow"_s), over = before.alert(u"Over"_s), seen = before.alert(u"Seen"_s);
        before.tell(u"a"_s, {slow, over, seen});
        before.desk->acknowledge({seen.key}, anna, u"mine"_s);
        QVERIFY(before.desk->shelve(named(u"Slow"_s), 3'600'000, bo, u"known"_s));
        for (const bool reportFirst : {false, true}) {
            DeskBoard after;
            after.clock.jumpTo(before.clock.now() + 5min);
            if (reportFirst)
                after.tell(u"a"_s, {slow, seen});
            after.desk->recall(before.record);
            if (!reportFirst) {
                QVERIFY(after.desk->alerts().isEmpty()); // nobody said anything yet
                after.tell(u"a"_s, {slow, seen});
            }
            QVERIFY2(after.record.isEmpty(), qPrintable(after.kinds().join(u' ')));
            QCOMPARE(after.desk->alert(seen.key)->acknowledged->who, u"Anna"_s);
            QVERIFY(after.desk->alert(slow.key)->isHidden());
            QVERIFY(after.raised.isEmpty());
            // What is gone meanwhile is over, and that goes on the record.
            after.pass(61s);
            QCOMPARE(after.kinds(), QStringList{u"alert.cleared"_s});
            QVERIFY(after.record.first().title.contains(u"Over"_s));
        }
    }
    void anAlarmThatWasOverAndNotSeenIsStillThereAfterARestart()
    {
        DeskBoard before;
        before.desk->recall({});
        before.tell(u"a"_s, {before.alert(u"Brief"_s)});
        before.tell(u"a"_s, {});
        before.pass(61s);
        DeskBoard after;
        after.clock.jumpTo(before.clock.now() + 1h);
        after.desk->recall(before.record);
        QCOMPARE(after.titles(), QStringList{u"Brief"_s});
        QCOMPARE(after.first().phase, AlertPhase::Returned);
        after.desk->acknowledge({after.first().key}, anna);
        QVERIFY(after.desk->alerts().isEmpty());
    }
    void anAlarmThatGotWorseRingsAgain()
    {
        DeskBoard board;
        board.desk->recall({});
        SourceAlert gate = board.alert(u"andon_gate"_s);
        gate.origin = AlertOrigin::Gate;
        gate.severity = AlertSeverity::Warning;
        board.tell(u"a"_s, {gate});
        board.desk->acknowledge({gate.key}, anna);
        gate.severity = AlertSeverity::Critical;
        board.tell(u"a"_s, {gate});
        QVERIFY(!board.first().acknowledged);
        QCOMPARE(board.raised.size(), 2);
        QCOMPARE(board.kinds(), (QStringList{u"alert.fired"_s, u"alert.acknowledged"_s, u"alert.fired"_s}));
    }
    void nothingIsSaidTwiceWhereNothingChanged()
    {
        DeskBoard board;
        const SourceAlert slow = board.alert(u"Slow"_s);
        board.tell(u"a"_s, {slow});
        const AlertPointer row = board.desk->alerts().first();
        const int changes = board.changes;
        for (int i = 0; i < 10; ++i) {
            board.tell(u"a"_s, {slow});
            board.pass(1s);
        }
        QCOMPARE(board.changes, changes);
        QCOMPARE(board.desk->alerts().first(), row);
    }
    void theLintNamesAlarmsOfSourcesThatHaveNoRules()
    {
        DeskBoard board;
        SourceAlert bare = board.alert(u"Disk full"_s, {});
        bare.labels.remove(u"andon_action"_s);
        bare.key = alertKey(bare.labels);
        board.tell(u"b"_s, {bare});
        QCOMPARE(board.desk->lints().size(), 1);
        QCOMPARE(board.desk->lints().first().missing, (QList<AlertGap>{{AlertGapKind::NoAction}, {AlertGapKind::NoVersion}}));
    }
};

QTEST_GUILESS_MAIN(AlertDeskTest)
#include "tst_AlertDesk.moc"
