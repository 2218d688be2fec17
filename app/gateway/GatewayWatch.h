// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Backoff.h"
#include "app/base/Clock.h"
#include "app/base/Freshness.h"
#include "app/gateway/GatewayControl.h"

#include <QObject>
#include <QTimer>

namespace andon {

/// Reads a gateway's state again and again. One read in flight; back-off while it fails. GUI thread.
class GatewayWatch : public QObject {
    Q_OBJECT
public:
    /// `control` and `clock` must outlive the watch.
    GatewayWatch(GatewayControl &control, const Clock &clock, std::chrono::milliseconds interval,
                 QObject *parent = nullptr);
    void start();
    /// Between two reads from the next one on. A shorter one than before reads at once.
    void setInterval(std::chrono::milliseconds interval);
    /// Waits so long before the first read, so that many watches do not begin in one instant.
    void startAfter(std::chrono::milliseconds wait);
    /// Reads at once (after a write, after a refusal).
    void readNow();
    /// The last good state; nothing before the first.
    [[nodiscard]] const std::optional<GatewayState> &state() const { return m_state; }
    [[nodiscard]] Freshness freshness() const { return freshnessAfter(m_lost, m_state.has_value()); }
    [[nodiscard]] std::chrono::milliseconds interval() const { return m_interval; }

signals:
    void stateRead(const andon::GatewayState &state);
    /// A poll failed; the last good state is kept.
    void readFailed(andon::Freshness freshness, const andon::Error &error);

private:
    void ask();

    GatewayControl &m_control;
    const Clock &m_clock;
    std::chrono::milliseconds m_interval;
    QTimer m_timer;
    Backoff m_backoff;
    std::optional<GatewayState> m_state;
    int m_lost = 0;
    bool m_asking = false;
    bool m_again = false;
    bool m_started = false;
};

} // namespace andon
