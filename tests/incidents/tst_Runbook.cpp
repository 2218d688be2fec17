// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentRows.h"
#include "tests/incidents/RecordRows.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// One of everything that could close a step, and of what closes none.
Incident everything()
{
    RecordRows r;
    r.cross(40);                                                                  // e1
    r.add(EventKind::alertFired, 41, {{"key", "x"}});                           // e2
    r.add(EventKind::verdict, 42, {{"indicator", "x"}});                          // e3
    r.intent(100, "rollback", u"op"_s);                                           // e4
    r.open("A", 100);                                                             // e5
    r.add(EventKind::actionVerified, 103, {}, u"op"_s);                           // e6
    r.add(EventKind::actionEffective, 120, {}, u"op"_s);                          // e7
    r.intent(130, "pause", u"op2"_s);                                             // e8
    r.add(EventKind::actionVerified, 131, {}, u"op2"_s);                          // e9
    r.clear(180);                                                                 // e10
    r.add(EventKind::alertCleared, 181, {{"key", "x"}});                        // e11
    r.add(EventKind::evidenceAdded, 190, {{"incident", "A"}, {"file", "a.andon"}, {"files", {{{"name", "postmortem.md"}}, 7}}}); // e12
    r.add(EventKind::note, 200);                                                  // e13
    r.add(EventKind::gatewayChanged, 210);                                        // e14
    r.change("A", 220, "versions", nlohmann::json{"v42"});                        // e15
    r.change("A", 221, "impact", "41 tenants");                                   // e16
    r.change("A", 222, "severity", "S0");                                         // e17
    r.add(EventKind::regressionMarked, 230, {{"incident", "A"}, {"set", "set.jsonl"}}); // e18
    r.add(EventKind::exportMade, 240, {{"incident", "A"}});                       // e19
    r.add(EventKind::postmortemSaved, 241, {{"incident", "A"}});                  // e20
    r.add(EventKind::sourceLost, 250);                                            // e21
    return incidentsOf(r.events).first();
}

} // namespace

class RunbookTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aStepClosesOnItsArtefactAndOnNothingElse_data()
    {
        QTest::addColumn<RunbookStep>("step");
        QTest::addColumn<QStringList>("events");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("confirm") << RunbookStep::Confirm << QStringList{u"e1"_s, u"e2"_s, u"e3"_s, u"e16"_s} << QStringList{};
        QTest::newRow("stop the loss") << RunbookStep::StopLoss << QStringList{u"e6"_s, u"e7"_s, u"e10"_s, u"e11"_s} << QStringList{};
        QTest::newRow("evidence") << RunbookStep::Evidence << QStringList{u"e12"_s} << QStringList{u"a.andon"_s};
        QTest::newRow("cause") << RunbookStep::Cause << QStringList{u"e13"_s, u"e14"_s, u"e15"_s} << QStringList{};
        QTest::newRow("regression") << RunbookStep::Regression << QStringList{u"e18"_s} << QStringList{u"set.jsonl"_s};
        QTest::newRow("postmortem") << RunbookStep::Postmortem << QStringList{u"e19"_s, u"e20"_s} << QStringList{u"postmortem.md"_s};
    }
    void aStepClosesOnItsArtefactAndOnNothingElse()
    {
        QFETCH(RunbookStep, step);
        QFETCH(QStringList, events);
        QFETCH(QStringList, files);
        const Incident incident = everything();
        for (int i = 1; i <= 21; ++i) {
            const QString id = u"e%1"_s.arg(i);
            const QString refusal = artefactRefusal(step, {Artefact::Kind::Event, id}, incident);
            QVERIFY2(refusal.isEmpty() == events.contains(id), qPrintable(id + u": "_s + refusal));
        }
        for (const QString &name : {u"a.andon"_s, u"set.jsonl"_s, u"postmortem.md"_s, u"other"_s, u""_s})
            QCOMPARE(artefactRefusal(step, {Artefact::Kind::File, name}, incident).isEmpty(), files.contains(name));
        QVERIFY(!artefactRefusal(step, {Artefact::Kind::Text, u"I am sure"_s}, incident).isEmpty());
        QVERIFY(!artefactRefusal(step, {Artefact::Kind::Event, u"e99"_s}, incident).isEmpty());
        for (const Artefact &artefact : artefactsFor(step, incident))
            QVERIFY(artefactRefusal(step, artefact, incident).isEmpty());
        QCOMPARE(artefactsFor(step, incident).isEmpty(), false);
    }
    void anotherIncidentsEventClosesNothing()
    {
        RecordRows r;
        r.open("A", 100);
        r.open("B", 100, u"other"_s);
        r.add(EventKind::note, 150, {}, {}, u"other"_s);
        for (const Incident &incident : incidentsOf(r.events))
            QCOMPARE(artefactRefusal(RunbookStep::Cause, {Artefact::Kind::Event, u"e3"_s}, incident).isEmpty(), incident.id == u"B");
    }
    void theRunIsWhatTheRecordBearsOut()
    {
        RecordRows r;
        r.cross(40);
        r.open("A", 100);
        r.add(EventKind::runbookStepClosed, 101, {{"incident", "A"}, {"step", "confirm"}, {"artefact", {{"kind", "event"}, {"ref", "e2"}}}});
        r.add(EventKind::runbookStarted, 110, {{"incident", "A"}, {"runbook", "cost_spike"}, {"digest", "x"}});
        const auto close = [&r](qint64 second, const char *step, const char *ref) {
            r.add(EventKind::runbookStepClosed, second, {{"incident", "A"}, {"step", step}, {"artefact", {{"kind", "event"}, {"ref", ref}}}});
        };
        close(130, "confirm", "e1");
        close(135, "confirm", "e1"); // the first one counts
        close(140, "stop_loss", "e1"); // an alarm stops nothing
        close(150, "no such step", "e1");
        r.add(EventKind::runbookStepClosed, 160, {{"incident", "A"}, {"step", "cause"}, {"artefact", "e1"}});
        r.add(EventKind::runbookStarted, 170, {{"incident", "A"}, {"runbook", "quality_regression"}, {"digest", "y"}});
        const RunbookRun run = runbookRunOf(incidentsOf(r.events).first());
        QCOMPARE(run.runbook, u"quality_regression"_s);
        QCOMPARE(run.startedAt, RecordRows::at(110));
        QCOMPARE(run.next(), RunbookStep::StopLoss);
        QCOMPARE(run.steps.size(), 6);
        QVERIFY(run.steps[0].closed);
        QCOMPARE(run.steps[0].took, std::chrono::seconds(20));
        QCOMPARE(run.steps[0].closedBy, u"Anna"_s);
        for (qsizetype i = 1; i < 6; ++i)
            QVERIFY(!run.steps[i].closed);
    }
    void allSixClosedNothingIsNext()
    {
        Incident incident = everything();
        const auto add = [&incident](const Event &row) {
            Event event = row;
            event.seq = 100 + incident.events.size();
            event.eventId = u"x%1"_s.arg(event.seq);
            event.occurredAt = RecordRows::at(300);
            incident.events << event;
        };
        RunbookSpec spec;
        spec.id = u"r"_s;
        add(runbookStartedRow(incident, spec));
        for (const RunbookStep step : allRunbookSteps)
            add(stepClosedRow(incident, step, artefactsFor(step, incident).first()));
        QCOMPARE(runbookRunOf(incident).next(), std::nullopt);
    }
    void theDueTimesAddUpToTenMinutes()
    {
        std::chrono::minutes last{0};
        for (const RunbookStep step : allRunbookSteps) {
            QVERIFY(dueAfter(step) > last);
            last = dueAfter(step);
            QCOMPARE(runbookStepFromWord(runbookStepWord(step)), step);
        }
        QCOMPARE(last, runbookBudget);
    }
    void aRunbookIsFoundByLabelThenByAlarmThenByLine_data()
    {
        QTest::addColumn<QStringList>("hint"); // label, alarm, family
        QTest::addColumn<QString>("id");
        QTest::newRow("label") << QStringList{u"b"_s, u"p95"_s, u"cost"_s} << u"b"_s;
        QTest::newRow("a label nobody knows") << QStringList{u"x"_s, u"p95"_s, u"cost"_s} << u"c"_s;
        QTest::newRow("alarm") << QStringList{QString(), u"p95"_s, u"cost"_s} << u"c"_s;
        QTest::newRow("line") << QStringList{QString(), u"other"_s, u"cost"_s} << u"a"_s;
        QTest::newRow("none") << QStringList{QString(), u"other"_s, u"risk"_s} << QString();
        QTest::newRow("nothing known") << QStringList{QString(), QString(), QString()} << QString();
    }
    void aRunbookIsFoundByLabelThenByAlarmThenByLine()
    {
        QFETCH(QStringList, hint);
        RunbookSpec a, b, c;
        a.id = u"a"_s;
        a.families = {u"cost"_s};
        b.id = u"b"_s;
        b.families = {u"cost"_s};
        c.id = u"c"_s;
        c.alarms = {u"p95"_s};
        const QList<RunbookSpec> all{a, b, c};
        const RunbookSpec *found = runbookFor(all, {hint[0], hint[1], hint[2]});
        QTEST(found ? found->id : QString(), "id");
    }
    void twoWindowsDeriveTheSameIdFromOneEvent()
    {
        const QString event = u"0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b"_s;
        const QString id = derivedId(event, u"incident"_s);
        QCOMPARE(derivedId(event, u"incident"_s), id);
        QVERIFY(derivedId(event, u"opened"_s) != id);
        QCOMPARE(id.size(), 36);
        QCOMPARE(id.left(13), event.left(13));
        QCOMPARE(id[14], u'7');
        QCOMPARE(derivedId(u"short"_s, u"x"_s).size(), 36);
    }
};

QTEST_GUILESS_MAIN(RunbookTest)
#include "tst_Runbook.moc"
