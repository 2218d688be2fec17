// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/LinesBar.h"

#include "ui/common/ClockText.h"
#include "ui/common/Icon.h"
#include "ui/lines/BaselineButton.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int buttonGap = 4;

static QToolButton *barButton(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setProperty("tight", true);
    return button;
}

LinesBar::LinesBar(QWidget *parent)
    : QWidget(parent)
    , m_ranges(new QButtonGroup(this))
    , m_back(barButton(tr("Back"), tr("Back to the view before (Backspace)"), this))
    , m_live(barButton({}, tr("Follow now (Ctrl+0)"), this))
    , m_usual(barButton(tr("Headlines"), tr("Draw the headline indicators again"), this))
    , m_baseline(new BaselineButton(this))
    , m_kept(barButton({}, {}, this))
    , m_keeps(new QActionGroup(this))
    , m_backfill(new QProgressBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, buttonGap, 0);
    column->setSpacing(1);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(buttonGap);
    column->addLayout(layout);
    column->addWidget(m_backfill);
    buildRanges(*layout);
    m_back->setIcon(themeIcon(IconName::Back));
    m_live->setCheckable(true);
    layout->addSpacing(buttonGap);
    layout->addWidget(m_back);
    layout->addWidget(m_live);
    layout->addStretch(1);
    layout->addWidget(m_usual);
    layout->addWidget(m_baseline);
    layout->addWidget(m_kept);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    buildKeep();
    buildBackfill();
    connect(m_ranges, &QButtonGroup::idClicked, this, &LinesBar::rangeChosen);
    connect(m_back, &QToolButton::clicked, this, &LinesBar::backAsked);
    connect(m_live, &QToolButton::clicked, this, &LinesBar::liveAsked);
    connect(m_usual, &QToolButton::clicked, this, &LinesBar::headlinesAsked);
    setTabOrder(m_live, m_usual);
    setTabOrder(m_usual, m_baseline);
    setTabOrder(m_baseline, m_kept);
}

void LinesBar::buildRanges(QBoxLayout &layout)
{
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
        layout.addWidget(button);
    }
}

/// Times in plain units: what is kept is no countdown.
static QString spanText(qint64 seconds)
{
    if (seconds >= 172'800)
        return LinesBar::tr("%1 d").arg(seconds / 86'400);
    if (seconds >= 36'000 || (seconds >= 3600 && seconds % 3600 < 60))
        return LinesBar::tr("%1 h").arg(seconds / 3600);
    if (seconds >= 3600)
        return LinesBar::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
    return LinesBar::tr("%1 min").arg(seconds / 60);
}

void LinesBar::buildKeep()
{
    auto *menu = new QMenu(m_kept);
    menu->addSection(tr("Keep samples for"));
    for (const qint64 seconds : {qint64(0), qint64(21'600), qint64(86'400), qint64(259'200), qint64(604'800)}) {
        QAction *action = menu->addAction(seconds == 0 ? tr("As long as they are shown") : spanText(seconds));
        action->setCheckable(true);
        action->setData(seconds);
        m_keeps->addAction(action);
    }
    connect(m_keeps, &QActionGroup::triggered, this, [this](QAction *action) { emit keepChosen(action->data().toLongLong()); });
    m_kept->setMenu(menu);
    m_kept->setPopupMode(QToolButton::InstantPopup);
    m_kept->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_kept->setProperty("tight", false); // its arrow takes the room
    m_kept->setAccessibleName(tr("Keep samples for"));
    m_kept->hide(); // until something is kept
}

void LinesBar::buildBackfill()
{
    m_backfill->setTextVisible(false);
    m_backfill->setFixedHeight(3);
    QSizePolicy policy = m_backfill->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // the plots do not jump when it comes and goes
    m_backfill->setSizePolicy(policy);
    m_backfill->hide();
}

void LinesBar::setKept(const LineUsage &usage, qint64 keepSeconds)
{
    const QString size = locale().formattedDataSize(static_cast<qint64>(usage.bytes), 1, QLocale::DataSizeSIFormat);
    const QString limit = locale().formattedDataSize(static_cast<qint64>(usage.capBytes), 0, QLocale::DataSizeSIFormat);
    const QString kept = tr("Kept: %1, %2").arg(spanText(usage.keptMs / 1000), size);
    // The bar has room for the size alone; the rest is in the tip and for a screen reader.
    m_kept->setText(usage.cutToCap ? tr("%1 (full)").arg(size) : size);
    const QString tip = usage.cutToCap
        ? tr("The oldest samples were dropped: at most %1 are kept. Choose how long samples are kept").arg(limit)
        : tr("Choose how long samples are kept; at most %1").arg(limit);
    m_kept->setToolTip(kept + u'\n' + tip);
    m_kept->setAccessibleName(usage.cutToCap ? tr("%1 (full)").arg(kept) : kept);
    m_kept->setAccessibleDescription(tip);
    m_kept->menu()->setTitle(QString(m_kept->accessibleName()).replace(u'&', u"&&"_s));
    m_keepsAny = usage.bytes > 0;
    placeKept();
    for (QAction *action : m_keeps->actions())
        action->setChecked(action->data().toLongLong() == keepSeconds);
}

void LinesBar::setBackfill(int done, int of)
{
    m_backfill->setVisible(of > 0);
    m_backfill->setRange(0, std::max(1, of));
    m_backfill->setValue(done);
    const QString words = tr("History being read: %1 of %2 pieces").arg(done).arg(of);
    m_backfill->setToolTip(words);
    m_backfill->setAccessibleName(words);
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

QMenu &LinesBar::keepMenu() const
{
    return *m_kept->menu();
}

QSize LinesBar::minimumSizeHint() const
{
    QSize size = layout()->minimumSize();
    if (!m_kept->isHidden())
        size.rwidth() -= m_kept->sizeHint().width() + buttonGap;
    return size;
}

/// Only where there is room: the menu of the view says it, too.
void LinesBar::placeKept()
{
    m_kept->setVisible(m_keepsAny && width() >= minimumSizeHint().width() + m_kept->sizeHint().width() + buttonGap);
}

bool LinesBar::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        placeKept();
    return QWidget::event(event);
}

QWidget *LinesBar::lastTabStop() const
{
    return m_kept;
}

} // namespace andon
