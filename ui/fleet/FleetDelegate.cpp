// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/FleetDelegate.h"

#include "app/base/DisplayText.h"
#include "ui/fleet/FleetModel.h"
#include "ui/fleet/FleetWords.h"

#include <QPainter>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 6;
constexpr int signSize = 12;
constexpr qint64 leastGapMs = 15'000;

/// Of a lamp's value and room, beside its line.
int wordsWidth(const QFontMetrics &metrics)
{
    return signSize + 4 + std::max(58, metrics.horizontalAdvance(roomText(-9.99)) + 4);
}

/// Shape first, colour beside it.
void paintSign(QPainter &painter, const QRect &area, const FleetLamp &lamp, const ThemeColors &colors)
{
    if (lamp.state == GateState::Stop) {
        paintIcon(painter, IconName::Critical, area, colors.critical);
    } else if (lamp.state == GateState::Warn) {
        paintIcon(painter, IconName::Warning, area, colors.warning);
    } else if (lamp.state == GateState::Inside) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.info);
        painter.drawEllipse(QRectF(area).adjusted(3.5, 3.5, -3.5, -3.5));
    } else if (lamp.hasSource) {
        paintIcon(painter, IconName::Unknown, area, colors.muted);
    }
}

/// The four have four shapes: triangle, tick, three dots, question mark.
void paintVerdict(QPainter &painter, const QRect &area, VerdictKind verdict, const ThemeColors &colors)
{
    switch (verdict) {
    case VerdictKind::Regressed: return paintIcon(painter, IconName::Critical, area, colors.critical);
    case VerdictKind::NotWorse: return paintIcon(painter, IconName::Ok, area, colors.good);
    case VerdictKind::Unknown: return paintIcon(painter, IconName::Unknown, area, colors.muted);
    case VerdictKind::Undecided: break;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.info);
    for (const double x : {2.0, 6.0, 10.0})
        painter.drawEllipse(QPointF(area.left() + x, area.center().y() + 1), 1.5, 1.5);
}

} // namespace

FleetDelegate::FleetDelegate(const FleetModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize FleetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {60, rowHeight(option.fontMetrics)};
}

void FleetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColors &colors = themeColors(option.palette);
    const FleetRow *row = m_model.row(index.row());
    painter->save();
    painter->setFont(option.font);
    if (!row) {
        painter->fillRect(option.rect, colors.window);
        QFont bold = option.font;
        bold.setBold(true);
        painter->setFont(bold);
        painter->setPen(colors.text);
        m_cache.drawText(*painter, option.rect.adjusted(margin, 0, -margin, 0), index.data().toString(), Qt::AlignVCenter);
        painter->restore();
        return;
    }
    const bool selected = option.state & QStyle::State_Selected;
    painter->fillRect(option.rect, selected ? colors.grid : colors.raised);
    const QRect area = option.rect.adjusted(margin, 3, -margin, -3);
    switch (index.column()) {
    case FleetModel::Need: paintNeed(*painter, area, *row, colors); break;
    case FleetModel::Service: paintWords(*painter, area, displaySafe(row->title, 80), displaySafe(row->group, 80), colors.text, colors); break;
    case FleetModel::Canary:
        paintCanary(*painter, area, row->canary, colors);
        break;
    case FleetModel::Alarm:
        paintWords(*painter, area, alarmText(*row), alarmDetail(*row, m_model.nowMs(), m_model.timeZone()),
                   row->alarm ? colors.text : colors.muted, colors);
        break;
    case FleetModel::Age: paintWords(*painter, area, ageText(row->dataMs, m_model.nowMs()), {}, colors.text, colors); break;
    default: paintLamp(*painter, area, row->lamps[static_cast<std::size_t>(index.column() - FleetModel::Quality)], row->service + QChar(index.column()), colors); break;
    }
    // One line for the whole row, not a box around a cell.
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(selected ? colors.focus : colors.grid);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (selected)
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
    painter->restore();
}

void FleetDelegate::paintNeed(QPainter &painter, const QRect &area, const FleetRow &row, const ThemeColors &colors) const
{
    const QFontMetrics metrics(painter.font());
    const QString words = needText(row);
    const int height = metrics.height() + 4;
    const QRect chip(area.left(), area.center().y() - height / 2, std::min(area.width(), metrics.horizontalAdvance(words) + signSize + 18), height);
    QColor ink = colors.muted;
    painter.setRenderHint(QPainter::Antialiasing);
    const auto fill = [&](const QBrush &brush, const QColor &rim) {
        painter.setPen(rim);
        painter.setBrush(brush);
        painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    };
    switch (row.need) {
    case FleetNeed::Stop: fill(colors.critical, colors.critical); ink = colors.onCritical; break;
    case FleetNeed::Warn: fill(colors.warning, colors.onWarning); ink = colors.onWarning; break;
    case FleetNeed::Blind:
        fill(colors.raised, colors.text);
        fill(QBrush(colors.stale, Qt::BDiagPattern), colors.text);
        ink = colors.text;
        break;
    case FleetNeed::Waiting: fill(Qt::NoBrush, colors.text); ink = colors.text; break;
    case FleetNeed::Idle:
    case FleetNeed::Inside: break;
    }
    if (row.need != FleetNeed::Idle)
        paintIcon(painter, needIcon(row.need), QRectF(chip.left() + 5, chip.center().y() - signSize / 2.0 + 0.5, signSize, signSize), ink);
    painter.setPen(ink);
    m_cache.drawText(painter, chip.adjusted(signSize + 10, 0, -2, 0), words, Qt::AlignVCenter);
}

void FleetDelegate::paintLamp(QPainter &painter, const QRect &area, const FleetLamp &lamp, const QString &cell, const ThemeColors &colors) const
{
    const QFontMetrics metrics(painter.font());
    if (lamp.late)
        painter.fillRect(area.adjusted(-3, 0, 3, 0), QBrush(colors.stale, Qt::BDiagPattern));
    paintSign(painter, {area.left(), area.top() + (metrics.height() - signSize) / 2, signSize, signSize}, lamp, colors);
    const QRect words(area.left() + signSize + 4, area.top(), wordsWidth(metrics) - signSize - 4, area.height());
    const bool alarmed = lamp.state == GateState::Stop || lamp.state == GateState::Warn;
    const QFont plain = painter.font();
    if (alarmed) {
        QFont bold = plain;
        bold.setBold(true);
        painter.setFont(bold);
    }
    painter.setPen(lamp.state == GateState::Unknown ? colors.muted : colors.text);
    // Without a number the words may use the room of the line.
    const QRect first = lamp.value ? words : words.adjusted(0, 0, area.right() - words.right(), 0);
    m_cache.drawText(painter, first, lampText(lamp), Qt::AlignTop);
    painter.setFont(plain);
    painter.setPen(alarmed ? colors.text : colors.muted);
    m_cache.drawText(painter, words, lamp.late ? ageText(lamp.lastMs, m_model.nowMs()) : roomText(lamp.room), Qt::AlignBottom);
    if (!lamp.columns)
        return;
    const qint64 now = m_model.nowMs();
    const int lineLeft = area.left() + wordsWidth(metrics);
    const int top = lamp.value ? area.top() : area.top() + metrics.height();
    const QRect place(QPoint(lineLeft, top), area.bottomRight());
    // Three steps, and never less than what a scrape or two may miss.
    const std::size_t size = lamp.columns->size();
    const qint64 stepMs = size > 1 ? lamp.columns->time(size - 1) - lamp.columns->time(size - 2) : 0;
    m_cache.drawLine(painter, place, cell, {lamp.columns, {now - m_spanMs, now, std::max(leastGapMs, 3 * stepMs)}, lamp.limit, colors.muted, colors.critical});
}

/// The verdict's shape stands before its word, the version and its share under both.
void FleetDelegate::paintCanary(QPainter &painter, const QRect &area, const FleetCanary &canary, const ThemeColors &colors) const
{
    if (!canary.verdict)
        return paintWords(painter, area, canaryText(canary), canaryDetail(canary), colors.text, colors);
    paintVerdict(painter, {area.left(), area.top() + (painter.fontMetrics().height() - signSize) / 2, signSize, signSize}, *canary.verdict, colors);
    painter.setPen(*canary.verdict == VerdictKind::Unknown ? colors.muted : colors.text);
    m_cache.drawText(painter, area.adjusted(signSize + 4, 0, 0, 0), canaryText(canary), Qt::AlignTop);
    painter.setPen(colors.muted);
    m_cache.drawText(painter, area, canaryDetail(canary), Qt::AlignBottom);
}

void FleetDelegate::paintWords(QPainter &painter, const QRect &area, const QString &first, const QString &second, const QColor &firstInk,
                               const ThemeColors &colors) const
{
    painter.setPen(firstInk);
    m_cache.drawText(painter, area, first, second.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop);
    painter.setPen(colors.muted);
    m_cache.drawText(painter, area, second, Qt::AlignBottom);
}

} // namespace andon
