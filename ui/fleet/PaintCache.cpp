// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/PaintCache.h"

#include <QPainter>

namespace andon {

static constexpr qsizetype mostWords = 6000;
static constexpr qsizetype mostLines = 4000;

void PaintCache::drawText(QPainter &painter, const QRect &area, const QString &text, Qt::Alignment vertical)
{
    if (text.isEmpty() || area.width() <= 0)
        return;
    QFont plain = painter.font();
    const bool bold = plain.bold();
    plain.setBold(false);
    if (plain != m_font || m_words.size() > mostWords) {
        m_words.clear();
        m_font = plain;
    }
    const QFontMetrics metrics(painter.font());
    QStaticText &laid = m_words[{text, area.width(), bold}];
    if (laid.text().isEmpty()) {
        laid.setTextFormat(Qt::PlainText);
        laid.setText(metrics.elidedText(text, Qt::ElideRight, area.width()));
        laid.setPerformanceHint(QStaticText::AggressiveCaching);
        laid.prepare({}, painter.font());
    }
    const int height = metrics.height();
    const int top = vertical & Qt::AlignBottom ? area.bottom() + 1 - height : vertical & Qt::AlignTop ? area.top() : area.center().y() - height / 2;
    painter.drawStaticText(area.left(), top, laid);
}

void PaintCache::drawLine(QPainter &painter, const QRect &area, const QString &cell, Line line)
{
    if (area.width() <= 0 || area.height() <= 0)
        return;
    const qint64 pixelMs = std::max<qint64>(1, (line.time.endMs - line.time.startMs) / area.width());
    const qint64 endMs = (line.time.endMs + pixelMs - 1) / pixelMs * pixelMs;
    line.time.startMs += endMs - line.time.endMs;
    line.time.endMs = endMs;
    if (m_lines.size() > mostLines)
        m_lines.clear();
    Picture &kept = m_lines[cell];
    const double ratio = painter.device()->devicePixelRatio();
    if (kept.pixmap.isNull() || kept.line != line || kept.size != area.size() || kept.ratio != ratio) {
        kept = {line, area.size(), ratio, QPixmap(area.size() * ratio)};
        kept.pixmap.setDevicePixelRatio(ratio);
        kept.pixmap.fill(Qt::transparent);
        QPainter into(&kept.pixmap);
        paintSparkline(into, QRectF(QPointF(), QSizeF(area.size())), *line.columns, line.time, line.limit, line.ink, line.limitInk);
    }
    painter.drawPixmap(area.topLeft(), kept.pixmap);
}

} // namespace andon
