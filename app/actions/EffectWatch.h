// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionSpec.h"
#include "app/lines/MetricsSource.h"

#include <QObject>
#include <QTimer>

namespace andon {

/// Watches one number of the traffic until it shows what an action should do. Asks once a second. GUI thread.
class EffectWatch : public QObject {
    Q_OBJECT
public:
    /// `since`: Clock::sinceBoot of the write. `metrics` and `clock` must outlive the watch.
    EffectWatch(MetricsSource &metrics, const Clock &clock, EffectSpec spec, std::chrono::nanoseconds since,
                QObject *parent = nullptr);
    void start();

signals:
    /// Once, then nothing more: the value that reached the bound, seconds since the write.
    void seen(double value, qint64 seconds);
    /// Once, then nothing more: the window passed; what was seen last, in words.
    void missed(const QString &words);

private:
    void ask();
    void take(const Result<MetricsAnswer> &answer);
    [[nodiscard]] qint64 seconds() const;

    MetricsSource &m_metrics;
    const Clock &m_clock;
    EffectSpec m_spec;
    std::chrono::nanoseconds m_since;
    QTimer m_timer;
    QString m_last;
};

} // namespace andon
