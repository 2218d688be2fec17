// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/TimeView.h"

#include <QTest>

using namespace andon;

static constexpr qint64 now = 1'795'437'363'000;

class TimeViewTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void anUnzoomedViewFollowsNow()
    {
        TimeView view;
        view.setNow(now);
        QCOMPARE(view.endMs(), now);
        QCOMPARE(view.startMs(), now - 3'600'000);
        view.setNow(now + 5000);
        QCOMPARE(view.endMs(), now + 5000);
        QVERIFY(view.live());
    }

    void aZoomedViewStandsStillAndSaysHowFarItIsBehind()
    {
        TimeView view;
        view.setNow(now);
        view.zoomTo(now - 600'000, now - 300'000);
        view.setNow(now + 60'000);
        QCOMPARE(view.startMs(), now - 600'000);
        QCOMPARE(view.endMs(), now - 300'000);
        QCOMPARE(view.behindMs(), 360'000);
        QVERIFY(!view.live());
    }

    void everyZoomCanBeTakenBackAndRepeated()
    {
        TimeView view;
        view.setNow(now);
        view.zoomTo(now - 600'000, now - 300'000);
        view.zoomTo(now - 500'000, now - 400'000);
        QVERIFY(view.back());
        QCOMPARE(view.startMs(), now - 600'000);
        QVERIFY(view.back());
        QVERIFY(view.live());
        QVERIFY(!view.back());
        QVERIFY(view.forward());
        QVERIFY(view.forward());
        QCOMPARE(view.endMs(), now - 400'000);
        QVERIFY(!view.forward());
    }

    void turnsOfTheWheelInARowAreOneStepBack()
    {
        TimeView view;
        view.setNow(now);
        const qint64 anchor = now - 900'000;
        for (int i = 0; i < 5; ++i)
            view.zoomAround(anchor, 0.8);
        const double place = double(anchor - view.startMs()) / double(view.endMs() - view.startMs());
        QVERIFY2(qAbs(place - 0.75) < 0.01, "the time under the pointer keeps its place");
        QVERIFY(view.back());
        QVERIFY(view.live());
        QVERIFY(!view.canGoBack());
    }

    void theSpanStaysBetweenTheShortestAndTheLongestAndNotAfterNow_data()
    {
        QTest::addColumn<qint64>("start");
        QTest::addColumn<qint64>("end");
        QTest::addColumn<qint64>("length");
        QTest::newRow("a point") << now - 100'000 << now - 100'000 << TimeView::shortestMs;
        QTest::newRow("backwards") << now - 100'000 << now - 200'000 << qint64(100'000);
        QTest::newRow("a week") << now - 604'800'000 << now << TimeView::longestMs;
        QTest::newRow("the future") << now << now + 60'000 << qint64(60'000);
    }
    void theSpanStaysBetweenTheShortestAndTheLongestAndNotAfterNow()
    {
        QFETCH(qint64, start);
        QFETCH(qint64, end);
        QFETCH(qint64, length);
        TimeView view;
        view.setNow(now);
        view.zoomTo(start, end);
        QCOMPARE(view.endMs() - view.startMs(), length);
        QVERIFY(view.endMs() <= now);
    }

    void liveReturnsToNowAndCanBeTakenBack()
    {
        TimeView view;
        view.setNow(now);
        view.zoomTo(now - 600'000, now - 300'000);
        view.goLive();
        QVERIFY(view.live());
        QVERIFY(view.back());
        QCOMPARE(view.endMs(), now - 300'000);
    }

    void anotherRangeFollowsNowAndForgetsTheWayBack()
    {
        TimeView view;
        view.setNow(now);
        view.zoomTo(now - 600'000, now - 300'000);
        view.setRange(900'000);
        QVERIFY(view.live());
        QVERIFY(!view.canGoBack());
        QCOMPARE(view.endMs() - view.startMs(), 900'000);
    }

    void aHeldViewStandsStillAndCatchesUp()
    {
        TimeView view;
        view.setNow(10'000'000);
        view.setRange(3'600'000);
        view.hold(true);
        view.setNow(10'042'000);
        QCOMPARE(view.endMs(), 10'000'000);
        QCOMPARE(view.startMs(), 6'400'000);
        QCOMPARE(view.behindMs(), 42'000);
        view.hold(true);
        QCOMPARE(view.endMs(), 10'000'000);
        view.zoomTo(9'000'000, 10'040'000);
        QCOMPARE(view.endMs(), 10'000'000);
        view.goLive();
        view.hold(false);
        QCOMPARE(view.endMs(), 10'042'000);
        QCOMPARE(view.behindMs(), 0);
    }

    void panningKeepsTheSpanAndManyStepsAreOneWayBack()
    {
        TimeView view;
        view.setNow(10'000'000);
        view.setRange(1'000'000);
        view.panBy(-400'000);
        view.panBy(-400'000);
        QCOMPARE(view.startMs(), 8'200'000);
        QCOMPARE(view.endMs(), 9'200'000);
        view.panBy(5'000'000);
        QCOMPARE(view.endMs(), 10'000'000);
        QVERIFY(view.back());
        QVERIFY(view.live());
    }
};

QTEST_GUILESS_MAIN(TimeViewTest)
#include "tst_TimeView.moc"
