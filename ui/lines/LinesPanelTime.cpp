// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The bars over the lines: how far back, which time, and what is done with the data on show.
#include "ui/lines/LinesPanel.h"

#include "app/base/DisplayText.h"
#include "ui/common/ErrorText.h"
#include "ui/lines/BaselineButton.h"
#include "ui/lines/DataWork.h"
#include "ui/lines/LinesBar.h"
#include "ui/lines/SplitView.h"
#include "ui/lines/TimeBar.h"
#include "ui/lines/WindowWork.h"

#include <QMenu>

namespace andon {

using namespace Qt::StringLiterals;

void LinesPanel::connectBar()
{
    connect(m_bar, &LinesBar::rangeChosen, this, [this](qint64 seconds) {
        m_plot->setRangeSeconds(seconds);
        emit rangeSecondsChosen(seconds);
    });
    connect(m_bar, &LinesBar::backAsked, m_plot, &LinesPlot::goBack);
    connect(m_bar, &LinesBar::liveAsked, m_plot, &LinesPlot::goLive);
    connect(m_bar, &LinesBar::liveAsked, this, &LinesPanel::updateBar);
    connect(m_bar, &LinesBar::headlinesAsked, this, &LinesPanel::showHeadlines);
    connect(m_bar, &LinesBar::keepChosen, this, &LinesPanel::keepSecondsChosen);
    baseline().setTimes([this] { return releaseStartMs(); }, [this] { return m_nowMs; });
    connect(&baseline(), &BaselineButton::releaseAsked, this, [this] {
        const QString release = m_plot->looks().newestRelease();
        baseline().setReleaseWords(releaseWords());
        if (!release.isEmpty() && !m_starts.value(release).isOlder)
            emit releaseStartWanted(release);
    });
    connect(&baseline(), &BaselineButton::chosen, this, [this](const std::optional<BaselineSpec> &spec) {
        m_board.compareWith(spec);
        for (int row = 0; row < m_headers.size(); ++row)
            updateRow(row);
        emit baselineWanted(spec);
    });
}

/// What is kept of the lines tells it at once; the source remembers more.
std::optional<qint64> LinesPanel::releaseStartMs() const
{
    const QString release = m_plot->looks().newestRelease();
    if (release.isEmpty())
        return std::nullopt;
    const std::optional<qint64> kept = m_board.startOfVersion(release);
    return kept ? kept : m_starts.value(release).startMs;
}

/// Why it is not known when the newest release began.
QString LinesPanel::releaseWords() const
{
    const QString release = m_plot->looks().newestRelease();
    const QString name = displaySafe(release, 60);
    if (release.isEmpty())
        return tr("Nobody says which version is the newest release");
    const auto start = m_starts.constFind(release);
    if (start == m_starts.cend())
        return tr("When %1 began is being looked up").arg(name);
    if (start->error)
        return tr("When %1 began was not read: %2").arg(name, errorText(*start->error));
    return start->isOlder ? tr("%1 served already where the source's memory begins").arg(name)
                          : tr("The source has nothing of %1").arg(name);
}

void LinesPanel::setReleaseStart(const QString &version, const ReleaseStart &start)
{
    m_starts.insert(version, start);
    baseline().setReleaseWords(releaseWords());
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
    connect(m_work, &WindowWork::splitsWanted, this, &LinesPanel::splitSurveyWanted);
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
    m_logarithmic = menu.addAction(tr("Durations on a logarithmic axis") + u"\tL"_s);
    m_logarithmic->setCheckable(true);
    connect(m_logarithmic, &QAction::triggered, this, &LinesPanel::setLogarithmic);
    menu.addMenu(&m_bar->keepMenu());
    menu.addSeparator();
    m_data->fill(menu);
}

void LinesPanel::showTime(qint64 timeMs)
{
    if (timeMs >= m_plot->startMs() && timeMs <= m_plot->endMs()) {
        m_plot->setCrosshair(timeMs);
        return;
    }
    m_plot->panTo(timeMs);
}

void LinesPanel::focusTime()
{
    m_timeBar->focusTime();
}

} // namespace andon
