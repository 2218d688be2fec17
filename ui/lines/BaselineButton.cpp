// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/BaselineButton.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace andon {

static constexpr qint64 hourMs = 3'600'000;

qint64 beforeReleaseMs(qint64 startMs, qint64 nowMs)
{
    return (std::max<qint64>(0, nowMs - startMs) / hourMs + 1) * hourMs;
}

BaselineButton::BaselineButton(QWidget *parent)
    : QToolButton(parent), m_choices(new QActionGroup(this))
{
    auto *menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->addSection(tr("Compare with"));
    const auto add = [&](const QString &text, const QString &label, qint64 offsetMs) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(QVariant::fromValue(std::pair(label, offsetMs)));
        m_choices->addAction(action);
        return action;
    };
    m_none = add(tr("Nothing"), {}, 0);
    add(tr("An hour ago"), tr("an hour ago"), hourMs);
    m_last = add(tr("The same hour yesterday"), tr("yesterday"), 24 * hourMs);
    add(tr("The same hour a week ago"), tr("a week ago"), 7 * 24 * hourMs);
    m_release = add(tr("Before this release"), tr("before this release"), 0);
    m_none->setChecked(true);
    connect(menu, &QMenu::aboutToShow, this, &BaselineButton::offerRelease);
    connect(m_choices, &QActionGroup::triggered, this, &BaselineButton::choose);
    setMenu(menu);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Draw the headlines as they were before, dotted (B)"));
    setText(tr("Compare"));
    setAccessibleName(tr("Compare with: %1").arg(tr("nothing")));
}

void BaselineButton::setTimes(ReleaseStart releaseStart, Now now)
{
    m_releaseStart = std::move(releaseStart);
    m_now = std::move(now);
}

void BaselineButton::setReleaseWords(const QString &why)
{
    m_releaseWords = why;
    showRelease();
}

void BaselineButton::offerRelease()
{
    showRelease();
    if (!m_release->isEnabled())
        emit releaseAsked();
}

void BaselineButton::showRelease()
{
    const bool known = m_releaseStart && m_releaseStart();
    m_release->setEnabled(known);
    m_release->setToolTip(known ? QString() : m_releaseWords);
}

void BaselineButton::choose(QAction *action)
{
    auto [label, offsetMs] = action->data().value<std::pair<QString, qint64>>();
    if (action == m_release) {
        const std::optional<qint64> startMs = m_releaseStart ? m_releaseStart() : std::nullopt;
        if (!startMs)
            action = m_none;
        else
            offsetMs = beforeReleaseMs(*startMs, m_now());
    }
    action->setChecked(true);
    const bool none = action == m_none;
    if (!none)
        m_last = action;
    m_spec = none ? std::nullopt : std::optional(BaselineSpec{label, offsetMs});
    // The rows name what is compared with; the bar has no room for it.
    setCheckable(!none);
    setChecked(!none);
    setAccessibleName(tr("Compare with: %1").arg(none ? tr("nothing") : label));
    emit chosen(m_spec);
}

void BaselineButton::toggleBaseline()
{
    choose(m_spec ? m_none : m_last);
}

void BaselineButton::forgetRelease()
{
    if (m_choices->checkedAction() == m_release)
        choose(m_none);
}

} // namespace andon
