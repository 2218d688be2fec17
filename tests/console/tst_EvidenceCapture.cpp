// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceCapture.h"
#include "app/base/Uuid7.h"
#include "app/console/Console.h"
#include "app/console/EvidenceDesk.h"
#include "app/console/ReplayPorts.h"
#include "app/console/VerifyRun.h"
#include "app/incidents/Exporters.h"
#include "app/journal/Chain.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/FakeMetrics.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

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
        EvidenceCapture capture({*desk, journal, clock, &requests, nullptr, {}, {}, alerts, alertSpec}, {from, to, u"key"_s}, anna);
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
            desk.save(*captured, path, this, [&](const Result<QString> &done) { saved = done; });
            return QTest::qWaitFor([&] { return saved.has_value(); }, 20'000);
        };
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit full{16 * 1024, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &full);
        const bool ended = save();
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(ended);
        QVERIFY(!*saved);
        QCOMPARE(saved->error().kind, ErrorKind::FileUnwritable);
        QVERIFY2(saved->error().message().contains(path), qPrintable(saved->error().message()));
        QVERIFY(QDir(folder.filePath(u"kept"_s)).entryList(QDir::Files | QDir::Hidden).isEmpty());
        // What was frozen is still in our hands.
        QVERIFY(save());
        QVERIFY2(*saved, qPrintable(*saved ? QString() : saved->error().message()));
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
            EvidenceCapture capture({*scene.desk, scene.journal, scene.clock, nullptr, nullptr, {}, {}}, wish, anna);
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
        QVERIFY(!readBundleFile(journal));
    }
};

QTEST_MAIN(EvidenceCaptureTest)
#include "tst_EvidenceCapture.moc"
