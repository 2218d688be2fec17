// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/ExemplarWatch.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Answers each question with what is set, later.
class FakeExemplars final : public ExemplarSource {
public:
    void exemplars(const ExemplarQuery &query, QObject *context, std::function<void(Result<QList<Exemplar>>)> callback) override
    {
        asked << query;
        QMetaObject::invokeMethod(context, [callback, given = answer] { callback(given); }, Qt::QueuedConnection);
    }
    QList<ExemplarQuery> asked;
    Result<QList<Exemplar>> answer = QList<Exemplar>{{u"v42"_s, u"abc"_s, 1, 1000}};
};

Indicator indicator(const QString &id, const QString &exemplars)
{
    Indicator made;
    made.id = id;
    made.exemplarQuery = exemplars;
    return made;
}

} // namespace

class ExemplarWatchTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void onlyIndicatorsThatNameAQueryAreAskedFor()
    {
        FakeExemplars source;
        ManualClock clock;
        ExemplarWatch watch(source, clock, {indicator(u"cost"_s, {}), indicator(u"p95"_s, u"x_bucket"_s)}, u"version"_s);
        QSignalSpy read(&watch, &ExemplarWatch::exemplarsRead);
        watch.start();
        QTRY_COMPARE(read.size(), 1);
        QCOMPARE(read.first().first().toString(), u"p95"_s);
        QCOMPARE(source.asked.size(), 1);
        QCOMPARE(source.asked.first().query, u"x_bucket"_s);
        QCOMPARE(source.asked.first().endMs - source.asked.first().startMs, ExemplarWatch::reachMs);
    }
    void afterTheFirstAnswerOnlyWhatIsNewIsAskedForAndTheRestIsKept()
    {
        FakeExemplars source;
        ManualClock clock;
        const qint64 now = toMs(clock.now());
        source.answer = QList<Exemplar>{{u"v42"_s, u"old"_s, 1, now - ExemplarWatch::reachMs + 5000}, {u"v42"_s, u"first"_s, 1, now - 1000}};
        ExemplarWatch watch(source, clock, {indicator(u"p95"_s, u"x_bucket"_s)}, u"version"_s);
        QSignalSpy read(&watch, &ExemplarWatch::exemplarsRead);
        watch.start();
        QTRY_COMPARE(read.size(), 1);
        clock.advance(std::chrono::milliseconds(15'000));
        source.answer = QList<Exemplar>{{u"v42"_s, u"first"_s, 1, now - 1000}, {u"v42"_s, u"second"_s, 2, now + 9000}};
        watch.start();
        QTRY_COMPARE(read.size(), 2);
        QCOMPARE(source.asked.last().startMs, now - ExemplarWatch::overlapMs);
        const auto kept = read.last().last().value<QList<Exemplar>>();
        QStringList names;
        for (const Exemplar &one : kept)
            names << one.traceId;
        QCOMPARE(names, (QStringList{u"first"_s, u"second"_s})); // nothing twice, nothing from beyond the reach
    }
    void aSourceThatDoesNotAnswerErasesNothing()
    {
        FakeExemplars source;
        source.answer = failure(ErrorKind::ConnectionRefused, {u"here"_s});
        ManualClock clock;
        ExemplarWatch watch(source, clock, {indicator(u"a"_s, u"x"_s), indicator(u"b"_s, u"y"_s)}, {});
        QSignalSpy read(&watch, &ExemplarWatch::exemplarsRead);
        watch.start();
        QTRY_COMPARE(source.asked.size(), 2);
        QCOMPARE(read.size(), 0);
    }
    void ofManyTheSlowestAndTheNewestAreKept()
    {
        QList<Exemplar> many;
        for (int i = 0; i < 1000; ++i)
            many.append({{}, {}, i == 3 ? 99.0 : 1.0, 1000 * i});
        const QList<Exemplar> kept = chosenExemplars(many, 10);
        QCOMPARE(kept.size(), 10);
        QVERIFY(kept.contains(many[3]));
        QVERIFY(kept.contains(many[999]));
        QVERIFY(std::is_sorted(kept.begin(), kept.end(), [](const Exemplar &a, const Exemplar &b) { return a.timeMs < b.timeMs; }));
    }
};

QTEST_GUILESS_MAIN(ExemplarWatchTest)
#include "tst_ExemplarWatch.moc"
