// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/ValueTicker.h"

#include "ui/plot/ValueText.h"

#include <cmath>

namespace andon {

QVector<double> ValueTicker::createTickVector(double step, const QCPRange &range)
{
    if (!m_logarithmic)
        return QCPAxisTicker::createTickVector(step, range);
    // 1, 2 and 5 of every decade; of many decades the ones alone.
    QVector<double> ticks;
    const bool many = range.upper / range.lower > 1000;
    for (double decade = std::pow(10, std::floor(std::log10(range.lower))); decade <= range.upper; decade *= 10) {
        for (const double digit : {1.0, 2.0, 5.0}) {
            if (!many || digit == 1.0)
                ticks.append(digit * decade);
        }
    }
    return ticks;
}

double ValueTicker::getTickStep(const QCPRange &range)
{
    const int wanted = tickCount();
    m_step = QCPAxisTicker::getTickStep(range);
    for (int count = wanted - 1; count > 0 && m_step < m_least * range.size(); --count) {
        setTickCount(count);
        m_step = QCPAxisTicker::getTickStep(range);
    }
    setTickCount(wanted);
    while (m_step > 0 && m_step < m_least * range.size())
        m_step *= 2;
    return m_step;
}

QString ValueTicker::getTickLabel(double tick, const QLocale &, QChar, int)
{
    // No label above 100 %: the room there is air, not a value.
    if (m_unit == Unit::Ratio && tick > 1 + 1e-9 && tick < 1.05)
        return {};
    return tickText(tick, m_unit, m_logarithmic ? tick : m_step);
}

QList<ValueTick> valueTicks(const ValueRange &range, Unit unit, int count)
{
    ValueTicker ticker;
    ticker.setTickCount(count);
    ticker.setUnit(unit);
    ticker.setLogarithmic(range.logarithmic);
    QVector<double> values;
    QVector<QString> labels;
    ticker.generate(QCPRange(range.low, range.high), QLocale::c(), u'g', 6, values, nullptr, &labels);
    QList<ValueTick> ticks;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (values[i] >= range.low && values[i] <= range.high)
            ticks.append({values[i], labels[i]});
    }
    return ticks;
}

} // namespace andon
