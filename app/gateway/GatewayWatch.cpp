// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gateway/GatewayWatch.h"

namespace andon {

GatewayWatch::GatewayWatch(GatewayControl &control, const Clock &clock, std::chrono::milliseconds interval,
                           QObject *parent)
    : QObject(parent)
    , m_control(control)
    , m_clock(clock)
    , m_interval(interval)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &GatewayWatch::ask);
}

void GatewayWatch::start()
{
    ask();
}

void GatewayWatch::startAfter(std::chrono::milliseconds wait)
{
    m_started = true;
    m_timer.start(wait);
}

void GatewayWatch::setInterval(std::chrono::milliseconds interval)
{
    const bool shorter = interval < std::exchange(m_interval, interval);
    if (shorter && m_started)
        readNow();
}

void GatewayWatch::readNow()
{
    m_timer.stop();
    ask();
}

void GatewayWatch::ask()
{
    if (m_asking) {
        m_again = true;
        return;
    }
    m_started = true;
    m_asking = true;
    m_again = false;
    m_control.read(this, [this](const Result<GatewayState> &answer) {
        m_asking = false;
        if (answer) {
            m_state = *answer;
            m_state->readAt = m_clock.now();
            m_lost = 0;
            m_backoff.reset();
            m_timer.start(m_again ? std::chrono::milliseconds(0) : m_interval);
            emit stateRead(*m_state);
        } else {
            ++m_lost;
            const auto wait = std::max(m_interval, m_backoff.next());
            m_timer.start(m_again ? std::chrono::milliseconds(0) : wait);
            emit readFailed(freshness(), answer.error());
        }
    });
}

} // namespace andon
