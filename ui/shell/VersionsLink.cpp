// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/VersionsLink.h"

#include "ui/versions/VersionsPanel.h"

#include <algorithm>

namespace andon {

static QString withRole(const Rollout &rollout, VersionRole role)
{
    const auto found = std::find_if(rollout.shares.cbegin(), rollout.shares.cend(), [role](const VersionShare &one) { return one.role == role; });
    return found == rollout.shares.cend() ? QString() : found->version;
}

VersionsLink::VersionsLink(CanaryPanel &canary, QWidget &window)
    : QObject(&window)
    , m_canary(canary)
    , m_window(window)
{
    connect(&canary, &CanaryPanel::changesAsked, this, &VersionsLink::open);
}

void VersionsLink::setDesk(ServiceDesk &desk)
{
    leaveDesk();
    m_desk = &desk;
    connect(&desk.versions(), &VersionWatch::changed, this, &VersionsLink::show);
    connect(&desk, &ServiceDesk::rolloutChanged, this, [this](const Rollout &rollout) {
        const QString stable = withRole(rollout, VersionRole::Stable);
        const QString canary = withRole(rollout, VersionRole::Canary);
        if (stable == m_stable && canary == m_canaryVersion)
            return;
        m_stable = stable;
        m_canaryVersion = canary;
        show();
    });
    const Rollout rollout = desk.rollout();
    m_stable = withRole(rollout, VersionRole::Stable);
    m_canaryVersion = withRole(rollout, VersionRole::Canary);
    show();
}

void VersionsLink::leaveDesk()
{
    if (m_desk) {
        m_desk->disconnect(this);
        m_desk->versions().disconnect(this);
    }
    m_desk = nullptr;
    m_canary.setVersionTroubles({}, true);
    if (!m_panel)
        return;
    m_panel->forgetChoice();
    m_panel->hide();
}

void VersionsLink::recall(const QList<Event> &events)
{
    for (const Event &event : events) {
        if (m_desk && event.service == m_desk->spec().name)
            m_desk->versions().recall(event.version, event.payload);
    }
}

void VersionsLink::show()
{
    if (!m_desk)
        return;
    const VersionWatch &watch = m_desk->versions();
    QStringList words;
    for (const VersionTrouble &trouble : watch.troubles())
        words << troubleText(trouble);
    m_canary.setVersionTroubles(words, watch.hasSource());
    if (m_panel && m_panel->isVisible())
        m_panel->setView({m_desk->spec().title, watch.book().versions(), m_stable, m_canaryVersion, watch.troubles()});
}

void VersionsLink::open()
{
    if (!m_desk)
        return;
    if (!m_panel)
        m_panel = new VersionsPanel(&m_window);
    m_panel->show();
    show();
    m_panel->raise();
    m_panel->activateWindow();
}

} // namespace andon
