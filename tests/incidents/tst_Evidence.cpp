// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Evidence.h"
#include "app/alerts/AlertRowJson.h"
#include "app/base/BoundedJson.h"
#include "app/base/CanonicalJson.h"
#include "app/base/MarkdownText.h"
#include "app/base/TimeText.h"
#include "app/incidents/GatewayStateJson.h"
#include "app/incidents/IndicatorJson.h"
#include "app/incidents/SignalCsv.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

json documentOf(const QByteArray &bundle, QStringView name)
{
    const QList<BundleEntry> files = unpackBundle(bundle).value();
    const QByteArray *bytes = fileOf(files, name);
    return bytes ? boundedJson(*bytes) : json();
}

/// The reading's samples in the window, and the one before it.
Columns cut(const Columns &columns, const Evidence &evidence)
{
    Columns cut = columns;
    cut.truncate(cut.firstAtOrAfter(toMs(evidence.to) + 1));
    cut.forget(cut.firstAtOrAfter(firstSampleMs(evidence)));
    return cut;
}

} // namespace

class TestEvidence : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void whatIsFrozenComesBackAsItWas()
    {
        const Evidence evidence = EvidenceStory::evidence();
        const QByteArray bundle = EvidenceStory::bundle(evidence);
        const auto report = verifyBundle(bundle);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message()));
        const Result<Evidence> read = evidenceOf(unpackBundle(bundle).value());
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        QCOMPARE(read->service, evidence.service);
        QCOMPARE(isoUtc(read->from), isoUtc(evidence.from));
        QCOMPARE(isoUtc(read->to), isoUtc(evidence.to));
        QCOMPARE(read->actions, evidence.actions);
        QCOMPARE(read->readings.size(), evidence.readings.size());
        for (qsizetype i = 0; i < read->readings.size(); ++i) {
            const IndicatorReading &was = evidence.readings[i], &is = read->readings[i];
            QCOMPARE(is.indicator, was.indicator);
            QCOMPARE(is.covered, (QList<Covered>{{firstSampleMs(evidence), toMs(evidence.to), evidence.stepMs}}));
            for (qsizetype v = 0; v < was.versions.size(); ++v) {
                QCOMPARE(is.versions[v].version, was.versions[v].version);
                QVERIFY(*is.versions[v].columns == cut(*was.versions[v].columns, evidence));
            }
        }
        QCOMPARE(read->reads.size(), evidence.reads.size());
        for (qsizetype i = 0; i < read->reads.size(); ++i)
            QCOMPARE(canonicalJson(gatewayStateJson(read->reads[i].state)), canonicalJson(gatewayStateJson(evidence.reads[i].state)));
        QCOMPARE(read->journal.size(), evidence.journal.size());
        QCOMPARE(read->journal.last().hash, evidence.journal.last().hash);
        QCOMPARE(read->versions.size(), 2);
        // And once more: nothing is lost on the way.
        QCOMPARE(EvidenceStory::bundle(*read).size() > 0, true);
    }

    void alarmsAreKeptAsTheyWereShownAndWhatWasKnownBeforeComesAlong()
    {
        Evidence evidence = EvidenceStory::evidence(2);
        Alert alert;
        alert.key = u"0123456789abcdef0123456789abcdef"_s;
        alert.labels = {{u"alertname"_s, u"Slow"_s}, {u"owner"_s, u"anna@example.org"_s}};
        alert.title = u"Slow"_s;
        alert.sources = {u"prom"_s};
        alert.acknowledged = AlertHand{u"Anna"_s, toMs(evidence.from), u"mail anna@example.org"_s};
        alert.covers = {{u"s1"_s, u"am"_s, u"Bo"_s, u"lunch"_s, toMs(evidence.to)}};
        evidence.alerts = {alertRowJson(alert)};
        evidence.alertSources = {u"am"_s, u"prom"_s};
        evidence.alertSpec.versionLabels = {u"release"_s};
        evidence.alertSpec.bindings = {{{{u"alertname"_s, u"Slow"_s}}, u"assistant"_s}};
        evidence.earlier = {evidence.journal[0], evidence.journal[1]};
        evidence.earlier[1].body = u"ask anna@example.org"_s;
        evidence.journal = evidence.journal.mid(3);
        evidence.postmortem = u"# What happened\n\nanna@example.org saw it\n"_s;
        evidence.judged = {u"i0_p95"_s};
        evidence.judge = {{"evidence", {{"stable", "v41"}}}, {"decision", "passes"}};
        const QByteArray bundle = EvidenceStory::bundle(evidence);
        const auto report = verifyBundle(bundle);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message()));
        QVERIFY(!bundle.contains("anna@example.org"));
        QVERIFY(fileOf(*unpackBundle(bundle), u"postmortem.md")->startsWith("# What happened\n\n[e-mail] saw it"));
        const json alarms = documentOf(bundle, u"alarms.json");
        QVERIFY(alarms["alerts"][0]["acknowledged"]["who"] == "Anna");
        QVERIFY(alarms["alerts"][0]["hidden_by"][0]["alertmanager"] == "am");
        QVERIFY(alarms["alerts"][0]["labels"]["owner"] == "[e-mail]");
        const Result<Evidence> read = evidenceOf(*unpackBundle(bundle));
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        QCOMPARE(read->alertSources, evidence.alertSources);
        QVERIFY(read->alertSpec == evidence.alertSpec);
        QCOMPARE(read->alerts.size(), 1);
        QCOMPARE(read->earlier.size(), 2);
        QCOMPARE(read->earlier[1].body, u"ask [e-mail]"_s);
        QCOMPARE(read->redactedEntries, QList<qint64>{2});
        QCOMPARE(read->judged, evidence.judged);
        QVERIFY(read->judge == evidence.judge);
        // Packed again, nothing is lost and the same entry stays marked.
        QCOMPARE(evidenceOf(*unpackBundle(EvidenceStory::bundle(*read)))->redactedEntries, QList<qint64>{2});
    }

    void anEarlierEntryThatWasForgedIsFound_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("another title") << QByteArray("what was seen 0") << QByteArray("what was seen 9");
        QTest::newRow("out of order") << QByteArray("\"seq\":1,") << QByteArray("\"seq\":7,");
        QTest::newRow("no entry") << QByteArray("{\"actor\"") << QByteArray("{\"act\"");
    }
    void anEarlierEntryThatWasForgedIsFound()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        Evidence evidence = EvidenceStory::evidence(2);
        evidence.earlier = {evidence.journal[0], evidence.journal[1]};
        evidence.journal = evidence.journal.mid(3);
        QList<BundleEntry> files = unpackBundle(EvidenceStory::bundle(evidence)).value();
        for (BundleEntry &file : files) {
            if (file.name == u"earlier.jsonl") {
                QVERIFY(file.bytes.contains(from));
                file.bytes.replace(from, to);
            }
        }
        QVERIFY(!evidenceOf(files));
    }

    void theSameEvidenceGivesTheSameBytesInAnyLocale()
    {
        const QByteArray first = EvidenceStory::bundle(EvidenceStory::evidence());
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        qputenv("TZ", "Asia/Kathmandu");
        tzset();
        const QByteArray second = EvidenceStory::bundle(EvidenceStory::evidence());
        qputenv("TZ", "UTC");
        tzset();
        QLocale::setDefault(before);
        QCOMPARE(first, second);
    }

    void theBundleHoldsWhatItPromises()
    {
        const QByteArray bundle = EvidenceStory::bundle(EvidenceStory::evidence());
        QStringList names;
        const QList<BundleEntry> entries = unpackBundle(bundle).value();
        for (const BundleEntry &entry : entries)
            names << entry.name;
        for (const QString &name : {u"manifest.json"_s, u"version_set.json"_s, u"journal.jsonl"_s, u"gateway.jsonl"_s, u"alarms.json"_s, u"actions.json"_s,
                                    u"rollback_plan.md"_s, u"SHA256SUMS"_s, u"verify.py"_s, u"signals/quality/i0_p95@v41.csv"_s, u"signals/latency/i1_p95@v42.csv"_s})
            QVERIFY2(names.contains(name), qPrintable(name));
        const json manifest = documentOf(bundle, u"manifest.json");
        QVERIFY(manifest["signals"][0]["query"] == "query_of_i0_p95");
        QVERIFY(manifest["redaction"]["e-mail"] == 0);
        const json sets = documentOf(bundle, u"version_set.json");
        QVERIFY(std::any_of(sets["diff"].begin(), sets["diff"].end(), [](const json &part) {
            return part["part"] == "model" && part["change"] == "changed" && part["before"] == "m-1" && part["after"] == "m-2";
        }));
        const json alarms = documentOf(bundle, u"alarms.json");
        QCOMPARE(alarms["gates"].size(), std::size_t(4));
        QVERIFY(alarms["gates"][0]["version"] == "v42");
        // As of the end of the window, though there are samples of a minute later.
        const Evidence evidence = EvidenceStory::evidence();
        const Columns &v42 = *evidence.readings.first().versions.last().columns;
        const double atEnd = v42.value(v42.firstAtOrAfter(toMs(evidence.to)));
        QVERIFY(v42.lastTime() > toMs(evidence.to) && v42.lastValue() > 0.9 && atEnd > 0.5 && atEnd < 0.9);
        QVERIFY(alarms["gates"][0]["value"] == atEnd);
        QVERIFY(alarms["gates"][0]["state"] == "warn");
    }

    void nothingPersonalOrSecretLeavesInAnyFile()
    {
        Evidence evidence = EvidenceStory::evidence(2);
        const QStringList planted{u"anna@example.org"_s, u"sk-live-0123456789abcdef"_s, u"198.51.100.7"_s, u"4111111111111111"_s, u"+49 30 9018200"_s, u"own-secret-1"_s};
        const QString all = planted.join(u" and "_s);
        evidence.title = all;
        evidence.journal[2].title = all.left(256);
        evidence.journal[3].body = all;
        evidence.journal[4].payload = {{"words", all.toStdString()}, {"password", "x1"}};
        evidence.journal = BundleStory::sealed(evidence.journal);
        evidence.reads[0].state.rollout.message = all;
        evidence.reads[0].state.resources[Target::Degrade].actor = planted[0];
        evidence.readings[0].indicator.query = u"up{user=\"anna@example.org\"}"_s;
        evidence.readings[0].versions[0].version = planted[0];
        evidence.readings[0].error = Error{ErrorKind::ConnectionRefused, {u"198.51.100.7:80"_s}, {}};
        evidence.versions[0].parts[u"prompt"_s].text = all;
        evidence.samples[u"requests"_s] = {{{"input", all.toStdString()}, {"card", 4111111111111111}, {"trace_id", "0af7651916cd43dd8448eb211c80319c"}}};
        evidence.plots = {{u"plots/lines.svg"_s, (u"<svg a=\"1.1.1.1\"><text>"_s + all + u"</text></svg>"_s).toUtf8()}};
        evidence.missing = {all};
        evidence.postmortem = u"# P\n\n| "_s + markdownCell(u"sk_live_0123456789abcdef "_s + all) + u" |\n"_s;
        evidence.alerts = {{{"annotations", all.toStdString()}}};
        Redactor redactor = Redactor::make({}, {Secret("own-secret-1")}).value();
        const QList<BundleEntry> files = evidenceFiles(evidence, redactor);
        for (const BundleEntry &file : files) {
            for (const QString &secret : planted)
                QVERIFY2(!file.bytes.contains(secret.toUtf8()) && !file.name.contains(secret), qPrintable(file.name + u": "_s + secret));
            // As people read it, whatever the Markdown escapes or breaks.
            const QString read = QString::fromUtf8(file.bytes).remove(QChar(0x200C)).remove(u'\\');
            for (const QString &secret : planted + QStringList{u"sk_live_0123456789abcdef"_s})
                QVERIFY2(!read.contains(secret), qPrintable(file.name + u": "_s + secret));
        }
        QVERIFY(redactor.counts().value(u"e-mail"_s) >= 8);
        const QByteArray bundle = packBundle(files).value();
        const auto report = verifyBundle(bundle);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().message()));
        QCOMPARE(report->redacted, (QList<qint64>{3, 4, 5}));
        QVERIFY(fileOf(files, u"samples/requests.jsonl")->contains("0af7651916cd43dd8448eb211c80319c"));
        // Where it is read and packed again, the same entries stay marked.
        QCOMPARE(verifyBundle(EvidenceStory::bundle(evidenceOf(files).value()))->redacted, (QList<qint64>{3, 4, 5}));
    }

    void aRollbackPlanNamesTheVersionAndTheProof()
    {
        const Evidence evidence = EvidenceStory::evidence(2);
        const QByteArray plan = *fileOf(unpackBundle(EvidenceStory::bundle(evidence)).value(), u"rollback_plan.md");
        QVERIFY(plan.contains("v41"));
        QVERIFY(plan.contains("version 7"));
        QVERIFY(plan.contains("tier A"));
        Evidence without = evidence;
        without.gateway.clear();
        QVERIFY(fileOf(unpackBundle(EvidenceStory::bundle(without)).value(), u"rollback_plan.md")->contains("no gateway"));
    }

    void everySampleKeepsItsEveryDigit()
    {
        std::mt19937_64 random(7);
        Columns columns;
        qint64 time = 1'764'000'000'000;
        for (int i = 0; i < 5000; ++i) {
            const quint64 bits = random();
            double value = 0;
            std::memcpy(&value, &bits, sizeof value);
            columns.append(time, i % 50 == 0 ? std::nan("") : value);
            time += 1 + static_cast<qint64>(random() % 100'000);
        }
        const QByteArray csv = signalCsv(columns, 0, time);
        const Result<Columns> read = columnsOfCsv(csv, u"x"_s);
        QVERIFY(read);
        QVERIFY(*read == columns);
        QVERIFY(csv.startsWith("time_utc,time_ms,value\n2025-11-24T16:00:00.000Z,1764000000000,\n"));
    }

    void aBrokenFileIsSaidAndNeverHalfRead_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("csv, header") << u"signals/quality/i0_p95@v41.csv"_s << QByteArray("time,value\n");
        QTest::newRow("csv, back in time") << u"signals/quality/i0_p95@v41.csv"_s << QByteArray("time_utc,time_ms,value\na,5,1\na,5,1\n");
        QTest::newRow("csv, words") << u"signals/quality/i0_p95@v41.csv"_s << QByteArray("time_utc,time_ms,value\na,5,=1+1\n");
        QTest::newRow("csv, cut") << u"signals/quality/i0_p95@v41.csv"_s << QByteArray("time_utc,time_ms,value\na,5");
        QTest::newRow("manifest") << u"manifest.json"_s << QByteArray("[]");
        QTest::newRow("manifest, window") << u"manifest.json"_s << QByteArray("{\"format\":\"andon-bundle-1\",\"from\":\"x\"}");
        QTest::newRow("manifest, file") << u"manifest.json"_s
            << QByteArray("{\"format\":\"andon-bundle-1\",\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\","
                          "\"signals\":[{\"files\":[{\"file\":\"../x\"}]}]}");
        QTest::newRow("gateway") << u"gateway.jsonl"_s << QByteArray("7\n");
        QTest::newRow("actions") << u"actions.json"_s << QByteArray("x");
        QTest::newRow("journal") << u"journal.jsonl"_s << QByteArray("{}\n");
    }
    void aBrokenFileIsSaidAndNeverHalfRead()
    {
        QFETCH(const QString, file);
        QFETCH(const QByteArray, bytes);
        QList<BundleEntry> files = unpackBundle(EvidenceStory::bundle(EvidenceStory::evidence(2))).value();
        for (BundleEntry &entry : files) {
            if (entry.name == file)
                entry.bytes = bytes;
        }
        const Result<Evidence> read = evidenceOf(files);
        QVERIFY(!read);
        QVERIFY(!read.error().message().isEmpty());
    }

    void aStrangeButValidManifestDoesNoHarm()
    {
        QList<BundleEntry> files = unpackBundle(EvidenceStory::bundle(EvidenceStory::evidence(2))).value();
        for (BundleEntry &entry : files) {
            if (entry.name == u"gateway.jsonl")
                entry.bytes = "{\"state\":{\"rollout\":{\"current_step\":99,\"steps\":[1]},\"versions\":[7,{\"weight\":\"x\"}],\"resources\":{\"routing\":3}}}\n";
            if (entry.name == u"actions.json")
                entry.bytes = "{\"configured\":[{\"verb\":\"explode\"},{\"verb\":\"degrade\",\"limits\":[0]}],\"verbs\":{}}";
        }
        const Result<Evidence> read = evidenceOf(files);
        QVERIFY2(read, qPrintable(read ? QString() : read.error().message()));
        QCOMPARE(read->reads[0].state.rollout.currentStep, -1);
        QCOMPARE(read->actions.size(), 1);
    }

    void theRecordOfEvidenceNamesEveryFileWithItsHash()
    {
        const Evidence evidence = EvidenceStory::evidence(2);
        const QByteArray bundle = EvidenceStory::bundle(evidence);
        const json payload = evidencePayload(evidence, u"x.andon"_s, bundle);
        QVERIFY(payload["file"] == "x.andon");
        QVERIFY(payload["sha256"] == QCryptographicHash::hash(bundle, QCryptographicHash::Sha256).toHex().toStdString());
        QCOMPARE(payload["files"].size(), static_cast<std::size_t>(unpackBundle(bundle)->size()));
        QVERIFY(payload["reason"] == "key");
    }

    void aVersionThatNoSampleWasEverHadOfPassesNoGate()
    {
        Evidence evidence = EvidenceStory::evidence(2, 1);
        evidence.readings[0].versions = {VersionColumns{u"v43"_s, nullptr}};
        const QByteArray bundle = EvidenceStory::bundle(evidence);
        QVERIFY(documentOf(bundle, u"alarms.json")["gates"].empty());
        QVERIFY(fileOf(*unpackBundle(bundle), u"signals/quality/i0_p95@v43.csv"));
    }
};

QTEST_GUILESS_MAIN(TestEvidence)
#include "tst_Evidence.moc"
