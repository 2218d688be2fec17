// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/AlertsDelegate.h"

#include "ui/alerts/AlertWords.h"
#include "ui/alerts/AlertsModel.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QPainterPath>

namespace andon {

static constexpr int margin = 6;
static constexpr int signSize = 16;

AlertsDelegate::AlertsDelegate(const AlertsModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QSize AlertsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {80, rowHeight(option.fontMetrics)};
}

/// Filled where it burns, hatched where nobody knows, an outline where it is quiet.
void AlertsDelegate::paintChip(QPainter &painter, const QStyleOptionViewItem &option, int row) const
{
    const Alert &alert = m_model.alert(row);
    const ThemeColors &colors = themeColors(option.palette);
    const AlertTone tone = alert.isHidden() ? AlertTone::Quiet : alertTone(alert);
    const int height = option.fontMetrics.height() + 10;
    const QRect chip(option.rect.left() + margin, option.rect.top() + (option.rect.height() - height) / 2, option.rect.width() - 2 * margin, height);
    const QColor ink = tone == AlertTone::Critical ? colors.onCritical : tone == AlertTone::Warning ? colors.onWarning : colors.text;
    QPainterPath path;
    path.addRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(path, tone == AlertTone::Critical ? colors.critical : tone == AlertTone::Warning ? colors.warning : colors.raised);
    if (tone == AlertTone::Doubt)
        painter.fillPath(path, QBrush(colors.stale, Qt::BDiagPattern));
    const bool lit = !m_lit.isEmpty() && alert.key == m_lit;
    painter.setPen(QPen(lit ? colors.text : tone == AlertTone::Warning ? ink : colors.border, lit ? 3 : 1));
    painter.drawPath(path);
    const QRect sign(chip.left() + 5, chip.center().y() - signSize / 2, signSize, signSize);
    paintIcon(painter, toneIcon(tone), sign, ink);
    painter.setPen(ink);
    QFont bold = option.font;
    bold.setBold(tone != AlertTone::Quiet);
    painter.setFont(bold);
    const QRect words = chip.adjusted(signSize + 9, 0, -4, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(bold).elidedText(stateTitle(alert), Qt::ElideRight, words.width()));
}

void AlertsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColors &colors = themeColors(option.palette);
    painter->save();
    painter->setClipRect(option.rect);
    painter->fillRect(option.rect, option.state & QStyle::State_Selected ? colors.grid : colors.raised);
    painter->setPen(colors.grid);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (index.column() == AlertsModel::State) {
        paintChip(*painter, option, index.row());
    } else {
        const QString first = index.data(Qt::DisplayRole).toString(), second = index.data(AlertsModel::SecondLineRole).toString();
        const QRect area = option.rect.adjusted(margin, 4, -margin, -4);
        const int line = option.fontMetrics.height();
        const bool isTitle = index.column() == AlertsModel::What;
        QFont font = option.font;
        font.setBold(isTitle);
        painter->setFont(font);
        painter->setPen(index.column() == AlertsModel::Action ? colors.muted : colors.text);
        const int top = area.top() + std::max(0, (area.height() - 2 * line) / 2 - (second.isEmpty() ? -line / 2 : isTitle ? line / 2 : 0));
        painter->drawText(QRect(area.left(), top, area.width(), line), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(first, Qt::ElideRight, area.width()));
        painter->setFont(option.font);
        painter->setPen(isTitle ? colors.text : colors.muted);
        // Numbers and the reason of a shelf are read whole: over two lines where one is too short.
        painter->drawText(QRect(area.left(), top + line, area.width(), line * 2), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, second);
    }
    painter->restore();
}

} // namespace andon
