// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/lines/Coverage.h"
#include "app/lines/MetricsSource.h"
#include "app/lines/Split.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace andon {

/// Asks for one indicator by the values of a label while somebody looks at it, and for nothing else. The whole span that
/// is looked at every time, at few points: small plots are small. One request in flight. GUI thread.
class SplitPoller : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 mostPoints = 240;
    static constexpr int intervalMs = 10'000;
    /// Distance of the points over a span of that length, where they are no closer than `leastStepMs`.
    [[nodiscard]] static qint64 stepOf(qint64 lengthMs, qint64 leastStepMs);
    /// So long a hand rests before another span is asked for.
    static constexpr int settleMs = 150;

    /// Source and clock outlive the poller.
    SplitPoller(MetricsSource &source, const Clock &clock, QString versionLabel, qint64 stepMs, QObject *parent = nullptr);
    /// From now on that, over the span that was set; an empty query, or stop(), ends it.
    void show(const Indicator &indicator, const SplitSpec &spec);
    /// The span that is looked at, for whatever is shown: one that stands still, ms since the epoch, or the last `lengthMs`
    /// up to now. What is known stays until the answer.
    void setWindow(qint64 startMs, qint64 endMs);
    void setLive(qint64 lengthMs);
    /// Each intervalMs by itself: asks again, unless the window was over when its answer came, late scrapes included.
    void poll();
    void stop();

signals:
    /// With the last good parts and an error where the source did not answer.
    void splitRead(const andon::SplitReading &reading);

private:
    void setSpan(const std::optional<TimeSpan> &window, qint64 lengthMs);
    void ask();

    MetricsSource &m_source;
    const Clock &m_clock;
    QString m_versionLabel;
    qint64 m_leastStepMs;
    std::optional<TimeSpan> m_window; ///< nullopt: it ends now
    qint64 m_lengthMs = 3'600'000;
    SplitSpec m_spec;
    SplitReading m_reading;
    QTimer m_timer;
    QTimer m_settle;
    std::unique_ptr<QObject> m_asker; ///< context of the question in flight
};

} // namespace andon
