// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/fleet/Sparkline.h"

#include <QFont>
#include <QHash>
#include <QPixmap>
#include <QStaticText>

#include <memory>

namespace andon {

/// What a table of many rows paints again and again while it is scrolled: words laid out once, small lines drawn once.
/// Bounded; made anew where anything it depends on is another. GUI thread.
class PaintCache {
public:
    /// Words on one line, elided to the area's width, in the painter's font and pen.
    void drawText(QPainter &painter, const QRect &area, const QString &text, Qt::Alignment vertical);

    struct Line {
        std::shared_ptr<const Columns> columns; ///< not null
        SparkTime time;
        std::optional<double> limit;
        QColor ink;
        QColor limitInk;
        bool operator==(const Line &) const = default;
    };
    /// `cell` names the place in the table, so that a newer line takes the older one's room. The line moves on by whole
    /// pixels of time.
    void drawLine(QPainter &painter, const QRect &area, const QString &cell, Line line);

private:
    struct Words {
        QString text;
        int width = 0;
        bool bold = false;
        bool operator==(const Words &) const = default;
        friend size_t qHash(const Words &words, size_t seed) { return qHashMulti(seed, words.text, words.width, words.bold); }
    };
    struct Picture {
        Line line;
        QSize size;
        double ratio = 1;
        QPixmap pixmap;
    };
    QFont m_font;
    QHash<Words, QStaticText> m_words;
    QHash<QString, Picture> m_lines;
};

} // namespace andon
