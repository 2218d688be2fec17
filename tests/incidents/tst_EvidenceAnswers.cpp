// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Splits, and lines as they were before, in a bundle.
#include "app/base/BoundedJson.h"
#include "app/base/CanonicalJson.h"
#include "app/incidents/SignalCsv.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

Series series(const QString &tenant, double value, qint64 fromMs)
{
    Series made{{{u"tenant"_s, tenant}, {u"version"_s, u"v42"_s}}, {}};
    for (int i = 0; i < 5; ++i)
        made.columns.append(fromMs + i * 2000, i == 3 ? std::nan("") : value / 3 + i);
    return made;
}

Evidence story()
{
    Evidence evidence = EvidenceStory::evidence(2);
    const qint64 fromMs = toMs(evidence.from), day = 86'400'000;
    evidence.splits = {{u"i0_p95"_s, u"tenant"_s, u"p95_by_tenant"_s}};
    evidence.baselines = {{u"yesterday"_s, day}};
    evidence.answers = {{u"p95_by_tenant"_s, {fromMs, fromMs + 8000, 2000},
                         {{series(u"acme"_s, 1, fromMs), series(u"anna@example.org"_s, 2, fromMs), series(u"ben@example.org"_s, 3, fromMs), {{}, {}}},
                          {u"the answer is partial"_s}, 0}},
                        {u"query_of_i0_p95"_s, {fromMs - day, fromMs - day + 8000, 2000}, {{series({}, 4, fromMs - day)}, {}, 0}},
                        {u"query_of_i1_p95"_s, {fromMs - day, fromMs - day + 8000, 2000}, {}}};
    return evidence;
}

/// The story's files with another manifest.
QList<BundleEntry> withManifest(const std::function<void(nlohmann::json &)> &change)
{
    QList<BundleEntry> files = unpackBundle(EvidenceStory::bundle(story())).value();
    for (BundleEntry &file : files) {
        if (file.name != QStringView(BundleName::manifest))
            continue;
        nlohmann::json manifest = boundedJson(file.bytes);
        change(manifest);
        file.bytes = canonicalJson(manifest);
    }
    return files;
}

} // namespace

class EvidenceAnswersTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void splitsAndComparisonsComeBackAsTheSourceToldThem()
    {
        const Evidence evidence = story();
        const QByteArray bundle = EvidenceStory::bundle(evidence);
        const auto report = verifyBundle(bundle);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message()));
        QCOMPARE(EvidenceStory::bundle(evidence), bundle);
        const Result<Evidence> read = evidenceOf(unpackBundle(bundle).value());
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        QVERIFY(read->holdsAnswers);
        QVERIFY(read->splits == evidence.splits);
        QVERIFY(read->baselines == evidence.baselines);
        QCOMPARE(read->answers.size(), 3);
        for (qsizetype i = 0; i < 3; ++i) {
            const EvidenceAnswer &was = evidence.answers[i], &is = read->answers[i];
            QCOMPARE(is.query, was.query);
            QVERIFY(is.asked == was.asked);
            QCOMPARE(is.answer.warnings, was.answer.warnings);
            QCOMPARE(is.answer.series.size(), was.answer.series.size());
            for (qsizetype k = 0; k < is.answer.series.size(); ++k)
                QVERIFY(is.answer.series[k].columns == was.answer.series[k].columns);
        }
    }

    void tenantsWhoseNamesAreTakenOutStayApart()
    {
        const QByteArray bundle = EvidenceStory::bundle(story());
        QVERIFY(!bundle.contains("@example.org"));
        const Evidence read = evidenceOf(unpackBundle(bundle).value()).value();
        QStringList tenants;
        for (const Series &one : read.answers.first().answer.series)
            tenants << one.labels.value(u"tenant"_s);
        QCOMPARE(tenants, (QStringList{u"acme"_s, u"[e-mail]"_s, u"[e-mail] (2)"_s, QString()}));
    }

    void aBundleOfBeforeSaysThatItTellsNothingOfSplits()
    {
        QList<BundleEntry> files = unpackBundle(EvidenceStory::bundle(story())).value();
        for (BundleEntry &file : files) {
            if (file.name != QStringView(BundleName::manifest))
                continue;
            nlohmann::json manifest = boundedJson(file.bytes);
            for (const char *member : {"answers", "splits", "baselines"})
                manifest.erase(member);
            file.bytes = canonicalJson(manifest);
        }
        const Result<Evidence> read = evidenceOf(files);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        QVERIFY(!read->holdsAnswers);
        QVERIFY(read->splits.isEmpty() && read->answers.isEmpty());
    }

    void aFileOfAnAnswerThatIsNotWhatItShouldBeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::addColumn<bool>("good");
        const QByteArray head = "series,time_utc,time_ms,value\n";
        QTest::newRow("no samples") << head << true;
        QTest::newRow("two series") << head + "0,x,1000,1.5\n1,x,1000,2\n0,x,2000,\n" << true;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("another head") << QByteArray("time_utc,time_ms,value\n0,x,1000,1.5\n") << false;
        QTest::newRow("a series that is not named") << head + "2,x,1000,1.5\n" << false;
        QTest::newRow("a series before the first") << head + "-1,x,1000,1.5\n" << false;
        QTest::newRow("no number") << head + "a,x,1000,1.5\n" << false;
        QTest::newRow("back in time") << head + "0,x,2000,1\n0,x,1000,1\n" << false;
        QTest::newRow("no comma") << head + "0\n" << false;
        QTest::newRow("cut off") << head + "0,x,1000,1.5\n0,x,20" << false;
    }
    void aFileOfAnAnswerThatIsNotWhatItShouldBeIsRefused()
    {
        QFETCH(QByteArray, csv);
        QFETCH(bool, good);
        const Result<QList<Columns>> columns = columnsOfAnswer(csv, 2, u"signals/more/001.csv"_s);
        QCOMPARE(columns.has_value(), good);
        if (!good)
            QVERIFY2(columns.error().message().contains(u"signals/more/001.csv"_s), qPrintable(columns.error().message()));
    }
    void twoAnswersOfOneFileAreRefused()
    {
        const Result<Evidence> read = evidenceOf(withManifest([](nlohmann::json &manifest) { manifest["answers"].push_back(manifest["answers"][0]); }));
        QVERIFY(!read);
        QVERIFY2(read.error().message().contains(u"signals/more/001.csv"_s) && read.error().message().contains(u"two answers name it"_s),
                 qPrintable(read.error().message()));
    }
    void aFileOfManyLinesIsReadOnce()
    {
        const Result<Evidence> read = evidenceOf(withManifest([](nlohmann::json &manifest) {
            nlohmann::json &files = manifest["signals"][0]["files"];
            files.push_back(files[0]);
        }));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        const QList<VersionColumns> &versions = read->readings.first().versions;
        QCOMPARE(versions.last().version, versions.first().version);
        QVERIFY(versions.last().columns == versions.first().columns); // the very same, not as many again
    }
    void aManifestThatNamesNoSuchFileIsRefused()
    {
        QList<BundleEntry> files = unpackBundle(EvidenceStory::bundle(story())).value();
        files.removeIf([](const BundleEntry &file) { return file.name == u"signals/more/002.csv"; });
        const Result<Evidence> read = evidenceOf(files);
        QVERIFY(!read);
        QVERIFY2(read.error().message().contains(u"signals/more/002.csv"_s), qPrintable(read.error().message()));
    }
};

QTEST_GUILESS_MAIN(EvidenceAnswersTest)
#include "tst_EvidenceAnswers.moc"
