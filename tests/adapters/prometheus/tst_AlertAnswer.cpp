// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/AlertAnswer.h"
#include "app/alerts/Binding.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// What a Prometheus 2.42 answered.
static QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(ANDON_SOURCE_DIR "/tests/adapters/prometheus/recorded/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class AlertAnswerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatFiresIsReadWithItsValueAndWhatIsPendingIsNot()
    {
        const Result<AlertAnswer> answer = decodeAlerts(recorded(u"alerts.json"_s), {}, u"a"_s);
        QVERIFY(answer);
        QCOMPARE(answer->alerts.size(), 2);
        const SourceAlert &first = answer->alerts.first();
        QCOMPARE(first.labels.value(u"alertname"_s), u"SuccessRateLow"_s);
        QCOMPARE(first.labels.value(u"version"_s), u"v42"_s);
        QCOMPARE(first.annotations.value(u"summary"_s), u"success 50%"_s);
        QCOMPARE(first.value, 0.5);
        QVERIFY(first.sinceMs > 1'795'000'000'000);
        QCOMPARE(first.key, alertKey(first.labels));
    }
    void rulesAreReadWithTheirLimitsAndTheirAlertsLabels()
    {
        const Result<QList<AlertRule>> rules = decodeRules(recorded(u"rules.json"_s), u"a"_s);
        QVERIFY(rules);
        QCOMPARE(rules->size(), 4);
        QCOMPARE(rules->first().name, u"SuccessRateLow"_s);
        QCOMPARE(rules->first().group, u"four_lines"_s);
        const std::optional<AlertLimit> limit = limitOf(rules->first().query);
        QVERIFY(limit && limit->limit == 0.85 && limit->direction == Direction::LowerIsWorse);
        QCOMPARE(limit->measured, u"up{job=\"self\"} * 0.5"_s);
        QVERIFY(rules->first().seriesLabels.contains(u"version"_s));
        QCOMPARE(limitOf(rules->at(2).query)->measured, u"sum by (job) (up)"_s);
    }
    void everyCutOfARecordedAnswerIsABadAnswer()
    {
        const QByteArray alerts = recorded(u"alerts.json"_s), rules = recorded(u"rules.json"_s);
        for (qsizetype length = 0; length < alerts.size(); ++length) {
            const Result<AlertAnswer> answer = decodeAlerts(alerts.left(length), {}, u"a"_s);
            QVERIFY2(!answer && answer.error().kind == ErrorKind::BadAnswer, qPrintable(QString::number(length)));
        }
        for (qsizetype length = 0; length < rules.size(); length += 7)
            QVERIFY(!decodeRules(rules.left(length), u"a"_s));
    }
    void whatIsNoAnswerIsRefusedInWords_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("markup") << QByteArray("<html><body>502</body></html>") << u"no complete JSON"_s;
        QTest::newRow("a bare text") << QByteArray("\"not found\"") << u"no complete JSON object"_s;
        QTest::newRow("an error") << QByteArray("{\"status\":\"error\",\"errorType\":\"internal\",\"error\":\"disk\"}") << u"it says: disk"_s;
        QTest::newRow("another list") << QByteArray("{\"status\":\"success\",\"data\":[]}") << u"no list of alerts"_s;
        QTest::newRow("no list") << QByteArray("{\"status\":\"success\",\"data\":{\"alerts\":{}}}") << u"no list of alerts"_s;
        QTest::newRow("depth") << QByteArray(100'000, '[') << u"no complete JSON"_s;
    }
    void whatIsNoAnswerIsRefusedInWords()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const Result<AlertAnswer> answer = decodeAlerts(body, {}, u"http://p/api/v1/alerts"_s);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::BadAnswer);
        QVERIFY2(answer.error().arguments.value(1).contains(words), qPrintable(answer.error().arguments.value(1)));
    }
    void oneBadAlertSpoilsNoOther_data()
    {
        QTest::addColumn<QByteArray>("bad");
        QTest::newRow("no labels") << QByteArray("{\"state\":\"firing\",\"activeAt\":\"2026-01-01T00:00:00Z\"}");
        QTest::newRow("labels that are a list") << QByteArray("{\"labels\":[1],\"state\":\"firing\",\"activeAt\":\"2026-01-01T00:00:00Z\"}");
        QTest::newRow("an impossible time") << QByteArray("{\"labels\":{\"a\":\"b\"},\"state\":\"firing\",\"activeAt\":\"2026-02-31T00:00:00Z\"}");
        QTest::newRow("no object") << QByteArray("7");
        QTest::newRow("null") << QByteArray("null");
    }
    void oneBadAlertSpoilsNoOther()
    {
        QFETCH(QByteArray, bad);
        const QByteArray good = "{\"labels\":{\"alertname\":\"A\",\"n\":5},\"state\":\"firing\",\"activeAt\":\"2026-01-01T00:00:00.5+01:00\",\"value\":\"+Inf\"}";
        const Result<AlertAnswer> answer = decodeAlerts("{\"status\":\"success\",\"data\":{\"alerts\":[" + bad + ',' + good + "]}}", {}, u"a"_s);
        QVERIFY(answer);
        QCOMPARE(answer->alerts.size(), 1);
        QCOMPARE(answer->alerts.first().labels, (Labels{{u"alertname"_s, u"A"_s}})); // a number is no label
        QVERIFY(qIsInf(answer->alerts.first().value));
    }
    void tenThousandAlertsAreReadAndMoreThanTheLimitAreCounted()
    {
        QByteArray body = "{\"status\":\"success\",\"data\":{\"alerts\":[";
        for (int i = 0; i < mostAlerts + 3; ++i) {
            body += (i > 0 ? "," : "") + QByteArray("{\"labels\":{\"alertname\":\"A\",\"i\":\"") + QByteArray::number(i)
                + "\"},\"state\":\"firing\",\"activeAt\":\"2026-01-01T00:00:00Z\",\"value\":\"1\"}";
        }
        const Result<AlertAnswer> answer = decodeAlerts(body + "]}}", {}, u"a"_s);
        QVERIFY(answer);
        QCOMPARE(answer->alerts.size(), mostAlerts);
        QCOMPARE(answer->leftOut, 3);
    }
    void replicasAreOneAlert()
    {
        QByteArray body = "{\"status\":\"success\",\"data\":{\"alerts\":[";
        for (const char *replica : {"0", "1"}) {
            body += QByteArray(body.endsWith('[') ? "" : ",") + "{\"labels\":{\"alertname\":\"A\",\"replica\":\"" + replica
                + "\"},\"state\":\"firing\",\"activeAt\":\"2026-01-01T00:00:00Z\",\"value\":\"1\"}";
        }
        body += "]}}";
        QCOMPARE(decodeAlerts(body, {u"replica"_s}, u"a"_s)->alerts.size(), 1);
        QCOMPARE(decodeAlerts(body, {}, u"a"_s)->alerts.size(), 2);
    }
};

QTEST_GUILESS_MAIN(AlertAnswerTest)
#include "tst_AlertAnswer.moc"
