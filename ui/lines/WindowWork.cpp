// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/WindowWork.h"

#include "ui/lines/LinesPanel.h"
#include "ui/lines/TextTableDialog.h"
#include "ui/lines/WindowWords.h"

#include <QClipboard>
#include <QGuiApplication>

namespace andon {

static constexpr qsizetype longestNote = 8000;
static constexpr qsizetype longestCopy = 200'000;

WindowWork::WindowWork(LinesPlot &plot, const LineBoard &board, QWidget *parent)
    : QObject(parent), m_plot(plot), m_board(board), m_parent(parent)
{
    connect(&plot, &LinesPlot::selectionActAsked, this, &WindowWork::act);
}

void WindowWork::setSplit(const QString &label, const SplitReading &reading)
{
    m_splitLabel = label;
    m_split = reading;
}

void WindowWork::act(SelectionAct act)
{
    const std::optional<TimeWindow> window = m_plot.selection();
    if (!window)
        return;
    switch (act) {
    case SelectionAct::Zoom: break; // the plot does it itself
    case SelectionAct::Compare: compare(*window); break;
    case SelectionAct::Differ: differ(*window); break;
    case SelectionAct::Attach:
        emit attachAsked(windowNote(*window, m_zone, windowRows(m_board.readings(), *window), longestNote));
        break;
    case SelectionAct::Copy:
        QGuiApplication::clipboard()->setText(
            windowNote(*window, m_zone, windowRows(m_board.readings(), *window), longestCopy));
        break;
    }
}

TextTableDialog *WindowWork::table()
{
    if (!m_table)
        m_table = new TextTableDialog(m_parent);
    return m_table;
}

void WindowWork::compare(const TimeWindow &window)
{
    table()->showTable(LinesPanel::tr("Compare with before"),
                       LinesPanel::tr("The window %1 against the equally long one before it.").arg(windowText(window, m_zone)),
                       compareTable(windowRows(m_board.readings(), window)));
}

void WindowWork::differ(const TimeWindow &window)
{
    const QList<IndicatorReading> readings = m_board.readings();
    QString stable, canary;
    for (const QString &version : m_board.versions()) {
        if (m_plot.looks().role(version) == LineRole::Stable)
            stable = version;
        else if (m_plot.looks().role(version) == LineRole::Canary)
            canary = version;
    }
    QList<Comparison> asked = comparisonsIn(readings, window, {});
    if (!canary.isEmpty())
        asked += comparisonsBetween(readings, window, stable, canary);
    if (!m_splitLabel.isEmpty())
        asked += splitComparisons(m_split, m_splitLabel, window, stable, canary);
    table()->showTable(LinesPanel::tr("What differs?"),
                       LinesPanel::tr("What moved most in the window %1, against the equally long one before it and canary "
                                      "against stable. σ is the shift of the median over the pooled spread (MAD).")
                           .arg(windowText(window, m_zone)),
                       differenceTable(ranked(asked), m_plot.looks()));
}

} // namespace andon
