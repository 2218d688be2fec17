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
        m_desk->lines().setHistoryMs(seconds * 1000);
        m_desk->splits().setWindow(seconds * 1000);
    });
    connect(&panel, &LinesPanel::windowShown, this, [this](qint64 startMs, qint64 endMs) {
        if (m_desk)
            m_desk->lines().showWindow(startMs, endMs);
    });
    connect(&panel, &LinesPanel::liveShown, this, [this] {
        if (m_desk)
            m_desk->lines().showLive();
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
    connect(&panel, &LinesPanel::keepSecondsChosen, this, [this](qint64 seconds) {
        QSettings().setValue(keepKey, seconds);
        keep(seconds);
    });
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
    if (!m_desk)
        return;
    m_desk->lines().disconnect(this);
    disconnect(&m_desk->lines(), &LinePoller::baselineRead, &m_panel, nullptr);
    m_desk->lines().showLive();
    m_desk->lines().setBaseline(std::nullopt);
    m_desk = nullptr;
}

void HistoryLink::setDesk(ServiceDesk &desk)
{
    leaveDesk();
    m_desk = &desk;
    connect(&desk.lines(), &LinePoller::baselineRead, &m_panel, &LinesPanel::setBaseline);
    m_panel.baseline().forgetRelease();
    desk.lines().setBaseline(m_panel.baseline().spec());
    m_panel.setBackfill(0, 0);
    connect(&desk.lines(), &LinePoller::backfillChanged, this, [this](int done, int of) { m_panel.setBackfill(done, of); });
    if (m_pixels > 0)
        desk.lines().setPixelWidth(m_pixels);
    keep(m_keepSeconds);
}

void HistoryLink::tick()
{
    if (m_desk)
        m_panel.setKept(m_desk->lines().usage(), m_keepSeconds);
}

} // namespace andon
