// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QtGlobal>

namespace andon {

/// History for a real Prometheus, made by promtool: the counters and gauges of two versions of a service, as if they had
/// been scraped before the server began.
///   chat_latency_seconds{version}   a gauge: its value is its time in seconds modulo 1000, plus 1000 for "v42"
///   chat_requests_total{version}    a counter, 1 a second; it starts anew in the middle
/// "v42" appears after the first third.
class HistoryBlocks {
public:
    /// Ends at `endMs`, a sample each `scrapeMs`.
    HistoryBlocks(qint64 endMs, qint64 spanMs, qint64 scrapeMs);
    /// Writes the blocks into the data folder of a Prometheus that does not run yet. Empty, or what promtool said.
    [[nodiscard]] QString writeTo(const QString &dataFolder) const;
    [[nodiscard]] qint64 startMs() const { return m_startMs; }
    [[nodiscard]] qint64 endMs() const { return m_endMs; }
    /// When "v42" begins and when the counters start anew.
    [[nodiscard]] qint64 canaryMs() const { return m_startMs + (m_endMs - m_startMs) / 3; }
    [[nodiscard]] qint64 restartMs() const { return m_startMs + (m_endMs - m_startMs) / 2; }
    /// What chat_latency_seconds was at the time of a sample.
    [[nodiscard]] static double latencyAt(qint64 timeMs, bool canary);

private:
    [[nodiscard]] QByteArray openMetrics() const;

    qint64 m_startMs;
    qint64 m_endMs;
    qint64 m_scrapeMs;
};

} // namespace andon
