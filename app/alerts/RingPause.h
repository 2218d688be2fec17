// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Alert.h"

namespace andon {

/// Which of many alarms rings: after one there is a pause, which only what is graver breaks. Pure.
class RingPause {
public:
    static constexpr qint64 pauseMs = 5000;

    /// `nowMs`: of a clock that never goes back. True: it rings, and the pause begins.
    bool rings(AlertSeverity severity, qint64 nowMs)
    {
        const bool pauses = m_rangMs && nowMs - *m_rangMs < pauseMs && severity >= m_severity;
        if (severity == AlertSeverity::Info || pauses)
            return false;
        m_rangMs = nowMs;
        m_severity = severity;
        return true;
    }

private:
    std::optional<qint64> m_rangMs;
    AlertSeverity m_severity = AlertSeverity::Info; ///< of what rang last
};

} // namespace andon
