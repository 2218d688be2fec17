// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentDesk.h"
#include "app/incidents/IncidentReading.h"
#include "tests/incidents/RecordRows.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>

using namespace andon;
using namespace Qt::StringLiterals;

class IncidentDeskTest : public QObject {
    Q_OBJECT

    ManualClock m_clock;
    std::unique_ptr<FakeJournal> m_journal;
    std::unique_ptr<IncidentDesk> m_desk;

    static RunbookSpec runbook(const QString &id, const QStringList &families)
    {
        RunbookSpec spec;
        spec.id = id;
        spec.title = id;
        spec.families = families;
        spec.digest = "d";
        return spec;
    }
    std::unique_ptr<IncidentDesk> made(bool opens = true)
    {
        IncidentDesk::Ports ports{*m_journal, m_clock, {runbook(u"mine"_s, {}), runbook(u"for_quality"_s, {u"quality"_s})},
                                  [](const QString &, const QString &indicator) { return indicator == u"success_rate" ? u"quality"_s : QString(); }};
        return std::make_unique<IncidentDesk>(std::move(ports), Actor{u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s}, opens);
    }
    void begin(bool opens = true)
    {
        m_desk = made(opens);
        m_desk->start();
        QTRY_VERIFY(m_desk->isReady());
    }
    /// Somebody writes it now.
    Event happens(const char16_t *kind, const nlohmann::json &payload = nlohmann::json::object(), const QString &opId = {},
                  const QString &service = u"assistant"_s)
    {
        Event event;
        event.eventId = derivedId(QString::number(m_journal->events.size()), u"test"_s);
        event.kind = QString::fromUtf16(kind);
        event.occurredAt = m_clock.now();
        event.service = service;
        event.version = u"v42"_s;
        event.opId = opId;
        event.title = u"title of "_s + event.kind;
        event.payload = payload;
        m_journal->append(event, this, [](const Result<Event> &) {});
        QCoreApplication::processEvents();
        return event;
    }
    const Incident &only() const { return m_desk->book().incidents().first(); }
    qsizetype count() const { return m_desk->book().incidents().size(); }
    /// Runs a change and gives its error, or nothing.
    QString refusal(const std::function<void(const IncidentDesk::Written &)> &change)
    {
        std::optional<Result<Event>> result;
        change([&](const Result<Event> &written) { result = written; });
        [&] { QTRY_VERIFY(result); }();
        QTest::qWait(1);
        return result && !*result ? result->error().arguments.value(1) : QString();
    }

private slots:
    void init()
    {
        failOnWarnings();
        m_clock = ManualClock();
        m_journal = std::make_unique<FakeJournal>();
    }
    void cleanup() { m_desk.reset(); }

    void anIncidentThatAClockSetBackClosedIsReadWhole()
    {
        RecordRows rows;
        rows.open("A", 100);
        rows.add(EventKind::note, 9000);
        rows.setClock(-90'000);
        rows.add(EventKind::note, -89'990);
        rows.add(EventKind::incidentClosed, -89'980, {{"incident", "A"}});
        m_journal->events = rows.events;
        begin(false);
        QCOMPARE(only().events.size(), 4);
    }
    void ofARunningIncidentEachEntryIsReadOnceWhateverTheClockShowed()
    {
        RecordRows rows;
        rows.open("A", 100);
        for (int i = 0; i < 20; ++i)
            rows.add(EventKind::note, 200 + i);
        rows.setClock(-90'000);
        rows.add(EventKind::note, -89'990);
        rows.setClock(300);
        rows.add(EventKind::note, 310);
        const Incident incident = incidentsOf(rows.events).first();
        QCOMPARE(eventsAsked(rows.events, hoursOf(incident)).size() + eventsAsked(rows.events, runOf(incident)).size(), rows.events.size());
        m_journal->events = rows.events;
        begin(false);
        QCOMPARE(only().events.size(), rows.events.size());
    }
    void theFirstStopLossActionOpensAnIncident_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<bool>("opens");
        for (const Verb verb : allVerbs)
            QTest::newRow(qPrintable(verbWord(verb))) << verbWord(verb) << endsLoss(verb);
    }
    void theFirstStopLossActionOpensAnIncident()
    {
        QFETCH(QString, verb);
        QFETCH(bool, opens);
        begin();
        const Event alarm = happens(EventKind::gateCrossed, {{"indicator", "success_rate"}, {"from", "inside"}, {"to", "stop"}});
        m_clock.advance(std::chrono::seconds(30));
        const Event intent = happens(EventKind::actionIntent, {{"verb", verb.toStdString()}}, u"op"_s);
        QTest::qWait(5);
        QCOMPARE(count(), opens ? 1 : 0);
        if (!opens)
            return;
        QCOMPARE(only().title, alarm.title);
        QCOMPARE(only().severity, Severity::S1);
        QCOMPARE(only().cause, u"action"_s);
        QCOMPARE(only().fromEvent, intent.eventId);
        QCOMPARE(only().time(KeyTime::Started), alarm.occurredAt);
        QCOMPARE(only().time(KeyTime::Acknowledged), intent.occurredAt);
        QCOMPARE(m_desk->runbookOf(only())->id, u"for_quality"_s);
        happens(EventKind::actionIntent, {{"verb", verb.toStdString()}}, u"op2"_s);
        QTest::qWait(5);
        QCOMPARE(count(), 1); // the second action belongs to the same
    }
    void anAcknowledgementOpensOneTooAndBringsTheAlarmsRunbook()
    {
        begin();
        happens(EventKind::alertAcknowledged, {{"key", "k1"}, {"labels", {{"alertname", "Refusals"}, {"andon_runbook", "mine"}}}});
        QTRY_COMPARE(count(), 1);
        QCOMPARE(only().cause, u"acknowledge"_s);
        QTRY_VERIFY(m_desk->runbookOf(only()));
        QCOMPARE(m_desk->runbookOf(only())->id, u"mine"_s);
    }
    void everyEntryOfAnIncidentNamesTheVersionSets()
    {
        IncidentDesk::Ports ports{*m_journal, m_clock, {}, {}, [](const QString &service, const QString &version) {
                                      return nlohmann::json{{"version_sets", {{service.toStdString(), version.toStdString()}}}};
                                  }};
        m_desk = std::make_unique<IncidentDesk>(std::move(ports), Actor{u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s}, true);
        m_desk->start();
        QTRY_VERIFY(m_desk->isReady());
        m_desk->open(u"assistant"_s, u"wrong answers"_s, Severity::S2, false);
        QTRY_COMPARE(count(), 1);
        m_desk->close(only().id, u"over"_s);
        QTRY_COMPARE(m_journal->events.size(), 2);
        for (const Event &event : std::as_const(m_journal->events))
            QVERIFY2(event.payload.at("version_sets").contains("assistant"), qPrintable(event.kind));
    }
    void twoWindowsOfOneJournalOpenTheSameIncident()
    {
        begin();
        const auto second = made();
        second->start();
        QTRY_VERIFY(second->isReady());
        happens(EventKind::actionIntent, {{"verb", "rollback"}}, u"op"_s);
        QTRY_COMPARE(count(), 1);
        QTRY_COMPARE(second->book().incidents().size(), 1);
        QCOMPARE(second->book().incidents().first().id, only().id);
    }
    void twoActionsInOneMomentOpenOneIncident()
    {
        begin();
        for (const QString &op : {u"a"_s, u"b"_s, u"c"_s}) {
            Event event;
            event.eventId = derivedId(op, u"test"_s);
            event.kind = QString::fromUtf16(EventKind::actionIntent);
            event.occurredAt = m_clock.now();
            event.service = u"assistant"_s;
            event.opId = op;
            event.payload = {{"verb", "throttle"}};
            m_journal->append(event, this, [](const Result<Event> &) {});
        }
        QTRY_COMPARE(count(), 1);
        QTest::qWait(5);
        QCOMPARE(count(), 1);
    }
    void anEarlierStartReadsTheHoursBefore()
    {
        Event old = happens(EventKind::note);
        m_clock.advance(std::chrono::hours(30));
        begin();
        QVERIFY(refusal([&](const auto &w) { m_desk->open(u"assistant"_s, u"a"_s, Severity::S2, false, w); }).isEmpty());
        QTRY_COMPARE(count(), 1);
        QCOMPARE(m_desk->book().ownerOf(old), QString());
        QVERIFY(refusal([&](const auto &w) { m_desk->setTime(only().id, KeyTime::Started, old.occurredAt, {}, u"a customer called"_s, w); }).isEmpty());
        QTRY_VERIFY(std::any_of(only().events.begin(), only().events.end(), [&](const Event &event) { return event.eventId == old.eventId; }));
    }
    void aVerbThatDoesNotOpenLeavesItToTheWindow()
    {
        begin(false);
        happens(EventKind::actionIntent, {{"verb", "rollback"}}, u"op"_s);
        QTest::qWait(5);
        QCOMPARE(count(), 0);
    }
    void anActionFromWhileNoWindowWasOpenIsMadeUpFor()
    {
        happens(EventKind::actionIntent, {{"verb", "rollback"}}, u"op"_s);
        m_clock.advance(std::chrono::minutes(20));
        begin();
        QTRY_COMPARE(count(), 1);
        m_desk.reset();
        begin(); // and once only
        QTest::qWait(5);
        QCOMPARE(count(), 1);
    }
    void afterARestartTheIncidentIsThereWithItsEventsAndTimes()
    {
        begin();
        happens(EventKind::gateCrossed, {{"indicator", "success_rate"}, {"to", "stop"}});
        happens(EventKind::actionIntent, {{"verb", "rollback"}}, u"op"_s);
        QTRY_COMPARE(count(), 1);
        happens(EventKind::actionEffective, {{"seconds", 3}}, u"op"_s);
        QTRY_VERIFY(only().time(KeyTime::Mitigated));
        const qsizetype events = only().events.size();
        const auto times = only().times;
        m_desk.reset();
        m_clock.advance(std::chrono::hours(5));
        begin();
        QCOMPARE(count(), 1);
        QCOMPARE(only().events.size(), events);
        QCOMPARE(only().times, times);
    }
    void anOlderIncidentIsReadWhenSomebodyAsks()
    {
        begin();
        for (int i = 0; i < 25; ++i) {
            happens(EventKind::note);
            QVERIFY(refusal([&](const auto &w) { m_desk->open(u"assistant"_s, u"n%1"_s.arg(i), Severity::S3, false, w); }).isEmpty());
            QTRY_COMPARE(count(), i + 1);
            QVERIFY(refusal([&](const auto &w) { m_desk->close(only().id, u"over"_s, w); }).isEmpty());
            QTRY_VERIFY(only().closed);
            m_clock.advance(std::chrono::hours(4));
        }
        m_desk.reset();
        begin();
        QCOMPARE(count(), 25);
        const QString oldest = m_desk->book().incidents().last().id;
        QVERIFY(!m_desk->isLoaded(oldest));
        const qsizetype before = m_desk->book().incident(oldest)->events.size();
        m_desk->load(oldest);
        QTRY_COMPARE(m_desk->book().incident(oldest)->events.size(), before + 1);
    }
    void changesAreNewEventsAndSayWhatWasBefore()
    {
        begin();
        QVERIFY(refusal([&](const auto &w) { m_desk->open(u"assistant"_s, u" Refusals doubled "_s, Severity::S2, false, w); }).isEmpty());
        QTRY_COMPARE(count(), 1);
        const QString id = only().id;
        QCOMPARE(only().title, u"Refusals doubled"_s);
        QVERIFY(refusal([&](const auto &w) { m_desk->change(id, u"severity"_s, "S0", u"41 tenants"_s, w); }).isEmpty());
        QTRY_COMPARE(only().severity, Severity::S0);
        QVERIFY(m_journal->events.last().payload.at("old") == "S2");
        QCOMPARE(m_journal->events.last().body, u"41 tenants"_s);
        QVERIFY(refusal([&](const auto &w) { m_desk->change(id, u"role.commander"_s, "Ben", {}, w); }).isEmpty());
        QTRY_COMPARE(only().roles.value(u"commander"_s), u"Ben"_s);
        QVERIFY(refusal([&](const auto &w) { m_desk->setTime(id, KeyTime::Started, m_clock.now() - std::chrono::minutes(9), {}, u"a customer called"_s, w); }).isEmpty());
        QTRY_COMPARE(only().time(KeyTime::Started), m_clock.now() - std::chrono::minutes(9));
        QVERIFY(refusal([&](const auto &w) { m_desk->close(id, u"false alarm"_s, w); }).isEmpty());
        QTRY_VERIFY(only().closed);
        QVERIFY(refusal([&](const auto &w) { m_desk->reopen(id, u"it is back"_s, w); }).isEmpty());
        QTRY_VERIFY(only().running());
    }
    void whatCannotBeIsRefusedInWordsBeforeAnythingIsWritten()
    {
        begin();
        QVERIFY(!refusal([&](const auto &w) { m_desk->open(u"assistant"_s, u"  "_s, Severity::S2, false, w); }).isEmpty());
        QVERIFY(refusal([&](const auto &w) { m_desk->open(u"assistant"_s, u"a"_s, Severity::S2, false, w); }).isEmpty());
        QTRY_COMPARE(count(), 1);
        const QString id = only().id;
        const qsizetype rows = m_journal->events.size();
        using W = IncidentDesk::Written;
        const TimePoint now = m_clock.now();
        const QList<std::function<void(const W &)>> bad{
            [&](const W &w) { m_desk->change(u"none"_s, u"title"_s, "x", {}, w); },
            [&](const W &w) { m_desk->change(id, u"colour"_s, "x", {}, w); },
            [&](const W &w) { m_desk->change(id, u"role.king"_s, "x", {}, w); },
            [&](const W &w) { m_desk->change(id, u"title"_s, " ", {}, w); },
            [&](const W &w) { m_desk->change(id, u"severity"_s, "S9", u"why"_s, w); },
            [&](const W &w) { m_desk->change(id, u"severity"_s, "S0", u" "_s, w); },
            [&](const W &w) { m_desk->setTime(id, KeyTime::Resolved, now + std::chrono::hours(1), {}, u"why"_s, w); },
            [&](const W &w) { m_desk->setTime(id, KeyTime::Started, now, {}, {}, w); },
            [&](const W &w) { m_desk->merge(id, id, {}, w); },
            [&](const W &w) { m_desk->merge(id, u"none"_s, {}, w); },
            [&](const W &w) { m_desk->move(only().events.first(), {}, {}, w); },
            [&](const W &w) { m_desk->close(id, {}, w); }, // not mitigated and no word why
            [&](const W &w) { m_desk->reopen(id, u"why"_s, w); },
            [&](const W &w) { m_desk->startRunbook(id, u"none"_s, w); },
            [&](const W &w) { m_desk->closeStep(id, RunbookStep::Cause, {}, w); },
        };
        for (qsizetype i = 0; i < bad.size(); ++i)
            QVERIFY2(!refusal(bad[i]).isEmpty(), qPrintable(QString::number(i)));
        QCOMPARE(m_journal->events.size(), rows);
    }
    void aStepClosesOnItsArtefactOnly()
    {
        begin();
        happens(EventKind::gateCrossed, {{"indicator", "success_rate"}, {"to", "stop"}});
        happens(EventKind::actionIntent, {{"verb", "rollback"}}, u"op"_s);
        QTRY_COMPARE(count(), 1);
        QTRY_VERIFY(runbookRunOf(only()).started());
        const QString id = only().id;
        const Artefact alarm = artefactsFor(RunbookStep::Confirm, only()).first();
        QVERIFY(!refusal([&](const auto &w) { m_desk->closeStep(id, RunbookStep::StopLoss, alarm, w); }).isEmpty());
        QVERIFY(refusal([&](const auto &w) { m_desk->closeStep(id, RunbookStep::Confirm, alarm, w); }).isEmpty());
        QTRY_COMPARE(runbookRunOf(only()).next(), RunbookStep::StopLoss);
        QVERIFY(!refusal([&](const auto &w) { m_desk->closeStep(id, RunbookStep::Confirm, alarm, w); }).isEmpty());
    }
    void mergedAndMovedEventsFollow()
    {
        begin();
        QVERIFY(refusal([&](const auto &w) { m_desk->open(u"assistant"_s, u"a"_s, Severity::S2, false, w); }).isEmpty());
        QVERIFY(refusal([&](const auto &w) { m_desk->open(u"other"_s, u"b"_s, Severity::S2, false, w); }).isEmpty());
        QTRY_COMPARE(count(), 2);
        const bool first = only().service == u"assistant"_s;
        const QString a = m_desk->book().incidents()[first ? 0 : 1].id, b = m_desk->book().incidents()[first ? 1 : 0].id;
        const Event note = happens(EventKind::note);
        QTRY_COMPARE(m_desk->book().ownerOf(note), a);
        QVERIFY(refusal([&](const auto &w) { m_desk->move(note, b, u"it is about the other"_s, w); }).isEmpty());
        QTRY_COMPARE(m_desk->book().ownerOf(note), b);
        QVERIFY(refusal([&](const auto &w) { m_desk->merge(b, a, u"one cause"_s, w); }).isEmpty());
        QTRY_COMPARE(m_desk->book().ownerOf(note), a);
        QVERIFY(!refusal([&](const auto &w) { m_desk->change(b, u"title"_s, "x", {}, w); }).isEmpty());
    }
    void aJournalThatRefusesIsTold()
    {
        begin();
        m_journal->refuses = true;
        std::optional<Result<Event>> result;
        m_desk->open(u"assistant"_s, u"a"_s, Severity::S2, false, [&](const Result<Event> &written) { result = written; });
        QTRY_VERIFY(result);
        QVERIFY(!*result);
        QCOMPARE(result->error().kind, ErrorKind::JournalUnusable);
        QCOMPARE(count(), 0);
    }
    void timesToEffectComeFromTheServicesOwnRecord()
    {
        begin();
        happens(EventKind::actionIntent, {{"verb", "rollback"}}, u"op"_s);
        happens(EventKind::actionEffective, {{"seconds", 7}}, u"op"_s);
        happens(EventKind::actionIntent, {{"verb", "rollback"}}, u"op2"_s, u"other"_s);
        happens(EventKind::actionEffective, {{"seconds", 90}}, u"op2"_s, u"other"_s);
        std::optional<QMap<Verb, TimeToEffect>> times;
        m_desk->askEffectTimes(u"assistant"_s, this, [&](const auto &answer) { times = answer.value(); });
        QTRY_VERIFY(times);
        QCOMPARE(times->value(Verb::Rollback).seconds, 7);
    }
};

QTEST_GUILESS_MAIN(IncidentDeskTest)
#include "tst_IncidentDesk.moc"
