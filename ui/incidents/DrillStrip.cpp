// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/DrillStrip.h"

#include "app/base/DisplayText.h"
#include "ui/common/ClockText.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

DrillStrip::DrillStrip(QWidget *parent)
    : QWidget(parent)
    , m_mark(new PlainLabel(tr("◇ DRILL")))
    , m_clock(new PlainLabel)
    , m_words(new PlainLabel)
    , m_end(new QPushButton)
{
    setAccessibleName(tr("Drill"));
    QFont bold = font();
    bold.setBold(true);
    m_mark->setFont(bold);
    m_clock->setFont(bold);
    m_mark->setContentsMargins(8, 3, 8, 3);
    m_mark->setAutoFillBackground(true);
    for (PlainLabel *label : {m_mark, m_clock})
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_end->setAutoDefault(false);
    connect(m_end, &QPushButton::clicked, this, &DrillStrip::endAsked);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(10);
    layout->addWidget(m_mark);
    layout->addWidget(m_clock);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_end);
    dress();
    hide();
}

/// Ink and ground change places: no alarm looks so.
void DrillStrip::dress()
{
    const ThemeColors &colors = themeColors(palette());
    QPalette turned = palette();
    turned.setColor(QPalette::Window, colors.text);
    turned.setColor(QPalette::WindowText, colors.window);
    m_mark->setPalette(turned);
}

void DrillStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void DrillStrip::setDrill(DrillDesk::Phase phase, const QString &service, TimePoint startedAt)
{
    if (phase != m_phase)
        m_troubleWords.clear();
    m_phase = phase;
    m_service = service;
    m_startedAt = startedAt;
    refresh();
    setVisible(phase != DrillDesk::Phase::Idle && phase != DrillDesk::Phase::Starting);
}

void DrillStrip::setNow(TimePoint now)
{
    m_now = now;
    refresh();
}

void DrillStrip::setTrouble(const QString &words)
{
    m_troubleWords = words;
    refresh();
}

QString DrillStrip::words() const
{
    return QStringList{m_mark->plainText(), m_clock->plainText(), m_words->plainText()}.join(u" · "_s);
}

void DrillStrip::refresh()
{
    using Phase = DrillDesk::Phase;
    const qint64 seconds = std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(m_now - m_startedAt).count());
    m_clock->setPlainText(m_phase == Phase::Running ? durationText(seconds) : QString());
    m_clock->setVisible(m_phase == Phase::Running);
    const QString service = displaySafe(m_service, 80);
    QString words = m_phase == Phase::LeftOpen ? tr("A drill on %1 was left open: what it put into the sandbox may still be there.").arg(service)
        : m_phase == Phase::Ending             ? tr("The drill on %1 ends: its fault is taken out.").arg(service)
                                               : tr("On %1, in the sandbox: nothing of it is real. One fault comes at a moment nobody knows; act as you would.").arg(service);
    if (!m_troubleWords.isEmpty())
        words += u' ' + displaySafe(m_troubleWords, 300);
    m_words->setPlainText(words);
    m_end->setText(m_phase == Phase::LeftOpen ? tr("End it") : tr("Stop the drill"));
    m_end->setToolTip(m_phase == Phase::LeftOpen ? tr("Takes every fault out of the sandbox and opens what was sealed")
                                                 : tr("Takes the fault out, opens the seal and shows the score sheet"));
    m_end->setEnabled(m_phase == Phase::Running || m_phase == Phase::LeftOpen);
}

} // namespace andon
