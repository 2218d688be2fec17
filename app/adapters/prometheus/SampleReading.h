// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/prometheus/MetricNumber.h"
#include "app/lines/Columns.h"

#include <QString>

#include <cmath>
#include <optional>

namespace andon {

/// One sample as its items come by: [<seconds>, "<value>"].
class SampleReading {
public:
    void number(double value)
    {
        if (++m_items == 1)
            m_seconds = value;
    }
    void text(const std::string &text)
    {
        if (++m_items != 2)
            return;
        m_isText = true;
        double value = 0;
        const char *end = text.data() + text.size();
        if (readMetricNumber(text.data(), end, value) == end)
            m_value = value;
        else
            m_odd = QString::fromUtf8(text.data(), std::min(static_cast<qsizetype>(text.size()), qsizetype(160))).left(40);
    }
    void other() { ++m_items; }

    /// Puts it behind `columns`; gives the reason where it cannot.
    [[nodiscard]] QString appendTo(Columns &columns, const Columns *like) const
    {
        if (m_items != 2 || !m_seconds || !m_isText)
            return QStringLiteral("a sample that is not [time, \"value\"]");
        if (!std::isfinite(*m_seconds) || std::abs(*m_seconds) > 1e11)
            return QStringLiteral("a sample with an impossible time");
        const qint64 time = std::llround(*m_seconds * 1000);
        if (!columns.empty() && time <= columns.lastTime())
            return QStringLiteral("samples whose times do not rise");
        if (!m_value)
            return QStringLiteral("a value that is no number: ") + m_odd;
        columns.append(time, *m_value, like);
        return {};
    }

private:
    int m_items = 0;
    std::optional<double> m_seconds, m_value;
    bool m_isText = false;
    QString m_odd; ///< the text that is no number
};

} // namespace andon
