// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/alertmanager/AlertmanagerAnswer.h"
#include "app/alerts/LabelsJson.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// What an Alertmanager 0.25 answered.
static QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(ANDON_SOURCE_DIR "/tests/adapters/alertmanager/recorded/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class AlertmanagerAnswerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void alertsAreReadWithWhatSilencesThem()
    {
        const Result<AlertAnswer> answer = decodeAlertmanagerAlerts(recorded(u"alerts.json"_s), {}, u"a"_s);
        QVERIFY(answer);
        QCOMPARE(answer->alerts.size(), 2);
        const SourceAlert &first = answer->alerts.first();
        QCOMPARE(first.labels.value(u"alertname"_s), u"SuccessRateLow"_s);
        QCOMPARE(first.silencedBy.size(), 1);
        QVERIFY(!first.inhibited);
        QVERIFY(std::isnan(first.value)); // it knows no value
        QVERIFY(answer->alerts.last().silencedBy.isEmpty());
        const Result<QList<Silence>> silences = decodeSilences(recorded(u"silences.json"_s), u"a"_s);
        QVERIFY(silences);
        QCOMPARE(silences->size(), 1);
        QCOMPARE(silences->first().id, first.silencedBy.first());
        QCOMPARE(silences->first().author, u"anna"_s);
        QCOMPARE(silences->first().matchers, (QList<LabelMatcher>{{u"alertname"_s, u"SuccessRateLow"_s}}));
        QVERIFY(silences->first().endMs > silences->first().startMs);
        QCOMPARE(*decodeSilenceId(recorded(u"created.json"_s), u"a"_s), silences->first().id);
    }
    void thePrometheusAndTheAlertmanagerMeanTheSameAlarmByTheSameKey()
    {
        const Result<AlertAnswer> answer = decodeAlertmanagerAlerts(recorded(u"alerts.json"_s), {}, u"a"_s);
        QCOMPARE(answer->alerts.first().key, alertKey(answer->alerts.first().labels));
    }
    void everyCutOfARecordedAnswerIsABadAnswer()
    {
        for (const QString &name : {u"alerts.json"_s, u"silences.json"_s}) {
            const QByteArray whole = recorded(name).trimmed();
            for (qsizetype length = 0; length < whole.size(); ++length) {
                QVERIFY2(!decodeAlertmanagerAlerts(whole.left(length), {}, u"a"_s), qPrintable(QString::number(length)));
                QVERIFY(!decodeSilences(whole.left(length), u"a"_s));
            }
        }
    }
    void whatIsNoAnswerIsRefusedInWords_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("the old API") << recorded(u"alerts-v1.json"_s) << u"old API v1"_s;
        QTest::newRow("a bare text") << QByteArray("\"silence not found\"") << u"it says: silence not found"_s;
        QTest::newRow("markup") << QByteArray("<html><body>502</body></html>") << u"no complete JSON"_s;
        QTest::newRow("an object") << QByteArray("{}") << u"no list"_s;
        QTest::newRow("a number") << QByteArray("7") << u"no list"_s;
        QTest::newRow("nothing") << QByteArray() << u"no complete JSON"_s;
    }
    void whatIsNoAnswerIsRefusedInWords()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, words);
        const Result<AlertAnswer> answer = decodeAlertmanagerAlerts(body, {}, u"a"_s);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::BadAnswer);
        QVERIFY2(answer.error().arguments.value(1).contains(words), qPrintable(answer.error().arguments.value(1)));
    }
    void anErrorIsToldInTheServersWordsAndNeverAsMarkup_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("words");
        QTest::newRow("a bare text") << QByteArray("\"silence not found\"\n") << u"silence not found"_s;
        QTest::newRow("an object") << QByteArray("{\"code\":602,\"message\":\"comment in body is required\"}") << u"comment in body is required"_s;
        QTest::newRow("plain") << QByteArray("no such thing\n") << u"no such thing"_s;
        QTest::newRow("markup") << QByteArray("<html>502 Bad Gateway</html>") << QString();
        QTest::newRow("broken JSON") << QByteArray("{\"message\":") << QString();
        QTest::newRow("nothing") << QByteArray() << QString();
    }
    void anErrorIsToldInTheServersWordsAndNeverAsMarkup()
    {
        QFETCH(QByteArray, body);
        QTEST(alertmanagerWords(body), "words");
    }
    void replicasAreSilentOnlyWhereAllOfThemAre()
    {
        const auto alert = [](const QByteArray &replica, const QByteArray &silenced) {
            return "{\"labels\":{\"alertname\":\"A\",\"replica\":\"" + replica + "\"},\"startsAt\":\"2026-01-01T00:00:0" + replica
                + "Z\",\"status\":{\"silencedBy\":[" + silenced + "],\"inhibitedBy\":[]}}";
        };
        const Result<AlertAnswer> one = decodeAlertmanagerAlerts('[' + alert("1", "\"s\"") + ',' + alert("0", "") + ']', {u"replica"_s}, u"a"_s);
        QCOMPARE(one->alerts.size(), 1);
        QVERIFY(one->alerts.first().silencedBy.isEmpty());
        const Result<AlertAnswer> both = decodeAlertmanagerAlerts('[' + alert("1", "\"s\"") + ',' + alert("0", "\"s\"") + ']', {u"replica"_s}, u"a"_s);
        QCOMPARE(both->alerts.first().silencedBy, QStringList{u"s"_s});
    }
    void aSilenceIsWrittenWithItsEndAndHostileTextStaysText()
    {
        const Silence silence{{}, {{u"alertname"_s, u"\"},{\"x\":\"\\"_s}}, 1000, 61'000, u"Anna"_s, u"<b>why</b>\n"_s};
        const auto body = nlohmann::json::parse(silenceBody(silence).toStdString());
        QVERIFY(body["matchers"].size() == 1 && body["matchers"][0]["value"] == "\"},{\"x\":\"\\" && body["matchers"][0]["isEqual"] == true);
        QVERIFY(body["endsAt"] == "1970-01-01T00:01:01.000000Z" && body["comment"] == "<b>why</b>\n" && !body.contains("id"));
    }
};

QTEST_GUILESS_MAIN(AlertmanagerAnswerTest)
#include "tst_AlertmanagerAnswer.moc"
