// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/HistoryLink.h"

#include "ui/lines/BaselineButton.h"

#include <QSettings>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qint64 usualKeepSeconds = 21'600;
static constexpr qint64 mostKeepSeconds = 604'800;
static const QString keepKey = u"window/keepSeconds"_s;

HistoryLink::HistoryLink(LinesPanel &panel, QObject *parent)
    : QObject(parent)
    , m_panel(panel)
    , m_keepSeconds(std::clamp<qint64>(QSettings().value(keepKey, usualKeepSeconds).toLongLong(), 0, mostKeepSeconds))
{
    connect(&panel, &LinesPanel::rangeSecondsChosen, this, [this](qint64 seconds) {
        if (!m_desk)
            return;
        m_ranges.insert(m_desk->spec().name, seconds);
        m_desk->lines().setHistoryMs(seconds * 1000);
    });
    connect(&panel, &LinesPanel::windowShown, this, [this](qint64 startMs, qint64 endMs) {
        if (m_desk)
            m_desk->lines().showWindow(startMs, endMs);
        tellSplits();
    });
    connect(&panel, &LinesPanel::liveShown, this, [this] {
        if (m_desk)
            m_desk->lines().showLive();
        tellSplits();
    });
    connect(&panel.plot(), &LinesPlot::pausedChanged, this, &HistoryLink::tellSplits);
    connect(&panel, &LinesPanel::splitWanted, this, [this](const Indicator &indicator, const SplitSpec &spec) {
        if (!m_desk)
            return;
        tellSplits();
        m_desk->splits().show(indicator, spec);
    });
    connect(&panel, &LinesPanel::splitSurveyWanted, this, [this](const std::optional<TimeWindow> &window) {
        if (!m_survey || !m_desk)
            return;
        m_survey->stop();
        if (window)
            m_survey->ask(m_desk->spec().indicators, m_desk->spec().splits, *window);
    });
    connect(&panel, &LinesPanel::pixelWidthChanged, this, [this](int pixels) {
        m_pixels = pixels;
        if (m_desk)
            m_desk->lines().setPixelWidth(pixels);
    });
    connect(&panel, &LinesPanel::baselineWanted, this, [this](const std::optional<BaselineSpec> &spec) {
        if (m_desk)
            m_desk->lines().setBaseline(spec);
    });
    connect(&panel, &LinesPanel::releaseStartWanted, this, [this](const QString &version) {
        if (!m_desk)
            return;
        if (servingQuery(m_desk->spec()).isEmpty())
            m_panel.setReleaseStart(version, {});
        else
            m_starts->find({version});
    });
    connect(&panel, &LinesPanel::keepSecondsChosen, this, [this](qint64 seconds) {
        QSettings().setValue(keepKey, seconds);
        keep(seconds);
    });
}

/// Small plots stand on the lines' axis: the span in view is theirs, paused or not.
void HistoryLink::tellSplits()
{
    if (!m_desk)
        return;
    const LinesPlot &plot = m_panel.plot();
    if (plot.live() && !plot.paused())
        m_desk->splits().setLive(plot.endMs() - plot.startMs());
    else
        m_desk->splits().setWindow(plot.startMs(), plot.endMs());
}

void HistoryLink::keep(qint64 seconds)
{
    m_keepSeconds = seconds;
    if (m_desk)
        m_desk->lines().setKeep(seconds * 1000, LineStore::usualCapBytes);
    tick();
}

void HistoryLink::leaveDesk()
{
    m_survey.reset();
    m_starts.reset();
    if (!m_desk)
        return;
    m_desk->lines().disconnect(this);
    disconnect(&m_desk->lines(), &LinePoller::baselineRead, &m_panel, nullptr);
    m_desk->lines().showLive();
    m_desk->lines().setBaseline(std::nullopt);
    // What a person wants kept is wanted of what is on show: else each service that was ever looked at would hold as much.
    m_desk->lines().setHistoryMs(m_desk->spec().historySeconds * 1000);
    m_desk->lines().setKeep(0, LineStore::usualCapBytes);
    m_desk = nullptr;
}

void HistoryLink::setDesk(ServiceDesk &desk)
{
    leaveDesk();
    m_desk = &desk;
    m_survey = std::make_unique<SplitSurvey>(desk.metrics(), desk.spec().versionLabel, desk.spec().stepSeconds * 1000);
    connect(m_survey.get(), &SplitSurvey::read, &m_panel, &LinesPanel::setSplitSurvey);
    m_starts = std::make_unique<ReleaseStarts>(desk.metrics(), desk.clock(), servingQuery(desk.spec()), desk.spec().versionLabel);
    connect(m_starts.get(), &ReleaseStarts::found, this, [this](const QMap<QString, ReleaseStart> &starts) {
        for (auto start = starts.cbegin(); start != starts.cend(); ++start)
            m_panel.setReleaseStart(start.key(), start.value());
    });
    connect(&desk.lines(), &LinePoller::baselineRead, &m_panel, &LinesPanel::setBaseline);
    m_panel.baseline().forgetRelease();
    desk.lines().setBaseline(m_panel.baseline().spec());
    m_panel.setBackfill(0, 0);
    connect(&desk.lines(), &LinePoller::backfillChanged, this, [this](int done, int of) { m_panel.setBackfill(done, of); });
    if (m_pixels > 0)
        desk.lines().setPixelWidth(m_pixels);
    const qint64 seconds = m_ranges.value(desk.spec().name, desk.spec().historySeconds);
    desk.lines().setHistoryMs(seconds * 1000);
    m_panel.setRangeSeconds(seconds);
    keep(m_keepSeconds);
}

void HistoryLink::tick()
{
    if (m_desk)
        m_panel.setKept(m_desk->lines().usage(), m_keepSeconds);
}

} // namespace andon
