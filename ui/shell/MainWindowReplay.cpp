// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Freezing what is on screen, and looking at what was frozen.
#include "ui/shell/MainWindow.h"

#include "ui/actions/ActionBar.h"
#include "ui/actions/OperationCards.h"
#include "ui/incidents/ReplayBar.h"
#include "ui/incidents/TimelinePanel.h"
#include "ui/lines/BaselineButton.h"
#include "ui/lines/LinesPanel.h"
#include "ui/shell/AlertsLink.h"
#include "ui/shell/BoardLayout.h"
#include "ui/shell/EvidenceLink.h"
#include "ui/shell/IncidentLink.h"
#include "ui/shell/PostmortemLink.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

void MainWindow::setEvidence(EvidenceDesk &desk)
{
    m_evidence = new EvidenceLink(desk, *this);
    m_postmortem->setEvidence(desk);
    connect(m_evidence, &EvidenceLink::told, this, &MainWindow::tell);
}

/// The selected window, or what is in view; never what is still to come.
void MainWindow::freezeEvidence()
{
    if (!m_desk || !m_evidence) {
        tell(m_console.replay() ? tr("This is a replay: it is evidence already") : tr("Evidence is of one service: choose one first"));
        return;
    }
    const LinesPlot &plot = m_lines->plot();
    TimeWindow window = plot.selection().value_or(TimeWindow{plot.startMs(), plot.endMs()});
    window.toMs = std::min(window.toMs, nowMs());
    if (window.fromMs < window.toMs)
        m_evidence->freeze(m_desk->spec().name, window, m_zone);
}

void MainWindow::startReplay(const QString &file, TimePoint at)
{
    const ReplayPorts *replay = m_console.replay();
    if (!replay || m_replay)
        return;
    m_replay = new ReplayBar;
    m_replay->setWindow(file, replay->evidence.from, replay->evidence.to);
    QList<TimePoint> stops;
    for (const Event &event : replay->evidence.journal) {
        if (event.recordedAt >= replay->evidence.from && event.recordedAt <= replay->evidence.to)
            stops << event.recordedAt;
    }
    std::sort(stops.begin(), stops.end());
    m_replay->setStops(stops);
    m_layout->setBanner(m_replay);
    m_timeline->setReadOnly(true);
    m_lines->baseline().setCarried(replay->evidence.baselines);
    if (!replay->evidence.holdsAnswers)
        m_lines->setSplitsAbsent(tr("Small plots: this bundle does not carry them"));
    connect(m_replay, &ReplayBar::timeChosen, this, &MainWindow::showReplay);
    showReplay(at);
    m_lines->plot().zoomTo(toMs(replay->evidence.from), toMs(replay->evidence.to));
    m_replay->setFocus(Qt::OtherFocusReason);
}

/// All that belongs to another time goes before what was known at this one comes: nothing of it is carried over.
void MainWindow::showReplay(TimePoint at)
{
    if (!m_replay || m_console.desks().empty())
        return;
    const QString name = m_console.desks().front()->spec().name;
    const qint64 startMs = m_lines->plot().startMs(), endMs = m_lines->plot().endMs();
    const std::optional<Family> family = m_lines->board().family();
    leaveService();
    m_timeline->clear();
    m_cards->clear();
    m_console.replayAt(at);
    m_alerts->follow();
    m_incidents->follow();
    m_actions->showAsOf(m_console.clock().now());
    connectOperations();
    showService(name);
    if (family)
        m_lines->showFamily(*family);
    m_desk->show(m_console.replay()->moment);
    m_lines->plot().zoomTo(startMs, endMs);
    m_replay->setTimeZone(m_zone);
    m_replay->setTime(m_console.clock().now());
}

} // namespace andon
