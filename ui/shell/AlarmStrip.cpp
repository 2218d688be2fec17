// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/AlarmStrip.h"

#include "app/base/DisplayText.h"
#include "ui/common/Icon.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/shell/AlarmChip.h"

#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QTimer>
#include <QToolButton>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int edge = 8;
static constexpr int gap = 6;
static constexpr qsizetype mostChips = 8;
static constexpr int restMs = 5000; ///< a pointer that was left lying here holds nothing back

AlarmStrip::AlarmStrip(QWidget *parent)
    : QWidget(parent)
    , m_more(new QToolButton(this))
    , m_list(new QToolButton(this))
    , m_quiet(new PlainLabel(this))
{
    setAccessibleName(tr("Alarms"));
    setFixedHeight(fontMetrics().height() * 2 + 16);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->hide();
    connect(m_more, &QToolButton::clicked, this, &AlarmStrip::showMore);
    m_list->setText(tr("List"));
    m_list->setToolTip(tr("All alarms with their actions (A)"));
    m_list->setAccessibleName(tr("All alarms with their actions"));
    m_list->setFocusPolicy(Qt::StrongFocus);
    connect(m_list, &QToolButton::clicked, this, &AlarmStrip::listAsked);
}

QSize AlarmStrip::minimumSizeHint() const
{
    return {320, height()};
}

void AlarmStrip::setItems(const QList<AlarmItem> &items, const QString &quiet)
{
    m_quiet->setPlainText(quiet);
    const bool held = pointerAtWork();
    if (items == m_items && (items == m_placed || held))
        return;
    m_items = items;
    m_placed = held && !m_placed.isEmpty() ? keptInPlace() : m_items;
    showItems();
}

bool AlarmStrip::pointerAtWork()
{
    const QPoint now = QCursor::pos();
    if (now != m_pointer || !m_pointerStill.isValid()) {
        m_pointer = now;
        m_pointerStill.start();
    }
    return underMouse() && m_pointerStill.elapsed() < restMs;
}

/// Known items keep their places, gone ones keep theirs too until the pointer leaves, new ones come last.
QList<AlarmItem> AlarmStrip::keptInPlace() const
{
    QList<AlarmItem> kept;
    const auto keyed = [](const QList<AlarmItem> &list, const QString &key) {
        return std::find_if(list.begin(), list.end(), [&](const AlarmItem &item) { return item.key == key; });
    };
    for (const AlarmItem &old : m_placed) {
        const auto now = keyed(m_items, old.key);
        kept.append(now == m_items.end() ? old : *now);
    }
    for (const AlarmItem &item : m_items) {
        if (keyed(kept, item.key) == kept.end())
            kept.append(item);
    }
    return kept;
}

void AlarmStrip::showItems()
{
    const qsizetype count = std::min(m_placed.size(), mostChips);
    while (m_chips.size() < count) {
        auto *chip = new AlarmChip(this);
        connect(chip, &AlarmChip::clicked, this, [this, chip] { emit chosen(chip->item()); });
        m_chips.append(chip);
    }
    for (qsizetype i = 0; i < count; ++i)
        m_chips[i]->setItem(m_placed[i]);
    m_quiet->setVisible(m_placed.isEmpty());
    placeChips();
    update();
}

void AlarmStrip::placeChips()
{
    const int listWidth = m_list->sizeHint().width();
    const int right = width() - edge - listWidth - gap;
    m_list->setGeometry(right + gap, 4, listWidth, height() - 8);
    m_quiet->setGeometry(edge, 0, right - edge, height());
    m_more->setText(tr("+%n more", nullptr, 99));
    const int moreWidth = m_more->sizeHint().width();
    int x = edge;
    m_visible = 0;
    for (; m_visible < std::min(m_placed.size(), m_chips.size()); ++m_visible) {
        AlarmChip *chip = m_chips[m_visible];
        const int wanted = chip->sizeHint().width();
        const bool last = m_visible + 1 == m_placed.size();
        const int room = right - x - (last ? 0 : gap + moreWidth);
        if (wanted > room && m_visible > 0)
            break;
        chip->setGeometry(x, 4, std::min(wanted, room), height() - 8);
        chip->show();
        x += std::min(wanted, room) + gap;
    }
    for (qsizetype i = m_visible; i < m_chips.size(); ++i)
        m_chips[i]->hide();
    const qsizetype hidden = m_placed.size() - m_visible;
    m_more->setVisible(hidden > 0);
    m_more->setText(tr("+%n more", nullptr, static_cast<int>(hidden)));
    m_more->setAccessibleName(tr("%n more alarm(s)", nullptr, static_cast<int>(hidden)));
    m_more->setGeometry(x, 4, moreWidth, height() - 8);
}

void AlarmStrip::showMore()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const AlarmItem &item : m_placed.mid(m_visible)) {
        const IconName sign = item.tone == AlarmTone::Critical ? IconName::Critical
            : item.tone == AlarmTone::Warning                  ? IconName::Warning
                                                               : IconName::Unknown;
        // In a menu an ampersand would become a shortcut.
        QString text = displaySafe(item.title + u"   "_s + item.words, 200);
        text.replace(u'&', u"&&"_s);
        connect(menu->addAction(themeIcon(sign), text), &QAction::triggered, this, [this, item] { emit chosen(item); });
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

void AlarmStrip::setLit(bool lit)
{
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        const bool pulses = lit && i < m_visible && m_placed[i].pulses;
        m_chips[i]->setLit(pulses);
        lit = lit && !pulses;
    }
}

QList<AlarmItem> AlarmStrip::shownItems() const
{
    return m_placed.mid(0, m_visible);
}

QString AlarmStrip::moreText() const
{
    return m_more->isVisibleTo(this) ? m_more->text() : QString();
}

void AlarmStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeChips();
}

void AlarmStrip::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    if (m_placed == m_items)
        return;
    m_placed = m_items;
    showItems();
}

void AlarmStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        setFixedHeight(fontMetrics().height() * 2 + 16);
        placeChips();
    } else if (event->type() == QEvent::StyleChange) {
        QTimer::singleShot(0, this, &AlarmStrip::placeChips); // its buttons may not have heard of it yet
    }
}

void AlarmStrip::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.window);
    painter.setPen(colors.border);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace andon
