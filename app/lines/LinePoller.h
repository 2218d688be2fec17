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
/// in flight per source; back-off with jitter while it fails; last good data is kept and marked late. GUI thread.
class LinePoller : public QObject {
    Q_OBJECT
public:
    /// `source` and `clock` must outlive the poller.
    LinePoller(MetricsSource &source, const Clock &clock, LinePlan plan, QObject *parent = nullptr);
    void start();
    [[nodiscard]] const LinePlan &plan() const { return m_plan; }

signals:
    /// One indicator was polled, with or without success. Whole value.
    void indicatorRead(const andon::IndicatorReading &reading);
    /// A round over all indicators ended; `error` is set when the source itself could not be read.
    void roundEnded(andon::Freshness freshness, const std::optional<andon::Error> &error);

private:
    void startRound();
    void askNext();
    void take(const Indicator &indicator, const RangeQuery &query, const Result<MetricsAnswer> &answer);

    MetricsSource &m_source;
    const Clock &m_clock;
    LinePlan m_plan;
    LineStore m_store;
    QTimer m_timer;
    Backoff m_backoff;
    qsizetype m_next = 0;
    int m_lostRounds = 0;
    bool m_everRead = false;
    std::optional<Error> m_roundError;
};

} // namespace andon
