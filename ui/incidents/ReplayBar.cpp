// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/ReplayBar.h"

#include "app/base/DisplayText.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int followMs = 60;

ReplayBar::ReplayBar(QWidget *parent)
    : QWidget(parent)
    , m_banner(new PlainLabel)
    , m_clock(new PlainLabel)
    , m_slider(new QSlider(Qt::Horizontal))
{
    setAutoFillBackground(true);
    setAccessibleName(tr("Replay"));
    m_slider->setAccessibleName(tr("Time that is looked at"));
    m_slider->setToolTip(tr("Arrows: a second. Page up and down: a minute. Ctrl+arrows: the next entry of the record. Home, End."));
    m_slider->setSingleStep(1);
    m_slider->setPageStep(60);
    m_slider->setMinimumHeight(32);
    m_slider->installEventFilter(this);
    setFocusProxy(m_slider);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->addWidget(m_banner, 2);
    const auto button = [&](const QString &text, const QString &name, bool forward) {
        auto *made = new QToolButton;
        made->setText(text);
        made->setAccessibleName(name);
        made->setToolTip(name);
        made->setMinimumSize(32, 32);
        connect(made, &QToolButton::clicked, this, [this, forward] { goToStop(forward); });
        layout->addWidget(made);
    };
    button(u"|◀"_s, tr("Entry of the record before (Ctrl+Left)"), false);
    layout->addWidget(m_slider, 3);
    button(u"▶|"_s, tr("Next entry of the record (Ctrl+Right)"), true);
    layout->addWidget(m_clock, 1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(followMs);
    connect(&m_settle, &QTimer::timeout, this, [this] { emit timeChosen(time()); });
    connect(m_slider, &QSlider::valueChanged, this, [this] {
        refresh();
        if (!m_settle.isActive())
            m_settle.start();
    });
    dress();
}

void ReplayBar::setWindow(const QString &file, TimePoint from, TimePoint to)
{
    m_file = file;
    m_from = from;
    m_to = std::max(from, to);
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, static_cast<int>(std::chrono::ceil<std::chrono::seconds>(m_to - m_from).count()));
    m_slider->setValue(m_slider->maximum());
    refresh();
}

void ReplayBar::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    refresh();
}

void ReplayBar::setTime(TimePoint at)
{
    // Up, so that an entry is seen at the second in which it was written.
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(std::clamp(at, m_from, m_to) - m_from);
    m_slider->setValue(static_cast<int>(seconds.count()));
}

TimePoint ReplayBar::time() const
{
    return std::min(m_from + std::chrono::seconds(m_slider->value()), m_to);
}

QString ReplayBar::words() const
{
    return m_banner->plainText() + u' ' + m_clock->plainText();
}

void ReplayBar::refresh()
{
    m_banner->setPlainText(tr("Replay of %1, read-only").arg(displaySafe(m_file, 120)));
    m_clock->setPlainText(tr("as known at %1").arg(clockText(time(), m_zone)));
    m_slider->setAccessibleDescription(m_clock->plainText());
}

void ReplayBar::goToStop(bool forward)
{
    const TimePoint now = time();
    if (forward) {
        const auto next = std::find_if(m_stops.cbegin(), m_stops.cend(), [&](TimePoint stop) { return stop > now; });
        setTime(next == m_stops.cend() ? m_to : *next);
    } else {
        // A second is what the slider knows: the stop that is shown is not the one before.
        const auto before = std::find_if(m_stops.crbegin(), m_stops.crend(), [&](TimePoint stop) { return stop <= now - std::chrono::seconds(1); });
        setTime(before == m_stops.crend() ? m_from : *before);
    }
}

bool ReplayBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<const QKeyEvent *>(event);
        const bool right = key->key() == Qt::Key_Right, left = key->key() == Qt::Key_Left;
        if ((right || left) && key->modifiers().testFlag(Qt::ControlModifier)) {
            goToStop(right);
            return true;
        }
        if (key->key() == Qt::Key_PageUp || key->key() == Qt::Key_PageDown) {
            m_slider->setValue(m_slider->value() + (key->key() == Qt::Key_PageUp ? -60 : 60));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// Not the colours of an alarm: a replay is a place, not a trouble.
void ReplayBar::dress()
{
    const ThemeColors &colors = themeColors(palette());
    QPalette look = palette();
    if (look.color(QPalette::Window) == colors.raised)
        return;
    look.setColor(QPalette::Window, colors.raised);
    setPalette(look);
    QFont bold = font();
    bold.setBold(true);
    m_banner->setFont(bold);
}

void ReplayBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace andon
