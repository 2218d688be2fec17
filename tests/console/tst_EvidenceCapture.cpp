// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceCapture.h"
#include "app/adapters/journal/SqliteJournal.h"
#include "app/base/Uuid7.h"
#include "app/console/Console.h"
#include "app/console/EvidenceDesk.h"
#include "app/console/KeptBundles.h"
#include "app/console/ReplayPorts.h"
#include "app/console/VerifyRun.h"
#include "app/incidents/Exporters.h"
#include "app/incidents/RedactedExport.h"
#include "app/journal/Chain.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/FakeMetrics.h"
#include "tests/support/FullDisk.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const Actor anna{u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};

class FakeRequests final : public RequestSource {
public:
    bool silent = false;
    QList<RequestsQuery> asked;
    void requests(const RequestsQuery &query, QObject *context, std::function<void(Result<QList<json>>)> callback) override
    {
        asked << query;
        if (silent)
            return;
        QMetaObject::invokeMethod(context, [callback, query] {
            callback(QList<json>{{{"trace_id", "t-1"}, {"version", query.version.toStdString()}, {"input", "mail anna@example.org"}}});
        }, Qt::QueuedConnection);
    }
};

class CountedPlots final : public PlotImages {
public:
    int asked = 0;
    void plots(const Evidence &, QObject *context, std::function<void(QList<BundleEntry>)> callback) override
    {
        ++asked;
        QMetaObject::invokeMethod(context, [callback] { callback({}); }, Qt::QueuedConnection);
    }
};

/// While it lives nothing that is given to the pool begins; when it goes, all of that is done first.
class BusyPool {
public:
    BusyPool()
    {
        for (int thread = 0; thread < m_threads; ++thread)
            QThreadPool::globalInstance()->start([this] { m_go.acquire(); });
    }
    ~BusyPool()
    {
        m_go.release(m_threads);
        QThreadPool::globalInstance()->waitForDone();
    }
    Q_DISABLE_COPY_MOVE(BusyPool)

private:
    const int m_threads = QThreadPool::globalInstance()->maxThreadCount();
    QSemaphore m_go;
};

struct Scene {
    FakeMetrics metrics;
    FakeGateway gateway;
    FakeJournal journal;
    FakeRequests requests;
    ManualClock clock;
    std::unique_ptr<ServiceDesk> desk;
    AlertSpec alertSpec;
    TimePoint from, to;

    explicit Scene(int indicators = 3)
    {
        ServiceSpec spec;
        spec.name = u"assistant"_s;
        spec.title = u"Assistant"_s;
        spec.source = u"metrics"_s;
        spec.gateway = u"edge"_s;
        spec.versionLabel = u"version"_s;
        spec.stepSeconds = 2;
        spec.historySeconds = 600;
        for (int i = 0; i < indicators; ++i)
            spec.indicators << EvidenceStory::indicator(u"i%1"_s.arg(i), static_cast<Family>(i % 6));
        ActionSpec rollback;
        spec.actions << rollback;
        metrics.valueAt = [](qint64 timeMs) { return static_cast<double>(timeMs % 1'000'000) / 7; };
        desk = std::make_unique<ServiceDesk>(ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; },
                                                                [](const Event &) -> Result<void> { return {}; }},
                                             spec, 20, 20);
        to = clock.now();
        from = to - std::chrono::minutes(10);
    }
    /// The answer of the capture, or nothing where it does not come.
    std::optional<CapturedEvidence> capture(const AlertDesk *alerts = nullptr)
    {
        EvidenceCapture capture({*desk, journal, clock, &requests, nullptr, Redactor::usual({}, {}), alerts, alertSpec}, {from, to, u"key"_s}, anna);
        std::optional<CapturedEvidence> got;
        QObject::connect(&capture, &EvidenceCapture::captured, &capture, [&](const CapturedEvidence &captured) { got = captured; });
        capture.start();
        static_cast<void>(QTest::qWaitFor([&] { return got.has_value(); }, 20'000));
        return got;
    }
    void note(int second, const QString &title)
    {
        Event event;
        event.eventId = newUuid7(from);
        event.kind = QString::fromUtf16(EventKind::note);
        event.service = desk->spec().name;
        event.occurredAt = from + std::chrono::seconds(second);
        event.title = title;
        journal.append(event, desk.get(), [](const Result<Event> &) {});
    }
};

/// An incident as its record holds it: what a console kept as the press began lies in `folder`, the press and its read-back are
/// on record, and nobody remembers anything.
struct KeptStory {
    Incident incident;
    QString file;

    KeptStory(Scene &scene, const CapturedEvidence &captured, const QString &folder)
    {
        const TimePoint pressed = scene.to;
        add(scene, EventKind::actionIntent, pressed,
            {{"verb", "rollback"}, {"target", "routing"}, {"if_match", "7"}, {"before", {{"weights", {{"v41", 80}, {"v42", 20}}}}},
             {"after", {{"weights", {{"v41", 100}, {"v42", 0}}}, {"rollout", "abort"}}}, {"from", "v42 20 %"}, {"to", "0 %, all to v41"}});
        const QByteArray bundle = packBundle(captured.files).value();
        file = folder + u"/andon-kept.andon"_s;
        QFile written(file);
        if (!written.open(QIODevice::WriteOnly) || written.write(bundle) != bundle.size())
            qFatal("cannot write");
        add(scene, EventKind::evidenceAdded, pressed + std::chrono::seconds(1), evidencePayload(captured.evidence, u"andon-kept.andon"_s, bundle));
        add(scene, EventKind::actionVerified, pressed + std::chrono::seconds(4),
            {{"version", "8"}, {"read", {{"rollout", "abort"}, {"weights", {{"v41", 100}, {"v42", 0}}}}}});
        incident.id = u"i-1"_s;
        incident.service = u"assistant"_s;
        incident.versions = {u"v42"_s};
        incident.openedAt = pressed - std::chrono::minutes(5);
        incident.times[KeyTime::Resolved] = {pressed + std::chrono::minutes(1), true, {}};
        incident.events = scene.journal.events;
    }

private:
    static void add(Scene &scene, const char16_t *kind, TimePoint at, const json &payload)
    {
        Event event;
        event.kind = QString::fromUtf16(kind);
        event.eventId = u"%1 at %2"_s.arg(event.kind).arg(toMs(at));
        event.service = u"assistant"_s;
        event.version = u"v42"_s;
        event.opId = event.kind.startsWith(u"action.") ? u"op-1"_s : QString();
        event.occurredAt = event.recordedAt = at;
        event.payload = payload;
        scene.journal.append(event, scene.desk.get(), [](const Result<Event> &) {});
    }
};

CapturedEvidence incidentBundle(Scene &scene, const Incident &incident, const QString &folder, RequestSource *requests)
{
    EvidenceWish wish = incidentWish(incident, u"# It is over\n"_s);
    wish.record = recordedEvidence(incident, folder);
    EvidenceCapture capture({*scene.desk, scene.journal, scene.clock, requests, nullptr}, wish, anna);
    CapturedEvidence got;
    QObject::connect(&capture, &EvidenceCapture::captured, &capture, [&](const CapturedEvidence &captured) { got = captured; });
    capture.start();
    static_cast<void>(QTest::qWaitFor([&] { return !got.files.isEmpty(); }, 20'000));
    return got;
}

double canaryWeight(const Evidence &evidence, TimePoint at)
{
    const ReplayMoment moment = momentOf(evidence, at);
    const GatewayVersion *version = moment.gateway ? moment.gateway->versionById(u"v42"_s) : nullptr;
    return version ? version->weight : -1;
}

bool readState(Scene &scene)
{
    QSignalSpy read(scene.desk.get(), &ServiceDesk::gatewayChanged);
    scene.desk->start(anna, false);
    return QTest::qWaitFor([&] { return read.size() > 0; }, 8000);
}

} // namespace

class EvidenceCaptureTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatTheDeskDoesNotHoldComesFromTheSource()
    {
        Scene scene;
        scene.note(30, u"looked"_s);
        const auto captured = scene.capture();
        QVERIFY(captured);
        QCOMPARE(captured->evidence.readings.size(), 3);
        for (const IndicatorReading &reading : captured->evidence.readings) {
            QCOMPARE(reading.versions.size(), 2);
            const Columns &columns = *reading.versions[0].columns;
            QCOMPARE(columns.lastTime(), alignedDown(toMs(scene.to), 2000));
            QVERIFY(columns.firstTime() <= toMs(scene.from) + 2000);
            QVERIFY(columns.size() >= 300);
        }
        const QByteArray bundle = packBundle(captured->files).value();
        const auto report = verifyBundle(bundle);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message()));
        QCOMPARE(report->journal.count, 1);
    }

    void whatTheDeskHoldsIsNotAskedForAgain()
    {
        Scene scene;
        QVERIFY(readState(scene));
        QVERIFY(QTest::qWaitFor([&] { return scene.desk->readings().size() == 3; }, 8000));
        // The poller lies still while the capture asks.
        const qsizetype before = scene.metrics.asked.size();
        const auto captured = scene.capture();
        QVERIFY(captured);
        qint64 far = 0;
        for (qsizetype i = before; i < scene.metrics.asked.size(); ++i)
            far += FakeMetrics::pointsOf(scene.metrics.asked[i].query) > 20;
        QCOMPARE(far, 0);
        QCOMPARE(captured->evidence.reads.size(), 1);
        QCOMPARE(captured->evidence.before, u"v41"_s);
        QCOMPARE(captured->evidence.after, u"v42"_s);
    }

    void singleRequestsOfTheVersionsWithTrafficComeAlongRedacted()
    {
        Scene scene;
        QVERIFY(readState(scene));
        const auto captured = scene.capture();
        QVERIFY(captured);
        QCOMPARE(scene.requests.asked.size(), 2);
        QCOMPARE(scene.requests.asked[0].from, scene.from);
        const QByteArray *lines = fileOf(captured->files, u"samples/requests%40v42.jsonl");
        QVERIFY(lines);
        QVERIFY(lines->contains("t-1") && lines->contains("mail [e-mail]"));
        QVERIFY(captured->redacted.value(u"e-mail"_s) >= 2);
    }

    void aSourceThatIsAwayIsSaidAndTheRestIsKept()
    {
        Scene scene;
        scene.metrics.error = Error{ErrorKind::ConnectionRefused, {u"127.0.0.1:1"_s}, {}};
        scene.note(5, u"still here"_s);
        const auto captured = scene.capture();
        QVERIFY(captured);
        QVERIFY(captured->evidence.missing.join(u'\n').contains(u"samples of I0"));
        QVERIFY(captured->evidence.missing.join(u'\n').contains(u"gateway's state"));
        QCOMPARE(captured->evidence.journal.size(), 1);
        QVERIFY(verifyBundle(packBundle(captured->files).value()));
    }

    void whoNeverAnswersIsNotWaitedForForEver()
    {
        Scene scene;
        scene.metrics.answersAtOnce = false;
        const auto captured = scene.capture();
        QVERIFY(captured);
        QVERIFY(captured->evidence.missing.join(u'\n').contains(u"no answer within"));
    }

    void theRecordIsAGaplessRunAroundTheWindow()
    {
        Scene scene;
        scene.note(-3600, u"long before"_s);
        scene.note(10, u"in it"_s);
        scene.note(-7200, u"about another time, written meanwhile"_s);
        scene.note(20, u"in it too"_s);
        const auto captured = scene.capture();
        QVERIFY(captured);
        QStringList titles;
        for (const Event &event : captured->evidence.journal)
            titles << event.title;
        QCOMPARE(titles, (QStringList{u"in it"_s, u"about another time, written meanwhile"_s, u"in it too"_s}));
    }

    void alarmsOfEverybodyAreFrozenAsTheyWereShown()
    {
        Scene scene;
        scene.alertSpec.sources = {u"prom"_s};
        scene.alertSpec.bindings = {{{{u"alertname"_s, u"Slow"_s}}, u"assistant"_s, {}, {}, Verb::Rollback}};
        AlertDesk alerts(scene.clock, scene.alertSpec, {{u"assistant"_s, {}, {}, {Verb::Rollback}}, {u"other"_s}}, {u"prom"_s, u"am"_s, u"andon:assistant"_s});
        QObject::connect(&alerts, &AlertDesk::recorded, &alerts, [&](const Event &event) { scene.journal.append(event, &alerts, [](const Result<Event> &) {}); });
        const auto said = [&](const Labels &labels) {
            SourceAlert alert;
            alert.labels = labels;
            alert.key = alertKey(labels);
            alert.sinceMs = toMs(scene.from) - 86'400'000;
            return alert;
        };
        // Yesterday: it fired and was shelved, and it still is.
        scene.clock.advance(-std::chrono::hours(3));
        alerts.recall({});
        SourceAlert slow = said({{u"alertname"_s, u"Slow"_s}, {u"version"_s, u"v42"_s}, {u"owner"_s, u"anna@example.org"_s}});
        alerts.take({u"prom"_s, Freshness::Live, {{slow, said({{u"alertname"_s, u"Elsewhere"_s}, {u"service"_s, u"other"_s}})}, 0, {}}});
        QVERIFY(alerts.shelve({{u"alertname"_s, u"Slow"_s}}, 8 * 3'600'000, anna, u"known"_s));
        alerts.acknowledge({slow.key}, anna, u"looking"_s);
        scene.clock.advance(std::chrono::hours(3));
        alerts.take({u"am"_s, Freshness::Lost, {}, Error{ErrorKind::ConnectionRefused, {u"am:1"_s}, {}}});
        scene.note(30, u"looked"_s);
        const auto captured = scene.capture(&alerts);
        QVERIFY(captured);
        QCOMPARE(captured->evidence.alerts.size(), 1); // the other service's is none of ours
        QCOMPARE(captured->evidence.alertSources, (QStringList{u"am"_s, u"prom"_s}));
        QVERIFY(captured->evidence.missing.join(u'\n').contains(u"alarms of am"));
        const json row = captured->evidence.alerts.first();
        QVERIFY(row["acknowledged"]["words"] == "looking");
        QVERIFY(row["hidden_by"][0]["words"] == "known");
        QVERIFY(row["action"] == "rollback");
        QVERIFY(fileOf(captured->files, u"alarms.json")->contains("[e-mail]"));
        // What was said three hours ago comes along, and a replay of the first minute knows it.
        QVERIFY(captured->evidence.earlier.size() >= 3);
        const Result<Evidence> evidence = evidenceOf(captured->files);
        QVERIFY2(evidence, qPrintable(evidence ? QString() : evidence.error().message()));
        ReplayPorts ports(*evidence);
        ports.stand(evidence->from);
        Console console({workspaceOf(*evidence), {}, u"person"_s, {}, {}, std::make_shared<ReplayPorts>(*evidence)});
        QSignalSpy started(&console, &Console::started);
        console.open();
        QTRY_COMPARE(started.size(), 1);
        console.replayAt(evidence->from);
        QTRY_VERIFY(!console.alerts().desk().alerts().isEmpty() && console.alerts().desk().isRecalled());
        const Alert shown = *console.alerts().desk().alerts().first();
        QCOMPARE(shown.title, u"Slow"_s);
        QCOMPARE(shown.phase, AlertPhase::Firing);
        QVERIFY(shown.acknowledged && shown.acknowledged->words == u"looking");
        QVERIFY(shown.isHidden());
        QVERIFY(shown.action == Verb::Rollback);
        QCOMPARE(shown.labels.value(u"owner"_s), u"[e-mail]"_s);
    }

    void aDiskThatIsFullLeavesNoHalfFileAndLosesNothing()
    {
        Scene scene;
        const auto captured = scene.capture();
        QVERIFY(captured);
        QTemporaryDir folder;
        Console console({workspaceOf(captured->evidence), folder.filePath(u"journal.sqlite"_s), u"person"_s, {}, {}});
        QSignalSpy started(&console, &Console::started);
        console.open();
        QTRY_COMPARE(started.size(), 1);
        EvidenceDesk desk(console, nullptr, folder.path());
        bool isOpen = false; // the record's own file has its size before the disk is full
        console.journal().read({}, this, [&](const Result<QList<Event>> &) { isOpen = true; });
        QTRY_VERIFY(isOpen);
        QDir().mkpath(folder.filePath(u"kept"_s));
        const QString path = folder.filePath(u"kept/x.andon"_s);
        std::optional<Result<QString>> saved;
        const auto save = [&] {
            saved.reset();
            desk.save(*captured, path, EvidenceDesk::IfThere::Refuse, this, [&](const Result<QString> &done) { saved = done; });
            return QTest::qWaitFor([&] { return saved.has_value(); }, 20'000);
        };
        {
            const FullDisk full(16 * 1024);
            QVERIFY(save());
        }
        QVERIFY(!*saved);
        QCOMPARE(saved->error().kind, ErrorKind::FileUnwritable);
        QVERIFY2(saved->error().message().contains(path), qPrintable(saved->error().message()));
        QVERIFY(QDir(folder.filePath(u"kept"_s)).entryList(QDir::Files | QDir::Hidden).isEmpty());
        // What was frozen is still in our hands.
        QVERIFY(save());
        QVERIFY2(*saved, qPrintable(*saved ? QString() : saved->error().message()));
        QVERIFY(readBundleFile(path));
    }

    void evidenceThatTheRecordDoesNotTakeIsNotCalledKept()
    {
        Scene scene;
        const auto captured = scene.capture();
        QVERIFY(captured);
        QTemporaryDir folder;
        // What stands in the journal's place is no journal: every entry is refused.
        QFile garbage(folder.filePath(u"journal.sqlite"_s));
        QVERIFY(garbage.open(QIODevice::WriteOnly));
        garbage.write(QByteArray(5000, 'x'));
        garbage.close();
        Console console({workspaceOf(captured->evidence), garbage.fileName(), u"person"_s, {}, {}});
        QSignalSpy started(&console, &Console::started);
        console.open();
        QTRY_COMPARE(started.size(), 1);
        EvidenceDesk desk(console, nullptr, folder.path());
        const QString path = folder.filePath(u"x.andon"_s);
        std::optional<Result<QString>> saved;
        desk.save(*captured, path, EvidenceDesk::IfThere::Refuse, this, [&](const Result<QString> &done) { saved = done; });
        QTRY_VERIFY_WITH_TIMEOUT(saved.has_value(), 20'000);
        QVERIFY(!*saved);
        for (const QString &words : {path, u"not on the record"_s, u"journal.sqlite"_s})
            QVERIFY2(saved->error().message().contains(words), qPrintable(saved->error().message()));
        QVERIFY(readBundleFile(path));
    }

    void aBundleOfAnIncidentIsTheSameWhenItIsMadeAgain()
    {
        Scene scene;
        Incident incident;
        incident.id = u"i-1"_s;
        incident.service = u"assistant"_s;
        incident.openedAt = scene.to - std::chrono::minutes(5);
        incident.times[KeyTime::Resolved] = {scene.to - std::chrono::minutes(1), true, {}};
        scene.note(30, u"looked"_s);
        const EvidenceWish wish = incidentWish(incident, u"# anna@example.org\n"_s);
        QCOMPARE(wish.to, scene.to - std::chrono::minutes(1));
        QCOMPARE(wish.from, incident.openedAt - std::chrono::minutes(15));
        const auto bundle = [&] {
            EvidenceCapture capture({*scene.desk, scene.journal, scene.clock, nullptr, nullptr}, wish, anna);
            QByteArray bytes;
            QObject::connect(&capture, &EvidenceCapture::captured, &capture, [&](const CapturedEvidence &captured) { bytes = packBundle(captured.files).value(); });
            capture.start();
            static_cast<void>(QTest::qWaitFor([&] { return !bytes.isEmpty(); }, 20'000));
            return bytes;
        };
        const QByteArray first = bundle();
        QVERIFY(first.contains("# [e-mail]"));
        scene.clock.advance(std::chrono::minutes(7));
        QCOMPARE(bundle(), first);
        // Saving the document, and an export of it, are no part of what happened.
        Event exported;
        exported.kind = QString::fromUtf16(EventKind::exportMade);
        exported.occurredAt = exported.recordedAt = scene.to + std::chrono::hours(1);
        incident.events << exported;
        QCOMPARE(incidentWish(incident, {}).to, wish.to);
        QCOMPARE(*incidentWish(incident, {}).madeAt, *wish.madeAt);
    }

    void anIncidentsBundleHoldsWhatWasKnownThoughNobodyRemembersIt()
    {
        QTemporaryDir folder;
        Scene window;
        QVERIFY(readState(window));
        QVERIFY(QTest::qWaitFor([&] { return window.desk->readings().size() == 3; }, 8000));
        const auto captured = window.capture();
        QVERIFY(captured);
        QVERIFY(!captured->evidence.reads.isEmpty());
        const KeptStory story(window, *captured, folder.path());
        // A shell, or the window after a restart: it has the record and the files, and its source and its gateway forgot all.
        Scene shell;
        shell.journal.events = window.journal.events;
        shell.requests.silent = true;
        shell.metrics.error = window.metrics.error = Error{ErrorKind::ConnectionRefused, {u"127.0.0.1:1"_s}, {}};
        shell.clock.advance(std::chrono::hours(30));
        const CapturedEvidence after = incidentBundle(shell, story.incident, folder.path(), &shell.requests);
        QVERIFY(shell.requests.asked.isEmpty()); // the record holds those of both versions
        const Result<Evidence> evidence = evidenceOf(after.files);
        QVERIFY2(evidence, qPrintable(evidence ? QString() : evidence.error().message()));
        QCOMPARE(canaryWeight(*evidence, window.to), 20.0);
        QCOMPARE(canaryWeight(*evidence, evidence->to), 0.0);
        QCOMPARE(evidence->before, u"v41"_s);
        QCOMPARE(evidence->after, u"v42"_s);
        QCOMPARE(evidence->versions.size(), 2);
        QVERIFY(fileOf(after.files, u"version_diff.md"));
        QVERIFY(fileOf(after.files, u"samples/requests%40v42.jsonl")->contains("mail [e-mail]"));
        for (const IndicatorReading &reading : evidence->readings) {
            QCOMPARE(reading.versions.size(), 2);
            QVERIFY(reading.versions[1].columns->size() >= 300);
        }
        // The faces have their state.
        ReplayPorts ports(*evidence);
        ServiceDesk replay({ports.metrics, ports.gateway, ports.journal, ports.clock, [](qint64) { return false; }, [](const Event &) -> Result<void> { return {}; }},
                           workspaceOf(*evidence).services.first(), 20, 20);
        replay.show(ports.moment);
        QVERIFY(replay.face(Verb::Rollback).blocked != BlockReason::NeverRead);
        // Before the evidence begins nobody knows the samples any more, and the bundle says so.
        QVERIFY2(after.evidence.missing.join(u'\n').contains(u"samples of I0"), qPrintable(after.evidence.missing.join(u'\n')));
        // The window that lived through it makes the same, to the byte.
        const CapturedEvidence before = incidentBundle(window, story.incident, folder.path(), &window.requests);
        QCOMPARE(before.evidence.missing, after.evidence.missing);
        for (const BundleEntry &file : before.files)
            QVERIFY2(fileOf(after.files, file.name) && *fileOf(after.files, file.name) == file.bytes, qPrintable(file.name));
        QCOMPARE(packBundle(before.files).value(), packBundle(after.files).value());
    }

    void theRecordOfAnIncidentIsGoneThroughWhileTheWindowGoesOn_data()
    {
        QTest::addColumn<bool>("ofIncident");
        QTest::newRow("of what is in view: no record is gone through") << false;
        QTest::newRow("of an incident") << true;
    }
    void theRecordOfAnIncidentIsGoneThroughWhileTheWindowGoesOn()
    {
        QFETCH(const bool, ofIncident);
        Scene scene;
        scene.note(30, u"looked"_s);
        EvidenceWish wish{scene.from, scene.to, u"key"_s};
        if (ofIncident) {
            wish.madeAt = scene.to;
            wish.record.emplace().incident.service = u"assistant"_s;
        }
        CountedPlots plots;
        std::optional<CapturedEvidence> got;
        EvidenceCapture capture({*scene.desk, scene.journal, scene.clock, nullptr, &plots}, wish, anna);
        QObject::connect(&capture, &EvidenceCapture::captured, &capture, [&](const CapturedEvidence &captured) { got = captured; });
        {
            const BusyPool busy;
            capture.start();
            for (int turn = 0; turn < 200; ++turn)
                QCoreApplication::processEvents(); // everybody has answered by then
            QCOMPARE(plots.asked, ofIncident ? 0 : 1);
        }
        QTRY_VERIFY_WITH_TIMEOUT(got.has_value(), 20'000);
        QCOMPARE(plots.asked, 1);
        QCOMPARE(got->evidence.journal.size(), 1);
    }

    void theAlarmsOfBeforeAreGoneThroughWhileTheWindowGoesOn()
    {
        Scene scene;
        Event alarm;
        alarm.eventId = u"before"_s;
        alarm.kind = u"alert.fired"_s;
        alarm.service = u"assistant"_s;
        alarm.occurredAt = alarm.recordedAt = scene.from - std::chrono::hours(2);
        alarm.payload = {{"key", "k1"}, {"source", "m"}};
        scene.journal.append(alarm, scene.desk.get(), [](const Result<Event> &) {});
        scene.note(30, u"looked"_s);
        CountedPlots plots;
        std::optional<CapturedEvidence> got;
        EvidenceCapture capture({*scene.desk, scene.journal, scene.clock, nullptr, &plots}, {scene.from, scene.to, u"key"_s}, anna);
        QObject::connect(&capture, &EvidenceCapture::captured, &capture, [&](const CapturedEvidence &captured) { got = captured; });
        {
            const BusyPool busy;
            capture.start();
            for (int turn = 0; turn < 200; ++turn)
                QCoreApplication::processEvents();
            QCOMPARE(plots.asked, 0);
        }
        QTRY_VERIFY_WITH_TIMEOUT(got.has_value(), 20'000);
        QCOMPARE(got->evidence.earlier.size(), 1);
        QVERIFY(got->evidence.missing.filter(u"no answer within"_s).isEmpty());
    }

    void aCaptureThatIsGoneBeforeItsRecordWasGoneThroughGoesNoFurther()
    {
        Scene scene;
        EvidenceWish wish{scene.from, scene.to, u"key"_s};
        wish.madeAt = scene.to;
        wish.record.emplace().incident.service = u"assistant"_s;
        CountedPlots plots;
        {
            const BusyPool busy;
            EvidenceCapture capture({*scene.desk, scene.journal, scene.clock, nullptr, &plots}, wish, anna);
            capture.start();
            for (int turn = 0; turn < 200; ++turn)
                QCoreApplication::processEvents();
        }
        QCoreApplication::processEvents();
        QCOMPARE(plots.asked, 0);
    }

    void whatAnIncidentsBundleCannotHoldIsSaid()
    {
        QTemporaryDir folder;
        Scene scene;
        QVERIFY(readState(scene));
        const auto captured = scene.capture();
        QVERIFY(captured);
        KeptStory story(scene, *captured, folder.path());
        const auto missingOf = [&] {
            Scene shell;
            shell.journal.events = scene.journal.events;
            return incidentBundle(shell, story.incident, folder.path(), nullptr).evidence.missing.join(u'\n');
        };
        const QString whole = missingOf();
        QVERIFY2(!whole.contains(u"the evidence of entry") && !whole.contains(u"what v42 was made of"), qPrintable(whole));
        // Its file is another one now: nothing of it is believed.
        QFile file(story.file);
        QVERIFY(file.open(QIODevice::Append) && file.write("x") == 1);
        file.close();
        const QString changed = missingOf();
        QVERIFY2(changed.contains(u"(andon-kept.andon): its file is not the one that was recorded"), qPrintable(changed));
        QVERIFY2(changed.contains(u"the gateway's whole state"), qPrintable(changed));
        QVERIFY2(changed.contains(u"what v42 was made of"), qPrintable(changed));
        QVERIFY2(changed.contains(u"alarms that were on show"), qPrintable(changed));
        QVERIFY(file.remove());
        QVERIFY(missingOf().contains(u"it does not lie beside the record"));
        for (Event &event : story.incident.events) {
            if (event.kind == EventKind::evidenceAdded)
                event.payload["file"] = "../andon-kept.andon";
        }
        QVERIFY(missingOf().contains(u"its name is no name of a file"));
        // Not even an operation tells of the gateway.
        scene.journal.events.removeIf([](const Event &event) { return event.kind.startsWith(u"action."); });
        QVERIFY(missingOf().contains(u"the gateway's state: neither"));
    }

    void noEvidenceIsWrittenOverEarlierEvidence()
    {
        Scene scene;
        const auto captured = scene.capture();
        QVERIFY(captured);
        QTemporaryDir folder;
        Console console({workspaceOf(captured->evidence), folder.filePath(u"journal.sqlite"_s), u"person"_s, {}, {}});
        QSignalSpy started(&console, &Console::started);
        console.open();
        QTRY_COMPARE(started.size(), 1);
        EvidenceDesk desk(console, nullptr, folder.path());
        const QString path = folder.filePath(u"x.andon"_s);
        const auto bytes = [](const QString &name) {
            QFile file(name);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto save = [&](const CapturedEvidence &what, EvidenceDesk::IfThere ifThere) {
            std::optional<Result<QString>> saved;
            desk.save(what, path, ifThere, this, [&](const Result<QString> &done) { saved = done; });
            if (!QTest::qWaitFor([&] { return saved.has_value(); }, 20'000))
                qFatal("no answer");
            return *saved;
        };
        QCOMPARE(save(*captured, EvidenceDesk::IfThere::Refuse).value(), path);
        const QByteArray first = bytes(path);
        QVERIFY(!first.isEmpty());
        CapturedEvidence other = *captured;
        other.files << BundleEntry{u"samples/other.jsonl"_s, "{}\n"};
        const auto refused = save(other, EvidenceDesk::IfThere::Refuse);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message().contains(path) && refused.error().message().contains(u"replaces nothing"), qPrintable(refused.error().message()));
        QCOMPARE(bytes(path), first);
        QCOMPARE(save(other, EvidenceDesk::IfThere::NextName).value(), folder.filePath(u"x-2.andon"_s));
        QCOMPARE(EvidenceDesk::freePath(path), folder.filePath(u"x-3.andon"_s));
        // Two at once that were offered the same name.
        QStringList paths;
        for (int i = 0; i < 4; ++i)
            desk.save(*captured, path, EvidenceDesk::IfThere::NextName, this, [&](const Result<QString> &done) { paths << done.value_or(QString()); });
        QTRY_COMPARE_WITH_TIMEOUT(paths.size(), 4, 20'000);
        QCOMPARE(QSet<QString>(paths.cbegin(), paths.cend()).size(), 4);
        QVERIFY(!paths.contains(path) && !paths.contains(QString()));
        QCOMPARE(bytes(path), first);
        // An export replaces an export, as whoever named it was asked; never evidence.
        CapturedEvidence exported = other;
        exported.evidence.reason = u"postmortem"_s;
        QVERIFY(!save(exported, EvidenceDesk::IfThere::Refuse));
        QCOMPARE(bytes(path), first);
        for (BundleEntry &file : exported.files) {
            if (file.name == BundleName::manifest)
                file.bytes.replace("\"reason\":\"key\"", "\"reason\":\"postmortem\"");
        }
        const QByteArray anew = packBundle(exported.files).value();
        QFile there(path);
        QVERIFY(there.open(QIODevice::WriteOnly) && there.write(anew) == anew.size());
        there.close();
        exported.files << BundleEntry{u"samples/more.jsonl"_s, "{}\n"};
        QVERIFY(save(exported, EvidenceDesk::IfThere::Refuse));
        QVERIFY(bytes(path) != anew);
    }

    void aReplayOfABundleKnowsWhatTheConsoleKnewAndWritesNothing()
    {
        Scene scene;
        QVERIFY(readState(scene));
        QVERIFY(QTest::qWaitFor([&] { return scene.desk->readings().size() == 3; }, 8000));
        const auto captured = scene.capture();
        QVERIFY(captured);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"x.andon"_s));
        const QByteArray bundle = packBundle(captured->files).value();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bundle) == bundle.size());
        file.close();
        const Result<Evidence> evidence = readBundleFile(file.fileName());
        QVERIFY2(evidence, qPrintable(evidence ? QString() : evidence.error().message()));
        ReplayPorts ports(*evidence);
        const Workspace workspace = workspaceOf(*evidence);
        QCOMPARE(workspace.services.first().indicators.size(), 3);
        ServiceDesk desk({ports.metrics, ports.gateway, ports.journal, ports.clock, [](qint64) { return false; },
                          [](const Event &) -> Result<void> { return {}; }},
                         workspace.services.first(), 20, 20);
        desk.show(ports.moment);
        for (const Verb verb : {Verb::Rollback, Verb::Pause, Verb::Degrade}) {
            const ActionFace then = scene.desk->face(verb), now = desk.face(verb);
            QCOMPARE(now.blocked, then.blocked);
            QCOMPARE(now.plan.from, then.plan.from);
            QCOMPARE(now.plan.to, then.plan.to);
            QCOMPARE(now.friction, then.friction);
        }
        QCOMPARE(desk.rollout().shares.size(), scene.desk->rollout().shares.size());
        // Whoever presses all the same changes nothing.
        const qsizetype applied = scene.gateway.appliedKeys.size();
        bool refused = false;
        ports.journal.append({}, &desk, [&](const Result<Event> &written) { refused = !written; });
        QTRY_VERIFY(refused);
        QCOMPARE(scene.gateway.appliedKeys.size(), applied);
        // Before anything was read the faces say so.
        ports.stand(evidence->from);
        ServiceDesk early({ports.metrics, ports.gateway, ports.journal, ports.clock, [](qint64) { return false; },
                           [](const Event &) -> Result<void> { return {}; }},
                          workspace.services.first(), 20, 20);
        early.show(ports.moment);
        QCOMPARE(early.face(Verb::Rollback).blocked, BlockReason::NeverRead);
    }

    void verifyWalksTheJournalItselfAndTakesItAsAnAnchor()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"journal.sqlite"_s);
        const SystemClock clock;
        QList<Event> events;
        {
            SqliteJournal journal(path, clock);
            for (Event draft : BundleStory::events(5)) {
                draft.seq = 0;
                journal.append(draft, this, [&](const Result<Event> &written) { events << written.value(); });
            }
            QTRY_COMPARE(events.size(), 5);
            QVERIFY(verifyLines(path, {})->last().contains(u"5 entries from number 1, the chain holds"_s)); // while it is written to
        }
        const auto lines = verifyLines(path, {});
        QVERIFY2(lines, lines ? "" : qPrintable(lines.error().message()));
        QVERIFY(lines->last().contains(QString::fromLatin1(events.last().hash.toHex())));
        const QString last = u"5:"_s + QString::fromLatin1(events.last().hash.toHex());
        QVERIFY(verifyLines(path, last)->last().contains(u"up to entry 5"_s));
        QFile bundle(folder.filePath(u"b.andon"_s));
        QVERIFY(bundle.open(QIODevice::WriteOnly));
        bundle.write(packBundle(BundleStory::files(events)).value());
        bundle.close();
        QVERIFY(verifyLines(bundle.fileName(), path)->last().contains(u"up to entry 5"_s));
        QVERIFY(verifyLines(path, bundle.fileName())->last().contains(u"up to entry 5"_s));
        QVERIFY(verifyAgainstGateway(path, u"edge"_s, {last, u"op-1"_s, events.last().occurredAt}));
        // A journal grows beyond what any bundle may be; what stands behind its last page is nothing to SQLite.
        QVERIFY(QFile::resize(path, ZipLimit::bytes + 4096));
        QVERIFY(verifyAgainstGateway(path, u"edge"_s, {last, u"op-1"_s, events.last().occurredAt}));
        QVERIFY(!verifyLines(path, u"5:"_s + QString(64, u'0')));
    }

    void verifyTellsABundleFromAJournalAndComparesTheTwo()
    {
        QTemporaryDir folder;
        const auto written = [&](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write");
            return file.fileName();
        };
        const QList<Event> events = BundleStory::events(5);
        const QString bundle = written(u"b.andon"_s, packBundle(BundleStory::files(events)).value());
        const QString journal = written(u"j.json"_s, timelineJson(events, {events.first().occurredAt, events.last().occurredAt, {}}));
        QVERIFY(verifyLines(bundle, {})->join(u'\n').contains(u"every byte"));
        QVERIFY(verifyLines(journal, {})->join(u'\n').contains(u"5 entries"));
        QVERIFY(verifyLines(bundle, journal)->last().contains(u"up to entry 5"));
        QVERIFY(verifyLines(journal, bundle)->last().contains(u"up to entry 5"));
        QList<Event> other = events;
        other[1].title = u"rewritten"_s;
        const QString rewritten = written(u"r.andon"_s, packBundle(BundleStory::files(BundleStory::sealed(other))).value());
        QVERIFY(verifyLines(rewritten, {}));
        const auto compared = verifyLines(rewritten, journal);
        QVERIFY(!compared);
        QVERIFY2(compared.error().message().contains(rewritten) && compared.error().message().contains(u"entry 2"), qPrintable(compared.error().message()));
        QByteArray flipped = packBundle(BundleStory::files(events)).value();
        flipped[100] = static_cast<char>(flipped[100] ^ 1);
        const auto broken = verifyLines(written(u"f.andon"_s, flipped), {});
        QVERIFY(!broken);
        QVERIFY(broken.error().message().contains(u"f.andon"));
        const QString last = u"5:"_s + QString::fromLatin1(events.last().hash.toHex());
        QVERIFY(verifyAgainstGateway(journal, u"edge"_s, {last, u"op-1"_s, events.last().occurredAt})->last().contains(u"the gateway edge keeps the same chain"));
        const auto anew = verifyAgainstGateway(rewritten, u"edge"_s, {last, u"op-1"_s, events.last().occurredAt});
        QVERIFY(!anew);
        QVERIFY2(anew.error().message().contains(rewritten), qPrintable(anew.error().message()));
        QVERIFY(!verifyAgainstGateway(journal, u"edge"_s, {u"9:"_s + last.mid(2), u"op-1"_s, events.last().occurredAt + std::chrono::hours(1)}));
        QVERIFY(!verifyLines(folder.filePath(u"none"_s), {}));
        QList<Event> mailed = events;
        mailed[2].body = u"told anna@example.org"_s;
        mailed = BundleStory::sealed(mailed);
        Redactor redactor = Redactor::usual({}, {});
        const QSet<qint64> changed = redactEvents(mailed, redactor);
        const QString told = written(u"t.json"_s, timelineJson(mailed, {mailed.first().occurredAt, mailed.last().occurredAt, {}}, changed));
        QVERIFY2(verifyLines(told, {})->last().contains(u"their text is not: entries 3"_s), qPrintable(verifyLines(told, {})->join(u'\n')));
        QVERIFY(!readBundleFile(journal));
        // Who is no witness of the other files says so.
        QVERIFY(verifyLines(bundle, last)->join(u'\n').contains(u"has no entry that names this bundle"));
        QVERIFY(verifyAgainstGateway(bundle, u"edge"_s, {last, u"op-1"_s, events.last().occurredAt})->join(u'\n').contains(u"has no entry that names this bundle"));
    }

    void aSampleThatIsChangedAndPackedAgainIsNamedByAnAnchorThatHoldsTheEntryOfTheBundle()
    {
        Scene scene;
        scene.note(30, u"looked"_s);
        const auto captured = scene.capture();
        QVERIFY(captured);
        QTemporaryDir folder;
        const auto written = [&](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
                qFatal("cannot write");
            return file.fileName();
        };
        const QByteArray honest = packBundle(captured->files).value();
        const QString bundle = written(u"andon-x.andon"_s, honest);
        const QString before = written(u"before.json"_s, timelineJson(scene.journal.events, {scene.from, scene.to, {}}));
        Event added;
        added.eventId = u"added"_s;
        added.kind = QString::fromUtf16(EventKind::evidenceAdded);
        added.service = captured->evidence.service;
        added.occurredAt = scene.to;
        added.payload = evidencePayload(captured->evidence, u"andon-x.andon"_s, honest);
        scene.journal.append(added, scene.desk.get(), [](const Result<Event> &) {});
        QTRY_COMPARE(scene.journal.events.size(), 2);
        const QString after = written(u"after.json"_s, timelineJson(scene.journal.events, {scene.from, scene.to + std::chrono::seconds(1), {}}));
        QVERIFY2(verifyLines(bundle, after)->join(u'\n').contains(u"names this bundle by its SHA-256"), qPrintable(verifyLines(bundle, after)->join(u'\n')));
        QVERIFY(verifyLines(bundle, before)->join(u'\n').contains(u"has no entry that names this bundle"));
        QList<BundleEntry> files = captured->files;
        const auto signal = std::find_if(files.begin(), files.end(), [](const BundleEntry &file) { return file.name.startsWith(u"signals/"); });
        QVERIFY(signal != files.end());
        const qsizetype digit = signal->bytes.size() - 2; // the last one of a value
        signal->bytes[digit] = signal->bytes[digit] == '1' ? '2' : '1';
        const QString forged = written(u"andon-x.andon"_s, packBundle(files).value());
        QVERIFY(verifyLines(forged, {}));
        QVERIFY(verifyLines(forged, before)->join(u'\n').contains(u"has no entry that names this bundle"));
        const auto compared = verifyLines(forged, after);
        QVERIFY(!compared);
        QVERIFY2(compared.error().message().contains(signal->name) && compared.error().message().contains(u"entry 2"), qPrintable(compared.error().message()));
    }
};

QTEST_MAIN(EvidenceCaptureTest)
#include "tst_EvidenceCapture.moc"
