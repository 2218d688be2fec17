// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"
#include "app/lines/LinePoller.h"
#include "app/lines/SourceQueue.h"
#include "tests/adapters/prometheus/Asking.h"
#include "tests/support/VictoriaMetricsProcess.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1000;

qint64 wholeSecondNow()
{
    return toMs(SystemClock().now()) / second * second;
}

QByteArray sample(const QByteArray &series, double value, qint64 timeMs)
{
    return series + ' ' + QByteArray::number(value, 'g', 17) + ' ' + QByteArray::number(timeMs) + '\n';
}

/// What differs from `truth` in [startMs, endMs], each point of it; nothing where all is right.
QString differs(const Columns &columns, qint64 startMs, qint64 endMs, qint64 stepMs, const std::function<double(qint64)> &truth)
{
    for (qint64 time = startMs; time <= endMs; time += stepMs) {
        const std::size_t at = columns.firstAtOrAfter(time);
        if (at == columns.size() || columns.time(at) != time)
            return u"nothing %1 s before the end"_s.arg((endMs - time) / second);
        if (std::abs(columns.value(at) - truth(time)) > 1e-9)
            return u"%1 instead of %2, %3 s before the end"_s.arg(columns.value(at)).arg(truth(time)).arg((endMs - time) / second);
    }
    return {};
}

/// A counter whose events come once a second, and five times so often from `fasterMs` on; whole seconds.
struct Counter {
    qint64 startMs = 0;
    qint64 fasterMs = 0;
    [[nodiscard]] double at(qint64 timeMs) const
    {
        const qint64 slow = std::min(timeMs, fasterMs) - startMs, fast = std::max<qint64>(0, timeMs - fasterMs);
        return static_cast<double>((slow + 5 * fast) / second);
    }
    /// As rate(x[10s]) in MetricsQL: from the last sample before the window on, nothing extrapolated.
    [[nodiscard]] double rate(qint64 timeMs) const { return (at(timeMs) - at(timeMs - 10 * second)) / 10; }
};

} // namespace

/// The real program of the Debian package, through the real client.
class VictoriaMetricsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!hasProgram(u"victoria-metrics"_s))
            QFAIL("victoria-metrics is not installed: see packaging/packages.txt");
        m_server = std::make_unique<VictoriaMetricsProcess>();
        QVERIFY2(m_server->runs(), m_server->server().said().constData());
        m_client = std::make_unique<PrometheusClient>(m_io, access(), Secret());
    }
    void init() { failOnWarnings(); }

    void itIsAMetricsSourceThatDoesNotTellItsVersion()
    {
        const Result<SourceInfo> info = probed(*m_client);
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().message()));
        QCOMPARE(info->version, QString());
        QVERIFY(info->skewMs && std::abs(*info->skewMs) < 5000);
    }
    void itAnswersBelowItsOtherPathToo()
    {
        MetricsAccess access = this->access();
        access.url.setPath(u"/prometheus/"_s);
        access.partialResponse = false;
        PrometheusClient client(m_io, access, Secret());
        const Result<MetricsAnswer> answer = asked(client, u"1+1"_s);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->series.first().columns.lastValue(), 2.0);
    }
    void historyIsWhatWasWritten()
    {
        const qint64 end = wholeSecondNow() / 10'000 * 10'000 - 600 * second, start = end - 3600 * second;
        const auto truth = [end](qint64 time) { return std::sin(static_cast<double>(end - time) / 1e5) * 1e-7; };
        QByteArray samples;
        for (qint64 time = start; time <= end; time += 5 * second)
            samples += sample("history{version=\"v1\",text=\"a\\\"b 质量\"}", truth(time), time) + sample("history{version=\"v2\"}", 2, time);
        QVERIFY(m_server->write(samples));
        for (int i = 0; i < 2; ++i) { // the second answer comes from its cache
            const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{u"history"_s, start, end, 5 * second});
            QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message()));
            QCOMPARE(answer->series.size(), 2);
            QVERIFY(answer->warnings.isEmpty());
            for (const Series &series : answer->series) {
                const bool first = series.labels.value(u"version"_s) == u"v1";
                QCOMPARE(series.labels.value(u"text"_s), first ? u"a\"b 质量"_s : QString());
                const QString wrong = first ? differs(series.columns, start, end, 5 * second, truth)
                                            : differs(series.columns, start, end, 5 * second, [](qint64) { return 2.0; });
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            }
        }
    }
    void theNewestSamplesAreSeenAtOnce()
    {
        const qint64 now = writeRamp("newest");
        const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{u"newest"_s, now - 120 * second, now, second});
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message()));
        QCOMPARE(answer->series.size(), 1);
        const QString wrong = differs(answer->series.first().columns, now - 120 * second, now, second,
                                      [now](qint64 time) { return static_cast<double>((time - now) / second); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        QCOMPARE(answer->series.first().columns.lastTime(), now);
    }
    void askedLikeAPrometheusItRepeatsAPointThatIsHalfAMinuteOld()
    {
        // What the dialect is for: were this gone, it could be simpler.
        const qint64 now = writeRamp("repeated");
        MetricsAccess access = this->access();
        access.dialect = Dialect::Prometheus;
        PrometheusClient client(m_io, access, Secret());
        const Result<MetricsAnswer> answer = asked(client, RangeQuery{u"repeated"_s, now - 120 * second, now, second});
        QVERIFY(answer.has_value());
        const double last = answer->series.first().columns.lastValue();
        QVERIFY2(last < -20, qPrintable(QString::number(last)));
    }
    void aValueIsThatOfNow()
    {
        const qint64 now = writeRamp("instant");
        const Result<MetricsAnswer> answer = asked(*m_client, u"instant"_s);
        QVERIFY(answer.has_value());
        QCOMPARE(answer->series.size(), 1);
        QCOMPARE(answer->series.first().columns.lastValue(), 0.0);
        QVERIFY(std::abs(answer->series.first().columns.lastTime() - now) < 10 * second);
    }
    void aGapNearNowStaysAGap()
    {
        const qint64 now = wholeSecondNow();
        QByteArray samples;
        for (qint64 time = now - 300 * second; time <= now - 40 * second; time += second) {
            if (time < now - 90 * second || time > now - 60 * second)
                samples += sample("gap{version=\"v1\"}", 1, time);
        }
        QVERIFY(m_server->write(samples));
        const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{u"sum by(version)(gap)"_s, now - 120 * second, now, second});
        QVERIFY(answer.has_value());
        const Columns &columns = answer->series.first().columns;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const qint64 ago = (now - columns.time(i)) / second;
            QVERIFY2(ago > 85 || (ago < 60 && ago > 35), qPrintable(u"a point %1 s ago"_s.arg(ago)));
        }
        QVERIFY(columns.size() > 45);
    }
    void elevenThousandPointsAndMoreAreAnswered_data()
    {
        QTest::addColumn<qint64>("points");
        QTest::addColumn<qint64>("agoMs");
        QTest::newRow("11,001, long ago") << qint64(11'001) << 86'400 * second;
        QTest::newRow("11,001 to now") << qint64(11'001) << qint64(0);
        QTest::newRow("30,000, long ago") << qint64(30'000) << 86'400 * second;
    }
    void elevenThousandPointsAndMoreAreAnswered()
    {
        QFETCH(qint64, points);
        QFETCH(qint64, agoMs);
        const qint64 end = wholeSecondNow() - agoMs;
        const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{u"time()"_s, end - (points - 1) * second, end, second});
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message()));
        const Columns &columns = answer->series.first().columns;
        QCOMPARE(columns.size(), static_cast<std::size_t>(points));
        const QString wrong = differs(columns, end - (points - 1) * second, end, second, [](qint64 time) { return static_cast<double>(time / second); });
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
    void aRefusedQueryIsToldInTheServersWordsAboutThePersonsQuery_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("a slip in the query") << u"sum(h"_s << qint64(60) << u"query=\"sum(h\""_s;
        QTest::newRow("a text that does not end") << u"h{a=\"b}"_s << qint64(60) << u"cannot find"_s;
        QTest::newRow("too many points") << u"vector(1)"_s << qint64(40'000) << u"-search.maxPointsPerTimeseries=30000"_s;
    }
    void aRefusedQueryIsToldInTheServersWordsAboutThePersonsQuery()
    {
        QFETCH(QString, query);
        QFETCH(qint64, seconds);
        QFETCH(QString, words);
        const qint64 now = wholeSecondNow();
        const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{query, now - seconds * second, now, second});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::QueryRefused);
        QCOMPARE(answer.error().arguments.first(), query);
        QVERIFY2(answer.error().message().contains(words), qPrintable(answer.error().message()));
        QVERIFY2(!answer.error().message().contains(u"query=\"last_over_time"_s), qPrintable(answer.error().message()));
    }
    void aRatioIsZeroOnlyWhereItsTotalIs()
    {
        const qint64 now = wholeSecondNow();
        QByteArray samples;
        for (qint64 time = now - 120 * second; time <= now; time += 2 * second) {
            const double served = static_cast<double>((time - now) / second + 1000);
            samples += sample("served_total{version=\"v1\"}", served, time) + sample("served_total{version=\"v2\"}", served, time)
                + sample("failed_total{version=\"v2\"}", served / 4, time) + sample("served_total{version=\"v3\"}", 7, time);
        }
        QVERIFY(m_server->write(samples));
        const QString share = u"(sum by(version)(rate(failed_total[20s])) or 0*sum by(version)(rate(served_total[20s])))"
                              " / (sum by(version)(rate(served_total[20s])) > 0) # failed"_s;
        const Result<MetricsAnswer> answer = asked(*m_client, RangeQuery{share, now - 20 * second, now, 2 * second});
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message()));
        QCOMPARE(answer->series.size(), 2);
        for (const Series &series : answer->series) {
            const double truth = series.labels.value(u"version"_s) == u"v2" ? 0.25 : 0;
            const QString wrong = differs(series.columns, now - 20 * second, now, 2 * second, [truth](qint64) { return truth; });
            QVERIFY2(wrong.isEmpty(), qPrintable(series.labels.value(u"version"_s) + u": "_s + wrong));
        }
    }
    void ratesThatArePolledStepByStepJoinWithoutAWrongPoint()
    {
        // Samples arrive two seconds late, as from a scraper; so the newest points are asked for before all is known.
        const qint64 begin = wholeSecondNow();
        const Counter counter{begin - 600 * second, begin - 15 * second};
        qint64 written = begin - 600 * second;
        const auto writeUpTo = [&](qint64 untilMs) {
            QByteArray samples;
            for (; written <= untilMs; written += second)
                samples += sample("polled_total{version=\"v1\"}", counter.at(written), written);
            return samples.isEmpty() || m_server->write(samples);
        };
        QVERIFY(writeUpTo(begin - 2 * second));
        SystemClock clock;
        SourceQueue queue(*m_client);
        LinePlan plan;
        plan.name = u"chat"_s;
        plan.versionLabel = u"version"_s;
        plan.stepMs = second;
        plan.intervalMs = 500;
        plan.historyMs = 500 * second;
        Indicator indicator;
        indicator.id = indicator.title = u"rate"_s;
        indicator.query = u"sum by(version)(rate(polled_total[10s]))"_s;
        indicator.headline = true;
        indicator.unit = Unit::PerSecond;
        plan.indicators = {indicator};
        LinePoller poller(queue, clock, plan);
        IndicatorReading last;
        QString broken;
        int polls = 0;
        const auto wrong = [&](qint64 untilMs) {
            return last.versions.size() != 1 ? u"%1 versions"_s.arg(last.versions.size())
                                             : differs(*last.versions.first().columns, begin - 450 * second, untilMs, second,
                                                       [&](qint64 time) { return counter.rate(time); });
        };
        connect(&poller, &LinePoller::indicatorRead, this, [&](const IndicatorReading &reading) {
            last = reading;
            ++polls;
            // What is older than the overlap is not asked for again: it must have been right when it was left.
            const qint64 left = wholeSecondNow() - (LinePoller::overlapPoints + 2) * second;
            if (broken.isEmpty())
                broken = reading.error ? reading.error->message() : wrong(left);
        });
        poller.start();
        for (const qint64 until = begin + 10 * second; wholeSecondNow() < until;) {
            QVERIFY(writeUpTo(wholeSecondNow() - 2 * second));
            QTest::qWait(300);
        }
        QVERIFY(writeUpTo(wholeSecondNow()));
        const qint64 end = written - second;
        QTRY_COMPARE_WITH_TIMEOUT(wrong(end), QString(), 3000);
        QVERIFY2(polls > 10, qPrintable(QString::number(polls)));
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
        QVERIFY(last.freshness == Freshness::Live);
    }
    void aUserWithAPasswordIsLetInAndAnotherIsNot()
    {
        VictoriaMetricsProcess guarded({u"-httpAuth.username=andon"_s, u"-httpAuth.password=open sesame"_s});
        QVERIFY2(guarded.runs(), guarded.server().said().constData());
        MetricsAccess access{.url = guarded.url(), .dialect = Dialect::VictoriaMetrics};
        access.user = u"andon"_s;
        access.passwordSecret = u"victoria"_s;
        PrometheusClient right(m_io, access, Secret("open sesame"));
        const Result<MetricsAnswer> answer = asked(right, u"vector(7)"_s);
        QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().message()));
        QCOMPARE(answer->series.first().columns.lastValue(), 7.0);
        PrometheusClient wrong(m_io, access, Secret("closed"));
        const Error error = asked(wrong, u"vector(7)"_s).error();
        QCOMPARE(error.kind, ErrorKind::NotAuthorized);
        QVERIFY2(error.message().contains(u"victoria"_s) && !error.message().contains(u"closed"_s), qPrintable(error.message()));
    }

private:
    [[nodiscard]] MetricsAccess access() const { return {.url = m_server->url(), .dialect = Dialect::VictoriaMetrics}; }
    /// A gauge that says how many seconds after the last sample it is; the time of that, now.
    qint64 writeRamp(const QByteArray &name)
    {
        const qint64 now = wholeSecondNow();
        QByteArray samples;
        for (qint64 time = now - 300 * second; time <= now; time += second)
            samples += sample(name + "{version=\"v1\"}", static_cast<double>((time - now) / second), time);
        return m_server->write(samples) ? now : 0;
    }

    IoThread m_io;
    std::unique_ptr<VictoriaMetricsProcess> m_server;
    std::unique_ptr<PrometheusClient> m_client;
};

QTEST_GUILESS_MAIN(VictoriaMetricsTest)
#include "tst_VictoriaMetrics.moc"
