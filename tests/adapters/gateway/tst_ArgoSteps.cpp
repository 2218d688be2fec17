// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/ArgoSteps.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

class ArgoStepsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aDurationIsReadAsArgoWritesIt_data()
    {
        QTest::addColumn<QByteArray>("duration");
        QTest::addColumn<qint64>("seconds"); // -1: none
        const auto row = [](const char *duration, qint64 seconds) { QTest::newRow(duration) << QByteArray(duration) << seconds; };
        row("600", 600);
        row("0", 0);
        row("1.6", 2);
        row("\"10\"", 10);
        row("\"30s\"", 30);
        row("\"10m\"", 600);
        row("\"1h30m\"", 5400);
        row("\"2h0m5s\"", 7205);
        row("\"1.5s\"", 2);
        row("\"999999h\"", 3'599'996'400);
        row("-1", -1);
        row("1e10", -1);
        row("\"\"", -1);
        row("\"-5m\"", -1);
        row("\"5 m\"", -1);
        row("\"m5\"", -1);
        row("\"5m\\n\"", -1);
        row("\"1d\"", -1);
        row("\"forever\"", -1);
        row("\"99999999999999999999h\"", -1);
        row("null", -1);
        row("true", -1);
        row("{}", -1);
        row("[10]", -1);
    }
    void aDurationIsReadAsArgoWritesIt()
    {
        QFETCH(QByteArray, duration);
        QFETCH(qint64, seconds);
        QCOMPARE(secondsOfDuration(json::parse(duration.begin(), duration.end())).value_or(-1), seconds);
    }
    void eachWeightIsAStepWithTheWindowsThatFollowIt_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<QString>("counted"); // weight/window ...
        QTest::addColumn<QList<int>>("at");
        const auto row = [](const char *name, const char *steps, const QString &counted, const QList<int> &at) {
            QTest::newRow(name) << QByteArray(steps) << counted << at;
        };
        row("none", "[]", u""_s, {});
        row("no list", "{\"setWeight\": 5}", u""_s, {});
        row("not there", "null", u""_s, {});
        row("usual", R"([{"setWeight":5},{"pause":{}},{"setWeight":20},{"pause":{"duration":"10m"}}])", u"5/0 20/600"_s, {0, 0, 1, 1});
        row("two pauses", R"([{"setWeight":5},{"pause":{"duration":60}},{"analysis":{}},{"pause":{"duration":"1m"}}])", u"5/120"_s, {0, 0, 0, 0});
        row("before the first weight", R"([{"setCanaryScale":{"weight":1}},{"pause":{"duration":60}},{"setWeight":5}])", u"5/0"_s, {-1, -1, 0});
        row("weights that are none", R"([{"setWeight":-1},{"setWeight":101},{"setWeight":"5"},{"setWeight":null},{"setWeight":0},{"setWeight":100}])",
            u"0/0 100/0"_s, {-1, -1, -1, -1, 0, 1});
        row("what is no step", R"([null,5,"pause",[],{},{"setWeight":5},{"pause":null},{"pause":5},{"pause":{"duration":{}}}])",
            u"5/0"_s, {-1, -1, -1, -1, -1, 0, 0, 0, 0});
        row("windows beyond all", R"([{"setWeight":5},{"pause":{"duration":1000000000}},{"pause":{"duration":1000000000}},{"pause":{"duration":"999999h"}}])",
            u"5/1000000000"_s, {0, 0, 0, 0});
    }
    void eachWeightIsAStepWithTheWindowsThatFollowIt()
    {
        QFETCH(QByteArray, steps);
        QFETCH(QList<int>, at);
        const CountedSteps counted = argoSteps(json::parse(steps.begin(), steps.end()));
        QStringList words;
        for (const RolloutStep &step : counted.steps)
            words << u"%1/%2"_s.arg(step.weight).arg(step.windowSeconds);
        QTEST(words.join(u' '), "counted");
        QCOMPARE(counted.countedAt, at);
        for (qsizetype own = 0; own < at.size(); ++own)
            QCOMPARE(counted.counted(static_cast<int>(own)), at[own]);
        QCOMPARE(counted.counted(-1), -1);
        QCOMPARE(counted.counted(1'000'000), at.isEmpty() ? -1 : static_cast<int>(counted.steps.size()));
    }
    void aListWithoutEndIsCut()
    {
        json steps = json::array();
        for (int i = 0; i < 5000; ++i)
            steps.push_back({{"setWeight", 5}});
        QCOMPARE(argoSteps(steps).steps.size(), 1000);
        QCOMPARE(argoSteps(steps).countedAt.size(), 1000);
    }
    void aListOfPercentagesTakesNumbersAlone()
    {
        const CountedSteps counted = percentSteps(json::parse(R"([5, 20.5, "x", null, -1, 101, {}, 100])"));
        QCOMPARE(counted.steps.size(), 3);
        QCOMPARE(counted.steps[1].weight, 20.5);
        QCOMPARE(counted.counted(2), 2);
        QCOMPARE(counted.counted(3), 3);
        QVERIFY(percentSteps(json::parse("{}")).steps.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ArgoStepsTest)
#include "tst_ArgoSteps.moc"
