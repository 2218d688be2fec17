// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillDesk.h"
#include "app/base/TimeText.h"
#include "tests/incidents/FakeFaultSwitch.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace andon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class DrillDeskTest : public QObject {
    Q_OBJECT

    static constexpr quint64 seed = 4282; ///< wrong in v42, everywhere, after 10.2 s

    ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeJournal> m_journal;
    std::unique_ptr<IncidentDesk> m_incidents;
    std::unique_ptr<FakeFaultSwitch> m_switch;
    std::unique_ptr<DrillDesk> m_desk;
    std::optional<GatewayState> m_state;
    bool m_isSandbox = true;
    QList<DrillRun> m_ended;

    static Actor anna() { return {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s}; }
    static GatewayState state()
    {
        GatewayState state;
        state.versions = {{u"v41"_s, VersionRole::Stable, 80, {}}, {u"v42"_s, VersionRole::Canary, 20, {{u"prompt"_s, u"prompt-64"_s}}}};
        return state;
    }
    void open()
    {
        m_incidents = std::make_unique<IncidentDesk>(IncidentDesk::Ports{*m_journal, m_clock, {}, {}}, anna(), true);
        m_incidents->start();
        QTRY_VERIFY(m_incidents->isReady());
        m_desk = std::make_unique<DrillDesk>(
            DrillDesk::Ports{*m_journal, m_clock, *m_incidents, [this](const QString &) -> FaultSwitch * { return m_isSandbox ? m_switch.get() : nullptr; },
                             [this](const QString &) { return m_state ? Result<GatewayState>(*m_state) : failure(ErrorKind::Blocked, {u"the gateway has not answered lately"_s}); },
                             [](const QString &) { return u"edge"_s; }, m_folder->path(),
                             [](const QString &service, const QString &version) {
                                 return version.isEmpty() ? nlohmann::json{{"version_sets", {{service.toStdString(), "all"}}}}
                                                          : nlohmann::json{{"version_set", version.toStdString()}};
                             }},
            anna());
        connect(m_desk.get(), &DrillDesk::ended, this, [this](const DrillRun &run) { m_ended << run; });
        m_desk->start();
        QTest::qWait(5);
    }
    /// The console ends, with no word where `dies`.
    void shut()
    {
        m_desk.reset();
        m_incidents.reset();
    }
    QString begin(std::optional<quint64> with = seed)
    {
        std::optional<Result<void>> result;
        m_desk->begin(u"assistant"_s, with, [&](const Result<void> &begun) { result = begun; });
        [&] { QTRY_VERIFY(result); }();
        return result && !*result ? result->error().arguments.value(0) : QString();
    }
    void burn()
    {
        m_clock.advance(10'300ms);
        QTRY_VERIFY(!m_switch->isHealthy());
        QTest::qWait(5);
    }
    Event happens(const char16_t *kind, const nlohmann::json &payload = nlohmann::json::object(), const QString &opId = {})
    {
        m_clock.advance(1s);
        Event event;
        event.eventId = derivedId(QString::number(m_journal->events.size()), u"test"_s);
        event.kind = QString::fromUtf16(kind);
        event.occurredAt = m_clock.now();
        event.service = u"assistant"_s;
        event.version = u"v42"_s;
        event.opId = opId;
        event.title = u"title of "_s + event.kind;
        event.payload = payload;
        m_journal->append(event, this, [](const Result<Event> &) {});
        QTest::qWait(2);
        return event;
    }
    void alarm() { happens(EventKind::gateCrossed, {{"indicator", "success_rate"}, {"from", "inside"}, {"to", "stop"}}); }
    void rollBack()
    {
        happens(EventKind::actionIntent, {{"verb", "rollback"}, {"effect", {{"query", "rate"}, {"within_seconds", 60}}}}, u"op"_s);
        happens(EventKind::actionVerified, nlohmann::json::object(), u"op"_s);
        happens(EventKind::actionEffective, {{"seconds", 2}}, u"op"_s);
    }
    void bundle()
    {
        const std::string from = isoUtc(m_clock.now() - 15min).toStdString();
        m_clock.advance(1s);
        const std::string to = isoUtc(m_clock.now()).toStdString();
        happens(EventKind::evidenceAdded, {{"file", "a.andon"}, {"sha256", std::string(64, 'a')}, {"from", from}, {"to", to}});
    }
    const Event *row(const char16_t *kind) const
    {
        const auto found = std::find_if(m_journal->events.cbegin(), m_journal->events.cend(), [&](const Event &event) { return event.kind == kind; });
        return found == m_journal->events.cend() ? nullptr : &*found;
    }
    qsizetype sealFiles() const { return QDir(m_folder->path()).entryList(QDir::Files).size(); }

private slots:
    void init()
    {
        failOnWarnings();
        m_clock = ManualClock();
        m_folder = std::make_unique<QTemporaryDir>();
        m_journal = std::make_unique<FakeJournal>();
        m_switch = std::make_unique<FakeFaultSwitch>();
        m_state = state();
        m_isSandbox = true;
        m_ended.clear();
        open();
    }
    void cleanup() { shut(); }

    void aWholeDrillIsSealedBurnsIsStoppedAndIsTold()
    {
        QCOMPARE(begin(), QString());
        QCOMPARE(m_desk->phase(), DrillDesk::Phase::Running);
        const Event *started = row(EventKind::drillStarted);
        QVERIFY(started);
        QCOMPARE(payloadText(*started, "commitment").size(), 64);
        QCOMPARE(sealFiles(), 1);
        m_clock.advance(9s);
        QTest::qWait(400);
        QVERIFY2(m_switch->sets.isEmpty(), "not before its moment");
        m_clock.advance(1300ms);
        QTRY_COMPARE(m_switch->sets.size(), 1);
        QCOMPARE(m_switch->sets[0], (FaultSetting{u"v42"_s, {u"wrong"_s}, {}}));
        QVERIFY2(!row(EventKind::drillEnded) && m_journal->events.size() == 1, "and nothing of it is on the record");
        alarm();
        rollBack();
        QTRY_VERIFY(row(EventKind::incidentOpened));
        QVERIFY2(row(EventKind::incidentOpened)->payload["drill"] == true, "the trainee's own action opens a drill");
        bundle();
        QTest::qWait(400);
        QCOMPARE(m_desk->phase(), DrillDesk::Phase::Running);
        m_clock.advance(6s);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QVERIFY(m_switch->isHealthy());
        QCOMPARE(m_desk->phase(), DrillDesk::Phase::Idle);
        QCOMPARE(sealFiles(), 0);
        const DrillRun &run = m_ended.first();
        QCOMPARE(run.end, DrillEnd::Finished);
        QVERIFY(run.healed);
        const Incident *incident = m_incidents->book().incident(run.incident);
        QVERIFY(incident && incident->drill && incident->closed);
        QCOMPARE(incident->time(KeyTime::Started), run.injectedAt);
        const auto sheet = drillSheetOf(*incident);
        QVERIFY(sheet);
        QCOMPARE(sheet->run.seal(), DrillRun::Seal::Holds);
        QVERIFY2(sheet->allPassed(), qPrintable(QString::number(sheet->passed())));
    }
    void theEntriesOfADrillNameTheVersionSets()
    {
        QCOMPARE(begin(), QString());
        QVERIFY(row(EventKind::drillStarted)->payload.value("version_sets", nlohmann::json()) == nlohmann::json({{"assistant", "all"}}));
        burn();
        m_desk->end(DrillEnd::Stopped);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QVERIFY(row(EventKind::drillEnded)->payload.value("version_set", nlohmann::json()) == "v42");
        QCOMPARE(drillRunsOf(m_journal->events).first().seal(), DrillRun::Seal::Holds);
    }
    void aDrillNobodyActsOnEndsAfterTenMinutesAndHasItsSheetToo()
    {
        QCOMPARE(begin(), QString());
        burn();
        alarm();
        m_clock.advance(9min);
        QTest::qWait(400);
        QCOMPARE(m_desk->phase(), DrillDesk::Phase::Running);
        m_clock.advance(1min);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QCOMPARE(m_ended[0].end, DrillEnd::TimeUp);
        QVERIFY(m_switch->isHealthy());
        const Incident *incident = m_incidents->book().incident(m_ended[0].incident);
        QVERIFY(incident && incident->drill && incident->closed);
        QCOMPARE(incident->cause, u"drill"_s);
        QCOMPARE(drillSheetOf(*incident)->row(DrillQuestion::Acted).finding, DrillFinding::NobodyActed);
    }
    void aLateBundleIsWaitedForButNotForEver()
    {
        QCOMPARE(begin(), QString());
        burn();
        alarm();
        rollBack();
        QTest::qWait(400);
        m_clock.advance(20s);
        QTest::qWait(400);
        QCOMPARE(m_desk->phase(), DrillDesk::Phase::Running);
        m_clock.advance(15s);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QCOMPARE(m_ended[0].end, DrillEnd::Finished);
        QCOMPARE(drillSheetOf(*m_incidents->book().incident(m_ended[0].incident))->row(DrillQuestion::EvidenceOfAlarm).finding, DrillFinding::NotKept);
    }
    void stoppedBeforeItsFaultItTouchesNothing()
    {
        QCOMPARE(begin(), QString());
        m_desk->end(DrillEnd::Stopped);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QVERIFY(m_switch->sets.isEmpty());
        QVERIFY(m_ended[0].incident.isEmpty());
        QVERIFY(!m_ended[0].injectedAt);
        QCOMPARE(drillRunsOf(m_journal->events).first().seal(), DrillRun::Seal::Holds);
        QVERIFY(!row(EventKind::incidentOpened));
        // And the next one can begin.
        QCOMPARE(begin(), QString());
    }
    void stoppedWhileItBurnsTheFaultIsTakenOut()
    {
        QCOMPARE(begin(), QString());
        burn();
        m_desk->end(DrillEnd::Stopped);
        m_desk->end(DrillEnd::TimeUp); // once is enough
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QVERIFY(m_switch->isHealthy());
        QCOMPARE(m_ended[0].end, DrillEnd::Stopped);
        QVERIFY(!m_ended[0].incident.isEmpty());
    }
    void whoClosesTheIncidentEndsTheDrill()
    {
        QCOMPARE(begin(), QString());
        burn();
        alarm();
        rollBack();
        QTRY_VERIFY(!m_incidents->book().incidents().isEmpty());
        m_incidents->close(m_incidents->book().incidents().first().id, u"over"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QCOMPARE(m_ended[0].end, DrillEnd::IncidentClosed);
        QVERIFY(m_switch->isHealthy());
    }
    void anIncidentOpenedByHandWhileItRunsIsADrillsToo()
    {
        QCOMPARE(begin(), QString());
        m_incidents->open(u"assistant"_s, u"something is odd"_s, Severity::S3, false);
        m_incidents->open(u"other"_s, u"this is real"_s, Severity::S3, false);
        QTRY_COMPARE(m_incidents->book().incidents().size(), 2);
        for (const Incident &incident : m_incidents->book().incidents())
            QCOMPARE(incident.drill, incident.service == u"assistant");
        m_desk->end(DrillEnd::Stopped);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        m_clock.advance(1s);
        m_incidents->open(u"assistant"_s, u"this is real, too"_s, Severity::S3, false);
        QTRY_COMPARE(m_incidents->book().incidents().size(), 3);
        QVERIFY(!m_incidents->book().incidents().first().drill);
    }

    void whatStandsInItsWayIsSaidAndNothingIsChanged_data()
    {
        QTest::addColumn<QString>("obstacle");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("asked"); ///< the sandbox was
        QTest::newRow("a gateway with users") << u"users"_s << u"a drill needs the sandbox"_s << false;
        QTest::newRow("a gateway that was not read") << u"unread"_s << u"has not answered lately"_s << false;
        QTest::newRow("no canary") << u"no canary"_s << u"no such two"_s << false;
        QTest::newRow("an incident runs") << u"incident"_s << u"close it first"_s << false;
        QTest::newRow("it does not answer") << u"silent"_s << u"a drill needs the sandbox"_s << true;
        QTest::newRow("it does not know the versions") << u"stranger"_s << u"does not answer as the sandbox does"_s << true;
        QTest::newRow("a fault is in it") << u"ill"_s << u"v41 is slow already"_s << true;
        QTest::newRow("the seal cannot be kept") << u"disk"_s << QString() << true;
        QTest::newRow("the journal refuses") << u"journal"_s << QString() << true;
    }
    void whatStandsInItsWayIsSaidAndNothingIsChanged()
    {
        QFETCH(QString, obstacle);
        QFETCH(QString, words);
        QFETCH(bool, asked);
        if (obstacle == u"incident") {
            m_incidents->open(u"assistant"_s, u"real"_s, Severity::S1, false);
            QTRY_VERIFY(m_incidents->book().hasRunning(u"assistant"_s));
        }
        m_isSandbox = obstacle != u"users";
        if (obstacle == u"unread")
            m_state.reset();
        if (obstacle == u"no canary")
            m_state->versions.removeLast();
        m_switch->failures = obstacle == u"silent" ? 1 : 0;
        if (obstacle == u"stranger")
            m_switch->faults.removeLast();
        if (obstacle == u"ill")
            m_switch->faults[0].faults = {u"slow"_s};
        if (obstacle == u"disk") {
            // A file stands where the folder was.
            QVERIFY(m_folder->remove());
            QFile file(m_folder->path());
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        m_journal->refuses = obstacle == u"journal";
        const qsizetype rows = m_journal->events.size();
        const QString said = begin();
        QVERIFY2(!said.isEmpty() && said.contains(words), qPrintable(said));
        QCOMPARE(m_switch->reads > 0, asked);
        QVERIFY(m_switch->sets.isEmpty());
        QCOMPARE(m_journal->events.size(), rows);
        QCOMPARE(m_desk->phase(), DrillDesk::Phase::Idle);
        if (obstacle != u"disk")
            QCOMPARE(sealFiles(), 0);
        QFile::remove(m_folder->path());
    }
    void oneAtATime()
    {
        QCOMPARE(begin(), QString());
        QVERIFY(begin().contains(u"runs already"_s));
        QCOMPARE(m_desk->phase(), DrillDesk::Phase::Running);
    }
    void aRandomSeedIsAnotherOneEachTime()
    {
        QStringList seeds;
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(begin(std::nullopt), QString());
            m_desk->end(DrillEnd::Stopped);
            QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), i + 1, 10'000);
            seeds << QString::number(m_ended[i].secret->plan.seed);
        }
        QCOMPARE(seeds.removeDuplicates(), 0);
    }

    void aFaultThatCannotBePutInEndsTheDrill()
    {
        QCOMPARE(begin(), QString());
        m_switch->failures = 100;
        const QSignalSpy troubled(m_desk.get(), &DrillDesk::troubled);
        for (int i = 0; i < 12 && m_ended.isEmpty(); ++i) {
            m_clock.advance(11s);
            QTest::qWait(600);
        }
        QCOMPARE(m_ended.size(), 1);
        QCOMPARE(m_ended[0].end, DrillEnd::FaultFailed);
        QVERIFY(!m_ended[0].injectedAt);
        QVERIFY2(!m_ended[0].healed, "it may be in, and nobody could look");
        QVERIFY(troubled.size() >= 4);
    }
    void anAnswerThatWasLostIsAskedForAgainAndTheFaultIsInOnce()
    {
        QCOMPARE(begin(), QString());
        m_switch->failures = 1;
        m_switch->appliesAndFails = true;
        m_clock.advance(11s);
        QTRY_COMPARE(m_switch->sets.size(), 1);
        // The wait for the second try begins when the failure is heard of.
        for (int i = 0; i < 12 && m_switch->sets.size() < 2; ++i) {
            m_clock.advance(2s);
            QTest::qWait(600);
        }
        QCOMPARE(m_switch->sets.size(), 2);
        QCOMPARE(m_switch->sets[0], m_switch->sets[1]);
        m_desk->end(DrillEnd::Stopped);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QVERIFY(m_switch->isHealthy());
    }
    void aJournalThatRefusesTheEndGetsItLater()
    {
        QCOMPARE(begin(), QString());
        burn();
        m_journal->refuses = true;
        m_desk->end(DrillEnd::Stopped);
        QTRY_VERIFY(m_switch->isHealthy());
        for (int i = 0; i < 8; ++i) {
            m_clock.advance(2s);
            QTest::qWait(300);
        }
        QCOMPARE(m_ended.size(), 0);
        QCOMPARE(sealFiles(), 1);
        m_journal->refuses = false;
        for (int i = 0; i < 30 && m_ended.isEmpty(); ++i) {
            m_clock.advance(2s);
            QTest::qWait(300);
        }
        QCOMPARE(m_ended.size(), 1);
        QVERIFY(row(EventKind::drillEnded));
        QVERIFY(!m_ended[0].incident.isEmpty());
        QCOMPARE(sealFiles(), 0);
    }

    void aDrillWhoseConsoleDiedIsFoundAndEnded_data()
    {
        QTest::addColumn<bool>("hasFile");
        QTest::addColumn<bool>("isSandbox");
        QTest::newRow("with its seal") << true << true;
        QTest::newRow("without its seal") << false << true;
        QTest::newRow("its gateway is no sandbox any more") << true << false;
    }
    void aDrillWhoseConsoleDiedIsFoundAndEnded()
    {
        QFETCH(bool, hasFile);
        QFETCH(bool, isSandbox);
        QCOMPARE(begin(), QString());
        burn();
        shut();
        QVERIFY(!m_switch->isHealthy());
        if (!hasFile) {
            for (const QString &name : QDir(m_folder->path()).entryList(QDir::Files))
                QFile::remove(m_folder->filePath(name));
        }
        m_isSandbox = isSandbox;
        m_clock.advance(1h);
        open();
        QTRY_COMPARE(m_desk->phase(), DrillDesk::Phase::LeftOpen);
        QCOMPARE(m_desk->service(), u"assistant"_s);
        QVERIFY2(!m_switch->isHealthy(), "it is offered, not done");
        QVERIFY(begin().contains(u"left open"_s));
        m_desk->end(DrillEnd::Stopped);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QCOMPARE(m_switch->isHealthy(), isSandbox);
        QCOMPARE(m_ended[0].healed, isSandbox);
        QCOMPARE(m_ended[0].end, DrillEnd::LeftOpen);
        QCOMPARE(m_ended[0].secret.has_value(), hasFile);
        QCOMPARE(m_ended[0].injectedAt.has_value(), hasFile);
        QCOMPARE(drillRunsOf(m_journal->events).last().seal(), hasFile ? DrillRun::Seal::Holds : DrillRun::Seal::Lost);
        // Once: the next console finds none.
        shut();
        open();
        QCOMPARE(m_desk->phase(), DrillDesk::Phase::Idle);
    }
    void aConsoleThatClosesWaitsForOneTryOnly()
    {
        QCOMPARE(begin(), QString());
        burn();
        m_switch->failures = 100;
        m_desk->end(DrillEnd::ConsoleClosed);
        QTRY_COMPARE_WITH_TIMEOUT(m_ended.size(), 1, 10'000);
        QVERIFY(!m_ended[0].healed);
        QCOMPARE(m_switch->sets.size(), 2);
    }
};

QTEST_GUILESS_MAIN(DrillDeskTest)
#include "tst_DrillDesk.moc"
