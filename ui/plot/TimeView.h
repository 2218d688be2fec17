// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace andon {

/// Which span of time is in view: it follows now unless zoomed; every zoom can be taken back and repeated. Pure value.
class TimeView {
public:
    enum class Step { Single, Wheel }; ///< turns of the wheel in a row count as one zoom
    static constexpr qint64 shortestMs = 10'000;
    static constexpr qint64 longestMs = 86'400'000; ///< unless allow() says another

    [[nodiscard]] qint64 startMs() const;
    [[nodiscard]] qint64 endMs() const;
    [[nodiscard]] bool live() const { return m_now.live; }
    /// How far the end of the view lies behind the clock; 0 while live and not held.
    [[nodiscard]] qint64 behindMs() const;
    [[nodiscard]] bool canGoBack() const { return !m_past.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_future.empty(); }
    [[nodiscard]] qint64 rangeMs() const { return m_rangeMs; }

    /// The longest span that zooms may show from now on.
    void allow(qint64 longest) { m_longestMs = longest; }
    void setNow(qint64 nowMs) { m_nowMs = nowMs; }
    /// What is shown as now: the clock's, or where the clock was held.
    [[nodiscard]] qint64 nowMs() const { return m_heldMs.value_or(m_nowMs); }
    /// While held a view that follows now stands still; let go, it catches up.
    void hold(bool held);
    [[nodiscard]] bool held() const { return m_heldMs.has_value(); }
    /// The default range; the view follows now again and the way back is forgotten.
    void setRange(qint64 rangeMs);
    /// Shows [startMs, endMs], clamped to the shortest and longest span and to not end after now.
    void zoomTo(qint64 startMs, qint64 endMs, Step step = Step::Single);
    /// Zooms by `factor` (below 1: closer) so that `anchorMs` keeps its place.
    void zoomAround(qint64 anchorMs, double factor);
    /// The same span, so much earlier (below 0) or later; not beyond now.
    void panBy(qint64 deltaMs);
    bool back();
    bool forward();
    /// The default range, following now; the view left can be had back.
    void goLive();

private:
    struct Span {
        bool live = true;
        qint64 startMs = 0;
        qint64 endMs = 0;
        bool operator==(const Span &) const = default;
    };
    void leaveFor(const Span &next);
    Span m_now;
    std::vector<Span> m_past, m_future;
    qint64 m_rangeMs = 3'600'000;
    qint64 m_longestMs = longestMs;
    qint64 m_nowMs = 0;
    std::optional<qint64> m_heldMs;
    bool m_wheeling = false;
};

} // namespace andon
