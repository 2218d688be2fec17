// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/LinesBar.h"

#include "ui/common/ClockText.h"
#include "ui/common/Icon.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace andon {

static QToolButton *barButton(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

LinesBar::LinesBar(QWidget *parent)
    : QWidget(parent)
    , m_ranges(new QButtonGroup(this))
    , m_back(barButton(tr("Back"), tr("Back to the view before (Backspace)"), this))
    , m_live(barButton({}, tr("Follow now (Ctrl+0)"), this))
    , m_usual(barButton(tr("Headlines"), tr("Draw the headline indicators again"), this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 2);
    layout->setSpacing(4);
    struct Range {
        int seconds;
        QString text, tip;
    };
    const QList<Range> ranges{{300, tr("5 min"), tr("Show the last 5 minutes")},
                              {900, tr("15 min"), tr("Show the last 15 minutes")},
                              {3600, tr("1 h"), tr("Show the last hour")},
                              {21600, tr("6 h"), tr("Show the last 6 hours")},
                              {86400, tr("24 h"), tr("Show the last 24 hours")}};
    for (const Range &range : ranges) {
        QToolButton *button = barButton(range.text, range.tip, this);
        button->setCheckable(true);
        button->setChecked(range.seconds == 3600);
        m_ranges->addButton(button, range.seconds);
        layout->addWidget(button);
    }
    m_back->setIcon(themeIcon(IconName::Back));
    m_live->setCheckable(true);
    layout->addSpacing(12);
    layout->addWidget(m_back);
    layout->addWidget(m_live);
    layout->addStretch(1);
    layout->addWidget(m_usual);
    connect(m_ranges, &QButtonGroup::idClicked, this, &LinesBar::rangeChosen);
    connect(m_back, &QToolButton::clicked, this, &LinesBar::backAsked);
    connect(m_live, &QToolButton::clicked, this, &LinesBar::liveAsked);
    connect(m_usual, &QToolButton::clicked, this, &LinesBar::headlinesAsked);
    setTabOrder(m_live, m_usual);
}

void LinesBar::setRange(qint64 seconds)
{
    m_ranges->setExclusive(false);
    for (QAbstractButton *button : m_ranges->buttons())
        button->setChecked(m_ranges->id(button) == seconds);
    m_ranges->setExclusive(true);
}

void LinesBar::setView(bool live, bool canGoBack, qint64 behindMs)
{
    m_back->setEnabled(canGoBack);
    m_live->setChecked(live);
    m_live->setIcon(themeIcon(live ? IconName::Live : IconName::Resume));
    m_live->setText(live ? tr("Live") : tr("Live, now %1 behind").arg(durationText(behindMs / 1000)));
}

void LinesBar::setHeadlinesOffered(bool offered)
{
    m_usual->setVisible(offered);
}

QWidget *LinesBar::lastTabStop() const
{
    return m_usual;
}

} // namespace andon
