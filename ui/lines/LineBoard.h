// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Baseline.h"
#include "app/lines/ExemplarSource.h"
#include "app/lines/IndicatorReading.h"
#include "ui/plot/PlotValues.h"

#include <QHash>
#include <QList>

#include <optional>

namespace andon {

/// Which indicators stand in which row. Four rows always (quality, latency, cost, risk), each with its family's
/// headlines unless a person chose another indicator of the family; one more row for a chosen indicator of the other
/// families. GUI thread.
class LineBoard {
public:
    void setIndicators(const QList<Indicator> &indicators);
    [[nodiscard]] const QList<Indicator> &indicators() const { return m_indicators; }
    /// Of a known indicator; an unknown one is ignored and gives false.
    bool setReading(const IndicatorReading &reading);
    /// Draws rows of durations on a logarithmic axis.
    void setLogarithmic(bool logarithmic) { m_logarithmic = logarithmic; }
    [[nodiscard]] bool isLogarithmic() const { return m_logarithmic; }
    /// Requests behind an indicator, drawn as dots on its row.
    void setExemplars(const QString &indicatorId, const QList<Exemplar> &exemplars) { m_exemplars.insert(indicatorId, exemplars); }
    /// What the headlines are compared with from now on; readings of another baseline are ignored.
    void compareWith(const std::optional<BaselineSpec> &spec);
    void setBaseline(const BaselineReading &reading);
    /// Of every indicator that was read, in the workspace's order.
    [[nodiscard]] QList<IndicatorReading> readings() const;
    /// What was last read; without an answer yet, the indicator alone, Lost.
    [[nodiscard]] IndicatorReading reading(const QString &indicatorId) const;

    /// Draws that indicator in its family's row, or in a further row.
    void choose(const QString &indicatorId);
    /// Draws every indicator of that family, each in a row of its own.
    void showFamily(Family family) { m_family = family; }
    [[nodiscard]] std::optional<Family> family() const { return m_family; }
    void showHeadlines();
    [[nodiscard]] bool showsHeadlines() const { return m_chosen.isEmpty() && !m_family; }

    static constexpr int mostFamilyRows = 6; ///< more would be too low to be read
    [[nodiscard]] int rowCount() const;
    /// The indicators of a row, the one with bands and header first; empty where the workspace names none.
    [[nodiscard]] QList<Indicator> indicatorsOfRow(int row) const;
    [[nodiscard]] Family familyOfRow(int row) const;
    /// The row that draws an indicator, or -1.
    [[nodiscard]] int rowOf(const QString &indicatorId) const;
    [[nodiscard]] PlotRow plotRow(int row) const;
    /// Every version that any reading names, sorted.
    [[nodiscard]] QStringList versions() const;
    /// The first sample of a version after a time at which the source knew others only; nullopt: it serves since before
    /// everything that is known.
    [[nodiscard]] std::optional<qint64> startOfVersion(const QString &version) const;

private:
    void addBaseline(PlotRow &plot, const Indicator &indicator) const;
    [[nodiscard]] QString extraId() const;
    [[nodiscard]] QList<Indicator> ofFamily(Family family) const;
    [[nodiscard]] const Indicator *find(const QString &indicatorId) const;
    [[nodiscard]] QList<Indicator> headlines(Family family) const;
    QList<Indicator> m_indicators;
    QHash<QString, IndicatorReading> m_readings;
    QHash<QString, QList<Exemplar>> m_exemplars; ///< by indicator
    std::optional<BaselineSpec> m_baseline;
    QHash<QString, BaselineReading> m_baselines; ///< by indicator
    bool m_logarithmic = false;
    QHash<Family, QString> m_chosen;
    Family m_extraFamily = Family::Stability;
    std::optional<Family> m_family; ///< shown as a whole
};

/// The family's name on screen, "Quality"; "Retrieval and tools".
[[nodiscard]] QString familyTitle(Family family);

} // namespace andon
