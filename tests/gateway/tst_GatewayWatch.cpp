// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gateway/GatewayWatch.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Answers when the test says so.
class SlowGateway final : public FakeGateway {
public:
    QList<std::function<void(Result<GatewayState>)>> waiting;
    void read(QObject *, std::function<void(Result<GatewayState>)> callback) override { waiting << std::move(callback); }
};

} // namespace

class GatewayWatchTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aStateIsReadAgainAndAgainWithTheConsolesTime()
    {
        FakeGateway gateway;
        ManualClock clock;
        GatewayWatch watch(gateway, clock, std::chrono::milliseconds(10));
        QSignalSpy read(&watch, &GatewayWatch::stateRead);
        QCOMPARE(watch.freshness(), Freshness::Lost);
        watch.start();
        QTRY_VERIFY(read.size() >= 3);
        QCOMPARE(watch.freshness(), Freshness::Live);
        QCOMPARE(watch.state()->readAt, clock.now());
    }
    void lostReadsKeepTheLastGoodState()
    {
        FakeGateway gateway;
        ManualClock clock;
        GatewayWatch watch(gateway, clock, std::chrono::milliseconds(10));
        QSignalSpy read(&watch, &GatewayWatch::stateRead);
        QSignalSpy failed(&watch, &GatewayWatch::readFailed);
        watch.start();
        QTRY_VERIFY(!read.isEmpty());
        gateway.unreadable = true;
        QTRY_VERIFY_WITH_TIMEOUT(failed.size() >= 3, 20'000);
        QCOMPARE(failed[0].first().value<Freshness>(), Freshness::Late);
        QCOMPARE(failed[1].first().value<Freshness>(), Freshness::Late);
        QCOMPARE(failed[2].first().value<Freshness>(), Freshness::Lost);
        QVERIFY(watch.state().has_value());
        gateway.unreadable = false;
        const qsizetype before = read.size();
        watch.readNow();
        QTRY_VERIFY(read.size() > before);
        QCOMPARE(watch.freshness(), Freshness::Live);
    }
    void aShorterIntervalReadsAtOnceAndALongerOneWaits()
    {
        SlowGateway gateway;
        ManualClock clock;
        GatewayWatch watch(gateway, clock, std::chrono::hours(1));
        watch.setInterval(std::chrono::minutes(1));
        QVERIFY(gateway.waiting.isEmpty()); // nobody started it
        watch.start();
        gateway.waiting[0](gateway.state);
        watch.setInterval(std::chrono::hours(1));
        QTest::qWait(20);
        QCOMPARE(gateway.waiting.size(), 1);
        watch.setInterval(std::chrono::minutes(1));
        QCOMPARE(gateway.waiting.size(), 2);
    }
    void theFirstReadOfManyMayWait()
    {
        SlowGateway gateway;
        ManualClock clock;
        GatewayWatch watch(gateway, clock, std::chrono::hours(1));
        watch.startAfter(std::chrono::milliseconds(30));
        QVERIFY(gateway.waiting.isEmpty());
        QTRY_COMPARE(gateway.waiting.size(), 1);
    }
    void oneReadIsInFlightAndAWishInBetweenIsGrantedAfterIt()
    {
        SlowGateway gateway;
        ManualClock clock;
        GatewayWatch watch(gateway, clock, std::chrono::hours(1));
        watch.start();
        watch.readNow();
        watch.readNow();
        QCOMPARE(gateway.waiting.size(), 1);
        gateway.waiting[0](gateway.state);
        QTRY_COMPARE(gateway.waiting.size(), 2);
        gateway.waiting[1](gateway.state);
        QTest::qWait(30);
        QCOMPARE(gateway.waiting.size(), 2);
    }
    void aWishDuringAReadThatFailsIsGrantedOnceWithoutWaiting()
    {
        SlowGateway gateway;
        ManualClock clock;
        GatewayWatch watch(gateway, clock, std::chrono::hours(1));
        watch.start();
        watch.readNow();
        gateway.waiting[0](failure(ErrorKind::TimedOut, {u"h:1"_s, u"5000"_s}));
        QTRY_COMPARE(gateway.waiting.size(), 2);
        gateway.waiting[1](failure(ErrorKind::TimedOut, {u"h:1"_s, u"5000"_s}));
        QTest::qWait(30);
        QCOMPARE(gateway.waiting.size(), 2);
    }
    void everyVerbAndTargetHasOneWord()
    {
        QSet<QString> words;
        for (const Verb verb : allVerbs) {
            QCOMPARE(verbFromWord(verbWord(verb)).value_or(Verb::Rollback), verb);
            words << verbWord(verb);
        }
        QCOMPARE(words.size(), qsizetype(allVerbs.size()));
        for (const Target target : {Target::Routing, Target::Degrade, Target::Throttle, Target::Rollout})
            QCOMPARE(targetFromWord(targetWord(target)).value_or(Target::Routing), target);
        QVERIFY(!verbFromWord(u"explode"_s));
        QVERIFY(!targetFromWord(QString()));
    }
    void onlyWhatMakesExposureSmallerActsOnOneClick()
    {
        for (const Verb verb : allVerbs) {
            const bool larger = verb == Verb::Promote || verb == Verb::Resume || verb == Verb::Restore;
            QCOMPARE(isStopLoss(verb), !larger);
        }
    }
};

QTEST_GUILESS_MAIN(GatewayWatchTest)
#include "tst_GatewayWatch.moc"
