// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/WindowWork.h"

#include "app/base/DisplayText.h"
#include "ui/common/ErrorText.h"
#include "ui/common/SourceWords.h"
#include "ui/lines/LinesPanel.h"
#include "ui/lines/SplitView.h"
#include "ui/lines/TextTableDialog.h"
#include "ui/lines/WindowWords.h"

#include <QClipboard>
#include <QGuiApplication>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qsizetype longestNote = 32'000; // half of what a note holds
static constexpr qsizetype longestCopy = 200'000;

WindowWork::WindowWork(LinesPlot &plot, const LineBoard &board, QWidget *parent)
    : QObject(parent), m_plot(plot), m_board(board), m_parent(parent)
{
    connect(&plot, &LinesPlot::selectionActAsked, this, &WindowWork::act);
}

void WindowWork::setSplits(qsizetype count)
{
    if (m_differing)
        m_table->close();
    m_splits = count;
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
    case SelectionAct::Attach: {
        const auto note = [&] {
            const SourceWords english; // it goes on the record
            return windowNote(*window, m_zone, windowRows(m_board.readings(), *window), longestNote);
        };
        emit attachAsked(note());
        break;
    }
    case SelectionAct::Copy:
        QGuiApplication::clipboard()->setText(
            windowNote(*window, m_zone, windowRows(m_board.readings(), *window), longestCopy));
        break;
    }
}

TextTableDialog *WindowWork::table()
{
    if (!m_table) {
        m_table = new TextTableDialog(m_parent);
        connect(m_table, &QDialog::finished, this, &WindowWork::forgetDifferences);
    }
    return m_table;
}

void WindowWork::compare(const TimeWindow &window)
{
    forgetDifferences(); // it is the same table
    table()->showTable(LinesPanel::tr("Compare with before"),
                       LinesPanel::tr("The window %1 against the equally long one before it.").arg(windowText(window, m_zone)),
                       compareTable(windowRows(m_board.readings(), window)));
}

/// Stable and the canary, empty where there is none.
std::pair<QString, QString> WindowWork::pair() const
{
    std::pair<QString, QString> found;
    for (const QString &version : m_board.versions()) {
        if (m_plot.looks().role(version) == LineRole::Stable)
            found.first = version;
        else if (m_plot.looks().role(version) == LineRole::Canary)
            found.second = version;
    }
    return found;
}

void WindowWork::differ(const TimeWindow &window)
{
    const QList<IndicatorReading> readings = m_board.readings();
    const auto [stable, canary] = pair();
    QList<Comparison> asked = comparisonsIn(readings, window, {});
    if (!canary.isEmpty())
        asked += comparisonsBetween(readings, window, stable, canary);
    m_differing = window;
    m_differences = merged(ranked(asked), {}, mostDifferences);
    m_survey = {window, {}, 0, m_splits, {}};
    m_unread.clear();
    table()->showTable(LinesPanel::tr("What differs?"), differSentence(), differenceTable(m_differences, m_plot.looks()));
    if (m_splits > 0)
        emit splitsWanted(window);
}

void WindowWork::takeSplits(const SplitSurveyReading &reading)
{
    if (!m_differing || reading.window != *m_differing)
        return;
    const auto [stable, canary] = pair();
    for (const SplitReading &split : reading.splits) {
        const QString name = splitName(split.indicator, split.spec);
        if (split.error)
            m_unread.append(LinesPanel::tr("%1 (not read: %2)").arg(name, errorBrief(*split.error)));
        else if (split.parts.isEmpty())
            m_unread.append(LinesPanel::tr("%1 (the source knows no such series)").arg(name));
        const QList<Comparison> further = splitComparisons(split, split.spec.label, reading.window, stable, canary);
        m_differences = merged(m_differences, ranked(further), mostDifferences);
    }
    m_survey = reading;
    m_survey.splits.clear();
    table()->setTable(LinesPanel::tr("What differs?"), differSentence(), differenceTable(m_differences, m_plot.looks()));
    table()->fitColumns();
}

/// Nobody looks any more: what it rests on need not be kept, nor read.
void WindowWork::forgetDifferences()
{
    if (!m_differing)
        return;
    m_differing.reset();
    m_differences.clear();
    emit splitsWanted(std::nullopt);
}

/// What is compared, and what of it is not there, or not yet.
QString WindowWork::differSentence() const
{
    static constexpr qsizetype named = 3;
    QStringList parts{LinesPanel::tr("What moved most in the window %1, against the equally long one before it and canary "
                                     "against stable. σ is the shift of the median over the pooled spread (MAD).")
                          .arg(windowText(*m_differing, m_zone))};
    if (m_splits == 0)
        parts << LinesPanel::tr("Versions alone are compared: the workspace splits no indicator by a label.");
    else if (m_survey.done < m_survey.of)
        parts << LinesPanel::tr("Values of labels are being read: %1 of %2 splits so far.").arg(m_survey.done).arg(m_survey.of);
    const QString unread = m_unread.mid(0, named).join(u", "_s);
    if (const auto more = static_cast<int>(m_unread.size() - named); more > 0)
        parts << LinesPanel::tr("Missing: %1 and %n more.", nullptr, more).arg(unread);
    else if (!m_unread.isEmpty())
        parts << LinesPanel::tr("Missing: %1.").arg(unread);
    if (!m_survey.warnings.isEmpty())
        parts << LinesPanel::tr("The source warns: %1").arg(displaySafe(m_survey.warnings.first(), 200));
    return parts.join(u'\n');
}

} // namespace andon
