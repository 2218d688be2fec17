// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VersionWatch.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using Trouble = VersionTrouble::Kind;

namespace {

/// Answers the info metric with one series, or refuses it.
class InfoMetric final : public MetricsSource {
public:
    QStringList asked;
    QMap<QString, QString> labels{{u"version"_s, u"v42"_s}, {u"model"_s, u"atlas"_s}};
    bool refuses = false;

    void queryRange(const RangeQuery &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        asked << promql;
        Result<MetricsAnswer> answer = failure(ErrorKind::QueryRefused, {promql, u"parse error"_s});
        if (!refuses) {
            Series series;
            series.labels = labels;
            series.columns.append(1000, 1);
            answer = MetricsAnswer{{series}, {}, 0};
        }
        QMetaObject::invokeMethod(context, [callback, answer] { callback(answer); }, Qt::QueuedConnection);
    }
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}
};

struct Watched {
    InfoMetric metrics;
    ManualClock clock;
    QTemporaryDir folder;
    std::unique_ptr<VersionWatch> watch;

    explicit Watched(const VersionSpec &versions = {})
    {
        ServiceSpec spec;
        spec.versionLabel = u"version"_s;
        spec.stepSeconds = 1;
        spec.versions = versions;
        watch = std::make_unique<VersionWatch>(metrics, clock, spec, folder.path());
    }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(text).replace('\'', '"'));
    }
    static GatewayState state()
    {
        GatewayState state;
        state.versions = {{u"v41"_s, VersionRole::Stable, 80, {{u"model"_s, u"nova"_s}}},
                          {u"v42"_s, VersionRole::Canary, 20, {{u"model"_s, u"atlas"_s}}},
                          {u"v40"_s, VersionRole::Idle, 0, {{u"model"_s, u"old"_s}}}};
        return state;
    }
    /// A reading with one sample of each version, now.
    IndicatorReading reading(const QStringList &versions, double value = 1) const
    {
        IndicatorReading made;
        for (const QString &version : versions) {
            auto columns = std::make_shared<Columns>();
            columns->append(toMs(clock.now()), value);
            made.versions.append({version, columns});
        }
        return made;
    }
    QString model(const QString &version) const
    {
        const KnownVersion *known = watch->book().find(version);
        return known ? known->parts.value(u"model"_s).id : QString();
    }
    QList<Trouble> troubles() const
    {
        QList<Trouble> kinds;
        for (const VersionTrouble &trouble : watch->troubles())
            kinds << trouble.kind;
        return kinds;
    }
};

} // namespace

class VersionWatchTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void itIsReadOnceEverySourceAnsweredOrFailed()
    {
        QVERIFY(Watched().watch->isRead()); // there is nothing to read
        Watched one({u"ai_version_info"_s, u"."_s});
        one.metrics.refuses = true;
        one.watch->start();
        QVERIFY(!one.watch->isRead());
        QTRY_VERIFY(one.watch->isRead());
        QCOMPARE(one.metrics.asked.size(), 1);
    }
    void theGatewayTheMetricAndTheManifestsAreReadTogether()
    {
        Watched one({u"ai_version_info"_s, u"."_s});
        one.write(u"v42.json"_s, "{ 'version': 'v42', 'model': 'atlas', 'prompt': { 'text': 'You are' } }");
        one.watch->takeGateway(Watched::state());
        one.watch->start();
        QTRY_VERIFY(one.watch->book().find(u"v42"_s)->origins.size() == 3);
        QCOMPARE(one.metrics.asked, QStringList{u"ai_version_info"_s});
        QCOMPARE(one.watch->book().find(u"v42"_s)->parts[u"prompt"_s].text, u"You are"_s);
        QVERIFY(one.troubles().isEmpty());
        QVERIFY(one.watch->hasSource());
    }

    void sourcesThatDisagreeAreTold()
    {
        Watched one({u"ai_version_info"_s, {}});
        one.metrics.labels[u"model"_s] = u"nova"_s;
        one.watch->takeGateway(Watched::state());
        one.watch->start();
        QTRY_COMPARE(one.troubles(), QList{Trouble::Conflict});
        QCOMPARE(one.model(u"v42"_s), u"atlas"_s);
    }

    void aMetricThatIsRefusedIsToldAndWhatItSaidStays()
    {
        Watched one({u"ai_version_info"_s, {}});
        one.watch->start();
        QTRY_COMPARE(one.model(u"v42"_s), u"atlas"_s);
        one.metrics.refuses = true;
        one.clock.advance(std::chrono::milliseconds(VersionWatch::soonestMs));
        one.watch->takeReading(one.reading({u"v42"_s})); // a version seen for the first time
        QTRY_COMPARE(one.troubles(), QList{Trouble::Metric});
        QVERIFY(one.watch->troubles().first().words.contains(u"parse error"_s));
        QCOMPARE(one.model(u"v42"_s), u"atlas"_s);
    }

    void aManifestThatIsWrongIsToldWithItsPlace()
    {
        Watched one({{}, u"."_s});
        one.write(u"v42.json"_s, "{ 'version': 'v42', 'model': 'm',\n 'modle': 'atlas' }");
        one.watch->start();
        QTRY_VERIFY(!one.troubles().isEmpty());
        QVERIFY2(one.watch->troubles().first().words.contains(u"v42.json:2:2: the member modle is not known"_s), qPrintable(one.watch->troubles().first().words));
    }

    void behaviourOfAVersionThatNobodyKnowsIsAnError_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("secondsLater");
        QTest::addColumn<QList<Trouble>>("troubles");
        QTest::newRow("known") << u"v42"_s << 1.0 << 0 << QList<Trouble>{};
        QTest::newRow("unknown") << u"v43"_s << 1.0 << 0 << QList{Trouble::Untied};
        QTest::newRow("unknown, but without traffic") << u"v43"_s << qQNaN() << 0 << QList<Trouble>{};
        QTest::newRow("unknown, and gone for a minute") << u"v43"_s << 1.0 << 60 << QList<Trouble>{};
        QTest::newRow("no version at all") << QString() << 1.0 << 0 << QList{Trouble::Unlabelled};
    }
    void behaviourOfAVersionThatNobodyKnowsIsAnError()
    {
        QFETCH(QString, version);
        QFETCH(double, value);
        QFETCH(int, secondsLater);
        Watched one;
        one.watch->takeGateway(Watched::state());
        one.watch->takeReading(one.reading({version}, value));
        one.clock.advance(std::chrono::seconds(secondsLater));
        QTEST(one.troubles(), "troubles");
    }

    void aVersionWhoseSourcesAreGoneIsNotTiedAnyMore()
    {
        Watched one;
        one.watch->takeGateway(Watched::state());
        GatewayState later = Watched::state();
        later.versions.removeFirst();
        one.watch->takeGateway(later);
        one.watch->takeReading(one.reading({u"v41"_s}));
        QCOMPARE(one.troubles(), QList{Trouble::Untied});
        QCOMPARE(one.model(u"v41"_s), u"nova"_s); // but remembered
    }

    void aNewVersionIsLookedUpAtOnceButNotAgainAndAgain()
    {
        Watched one({u"ai_version_info"_s, {}});
        one.watch->start();
        QTRY_COMPARE(one.model(u"v42"_s), u"atlas"_s);
        one.watch->takeReading(one.reading({u"v43"_s}));
        QCOMPARE(one.metrics.asked.size(), 1); // asked a moment ago
        one.clock.advance(std::chrono::milliseconds(VersionWatch::soonestMs));
        one.watch->takeReading(one.reading({u"v43"_s, u"v44"_s}));
        QCOMPARE(one.metrics.asked.size(), 2);
        one.clock.advance(std::chrono::milliseconds(VersionWatch::soonestMs));
        one.watch->takeReading(one.reading({u"v43"_s, u"v44"_s}));
        QCOMPARE(one.metrics.asked.size(), 2);
    }

    void itSpeaksOnlyWhenSomethingChanged()
    {
        Watched one;
        QSignalSpy changed(one.watch.get(), &VersionWatch::changed);
        one.watch->takeGateway(Watched::state());
        QCOMPARE(changed.size(), 1);
        one.watch->takeGateway(Watched::state());
        one.watch->takeReading(one.reading({u"v42"_s}));
        QCOMPARE(changed.size(), 1);
        one.watch->takeReading(one.reading({u"v43"_s}));
        QCOMPARE(changed.size(), 2);
    }

    void whoWaitsUntilItIsReadIsToldAlsoWhereNothingIsKnown()
    {
        Watched one({u"ai_version_info"_s, {}});
        one.metrics.labels.clear();
        QSignalSpy changed(one.watch.get(), &VersionWatch::changed);
        one.watch->start();
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(one.watch->isRead());
        QVERIFY(one.watch->book().versions().isEmpty());
    }

    void theMembersOfAnEntryNameTheSetsItConcerns()
    {
        Watched one;
        QVERIFY(one.watch->setsFor({}) == nlohmann::json::object());
        QVERIFY(one.watch->setsFor(u"v42"_s) == nlohmann::json({{"version_set", nullptr}}));
        one.watch->takeGateway(Watched::state());
        QVERIFY(one.watch->setsFor(u"v42"_s) == nlohmann::json({{"version_set", {{"model", "atlas"}}}}));
        QVERIFY(one.watch->setsFor(u"v43"_s) == nlohmann::json({{"version_set", nullptr}}));
        QVERIFY(one.watch->setsFor({}) == nlohmann::json({{"version_sets", {{"v41", {{"model", "nova"}}}, {"v42", {{"model", "atlas"}}}}}}));
    }

    void whatTheRecordSaysOfAVersionIsRemembered()
    {
        Watched one;
        one.watch->recall(u"v39"_s, {{"version_set", {{"model", "older"}, {"prompt", 7}}}});
        one.watch->recall(u"v38"_s, {{"version_set", nullptr}});
        one.watch->recall(u"v37"_s, nlohmann::json::array());
        one.watch->recall({}, {{"version_set", {{"model", "x"}}}});
        QCOMPARE(one.model(u"v39"_s), u"older"_s);
        QVERIFY(one.watch->book().find(u"v39"_s)->gone);
        QCOMPARE(one.watch->book().versions().size(), 1);
        QVERIFY(!one.watch->hasSource());
    }
};

QTEST_GUILESS_MAIN(VersionWatchTest)
#include "tst_VersionWatch.moc"
