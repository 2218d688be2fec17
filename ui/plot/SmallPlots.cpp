// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/SmallPlots.h"

#include "app/base/DisplayText.h"
#include "ui/plot/CurveShape.h"
#include "ui/plot/RowPainter.h"
#include "ui/plot/ValueTicker.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int cellWidth = 190; ///< at least
static constexpr int gap = 10;
static constexpr int labelGap = 5;

/// One for all cells.
struct SmallPlots::ValueAxis {
    ValueRange range;
    QList<ValueTick> ticks;
    int width = 0; ///< of the labels, pixels
};

SmallPlots::SmallPlots(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
}

void SmallPlots::setCells(const QString &title, const QList<Cell> &cells, const QString &rest)
{
    const QString before = m_current >= 0 ? m_cells[m_current].title : QString();
    m_title = title;
    m_cells = cells;
    m_rest = rest;
    m_curves.resize(static_cast<std::size_t>(cells.size()));
    // The cell that a person stands on stays theirs where the order changed.
    const auto at = std::find_if(cells.cbegin(), cells.cend(), [&](const Cell &cell) { return cell.title == before; });
    m_current = m_current < 0 || at == cells.cend() ? -1 : static_cast<int>(at - cells.cbegin());
    setAccessibleName(title);
    QStringList words;
    for (int i = 0; i < cells.size(); ++i)
        words.append(spoken(i));
    setAccessibleDescription(words.join(u". "_s) + (rest.isEmpty() ? QString() : u". "_s + rest));
    update();
}

void SmallPlots::setLooks(const LineLooks &looks)
{
    m_looks = looks;
    update();
}

void SmallPlots::setTimes(qint64 startMs, qint64 endMs, qint64 nowMs)
{
    m_startMs = startMs;
    m_endMs = endMs;
    m_nowMs = nowMs;
    update();
}

int SmallPlots::columns() const
{
    const int fit = std::max(1, (contentsRect().width() + gap) / (cellWidth + gap));
    return std::clamp(fit, 1, std::max(1, static_cast<int>(m_cells.size())));
}

int SmallPlots::headHeight() const
{
    return fontMetrics().height() + 6;
}

void SmallPlots::setHeadIndent(int pixels)
{
    m_headIndent = pixels;
    update();
}

QSize SmallPlots::minimumSizeHint() const
{
    return {cellWidth, headHeight() + 4 * fontMetrics().height() + 60};
}

QRect SmallPlots::cellRect(int index) const
{
    const int across = columns();
    const int down = std::max(1, (static_cast<int>(m_cells.size()) + across - 1) / across);
    const int top = headHeight();
    const int wide = (contentsRect().width() - (across - 1) * gap) / across;
    const int high = (height() - top) / down;
    return {contentsRect().left() + index % across * (wide + gap), top + index / across * high, wide, high - 4};
}

SmallPlots::ValueAxis SmallPlots::valueAxis() const
{
    ValueAxis axis;
    for (qsizetype i = 0; i < m_cells.size(); ++i) {
        const ValueRange one = valueRange(m_cells[i].row, m_startMs, m_endMs);
        axis.range.low = i == 0 ? one.low : std::min(axis.range.low, one.low);
        axis.range.high = i == 0 ? one.high : std::max(axis.range.high, one.high);
    }
    if (m_cells.isEmpty())
        return axis;
    axis.ticks = valueTicks(axis.range, m_cells.first().row.unit, 3);
    for (const ValueTick &tick : std::as_const(axis.ticks))
        axis.width = std::max(axis.width, fontMetrics().horizontalAdvance(tick.label) + labelGap + 2); // a first letter may lean out
    return axis;
}

QString SmallPlots::spoken(int index) const
{
    const Cell &cell = m_cells[index];
    QString text = displaySafe(cell.title, 80) + u": "_s + cell.value;
    if (cell.state == GateState::Stop)
        text += u", "_s + tr("beyond stop");
    if (cell.state == GateState::Warn)
        text += u", "_s + tr("beyond warn");
    return text;
}

/// From the highest on; what would touch the one above is left out.
void SmallPlots::paintLabels(QPainter &painter, const QRect &area, const ValueAxis &axis) const
{
    const PixelScale scale{QRectF(area), m_startMs, m_endMs, axis.range};
    const int high = fontMetrics().height();
    int free = area.top() - high / 2;
    for (auto tick = axis.ticks.crbegin(); tick != axis.ticks.crend(); ++tick) {
        // A plot may be lower than its label.
        const int lowest = std::max(area.top(), area.bottom() - high + 2) + high / 2;
        const int middle = std::clamp(static_cast<int>(std::lround(scale.y(tick->value))), area.top() + high / 2 - 2, lowest);
        if (tick->label.isEmpty() || middle - high / 2 < free)
            continue;
        free = middle + high / 2;
        painter.drawText(QRect(area.left() - axis.width, middle - high / 2, axis.width - labelGap, high),
                         static_cast<int>(Qt::AlignRight | Qt::AlignVCenter) | Qt::TextSingleLine, tick->label);
    }
}

void SmallPlots::paintCell(QPainter &painter, int index, const ValueAxis &axis)
{
    const ThemeColors &colors = themeColors(palette());
    const Cell &cell = m_cells[index];
    const QRect whole = cellRect(index);
    const QFontMetrics metrics(font());
    const QString shape = cell.state == GateState::Stop ? u"▲ "_s : cell.state == GateState::Warn ? u"◆ "_s : QString();
    const QString value = shape + cell.value;
    const QRect head(whole.left(), whole.top(), whole.width(), metrics.height() + 2);
    const int valueWidth = metrics.horizontalAdvance(value) + 8;
    painter.setPen(colors.text);
    painter.drawText(head.adjusted(0, 0, -valueWidth, 0), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     metrics.elidedText(displaySafe(cell.title, 80), Qt::ElideRight, head.width() - valueWidth));
    painter.setPen(cell.state == GateState::Stop ? colors.critical : colors.text);
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, value);
    const QRect area(whole.left() + axis.width, head.bottom() + 2, whole.width() - axis.width - 1,
                     whole.bottom() - head.bottom() - 4);
    if (area.height() < 8 || area.width() < 8)
        return;
    painter.setPen(colors.muted);
    paintLabels(painter, area, axis);
    const QList<PlotMark> noMarks;
    const QList<PlotShade> noShades;
    const RowScene scene{&cell.row, &m_looks, &colors, &noMarks, &noShades, {QRectF(area), m_startMs, m_endMs, axis.range}, m_nowMs, 0};
    painter.save();
    painter.setClipRect(area);
    painter.fillRect(area, colors.raised);
    paintBackdrop(painter, scene);
    paintRows(painter, {{scene, &m_curves[static_cast<std::size_t>(index)]}});
    painter.restore();
    const bool focused = index == m_current && hasFocus();
    painter.setPen(focused ? QPen(colors.focus, 2) : QPen(colors.border, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(area);
}

void SmallPlots::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    const QRect head(contentsRect().left() + m_headIndent, 0, contentsRect().width() - m_headIndent, headHeight());
    const QString title = m_rest.isEmpty() ? m_title : m_title + u"   "_s + m_rest;
    painter.setPen(colors.muted);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(title, Qt::ElideRight, head.width()));
    const ValueAxis axis = valueAxis();
    for (int i = 0; i < m_cells.size(); ++i)
        paintCell(painter, i, axis);
}

void SmallPlots::setCurrent(int index)
{
    if (m_cells.isEmpty())
        return;
    m_current = std::clamp(index, 0, static_cast<int>(m_cells.size()) - 1);
    update();
    // Qt 6.4 has no announcements; a changed name of what has the focus is spoken.
    setAccessibleName(m_title + u", "_s + spoken(m_current));
}

void SmallPlots::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right: setCurrent(m_current + 1); return;
    case Qt::Key_Left: setCurrent(m_current - 1); return;
    case Qt::Key_Down: setCurrent(m_current < 0 ? 0 : m_current + columns()); return;
    case Qt::Key_Up: setCurrent(m_current - columns()); return;
    case Qt::Key_Home: setCurrent(0); return;
    case Qt::Key_End: setCurrent(static_cast<int>(m_cells.size()) - 1); return;
    case Qt::Key_Escape: emit leaveAsked(); return;
    default: QWidget::keyPressEvent(event);
    }
}

void SmallPlots::mousePressEvent(QMouseEvent *event)
{
    for (int i = 0; i < m_cells.size(); ++i) {
        if (cellRect(i).contains(event->position().toPoint()))
            setCurrent(i);
    }
}

bool SmallPlots::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString text;
    for (int i = 0; i < m_cells.size(); ++i) {
        if (cellRect(i).contains(help->pos()))
            text = spoken(i);
    }
    if (text.isEmpty() && help->pos().y() < headHeight())
        text = m_rest;
    QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), this);
    return true;
}

} // namespace andon
