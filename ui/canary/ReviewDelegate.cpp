// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/ReviewDelegate.h"

#include "ui/common/Icon.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int signSize = 12;
static constexpr int barHeight = 8;

ReviewDelegate::ReviewDelegate(const ReviewModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

double ReviewDelegate::filled(const ReviewBar &bar)
{
    if (!(bar.logLimit > 0) || std::isnan(bar.logValue))
        return 0;
    return std::clamp(limitPlace * bar.logValue / bar.logLimit, 0.0, 1.0);
}

QSize ReviewDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + 8);
    if (index.column() == ReviewRow::Evidence && m_model.row(index).bar)
        size.setWidth(size.width() + 110);
    if (index.column() == ReviewRow::Says)
        size.setWidth(size.width() + signSize + 10);
    return size;
}

void ReviewDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ReviewRow &row = m_model.row(index);
    const bool says = index.column() == ReviewRow::Says && !row.cells.value(ReviewRow::Says).isEmpty();
    const bool bar = index.column() == ReviewRow::Evidence && row.bar;
    if (!says && !bar) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    // Background, selection and focus as everywhere; the text is painted here.
    QStyleOptionViewItem blank = option;
    initStyleOption(&blank, index);
    blank.text.clear();
    const QWidget *widget = option.widget;
    (widget ? widget->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &blank, painter, widget);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(blank.font);
    const QRect area = option.rect.adjusted(6, 0, -6, 0);
    if (bar)
        paintBar(*painter, area, row, blank);
    else
        paintSays(*painter, area, row, blank);
    painter->restore();
}

void ReviewDelegate::paintBar(QPainter &painter, const QRect &area, const ReviewRow &row, const QStyleOptionViewItem &option) const
{
    const ThemeColors &colors = themeColors(option.palette);
    const QString words = row.cells.value(ReviewRow::Evidence);
    // The same in each row, so that bars can be compared.
    const int wordsWidth = std::min(area.width() / 2, option.fontMetrics.horizontalAdvance(u"88888 of 8888"_s));
    const QRectF track(area.left(), area.center().y() - barHeight / 2.0, area.width() - wordsWidth - 6, barHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.grid);
    painter.drawRoundedRect(track, 2, 2);
    const bool reached = row.bar->logValue >= row.bar->logLimit;
    QRectF part = track;
    part.setWidth(track.width() * filled(*row.bar));
    if (part.width() >= 1) {
        painter.setBrush(row.bar->isPass ? colors.good : reached ? colors.critical : colors.canary);
        painter.drawRoundedRect(part, 2, 2);
    }
    const double limit = track.left() + track.width() * limitPlace;
    painter.setPen(QPen(colors.text, 2));
    painter.drawLine(QPointF(limit, track.top() - 3), QPointF(limit, track.bottom() + 3));
    painter.setPen(colors.text);
    painter.drawText(QRectF(track.right() + 6, area.top(), wordsWidth, area.height()), Qt::AlignLeft | Qt::AlignVCenter, words);
}

void ReviewDelegate::paintSays(QPainter &painter, const QRect &area, const ReviewRow &row, const QStyleOptionViewItem &option) const
{
    const ThemeColors &colors = themeColors(option.palette);
    const QRectF sign(area.left(), area.center().y() - signSize / 2.0 + 0.5, signSize, signSize);
    switch (row.tone) {
    case ReviewTone::Stop: paintIcon(painter, IconName::Critical, sign, colors.critical); break;
    case ReviewTone::Unknown: paintIcon(painter, IconName::Unknown, sign, colors.text); break;
    case ReviewTone::Pass: paintIcon(painter, IconName::Ok, sign, colors.good); break;
    case ReviewTone::Hold: paintIcon(painter, IconName::Pause, sign, colors.text); break;
    case ReviewTone::Plain: break;
    }
    painter.setPen(row.tone == ReviewTone::Stop ? colors.critical : colors.text);
    // The shape in the text stands for the icon where nobody paints.
    const QString words = option.fontMetrics.elidedText(row.cells.value(ReviewRow::Says).mid(2), Qt::ElideRight, area.width() - signSize - 6);
    painter.drawText(area.adjusted(signSize + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, words);
}

} // namespace andon
