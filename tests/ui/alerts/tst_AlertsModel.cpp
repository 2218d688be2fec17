// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "tests/ui/alerts/AlertFake.h"
#include "ui/alerts/AlertWords.h"
#include "ui/alerts/AlertsModel.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace andon;
using namespace Qt::StringLiterals;

class AlertsModelTest : public QObject {
    Q_OBJECT

    static QStringList titles(const AlertsModel &model)
    {
        QStringList shown;
        for (int row = 0; row < model.rowCount(); ++row)
            shown << model.alert(row).title;
        return shown;
    }

private slots:
    void init() { failOnWarnings(); }

    void rowsComeGoMoveAndChangeWithoutEverBeingReset()
    {
        AlertsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QList<AlertPointer> rows;
            for (int i = 0; i < 12; ++i) {
                if (random.bounded(2) == 0)
                    continue;
                Alert alert = fakeAlert(u"alarm %1"_s.arg(i));
                alert.value = random.bounded(10) * 0.1;
                rows << shared(alert);
            }
            std::shuffle(rows.begin(), rows.end(), random);
            model.setAlerts(rows);
            QCOMPARE(model.rowCount(), rows.size());
            for (int row = 0; row < model.rowCount(); ++row)
                QCOMPARE(model.pointer(row), rows[row]);
        }
        QCOMPARE(resets.size(), 0);
    }
    void aSelectedRowStaysTheSameAlarmWhereverItMoves()
    {
        AlertsModel model;
        const AlertPointer a = shared(fakeAlert(u"a"_s)), b = shared(fakeAlert(u"b"_s)), c = shared(fakeAlert(u"c"_s));
        model.setAlerts({a, b, c});
        const QPersistentModelIndex kept(model.index(1, 0));
        model.setAlerts({c, b, a});
        QCOMPARE(kept.row(), 1);
        model.setAlerts({b, c});
        QCOMPARE(kept.row(), 0);
        model.setAlerts({c});
        QVERIFY(!kept.isValid());
    }
    void underAHandNoRowMoves()
    {
        AlertsModel model;
        const AlertPointer a = shared(fakeAlert(u"a"_s)), b = shared(fakeAlert(u"b"_s)), c = shared(fakeAlert(u"c"_s));
        model.setAlerts({a, b});
        model.setHeld(true);
        Alert worse = *b;
        worse.value = 0.1;
        model.setAlerts({c, shared(worse), a});
        QCOMPARE(titles(model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(model.alert(1).value, 0.1); // what it says is not held back
        model.setAlerts({c});
        QCOMPARE(titles(model), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
        model.setHeld(false);
        QCOMPARE(titles(model), QStringList{u"c"_s});
    }
    /// A press on the first row of a filter must not meet an alarm that the filter leaves out.
    void aFilterIsObeyedUnderAHandToo()
    {
        AlertsModel model;
        const AlertPointer a = shared(fakeAlert(u"latency"_s)), b = shared(fakeAlert(u"quality"_s));
        model.setAlerts({a, b});
        model.setHeld(true);
        model.setFilter(u"qual"_s);
        QCOMPARE(titles(model), QStringList{u"quality"_s});
        model.setAlerts({shared(fakeAlert(u"cost"_s)), a, b});
        QCOMPARE(titles(model), QStringList{u"quality"_s});
        model.setFilter({});
        QCOMPARE(titles(model), (QStringList{u"cost"_s, u"latency"_s, u"quality"_s}));
        Alert shelved = *a;
        shelved.covers = {{u"id"_s, {}, u"anna"_s, u"known"_s, alertsNow + 60'000}};
        model.setAlerts({shared(shelved), b});
        model.setHiddenShown(true);
        QCOMPARE(titles(model), (QStringList{u"latency"_s, u"quality"_s}));
        model.setHiddenShown(false);
        QCOMPARE(titles(model), QStringList{u"quality"_s});
    }
    void hiddenAlarmsAreCountedAndShownWhenAskedFor()
    {
        AlertsModel model;
        Alert shelved = fakeAlert(u"shelved"_s);
        shelved.covers = {{u"id"_s, {}, u"anna"_s, u"known"_s, alertsNow + 60'000}};
        model.setAlerts({shared(fakeAlert(u"loud"_s)), shared(shelved)});
        QCOMPARE(titles(model), QStringList{u"loud"_s});
        QCOMPARE(model.hidden(), 1);
        model.setHiddenShown(true);
        QCOMPARE(titles(model), (QStringList{u"loud"_s, u"shelved"_s}));
        QVERIFY(model.text(shelved, AlertsModel::State) == u"CRITICAL"_s);
        QVERIFY(model.secondLine(shelved, AlertsModel::Told).contains(u"by anna: known"_s));
    }
    void theFilterLooksIntoLabelsAndSources()
    {
        AlertsModel model;
        Alert other = fakeAlert(u"other"_s);
        other.labels[u"tenant"_s] = u"acme"_s;
        other.sources = {u"alertmanager"_s};
        model.setAlerts({shared(fakeAlert(u"one"_s)), shared(other)});
        for (const QString &words : {u"ACME"_s, u"alertm other"_s, u"oth v42"_s}) {
            model.setFilter(words);
            QCOMPARE(titles(model), QStringList{u"other"_s});
        }
        model.setFilter(u"acme one"_s);
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({});
        QCOMPARE(model.rowCount(), 2);
    }
    void atMostOneRowMayBlink_data()
    {
        QTest::addColumn<QString>("blinks");
        QTest::addColumn<int>("changed");
        QTest::newRow("the first critical one") << u"first"_s << 0;
        QTest::newRow("acknowledged") << u"second"_s << 1;
        QTest::newRow("shelved") << u"second"_s << 2;
        QTest::newRow("lost") << u"second"_s << 3;
        QTest::newRow("over") << u"second"_s << 4;
    }
    void atMostOneRowMayBlink()
    {
        QFETCH(QString, blinks);
        QFETCH(int, changed);
        Alert first = fakeAlert(u"first"_s);
        if (changed == 1)
            first.acknowledged = AlertHand{u"anna"_s, 1};
        if (changed == 2)
            first.covers = {{u"id"_s}};
        if (changed == 3)
            first.phase = AlertPhase::SourceLost;
        if (changed == 4)
            first.phase = AlertPhase::Returned;
        AlertsModel model;
        model.setHiddenShown(true);
        model.setAlerts({shared(fakeAlert(u"warned"_s, AlertSeverity::Warning)), shared(first), shared(fakeAlert(u"second"_s))});
        QCOMPARE(model.blinkKey(), fakeAlert(blinks).key);
    }
    void aRowSaysWhatSinceWhenHowFarAndWhoTold()
    {
        AlertsModel model;
        model.setNow(alertsNow);
        Alert alert = fakeAlert(u"Success rate"_s);
        alert.origin = AlertOrigin::Gate;
        alert.sources = {u"andon:chat"_s, u"metrics"_s};
        alert.flaps = 3;
        model.setAlerts({shared(alert)});
        const auto both = [&](int column) { return model.index(0, column).data(Qt::AccessibleTextRole).toString(); };
        QCOMPARE(both(AlertsModel::State), u"STOP"_s);
        QCOMPARE(both(AlertsModel::What), u"Success rate v42, 71.0 % < 85.0 %, 16 % beyond"_s);
        QCOMPARE(both(AlertsModel::Since), u"for 4:10, since 12:31:50 UTC"_s);
        QVERIFY2(both(AlertsModel::Told).startsWith(u"Andon, metrics, came back 3 time"_s), qPrintable(both(AlertsModel::Told)));
    }
    void whatIsLostOrOverSaysSo()
    {
        Alert alert = fakeAlert(u"x"_s);
        alert.overMs = alertsNow - 42'000;
        alert.phase = AlertPhase::SourceLost;
        QCOMPARE(stateTitle(alert), u"SOURCE LOST"_s);
        QCOMPARE(alertAge(alert, alertsNow), u"last seen 0:42 ago"_s);
        QCOMPARE(alertTone(alert), AlertTone::Doubt);
        alert.phase = AlertPhase::Returned;
        QCOMPARE(stateTitle(alert), u"OVER"_s);
        QCOMPARE(alertAge(alert, alertsNow), u"over for 0:42"_s);
        // A clock that was set back makes no negative age.
        QCOMPARE(alertAge(alert, alertsNow - 3'600'000), u"over for 0:00"_s);
    }
    void hostileLabelsAreTextAndNothingElse()
    {
        AlertsModel model;
        Alert alert = fakeAlert(u"<img src=x onerror=alert(1)>\u202e"_s);
        alert.version = u"<b>v</b>\u0000"_s;
        alert.value = std::nan("");
        alert.annotations = {{u"summary"_s, QString(100'000, u'x')}};
        alert.runbook = u"javascript:alert(1)"_s;
        model.setAlerts({shared(alert)});
        for (int column = 0; column < AlertsModel::ColumnCount; ++column) {
            const QString tip = model.index(0, column).data(Qt::ToolTipRole).toString();
            QVERIFY2(!tip.contains(u"<img"_s) && !tip.contains(u"<b>"_s), qPrintable(tip));
            const QString text = model.index(0, column).data(Qt::AccessibleTextRole).toString();
            QVERIFY(!text.contains(QChar(0x202e)) && text.size() < 1000);
        }
        const QString details = alertDetails(alert, alertsNow, TimeZoneChoice::Utc);
        QVERIFY(!details.contains(QChar(0x202e)) && details.size() < 4000);
    }
};

QTEST_MAIN(AlertsModelTest)
#include "tst_AlertsModel.moc"
