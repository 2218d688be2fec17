// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/BaselineButton.h"

#include "app/base/DisplayText.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

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
    setMenu(menu);
    m_none = add(tr("Nothing"), {}, 0);
    add(tr("An hour ago"), tr("an hour ago"), hourMs);
    m_last = add(tr("The same hour yesterday"), tr("yesterday"), 24 * hourMs);
    add(tr("The same hour a week ago"), tr("a week ago"), 7 * 24 * hourMs);
    m_release = add(tr("Before this release"), tr("before this release"), 0);
    m_none->setChecked(true);
    connect(menu, &QMenu::aboutToShow, this, &BaselineButton::offerRelease);
    connect(m_choices, &QActionGroup::triggered, this, &BaselineButton::choose);
    setPopupMode(QToolButton::InstantPopup);
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("Draw the headlines as they were before, dotted (B)"));
    setText(tr("Compare"));
    setAccessibleName(tr("Compare with: %1").arg(tr("nothing")));
}

QAction *BaselineButton::add(const QString &text, const QString &label, qint64 offsetMs)
{
    QAction *action = menu()->addAction(text);
    action->setCheckable(true);
    action->setData(QVariant::fromValue(std::pair(label, offsetMs)));
    m_choices->addAction(action);
    return action;
}

void BaselineButton::setCarried(const QList<BaselineSpec> &carried)
{
    m_isCarried = true;
    const auto offsetOf = [](const QAction *action) { return action->data().value<std::pair<QString, qint64>>().second; };
    QAction *first = m_none;
    for (const BaselineSpec &spec : carried) {
        const QList<QAction *> known = m_choices->actions();
        const auto same = std::find_if(known.cbegin(), known.cend(), [&](const QAction *one) { return offsetOf(one) == spec.offsetMs; });
        const QString label = displaySafe(spec.label, 60);
        QAction *action = same != known.cend() ? *same : add(QString(label).replace(u'&', u"&&"_s), label, spec.offsetMs);
        first = first == m_none ? action : first;
    }
    for (QAction *action : m_choices->actions()) {
        const bool isThere = action == m_none
            || std::any_of(carried.cbegin(), carried.cend(), [&](const BaselineSpec &spec) { return spec.offsetMs == offsetOf(action); });
        action->setEnabled(isThere);
        action->setToolTip(isThere ? QString() : tr("The bundle does not carry it"));
    }
    m_last = first;
    choose(first);
    setEnabled(first != m_none);
    if (first == m_none)
        setToolTip(tr("The bundle carries nothing that the lines could be compared with"));
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
    if (!m_release->isEnabled() && !m_isCarried)
        emit releaseAsked();
}

void BaselineButton::showRelease()
{
    if (m_isCarried)
        return;
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
