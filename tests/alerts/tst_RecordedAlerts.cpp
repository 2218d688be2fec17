// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/RecordedAlerts.h"
#include "app/alerts/AlertRowJson.h"
#include "tests/alerts/DeskBoard.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <random>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const Actor anna{u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};

/// What a desk writes, as a journal keeps it.
struct Record {
    QList<Event> events;
    void take(DeskBoard &board)
    {
        for (Event &event : board.record) {
            event.recordedAt = board.clock.now();
            event.seq = events.size() + 1;
            events << event;
        }
        board.record.clear();
    }
    [[nodiscard]] QList<Event> until(TimePoint at) const
    {
        QList<Event> known;
        for (const Event &event : events) {
            if (event.recordedAt <= at)
                known << event;
        }
        return known;
    }
};

/// What a person reads of a list: title, state, who saw it, what hides it.
QStringList shown(const AlertDesk &desk)
{
    QStringList rows;
    for (const AlertPointer &row : desk.alerts()) {
        QStringList covers;
        for (const AlertCover &cover : row->covers)
            covers << cover.id + u'/' + cover.who + u'/' + cover.words;
        rows << u"%1 %2 %3 %4 v=%5 a=%6 s=%7 t=%8 %9"_s.arg(row->title, QString::number(static_cast<int>(row->phase)),
                                                          row->acknowledged ? row->acknowledged->who + row->acknowledged->words : u"-"_s, covers.join(u','),
                                                          row->version, row->action ? verbWord(*row->action) : u"-"_s, row->sources.join(u'+'),
                                                          QString::number(row->sinceMs), alertSeverityWord(row->severity));
    }
    rows.sort();
    return rows;
}

/// A desk of a replay at `at`: it has the record alone.
QStringList replayed(const Record &record, TimePoint at, const QStringList &sources)
{
    DeskBoard board({}, sources);
    board.clock.jumpTo(at);
    const QList<Event> known = record.until(at);
    for (const AlertReport &report : recordedReports(known, sources, at))
        board.desk->take(report);
    board.desk->recall(known);
    return shown(*board.desk);
}

Silence silenceOf(const QString &id, const QString &alert, TimePoint now, std::chrono::seconds length)
{
    return {id, {{u"alertname"_s, alert}}, toMs(now), toMs(now + length), u"Anna"_s, u"known"_s};
}

} // namespace

class RecordedAlertsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aRowComesBackFromItsFileAsItWas()
    {
        Alert alert;
        alert.key = u"k1"_s;
        alert.labels = {{u"alertname"_s, u"Slow"_s}, {u"version"_s, u"v42"_s}};
        alert.annotations = {{u"summary"_s, u"<b>slow</b>"_s}};
        alert.title = u"Slow"_s;
        alert.service = u"chat"_s;
        alert.version = u"v42"_s;
        alert.indicatorId = u"p95"_s;
        alert.family = Family::Latency;
        alert.severity = AlertSeverity::Critical;
        alert.action = Verb::Throttle;
        alert.runbook = u"latency_spike"_s;
        alert.phase = AlertPhase::SourceLost;
        alert.sinceMs = 1'764'000'000'000;
        alert.overMs = 1'764'000'060'000;
        alert.value = 1.25;
        alert.limit = 0.9;
        alert.direction = Direction::LowerIsWorse;
        alert.unit = Unit::Seconds;
        alert.ratePerSecond = 8;
        alert.sources = {u"am"_s, u"prom"_s};
        alert.flaps = 3;
        alert.acknowledged = AlertHand{u"Anna"_s, 5, u"seen"_s};
        alert.covers = {{u"s1"_s, u"am"_s, u"Bo"_s, u"known"_s, 77}};
        alert.inhibited = true;
        const std::optional<Alert> read = alertRowFrom(alertRowJson(alert));
        QVERIFY(read);
        QVERIFY(*read == alert);
        // A value that is not known is none.
        alert.value = std::nan("");
        QVERIFY(*alertRowFrom(alertRowJson(alert)) == alert);
    }

    void whatIsNoRowIsNoneAndDoesNoHarm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isRow");
        for (const char *text : {"null", "[]", "7", "{}", "{\"key\":3}", "{\"key\":\"\"}"})
            QTest::newRow(text) << QByteArray(text) << false;
        QTest::newRow("everything wrong") << QByteArray("{\"key\":\"k\",\"labels\":[1],\"since_ms\":\"x\",\"value\":\"NaN\",\"flaps\":-9e99,\"hidden_by\":{},"
                                                        "\"acknowledged\":7,\"told_by\":{\"a\":1},\"severity\":4,\"line\":\"<b>\"}") << true;
    }
    void whatIsNoRowIsNoneAndDoesNoHarm()
    {
        QFETCH(const QByteArray, text);
        QTEST(alertRowFrom(nlohmann::json::parse(text.constData())).has_value(), "isRow");
    }

    void bindingsComeBackAndOneThatBindsEverythingDoesNot()
    {
        AlertSpec spec;
        spec.versionLabels = {u"release"_s};
        spec.replicaLabels = {};
        spec.bindings << AlertBinding{{{u"alertname"_s, u"Slow"_s}}, u"chat"_s, u"p95"_s, u"v42"_s, Verb::Rollback, u"latency_spike"_s, AlertSeverity::Info};
        QVERIFY(alertSpecFrom(alertSpecJson(spec)) == spec);
        QVERIFY(alertSpecFrom({{"bindings", {{{"match", nlohmann::json::object()}, {"version", "v1"}}}}}).bindings.isEmpty());
        QVERIFY(alertSpecFrom(nlohmann::json()) == AlertSpec());
    }

    /// A night: two alarms of two sources, one acknowledged, one silenced, one shelved, one over, a source lost.
    void aReplayListsWhatTheDeskListedAtEachMinute()
    {
        const QStringList sources{u"am"_s, u"prom"_s};
        DeskBoard board({}, sources);
        board.desk->recall({});
        Record record;
        QList<std::pair<TimePoint, QStringList>> seen;
        const auto note = [&] {
            record.take(board);
            seen.append({board.clock.now(), shown(*board.desk)});
            board.pass(std::chrono::seconds(1));
            record.take(board);
        };
        const SourceAlert slow = board.alert(u"Slow"_s), dear = board.alert(u"Dear"_s, u"v41"_s);
        board.tell(u"am"_s, {});
        board.tell(u"prom"_s, {});
        note();
        board.tell(u"prom"_s, {slow});
        note();
        board.tell(u"am"_s, {dear});
        note();
        board.desk->acknowledge({slow.key}, anna, u"looking"_s);
        note();
        const Silence silence = silenceOf(u"s-1"_s, u"Dear"_s, board.clock.now(), std::chrono::hours(1));
        board.desk->noteSilence(silence, u"am"_s, anna);
        SourceAlert hidden = dear;
        hidden.silencedBy = {u"s-1"_s};
        board.tell(u"am"_s, {hidden}, {silence});
        note();
        QVERIFY(board.desk->shelve({{u"alertname"_s, u"Slow"_s}}, 600'000, anna, u"lunch"_s));
        note();
        board.desk->noteUnsilenced(u"s-1"_s, u"am"_s, anna);
        board.tell(u"am"_s, {dear});
        note();
        board.tell(u"prom"_s, {});
        for (int i = 0; i < 70; ++i)
            board.pass(std::chrono::seconds(1)); // over for good, and on the record
        note();
        QCOMPARE(seen.size(), 8);
        QStringList kinds;
        for (const Event &event : std::as_const(record.events))
            kinds << event.kind;
        QVERIFY2(kinds.contains(u"alert.cleared"), qPrintable(kinds.join(u' ')));
        for (const auto &[at, rows] : std::as_const(seen))
            QCOMPARE(replayed(record, at, sources), rows);
        // And the first minute knows nothing of the night.
        QVERIFY(replayed(record, seen.first().first, sources).isEmpty());
    }

    void aSourceThatWasLostThenIsLostInTheReplayAndItsAlarmsDoubted()
    {
        DeskBoard board;
        Record record;
        board.desk->recall({});
        board.tell(u"a"_s, {board.alert(u"Slow"_s)});
        record.take(board);
        board.clock.advance(std::chrono::seconds(10));
        const TimePoint lostAt = board.clock.now();
        Event lost;
        lost.kind = QString::fromUtf16(EventKind::sourceLost);
        lost.occurredAt = lost.recordedAt = lostAt;
        lost.payload = {{"source", "a"}};
        record.events << lost;
        DeskBoard replay;
        replay.clock.jumpTo(lostAt + std::chrono::seconds(30));
        for (const AlertReport &report : recordedReports(record.events, {u"a"_s, u"b"_s}, replay.clock.now()))
            replay.desk->take(report);
        replay.desk->recall(record.events);
        QCOMPARE(replay.first().phase, AlertPhase::SourceLost);
        QCOMPARE(replay.first().overMs, toMs(lostAt)); // last seen then, not now
        QCOMPARE(replay.desk->sources()[u"a"_s].freshness, Freshness::Lost);
        QCOMPARE(replay.desk->sources()[u"b"_s].freshness, Freshness::Live);
    }

    void aSilenceThatSomebodyElseMadeHidesWhatFiredUnderIt()
    {
        DeskBoard board;
        board.desk->recall({});
        SourceAlert slow = board.alert(u"Slow"_s);
        slow.silencedBy = {u"s-9"_s};
        board.tell(u"a"_s, {slow}, {silenceOf(u"s-9"_s, u"Slow"_s, board.clock.now(), std::chrono::hours(1))});
        Record record;
        record.take(board);
        DeskBoard replay;
        replay.clock.jumpTo(board.clock.now());
        for (const AlertReport &report : recordedReports(record.events, {}, replay.clock.now()))
            replay.desk->take(report);
        QVERIFY(replay.first().isHidden());
        QCOMPARE(replay.first().covers.first().who, u"Anna"_s);
        // Once its time is over, it hides nothing.
        DeskBoard later;
        for (const AlertReport &report : recordedReports(record.events, {}, board.clock.now() + std::chrono::hours(2)))
            later.desk->take(report);
        QVERIFY(!later.first().isHidden());
    }

    void anAlarmThatWasSeenWhileItWaitedForItsTurnIsOutOfForceOnceItIsOver()
    {
        DeskBoard board;
        Alert alert;
        alert.key = u"k"_s;
        const auto kept = [&] {
            const TimePoint now = board.clock.now();
            return alertsInForce({AlertEvents::fired(alert, false, now, now), AlertEvents::cleared(alert, {}, now)}, now);
        };
        QCOMPARE(kept().size(), 2);
        alert.acknowledged = AlertHand{u"Anna"_s, toMs(board.clock.now()), u"mine"_s};
        QVERIFY(kept().isEmpty());
    }

    void whatIsStillInForceTellsADeskAllThatTheWholeRecordTells()
    {
        std::mt19937 random(20'261'130);
        for (int round = 0; round < 60; ++round) {
            DeskBoard board;
            board.desk->recall({});
            Record record;
            QMap<QString, SourceAlert> firing;
            for (int step = 0; step < 40; ++step) {
                const QString name = u"A%1"_s.arg(random() % 5);
                switch (random() % 6) {
                case 0:
                case 1: firing.insert(name, board.alert(name)); break;
                case 2: firing.remove(name); break;
                case 3: board.desk->acknowledge({board.alert(name).key}, anna); break;
                case 4: static_cast<void>(board.desk->shelve({{u"alertname"_s, name}}, 60'000 * (1 + random() % 5), anna, u"x"_s)); break;
                default:
                    if (!board.desk->shelves().isEmpty())
                        board.desk->unshelve(board.desk->shelves().first().id, anna);
                }
                board.tell(u"a"_s, firing.values());
                record.take(board);
                board.pass(std::chrono::seconds(random() % 45));
                record.take(board);
            }
            const TimePoint now = board.clock.now();
            const QList<Event> kept = alertsInForce(record.events, now);
            QVERIFY(kept.size() <= record.events.size());
            const auto memory = [&](const QList<Event> &events) {
                DeskBoard desk;
                desk.clock.jumpTo(now);
                for (const AlertReport &report : recordedReports(events, {u"a"_s}, now))
                    desk.desk->take(report);
                desk.desk->recall(events);
                return shown(*desk.desk);
            };
            QCOMPARE(memory(kept), memory(record.events));
        }
    }
};

QTEST_GUILESS_MAIN(RecordedAlertsTest)
#include "tst_RecordedAlerts.moc"
