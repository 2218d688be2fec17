// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Backoff.h"
#include "app/base/Clock.h"
#include "app/lines/BackfillPlan.h"
#include "app/lines/Baseline.h"
#include "app/lines/MetricsSource.h"
#include "app/lines/PollSchedule.h"
#include "app/lines/SpanWarnings.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace andon {

class BaselinePoller;

/// How a service's lines are polled.
struct LinePlan {
    QString name; ///< the service's; it gives the service's place in the schedule
    QList<Indicator> indicators;
    QString versionLabel;    ///< the label whose value is the version; empty: every series is version ""
    qint64 stepMs = 2000;    ///< distance of the points of the tail; start and end of each query are aligned to it
    qint64 intervalMs = 2000; ///< between two polls
    qint64 historyMs = 3'600'000; ///< how far the lines reach back
    qint64 keepMs = 0;       ///< retention, where it is longer than that
    std::size_t capBytes = LineStore::usualCapBytes;
};

/// Asks a metrics source again and again for the missing tail of every indicator and keeps the answers; between the
/// rounds it asks for history that somebody wants to see, in pieces, the newest first, with points as far apart as the
/// plot's pixels allow. One round or one piece is asked for at a time; back-off with jitter while it fails; last good data is
/// kept and marked late. GUI thread.
class LinePoller : public QObject {
    Q_OBJECT
public:
    /// A rate over the last seconds still changes: so many points are asked for again.
    static constexpr qint64 overlapPoints = 5;
    /// Indicators that are not drawn are asked for in every so manyth round only.
    static constexpr int restEvery = 5;
    /// So many are asked about in a row: a service of many indicators leaves the others their turn.
    static constexpr qsizetype mostInRow = 8;
    enum class First { AtOnce, InItsSlot };

    /// `source` and `clock` must outlive the poller.
    LinePoller(MetricsSource &source, const Clock &clock, LinePlan plan, QObject *parent = nullptr);
    ~LinePoller() override;
    void start(First first = First::AtOnce);
    [[nodiscard]] const LinePlan &plan() const { return m_plan; }
    /// Distance of the points of history on show: a whole multiple of the plan's step, one to two points a pixel.
    [[nodiscard]] qint64 viewStepMs() const { return viewStep(m_plan.historyMs); }
    /// Reaches back so far from now on; the question in flight is cancelled and what is missing is asked for. What is
    /// known stays on show until then.
    void setHistoryMs(qint64 historyMs);
    /// Of the plot; finer points are asked for where they are missing.
    void setPixelWidth(int pixels);
    /// Somebody looks at [startMs, endMs], which may lie anywhere: what is missing of it is asked for and kept as long as
    /// it is on show. The tail goes on.
    void showWindow(qint64 startMs, qint64 endMs);
    void showLive();
    /// Retention where it is longer than the history on show, and the most bytes.
    void setKeep(qint64 keepMs, std::size_t capBytes);
    [[nodiscard]] LineUsage usage() const { return m_store.usage(); }
    /// Compares with the past while that is set: baselineRead() follows for each headline.
    void setBaseline(const std::optional<BaselineSpec> &spec);
    /// What is compared with now.
    [[nodiscard]] std::optional<BaselineSpec> baseline() const;

signals:
    /// One indicator was polled, with or without success, or its history grew. Whole value.
    void indicatorRead(const andon::IndicatorReading &reading);
    /// A round over all indicators ended; `error` is set when the source itself could not be read.
    void roundEnded(andon::Freshness freshness, const std::optional<andon::Error> &error);
    /// So many pieces of history are there, of so many; 0 of 0: nothing is missing.
    void backfillChanged(int done, int of);
    void viewStepChanged(qint64 stepMs);
    void baselineRead(const andon::BaselineReading &reading);

private:
    void wake();
    void startRound();
    void askRound();
    void endRound();
    void take(const Indicator &indicator, const RangeQuery &query, const Result<MetricsAnswer> &answer);
    void loseTheRest();
    void askPiece();
    void takePiece(const BackfillPlan::Piece &piece, const Result<MetricsAnswer> &answer);
    void replan(bool cancels);
    void cancelQuestion();
    void arm(qint64 waitMs);
    void tellProgress();
    [[nodiscard]] RangeQuery tailOf(const Indicator &indicator);
    [[nodiscard]] qint64 viewStep(qint64 spanMs) const;
    [[nodiscard]] QList<BackfillPlan::Wish> wishes() const;
    void fill(IndicatorReading &reading) const;
    void takeWarnings(const QString &indicatorId, const TimeSpan &span, const QStringList &words);

    MetricsSource &m_source;
    const Clock &m_clock;
    LinePlan m_plan;
    PollSchedule m_schedule;
    LineStore m_store;
    BackfillPlan m_backfill;
    BackfillPlan::Progress m_told;
    std::optional<TimeSpan> m_window;
    qint64 m_pixels = 1024;
    QTimer m_timer;
    QTimer m_settle; ///< a hand moves the window or its edge: what it passes by is not asked for
    qint64 m_dueMs = 0;   ///< of m_timer, since boot
    qint64 m_begunMs = 0; ///< of the round, since boot
    Backoff m_backoff;
    QHash<QString, IndicatorReading> m_last; ///< by indicator: the last poll
    QHash<QString, SpanWarnings> m_warnings; ///< by indicator; only those that were warned of
    QHash<QString, int> m_lost;              ///< polls in a row without an answer, by indicator
    QObject *m_asker;                        ///< context of the question in flight
    QList<Indicator> m_round;
    qsizetype m_next = 0;
    int m_rounds = 0;
    int m_epoch = 0; ///< grows when the question in flight is cancelled
    bool m_running = false;
    bool m_inRound = false;
    bool m_asksPiece = false; ///< the question in flight is for history
    bool m_roundDue = false;
    int m_lostRounds = 0;
    bool m_everRead = false;
    std::optional<Error> m_roundError;
    std::unique_ptr<BaselinePoller> m_baseline;
};

} // namespace andon
