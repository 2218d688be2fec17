// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Backoff.h"
#include "app/base/Clock.h"
#include "app/lines/IndicatorReading.h"
#include "app/lines/LineStore.h"
#include "app/lines/MetricsSource.h"

#include <QObject>
#include <QTimer>

namespace andon {

/// How a service's lines are polled.
struct LinePlan {
    QList<Indicator> indicators;
    QString versionLabel;    ///< the label whose value is the version; empty: every series is version ""
    qint64 stepMs = 2000;    ///< distance of the points; start and end of each query are aligned to it
    qint64 intervalMs = 2000; ///< between two polls
    qint64 historyMs = 3'600'000; ///< how far the first poll reaches back; retention is the same
};

/// Asks a metrics source again and again for the missing tail of every indicator and keeps the answers. One request
/// in flight; back-off with jitter while it fails; last good data is kept and marked late. GUI thread.
class LinePoller : public QObject {
    Q_OBJECT
public:
    /// So many points an answer may have at the most; the source allows 11,000.
    static constexpr qint64 mostPoints = 10'000;
    /// A rate over the last seconds still changes: so many points are asked for again.
    static constexpr qint64 overlapPoints = 5;
    /// Indicators that are not drawn are asked for in every so manyth round only.
    static constexpr int restEvery = 5;

    /// `source` and `clock` must outlive the poller.
    LinePoller(MetricsSource &source, const Clock &clock, LinePlan plan, QObject *parent = nullptr);
    void start();
    [[nodiscard]] const LinePlan &plan() const { return m_plan; }
    /// Reaches back so far from now on, with points at most about a thousandth of it apart; the question in flight is
    /// cancelled. What is known stays on show until the new answer is there.
    void setHistoryMs(qint64 historyMs);

signals:
    /// One indicator was polled, with or without success. Whole value.
    void indicatorRead(const andon::IndicatorReading &reading);
    /// A round over all indicators ended; `error` is set when the source itself could not be read.
    void roundEnded(andon::Freshness freshness, const std::optional<andon::Error> &error);

private:
    void startRound();
    void askNext();
    void endRound();
    void take(const Indicator &indicator, const RangeQuery &query, const Result<MetricsAnswer> &answer);
    void loseTheRest();
    [[nodiscard]] RangeQuery tailOf(const Indicator &indicator) const;
    [[nodiscard]] std::optional<Error> fault(const Indicator &indicator, const MetricsAnswer &answer) const;

    MetricsSource &m_source;
    const Clock &m_clock;
    LinePlan m_plan;
    qint64 m_plannedStepMs;
    LineStore m_store;
    QTimer m_timer;
    Backoff m_backoff;
    QHash<QString, qint64> m_lastAnswerMs; ///< by indicator
    QHash<QString, int> m_lost;            ///< polls in a row without an answer, by indicator
    QObject *m_asker;                      ///< context of the question in flight
    QList<Indicator> m_round;
    qsizetype m_next = 0;
    int m_rounds = 0;
    int m_epoch = 0; ///< grows with setHistoryMs: an answer of an earlier one is dropped
    bool m_running = false;
    int m_lostRounds = 0;
    bool m_everRead = false;
    std::optional<Error> m_roundError;
};

} // namespace andon
