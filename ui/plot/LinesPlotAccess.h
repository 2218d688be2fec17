// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

namespace andon {

class LinesPlot;

/// What assistive technology sees of the lines: a chart with one child a series, named "Latency P95, v42, canary", whose
/// value is "412 ms at 14:03:05 UTC" and whose description says how it stands to its gates.
class LinesPlotAccess final : public QAccessibleWidget {
public:
    explicit LinesPlotAccess(LinesPlot *plot);
    ~LinesPlotAccess() override;
    /// From now on every LinesPlot is seen so.
    static void install();
    /// The chosen series has the focus now, or has another value.
    static void tellChosen(LinesPlot &plot, int series, bool focused);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;

private:
    [[nodiscard]] LinesPlot &plot() const;
    [[nodiscard]] int seriesCount() const;
    mutable QHash<int, QAccessible::Id> m_series; ///< made when first asked for
};

/// One series of a LinesPlot; invalid once there are fewer.
class SeriesAccess final : public QAccessibleInterface {
public:
    SeriesAccess(LinesPlot *plot, int index) : m_plot(plot), m_index(index) {}
    [[nodiscard]] int index() const { return m_index; }

    [[nodiscard]] bool isValid() const override;
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString &) override {}
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Graphic; }
    [[nodiscard]] QAccessible::State state() const override;

private:
    QPointer<LinesPlot> m_plot;
    int m_index;
};

} // namespace andon
