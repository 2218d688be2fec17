// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <memory>

namespace andon {

/// Beats every millisecond in the thread it was made in: the longest time without a beat is the longest that this
/// thread's event loop was blocked. A second beat that only sleeps, in a thread of its own, tells how much of that the
/// machine itself is guilty of. Wait in a QEventLoop: QTest's own waiting sleeps.
class Heartbeat {
public:
    Heartbeat()
        : m_idle(QThread::create([this] {
            for (qint64 last = nowNs(); !m_over; last = nowNs()) {
                QThread::usleep(1000);
                m_idleNs = std::max<qint64>(m_idleNs, nowNs() - last);
            }
        }))
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { beat(); });
        m_timer.start(1);
        m_idle->start();
    }
    ~Heartbeat()
    {
        m_over = true;
        m_idle->wait();
    }
    Heartbeat(const Heartbeat &) = delete;
    Heartbeat &operator=(const Heartbeat &) = delete;

    void restart()
    {
        m_lastNs = nowNs();
        m_longestNs = 0;
        m_idleNs = 0;
    }
    /// Milliseconds since restart(), the beat that is due included.
    [[nodiscard]] double longestBlockMs()
    {
        beat();
        return static_cast<double>(m_longestNs) / 1e6;
    }
    [[nodiscard]] double longestIdleGapMs() const { return static_cast<double>(m_idleNs) / 1e6; }

private:
    static qint64 nowNs() { return std::chrono::steady_clock::now().time_since_epoch().count(); }
    void beat()
    {
        const qint64 now = nowNs();
        m_longestNs = std::max(m_longestNs, now - m_lastNs);
        m_lastNs = now;
    }

    QTimer m_timer;
    qint64 m_lastNs = nowNs();
    qint64 m_longestNs = 0;
    std::atomic<qint64> m_idleNs{0};
    std::atomic<bool> m_over{false};
    std::unique_ptr<QThread> m_idle;
};

} // namespace andon
