// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SplitSurvey.h"
#include "tests/support/FakeMetrics.h"
#include "tests/support/Warnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class SplitSurveyTest : public QObject {
    Q_OBJECT

    static constexpr TimeWindow window{1'700'000'600'000, 1'700'001'200'000}; // ten minutes
    static QList<Indicator> indicators()
    {
        QList<Indicator> made(2);
        made[0].id = u"errors"_s;
        made[1].id = u"cost"_s;
        return made;
    }
    static QList<SplitSpec> splits()
    {
        return {{u"errors"_s, u"tenant"_s, u"errors by tenant"_s},
                {u"gone"_s, u"tenant"_s, u"of no indicator"_s},
                {u"errors"_s, u"tool"_s, u"errors by tool"_s},
                {u"cost"_s, u"tenant"_s, u"cost by tenant"_s}};
    }

private slots:
    void init() { failOnWarnings(); }

    void everySplitIsReadOnceOneAfterTheOtherOverBothWindows()
    {
        FakeMetrics source;
        source.answersAtOnce = false;
        SplitSurvey survey(source, u"version"_s, 2000);
        QSignalSpy read(&survey, &SplitSurvey::read);
        survey.ask(indicators(), splits(), window);
        const QStringList queries{u"errors by tenant"_s, u"errors by tool"_s, u"cost by tenant"_s};
        for (qsizetype i = 0; i < queries.size(); ++i) {
            QCOMPARE(source.asked.size(), i + 1); // one in flight
            const RangeQuery asked = source.asked[i].query;
            QCOMPARE(asked.query, queries[i]);
            QVERIFY(asked.mayWait);
            QCOMPARE(asked.stepMs, 6000); // ten minutes in at most 120 points, a multiple of the service's step
            QVERIFY(asked.startMs <= window.before().fromMs && asked.startMs > window.before().fromMs - asked.stepMs);
            QVERIFY(asked.endMs <= window.toMs && asked.endMs > window.toMs - asked.stepMs);
            source.answer(i);
            QCOMPARE(read.size(), i + 1);
            const auto reading = read[i][0].value<SplitSurveyReading>();
            QCOMPARE(reading.window, window);
            QCOMPARE(reading.done, i + 1);
            QCOMPARE(reading.of, 3);
            QCOMPARE(reading.splits.size(), 1);
            QCOMPARE(reading.splits[0].spec.query, queries[i]);
            QCOMPARE(reading.splits[0].parts.size(), 1);
            QCOMPARE(reading.splits[0].parts[0].versions.size(), 2);
        }
        QCOMPARE(source.asked.size(), 3);
    }

    void aShortWindowIsReadAsDenselyAsTheServiceIs()
    {
        FakeMetrics source;
        SplitSurvey survey(source, u"version"_s, 2000);
        survey.ask(indicators(), splits(), {window.fromMs, window.fromMs + 30'000});
        QCOMPARE(source.asked[0].query.stepMs, 2000);
        // A day in no more points than one answer may have.
        survey.ask(indicators(), splits(), {window.fromMs, window.fromMs + 86'400'000});
        QVERIFY(FakeMetrics::pointsOf(source.asked[1].query) <= 2 * SplitSurvey::windowPoints + 3);
    }

    void anotherQuestionOrNoneDropsWhatIsOnItsWay()
    {
        FakeMetrics source;
        source.answersAtOnce = false;
        SplitSurvey survey(source, u"version"_s, 2000);
        QSignalSpy read(&survey, &SplitSurvey::read);
        survey.ask(indicators(), splits(), window);
        survey.ask(indicators(), splits(), window.before());
        source.answer(0);
        QVERIFY(read.isEmpty());
        source.answer(1);
        QCOMPARE(read.size(), 1);
        QCOMPARE(read[0][0].value<SplitSurveyReading>().window, window.before());
        survey.stop();
        source.answer(2);
        QCOMPARE(read.size(), 1);
        QCOMPARE(source.asked.size(), 3);
    }

    void aRefusedSplitIsToldAndTheOthersAreRead()
    {
        FakeMetrics source;
        source.answersAtOnce = false;
        SplitSurvey survey(source, u"version"_s, 2000);
        QSignalSpy read(&survey, &SplitSurvey::read);
        survey.ask(indicators(), splits(), window);
        source.error = Error{ErrorKind::QueryRefused, {u"errors by tenant"_s, u"parse error"_s}, {}};
        source.answer(0);
        QCOMPARE(read[0][0].value<SplitSurveyReading>().splits[0].error->kind, ErrorKind::QueryRefused);
        source.error.reset();
        source.answer(1);
        QVERIFY(!read[1][0].value<SplitSurveyReading>().splits[0].error);
    }

    void aSourceThatDoesNotAnswerIsNotAskedForTheRest()
    {
        FakeMetrics source;
        source.answersAtOnce = false;
        SplitSurvey survey(source, u"version"_s, 2000);
        QSignalSpy read(&survey, &SplitSurvey::read);
        survey.ask(indicators(), splits(), window);
        source.error = Error{ErrorKind::TimedOut, {u"host:1"_s, u"9"_s}, {}};
        source.answer(0);
        QCOMPARE(source.asked.size(), 1);
        QCOMPARE(read.size(), 1);
        const auto reading = read[0][0].value<SplitSurveyReading>();
        QCOMPARE(reading.done, 3);
        QCOMPARE(reading.splits.size(), 3);
        for (const SplitReading &split : reading.splits)
            QCOMPARE(split.error->kind, ErrorKind::TimedOut);
    }
};

QTEST_GUILESS_MAIN(SplitSurveyTest)
#include "tst_SplitSurvey.moc"
