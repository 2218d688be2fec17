// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What small plots and comparisons show is frozen with the lines, and a replay shows it.
#include "app/console/EvidenceCapture.h"
#include "app/console/JoinedAnswers.h"
#include "app/console/RecalledEvidence.h"
#include "app/console/ReplayPorts.h"
#include "app/incidents/SignalCsv.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 dayMs = 86'400'000;

/// A source that knows tenants: a query that names them gives a series for each. Values tell series and time apart.
class TenantMetrics final : public MetricsSource {
public:
    int tenants = 3;
    std::size_t leftOut = 0;
    QList<RangeQuery> asked;

    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        asked << query;
        MetricsAnswer answer;
        const bool isSplit = query.query == u"p95_by_tenant";
        for (int tenant = 0; tenant < (isSplit ? tenants : 1); ++tenant) {
            Series series{{{u"version"_s, u"v42"_s}}, {}};
            if (isSplit)
                series.labels[u"tenant"_s] = u"t%1"_s.arg(tenant, 3, 10, QChar(u'0'));
            for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs)
                series.columns.append(time, tenant + static_cast<double>(time % 1'000'000) / 1e7);
            answer.series << series;
        }
        answer.leftOut = leftOut;
        QMetaObject::invokeMethod(context, [callback, answer] { callback(answer); }, Qt::QueuedConnection);
    }
    void query(const QString &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}
};

struct Scene {
    TenantMetrics metrics;
    FakeGateway gateway;
    FakeJournal journal;
    ManualClock clock;
    std::unique_ptr<ServiceDesk> desk;
    TimePoint from, to;

    explicit Scene(qsizetype splits = 1)
    {
        ServiceSpec spec;
        spec.name = spec.title = u"assistant"_s;
        spec.versionLabel = u"version"_s;
        spec.stepSeconds = 2;
        spec.historySeconds = 3600;
        spec.indicators = {EvidenceStory::indicator(u"p95"_s, Family::Latency)};
        spec.splits = QList<SplitSpec>(splits, SplitSpec{u"p95"_s, u"tenant"_s, u"p95_by_tenant"_s});
        desk = std::make_unique<ServiceDesk>(ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; },
                                                                [](const Event &) -> Result<void> { return {}; }},
                                             spec, 20, 20);
        to = clock.now();
        from = to - std::chrono::minutes(30);
    }
    std::optional<CapturedEvidence> capture()
    {
        EvidenceCapture capture({*desk, journal, clock}, {from, to, u"key"_s}, {});
        std::optional<CapturedEvidence> got;
        QObject::connect(&capture, &EvidenceCapture::captured, &capture, [&](const CapturedEvidence &captured) { got = captured; });
        capture.start();
        static_cast<void>(QTest::qWaitFor([&] { return got.has_value(); }, 20'000));
        return got;
    }
    /// What small plots over the window show.
    std::optional<SplitReading> shown(MetricsSource &source, const Clock &at) const
    {
        SplitPoller poller(source, at, u"version"_s, 2000);
        std::optional<SplitReading> reading;
        QObject::connect(&poller, &SplitPoller::splitRead, &poller, [&](const SplitReading &one) { reading = one; });
        poller.setWindow(toMs(from), toMs(to));
        poller.show(desk->spec().indicators.first(), desk->spec().splits.first());
        static_cast<void>(QTest::qWaitFor([&] { return reading.has_value(); }, 20'000));
        return reading;
    }
};

Result<MetricsAnswer> told(MetricsSource &source, const RangeQuery &query)
{
    QObject context;
    std::optional<Result<MetricsAnswer>> got;
    source.queryRange(query, &context, [&](const Result<MetricsAnswer> &answer) { got = answer; });
    if (!QTest::qWaitFor([&] { return got.has_value(); }, 20'000))
        return failure(ErrorKind::TimedOut, {u"the replay"_s, u"20000"_s});
    return *got;
}

/// A question of `seconds` in steps of one, answered with a value that tells who said it.
EvidenceAnswer saidOf(const QString &query, qint64 fromSecond, qint64 seconds, double value)
{
    const qint64 fromMs = toMs(BundleStory::start) + fromSecond * 1000;
    Series series{{{u"tenant"_s, u"acme"_s}}, {}};
    for (qint64 i = 0; i <= seconds; ++i)
        series.columns.append(fromMs + i * 1000, value);
    return {query, {fromMs, fromMs + seconds * 1000, 1000}, {{series}, {u"said by %1"_s.arg(value)}, 0}};
}

Evidence readBack(const CapturedEvidence &captured)
{
    return evidenceOf(unpackBundle(packBundle(captured.files).value()).value()).value();
}

} // namespace

class EvidenceSplitsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aReplaysSmallPlotsAreThoseOfTheLiveWindow()
    {
        Scene scene;
        const auto captured = scene.capture();
        QVERIFY(captured);
        ReplayPorts ports(readBack(*captured));
        QVERIFY(workspaceOf(ports.evidence).services.first().splits == scene.desk->spec().splits);
        const auto live = scene.shown(scene.metrics, scene.clock), replayed = scene.shown(ports.metrics, ports.clock);
        QVERIFY(live && replayed && !replayed->error);
        QCOMPARE(replayed->parts.size(), 3);
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(replayed->parts[i].value, live->parts[i].value);
            QCOMPARE(replayed->parts[i].state, live->parts[i].state);
            QVERIFY(*replayed->parts[i].versions.first().columns == *live->parts[i].versions.first().columns);
        }
    }
    void nothingThatWasSaidLaterLeaksIntoASmallPlot()
    {
        Scene scene;
        const auto captured = scene.capture();
        QVERIFY(captured);
        ReplayPorts ports(readBack(*captured));
        const TimePoint at = scene.from + std::chrono::minutes(7);
        ports.stand(at);
        const auto replayed = scene.shown(ports.metrics, ports.clock);
        QVERIFY(replayed && replayed->parts.size() == 3);
        const Columns &columns = *replayed->parts.first().versions.first().columns;
        QVERIFY(columns.lastTime() <= toMs(at));
        QVERIFY(columns.lastTime() > toMs(at) - 60'000);
        // Whoever asks beyond that time is told no more.
        const auto more = told(ports.metrics, {u"p95_by_tenant"_s, toMs(scene.from), toMs(scene.to), 2000, false});
        QVERIFY(more && more->series.first().columns.lastTime() <= toMs(at));
    }
    void whatTheLinesWereComparedWithComesAlongAndNothingElse()
    {
        Scene scene;
        scene.desk->lines().setBaseline(BaselineSpec{u"yesterday"_s, dayMs});
        const auto captured = scene.capture();
        QVERIFY(captured);
        ReplayPorts ports(readBack(*captured));
        QVERIFY(ports.evidence.baselines == (QList<BaselineSpec>{{u"yesterday"_s, dayMs}}));
        const QString query = scene.desk->spec().indicators.first().query;
        const auto then = told(ports.metrics, {query, toMs(scene.from) - dayMs, toMs(scene.to) - dayMs, 2000, false});
        QVERIFY2(then, qPrintable(then ? QString() : then.error().message()));
        QCOMPARE(then->series.size(), 1);
        QVERIFY(then->series.first().columns.firstTime() <= toMs(scene.from) - dayMs + 2000);
        QCOMPARE(then->series.first().columns.lastTime(), alignedDown(toMs(scene.to) - dayMs, 2000));
        const auto anHourAgo = told(ports.metrics, {query, toMs(scene.from) - 3'600'000, toMs(scene.to) - 3'600'000, 2000, false});
        QVERIFY(!anHourAgo);
        QVERIFY2(anHourAgo.error().message().contains(u"the bundle does not hold it"_s), qPrintable(anHourAgo.error().message()));
    }
    void nobodyComparedSoNothingOlderIsAskedFor()
    {
        Scene scene;
        const auto captured = scene.capture();
        QVERIFY(captured);
        QVERIFY(captured->evidence.baselines.isEmpty());
        for (const RangeQuery &query : scene.metrics.asked)
            QVERIFY(query.startMs >= toMs(scene.from) - 60'000);
    }
    void ofVeryManyTenantsTheWorstComeAlongAndThatIsSaid()
    {
        Scene scene;
        scene.metrics.tenants = 150;
        const auto captured = scene.capture();
        QVERIFY(captured);
        const Evidence evidence = readBack(*captured);
        QCOMPARE(evidence.answers.size(), 1);
        QCOMPARE(evidence.answers.first().answer.series.size(), 100);
        for (const Series &series : evidence.answers.first().answer.series)
            QVERIFY(series.labels.value(u"tenant"_s) >= u"t050"_s);
        QVERIFY2(evidence.missing.join(u'\n').contains(u"P95 by tenant: there are more"_s), qPrintable(evidence.missing.join(u'\n')));
    }
    void aComparisonThatTheSourceCutOffIsSaidToBe()
    {
        Scene scene(0);
        scene.metrics.leftOut = 5;
        scene.desk->lines().setBaseline(BaselineSpec{u"yesterday"_s, dayMs});
        const auto captured = scene.capture();
        QVERIFY(captured);
        QCOMPARE(captured->evidence.answers.first().answer.series.size(), 1);
        QVERIFY2(captured->evidence.missing.contains(u"P95, yesterday: there are more than one answer holds"_s), qPrintable(captured->evidence.missing.join(u'\n')));
    }
    void noMoreIsFrozenThanAReplayTakes()
    {
        Scene scene(mostAnswers + 2);
        scene.metrics.tenants = 1;
        scene.from = scene.to - std::chrono::seconds(20);
        const auto captured = scene.capture();
        QVERIFY(captured);
        const Result<Evidence> evidence = evidenceOf(unpackBundle(packBundle(captured->files).value()).value());
        QVERIFY2(evidence, qPrintable(evidence ? QString() : evidence.error().message()));
        QCOMPARE(evidence->answers.size(), mostAnswers);
        QVERIFY2(evidence->missing.contains(u"2 answers of splits and comparisons: there are more than a bundle holds"_s), qPrintable(evidence->missing.join(u'\n')));
    }
    void whatBundlesOfAnIncidentRepeatIsHeldOnceAndAsItWasSaidFirst()
    {
        QList<EvidenceAnswer> said{saidOf(u"q"_s, 100, 10, 1), saidOf(u"q"_s, 95, 10, 2), saidOf(u"other"_s, 100, 10, 3),
                                   saidOf(u"q"_s, 500, 10, 4), saidOf(u"q"_s, 111, 2, 5)};
        said << said.first();
        said.last().asked.stepMs = 2000; // another question: as dense as another view
        const QList<EvidenceAnswer> all = joinedAnswers(said);
        QCOMPARE(all.size(), 4);
        QCOMPARE(all[0].asked.startMs, said[1].asked.startMs);
        QCOMPARE(all[0].asked.endMs, said[4].asked.endMs);
        QCOMPARE(all[0].answer.warnings, (QStringList{u"said by 1"_s, u"said by 2"_s, u"said by 5"_s}));
        const Columns &columns = all[0].answer.series.first().columns;
        QCOMPARE(columns.size(), std::size_t(19)); // 95 … 113, each second once
        for (std::size_t i = 0; i < columns.size(); ++i) {
            QCOMPARE(columns.time(i), said[1].asked.startMs + qint64(i) * 1000);
            QCOMPARE(columns.value(i), i < 5 ? 2.0 : i < 16 ? 1.0 : 5.0);
        }
        QCOMPARE(all[1].query, u"other"_s);
        QVERIFY(all[2].asked == said[3].asked); // nobody asked between the two
        QCOMPARE(all[3].asked.stepMs, 2000);
    }
    void anIncidentsBundleAndAReplayHoldEachTimeOnce()
    {
        Evidence evidence = EvidenceStory::evidence();
        evidence.answers = {saidOf(u"q"_s, 100, 10, 1), saidOf(u"q"_s, 105, 10, 2)};
        QCOMPARE(recalledEvidence(evidence, RecordedEvidence{}, {}).answers.size(), 1);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"x.andon"_s));
        const QByteArray bundle = EvidenceStory::bundle(evidence);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bundle) == bundle.size());
        file.close();
        const Result<Evidence> read = readBundleFile(file.fileName());
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        QCOMPARE(read->answers.size(), 1);
        QCOMPARE(read->answers.first().answer.series.first().columns.size(), std::size_t(16));
    }
    void anAnswerInPartsIsOneAnswerInAReplay()
    {
        const qint64 startMs = toMs(BundleStory::start);
        const auto part = [&](qint64 from, std::initializer_list<double> values) {
            Series series{{{u"tenant"_s, u"acme"_s}}, {}};
            for (const double value : values) {
                series.columns.append(from, value);
                from += 1000;
            }
            return EvidenceAnswer{u"q"_s, {from, from, 1000}, {{series}, {}, 0}};
        };
        ManualClock clock;
        clock.jumpTo(BundleStory::start + std::chrono::hours(1));
        // The one that stands first was kept at that time.
        const QList<EvidenceAnswer> answers{part(startMs + 2000, {1, 2}), part(startMs, {7, 8, 9}), part(startMs + 4000, {5})};
        ReplayMetrics metrics(answers, clock);
        const auto answer = told(metrics, {u"q"_s, startMs, startMs + 10'000, 1000, false});
        QVERIFY(answer);
        QCOMPARE(answer->series.size(), 1);
        const Columns &columns = answer->series.first().columns;
        QVERIFY(columns == Columns({startMs, startMs + 1000, startMs + 2000, startMs + 3000, startMs + 4000}, {7, 8, 1, 2, 5}));
    }
};

QTEST_GUILESS_MAIN(EvidenceSplitsTest)
#include "tst_EvidenceSplits.moc"
