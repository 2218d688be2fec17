// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/TimeBar.h"

#include "ui/common/Icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace andon {

QString timeFaultText(TimeEntryFault fault)
{
    switch (fault) {
    case TimeEntryFault::Empty:
    case TimeEntryFault::NotATime: return TimeBar::tr("not a time: 14:05, 2026-11-25 14:05, -2h or an epoch");
    case TimeEntryFault::NoSuchTime: return TimeBar::tr("there is no such day or time");
    case TimeEntryFault::InTheFuture: return TimeBar::tr("that is still to come");
    case TimeEntryFault::TooLongAgo: return TimeBar::tr("too long ago: times begin in 1970");
    }
    return {};
}

TimeBar::TimeBar(QWidget *parent)
    : QWidget(parent)
    , m_pause(new QToolButton(this))
    , m_time(new QLineEdit(this))
    , m_fault(new QLabel(this))
    , m_data(new QToolButton(this))
    , m_menu(new QMenu(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 4, 4, 2);
    layout->setSpacing(4);
    m_pause->setFocusPolicy(Qt::StrongFocus);
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pause->setCheckable(true);
    m_pause->setProperty("tight", true);
    connect(m_pause, &QToolButton::clicked, this, &TimeBar::pauseAsked);
    m_time->setPlaceholderText(tr("Go to time"));
    m_time->setAccessibleName(tr("Go to a time"));
    m_time->setToolTip(tr("Go to a time (Ctrl+G): 14:05, 2026-11-25 14:05, -2h, or an epoch"));
    m_time->setMaxLength(60);
    m_time->setFixedWidth(fontMetrics().horizontalAdvance(m_time->placeholderText()) + 22);
    connect(m_time, &QLineEdit::returnPressed, this, &TimeBar::go);
    connect(m_time, &QLineEdit::textEdited, m_fault, &QLabel::hide);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setAccessibleName(tr("What is wrong with the time"));
    m_fault->hide();
    m_data->setText(tr("View"));
    m_data->setAccessibleName(tr("View and data"));
    m_data->setToolTip(tr("Show a family of lines, find an indicator; read, copy or save the data in view"));
    m_data->setFocusPolicy(Qt::StrongFocus);
    m_data->setPopupMode(QToolButton::InstantPopup);
    m_data->setMenu(m_menu);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    layout->addWidget(m_fault);
    layout->addWidget(m_pause);
    layout->addWidget(m_time);
    layout->addWidget(m_data);
    setPaused(false);
}

void TimeBar::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
}

/// The lines themselves say how far they are behind; the button keeps its width.
void TimeBar::setPaused(bool paused)
{
    m_pause->setChecked(paused);
    const QString text = paused ? tr("Paused") : tr("Pause");
    if (text == m_pause->text())
        return;
    m_pause->setIcon(themeIcon(paused ? IconName::Resume : IconName::Pause));
    m_pause->setText(text);
    m_pause->setAccessibleName(paused ? tr("Paused: catch up") : tr("Pause the lines"));
    m_pause->setToolTip(paused ? tr("Show what came in meanwhile and follow on (Space or P)")
                               : tr("Let the lines stand still; data are still collected (Space or P)"));
}

void TimeBar::focusTime()
{
    m_time->setFocus(Qt::ShortcutFocusReason);
    m_time->selectAll();
}

QWidget *TimeBar::lastTabStop() const
{
    return m_data;
}

void TimeBar::go()
{
    const auto read = parseTimeEntry(m_time->text(), fromMs(m_nowMs), m_zone == TimeZoneChoice::Utc);
    m_fault->setVisible(!read);
    if (!read) {
        m_fault->setText(timeFaultText(read.error()));
        return;
    }
    m_time->clear();
    emit timeAsked(toMs(*read));
}

} // namespace andon
