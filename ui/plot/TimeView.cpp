// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/TimeView.h"

#include <algorithm>
#include <cmath>

namespace andon {

static constexpr size_t rememberedViews = 64;

qint64 TimeView::startMs() const
{
    return m_now.live ? nowMs() - m_rangeMs : m_now.startMs;
}

qint64 TimeView::endMs() const
{
    return m_now.live ? nowMs() : m_now.endMs;
}

qint64 TimeView::behindMs() const
{
    return std::max<qint64>(0, m_nowMs - endMs());
}

void TimeView::hold(bool held)
{
    if (held != m_heldMs.has_value())
        m_heldMs = held ? std::optional(m_nowMs) : std::nullopt;
}

void TimeView::setRange(qint64 rangeMs)
{
    m_rangeMs = std::clamp(rangeMs, shortestMs, longestMs);
    m_now = {};
    m_past.clear();
    m_future.clear();
    m_wheeling = false;
}

void TimeView::leaveFor(const Span &next)
{
    if (next == m_now)
        return;
    m_past.push_back(m_now);
    if (m_past.size() > rememberedViews)
        m_past.erase(m_past.begin());
    m_future.clear();
    m_now = next;
}

void TimeView::zoomTo(qint64 startMs, qint64 endMs, Step step)
{
    if (endMs < startMs)
        std::swap(startMs, endMs);
    const qint64 length = std::clamp(endMs - startMs, shortestMs, m_longestMs);
    const qint64 middle = startMs + (endMs - startMs) / 2;
    const qint64 end = std::min(middle + length / 2, nowMs());
    const Span next{false, end - length, end};
    if (step == Step::Wheel && m_wheeling && !m_past.empty())
        m_now = next;
    else
        leaveFor(next);
    m_wheeling = step == Step::Wheel;
}

void TimeView::zoomAround(qint64 anchorMs, double factor)
{
    const qint64 start = startMs();
    const qint64 length = endMs() - start;
    const double wanted = std::clamp(static_cast<double>(length) * factor, static_cast<double>(shortestMs),
                                     static_cast<double>(m_longestMs));
    const qint64 next = std::llround(wanted);
    if (next == length || length <= 0)
        return;
    const double place = static_cast<double>(anchorMs - start) / static_cast<double>(length);
    const qint64 from = anchorMs - std::llround(place * wanted);
    zoomTo(from, from + next, Step::Wheel);
}

void TimeView::panBy(qint64 deltaMs)
{
    zoomTo(startMs() + deltaMs, endMs() + deltaMs, Step::Wheel);
}

bool TimeView::back()
{
    if (m_past.empty())
        return false;
    m_future.push_back(m_now);
    m_now = m_past.back();
    m_past.pop_back();
    m_wheeling = false;
    return true;
}

bool TimeView::forward()
{
    if (m_future.empty())
        return false;
    m_past.push_back(m_now);
    m_now = m_future.back();
    m_future.pop_back();
    m_wheeling = false;
    return true;
}

void TimeView::goLive()
{
    leaveFor({});
    m_wheeling = false;
}

} // namespace andon
