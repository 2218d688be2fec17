// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/PlotValues.h"

#include <qcustomplot.h>

namespace andon {

/// Labels of a value axis in its unit; few, at round values.
class ValueTicker : public QCPAxisTicker {
public:
    void setUnit(Unit unit) { m_unit = unit; }
    void setLogarithmic(bool logarithmic) { m_logarithmic = logarithmic; }
    /// Labels of a linear axis stand no nearer to each other than this share of the range.
    void setLeastStep(double share) { m_least = share; }

protected:
    QVector<double> createTickVector(double step, const QCPRange &range) override;
    double getTickStep(const QCPRange &range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override;

private:
    Unit m_unit = Unit::Ratio;
    bool m_logarithmic = false;
    double m_step = 1;
    double m_least = 0;
};

/// A round value inside a range and its label, perhaps empty.
struct ValueTick {
    double value = 0;
    QString label;
};

/// What a ValueTicker puts at a range, about `count` of them, rising.
[[nodiscard]] QList<ValueTick> valueTicks(const ValueRange &range, Unit unit, int count);

} // namespace andon
