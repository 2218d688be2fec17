// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/PollSchedule.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace andon;
using namespace Qt::StringLiterals;

class PollScheduleTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void twoHundredServicesSpreadOverTheInterval_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("numbered") << u"service-%1"_s;
        QTest::newRow("numbered in front") << u"%1.chat.example"_s;
        QTest::newRow("in another script") << u"服务 %1"_s;
    }
    void twoHundredServicesSpreadOverTheInterval()
    {
        QFETCH(QString, name);
        std::array<int, 10> inTenth{};
        for (int i = 0; i < 200; ++i)
            ++inTenth[static_cast<std::size_t>(PollSchedule(name.arg(i), 5000).waitToSlotMs(0) / 500)];
        QVERIFY2(*std::max_element(inTenth.begin(), inTenth.end()) <= 40, "twice its share of 20");
        QVERIFY(*std::min_element(inTenth.begin(), inTenth.end()) >= 5);
    }
    void aNameHasItsPlaceInEveryRunOfTheProgram()
    {
        QCOMPARE(PollSchedule(u"chat-gateway"_s, 5000).waitToSlotMs(0), PollSchedule(u"chat-gateway"_s, 5000).waitToSlotMs(5'000'000));
        QCOMPARE(PollSchedule(u"chat-gateway"_s, 5000).waitToSlotMs(0), 87);
    }
    void aSteadyRoundComesOnceAnInterval()
    {
        const PollSchedule schedule(u"chat"_s, 5000);
        qint64 now = schedule.waitToSlotMs(0);
        for (int i = 0; i < 10; ++i) {
            const qint64 ended = now + 100 * i; // a round may take longer and longer
            const qint64 next = ended + schedule.waitMs(ended, now);
            QCOMPARE(next - now, 5000);
            now = next;
        }
    }
    void aRoundSlowerThanTheIntervalSkipsSlotsInsteadOfMakingUpForThem()
    {
        const PollSchedule schedule(u"chat"_s, 5000);
        const qint64 begun = schedule.waitToSlotMs(0);
        QCOMPARE(begun + 12'300 + schedule.waitMs(begun + 12'300, begun), begun + 15'000);
    }
    void theSlotAfterARoundThatBeganOutOfTurnIsNotTooNear()
    {
        const PollSchedule schedule(u"chat"_s, 5000);
        for (qint64 begun = 0; begun < 5000; begun += 100) {
            const qint64 next = begun + schedule.waitMs(begun, begun);
            QVERIFY(next - begun >= 2500 && next - begun <= 7500);
        }
    }
    void aSleepIsToldFromALateTimer()
    {
        const PollSchedule schedule(u"chat"_s, 5000);
        QVERIFY(!schedule.slept(1000, 900));
        QVERIFY(!schedule.slept(1000, 16'000));
        QVERIFY(schedule.slept(1000, 16'001));
    }
};

QTEST_GUILESS_MAIN(PollScheduleTest)
#include "tst_PollSchedule.moc"
