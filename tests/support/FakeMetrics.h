// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/LinePoller.h"
#include "tests/support/ManualClock.h"

#include <QPointer>
#include <QTest>

#include <algorithm>
#include <utility>

namespace andon {

/// A metrics source that keeps every question; the test answers, or each question is answered at once.
class FakeMetrics final : public MetricsSource {
public:
    struct Asked {
        RangeQuery query;
        QPointer<QObject> context;
        std::function<void(Result<MetricsAnswer>)> callback;
    };
    QList<Asked> asked;
    bool answersAtOnce = true;
    std::optional<Error> error;
    QStringList versions{QStringLiteral("v41"), QStringLiteral("v42")};
    bool labelled = true;
    qint64 mostPoints = 11'000; ///< larger answers are refused, as Prometheus does
    std::optional<qint64> tooLargePoints; ///< from there on an answer is too large
    std::function<QStringList(const RangeQuery &query)> warningsOf; ///< what it warns of with an answer
    std::function<double(qint64 timeMs)> valueAt = [](qint64) { return 1.0; };

    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        asked.append({query, context, std::move(callback)});
        if (answersAtOnce)
            QMetaObject::invokeMethod(context, [this, at = asked.size() - 1] { answer(at); }, Qt::QueuedConnection);
    }
    void query(const QString &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}
    void answer(qsizetype at)
    {
        const auto callback = std::exchange(asked[at].callback, {});
        if (!asked[at].context || !callback)
            return;
        callback(error ? Result<MetricsAnswer>(tl::unexpected(*error)) : whole(asked[at].query));
    }
    [[nodiscard]] static qint64 pointsOf(const RangeQuery &query) { return (query.endMs - query.startMs) / query.stepMs + 1; }

private:
    [[nodiscard]] Result<MetricsAnswer> whole(const RangeQuery &query) const
    {
        if (pointsOf(query) > mostPoints)
            return failure(ErrorKind::QueryRefused, {query.query, QStringLiteral("exceeded maximum resolution of 11,000 points")});
        if (tooLargePoints && pointsOf(query) >= *tooLargePoints)
            return failure(ErrorKind::AnswerTooLarge, {QStringLiteral("fake"), QStringLiteral("16777216")});
        MetricsAnswer answer;
        if (warningsOf)
            answer.warnings = warningsOf(query);
        for (const QString &version : versions) {
            Series series;
            if (labelled)
                series.labels[QStringLiteral("version")] = version;
            for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs)
                series.columns.append(time, valueAt(time));
            answer.series << series;
        }
        return answer;
    }
};

[[nodiscard]] inline Indicator indicatorOf(const QString &id, bool headline)
{
    Indicator indicator;
    indicator.id = id;
    indicator.title = id;
    indicator.query = id;
    indicator.headline = headline;
    return indicator;
}

/// A poller on a fake source with a clock moved by hand; keeps what it says.
struct PollBoard {
    FakeMetrics source;
    ManualClock clock;
    LinePlan plan;
    std::unique_ptr<LinePoller> poller;
    QList<IndicatorReading> readings;
    QList<Freshness> rounds;
    QList<std::pair<int, int>> progress;

    explicit PollBoard(const QList<Indicator> &indicators = {indicatorOf(QStringLiteral("p95"), true)})
    {
        plan.name = QStringLiteral("chat");
        plan.indicators = indicators;
        plan.versionLabel = QStringLiteral("version");
        plan.stepMs = 2000;
        plan.intervalMs = 10;
        plan.historyMs = 60'000;
    }
    /// `metrics`: asked in place of the fake source, say a queue before it.
    void start(MetricsSource *metrics = nullptr)
    {
        poller = std::make_unique<LinePoller>(metrics ? *metrics : source, clock, plan);
        QObject::connect(poller.get(), &LinePoller::indicatorRead, [this](const IndicatorReading &r) { readings << r; });
        QObject::connect(poller.get(), &LinePoller::roundEnded,
                         [this](Freshness freshness, const std::optional<Error> &) { rounds << freshness; });
        QObject::connect(poller.get(), &LinePoller::backfillChanged,
                         [this](int done, int of) { progress.append({done, of}); });
        poller->start();
    }
    [[nodiscard]] bool hasRounds(qsizetype count) const
    {
        return QTest::qWaitFor([&] { return rounds.size() >= count; }, 20'000);
    }
    [[nodiscard]] bool hasMoreRounds(qsizetype count) const { return hasRounds(rounds.size() + count); }
    [[nodiscard]] qint64 nowMs() const { return toMs(clock.now()); }
    /// What is known of the first version of an indicator.
    [[nodiscard]] Columns columns(const QString &id = QStringLiteral("p95")) const
    {
        for (auto reading = readings.crbegin(); reading != readings.crend(); ++reading) {
            if (reading->indicator.id == id)
                return reading->versions.isEmpty() ? Columns() : *reading->versions.first().columns;
        }
        return {};
    }
    /// The questions for history so far.
    [[nodiscard]] QList<RangeQuery> pieces() const
    {
        QList<RangeQuery> pieces;
        for (const auto &asked : source.asked) {
            if (asked.query.mayWait)
                pieces << asked.query;
        }
        return pieces;
    }
};

} // namespace andon
