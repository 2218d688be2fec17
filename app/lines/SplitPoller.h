// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/lines/MetricsSource.h"
#include "app/lines/Split.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace andon {

/// Asks for one indicator by the values of a label while somebody looks at it, and for nothing else. The whole window
/// every time, at few points: small plots are small. One request in flight. GUI thread.
class SplitPoller : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 mostPoints = 240;
    static constexpr int intervalMs = 10'000;

    /// Source and clock outlive the poller.
    SplitPoller(MetricsSource &source, const Clock &clock, QString versionLabel, qint64 stepMs, QObject *parent = nullptr);
    /// From now on that over so long; an empty query, or stop(), ends it.
    void show(const Indicator &indicator, const SplitSpec &spec, qint64 windowMs);
    /// The same over so long from now on; what is known stays until the answer.
    void setWindow(qint64 windowMs);
    void stop();

signals:
    /// With the last good parts and an error where the source did not answer.
    void splitRead(const andon::SplitReading &reading);

private:
    void ask();

    MetricsSource &m_source;
    const Clock &m_clock;
    QString m_versionLabel;
    qint64 m_leastStepMs;
    qint64 m_windowMs = 0;
    SplitSpec m_spec;
    SplitReading m_reading;
    QTimer m_timer;
    std::unique_ptr<QObject> m_asker; ///< context of the question in flight
};

} // namespace andon
