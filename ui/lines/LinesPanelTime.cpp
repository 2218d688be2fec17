// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The bars over the lines: how far back, which time, and what is done with the data on show.
#include "ui/lines/LinesPanel.h"

#include "ui/lines/BaselineButton.h"
#include "ui/lines/DataWork.h"
#include "ui/lines/LinesBar.h"
#include "ui/lines/SplitView.h"
#include "ui/lines/TimeBar.h"
#include "ui/lines/WindowWork.h"
#include "ui/plot/TimeView.h"

#include <QMenu>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

void LinesPanel::connectBar()
{
    connect(m_bar, &LinesBar::rangeChosen, this, [this](qint64 seconds) {
        m_historySeconds = seconds;
        m_plot->setRangeSeconds(seconds);
        emit rangeSecondsChosen(seconds);
    });
    connect(m_bar, &LinesBar::backAsked, m_plot, &LinesPlot::goBack);
    connect(m_bar, &LinesBar::liveAsked, m_plot, &LinesPlot::goLive);
    connect(m_bar, &LinesBar::liveAsked, this, &LinesPanel::updateBar);
    connect(m_bar, &LinesBar::headlinesAsked, this, &LinesPanel::showHeadlines);
    connect(m_bar, &LinesBar::keepChosen, this, &LinesPanel::keepSecondsChosen);
    baseline().setTimes(
        [this] {
            const QString release = m_plot->looks().newestRelease();
            return release.isEmpty() ? std::nullopt : m_board.startOfVersion(release);
        },
        [this] { return m_nowMs; });
    connect(&baseline(), &BaselineButton::chosen, this, [this](const std::optional<BaselineSpec> &spec) {
        m_board.compareWith(spec);
        for (int row = 0; row < m_headers.size(); ++row)
            updateRow(row);
        emit baselineWanted(spec);
    });
}

BaselineButton &LinesPanel::baseline()
{
    return m_bar->baseline();
}

void LinesPanel::tellView()
{
    if (m_plot->live())
        emit liveShown();
    else
        emit windowShown(m_plot->startMs(), m_plot->endMs());
}

void LinesPanel::setKept(const LineUsage &usage, qint64 keepSeconds)
{
    m_bar->setKept(usage, keepSeconds);
}

void LinesPanel::setBackfill(int done, int of)
{
    m_bar->setBackfill(done, of);
}

void LinesPanel::connectTimeBar()
{
    connect(m_timeBar, &TimeBar::pauseAsked, m_plot, &LinesPlot::setPaused);
    connect(m_timeBar, &TimeBar::timeAsked, this, [this](qint64 timeMs) {
        showTime(timeMs);
        m_plot->setFocus(Qt::OtherFocusReason);
    });
    connect(m_split, &SplitView::wanted, this, &LinesPanel::splitWanted);
    connect(m_split, &SplitView::leaveAsked, this, &LinesPanel::showHeadlines);
    connect(m_plot, &LinesPlot::viewChanged, this, &LinesPanel::updateSplitTimes);
    connect(m_plot, &LinesPlot::pausedChanged, this, &LinesPanel::updateBar);
    fillMenu(m_timeBar->dataMenu());
    connect(m_data, &DataWork::told, this, &LinesPanel::told);
    connect(m_work, &WindowWork::attachAsked, this, &LinesPanel::attachAsked);
}

/// The keys are the window's; here they are named, so that they are found.
void LinesPanel::fillMenu(QMenu &menu)
{
    menu.addAction(tr("The four lines") + u"\t0"_s, this, &LinesPanel::showHeadlines);
    int digit = 1;
    for (const Family family : {Family::Quality, Family::Latency, Family::Cost, Family::Risk, Family::Stability, Family::Retrieval})
        menu.addAction(familyTitle(family) + u'\t' + QString::number(digit++), this, [this, family] { showFamily(family); });
    menu.addAction(tr("Find an indicator…") + u'\t' + QKeySequence(Qt::CTRL | Qt::Key_I).toString(QKeySequence::NativeText), this,
                   &LinesPanel::findIndicator);
    menu.addSeparator();
    m_data->fill(menu);
}

void LinesPanel::showTime(qint64 timeMs)
{
    if (timeMs >= m_plot->startMs() && timeMs <= m_plot->endMs()) {
        m_plot->setCrosshair(timeMs);
        return;
    }
    const qint64 halfView = (m_plot->endMs() - m_plot->startMs()) / 2;
    const qint64 needed = (m_nowMs - timeMs + halfView) / 1000;
    m_plot->panTo(timeMs);
    if (needed <= m_historySeconds)
        return;
    m_historySeconds = std::min(needed, TimeView::longestMs / 1000);
    emit rangeSecondsChosen(m_historySeconds);
}

void LinesPanel::focusTime()
{
    m_timeBar->focusTime();
}

} // namespace andon
