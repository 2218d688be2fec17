// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/ButtonFacePainter.h"

#include "app/base/DisplayText.h"
#include "ui/common/ActionButton.h"
#include "ui/common/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

/// "20 %" and "→ v41" stay on one line.
static QString keptTogether(QString text)
{
    return text.replace(u" %"_s, u"\u00A0%"_s).replace(u"→ "_s, u"→\u00A0"_s);
}

QString buttonBody(const ButtonFace &face, bool prominent)
{
    if (!face.blocked.isEmpty())
        return keptTogether(displaySafe(face.blocked, 200));
    QStringList lines{displaySafe(face.consequence, 200)};
    if (prominent && !face.touches.isEmpty())
        lines << face.touches;
    if (!face.lasting.isEmpty())
        lines << displaySafe(face.lasting, 100);
    if (!face.raised.isEmpty())
        lines << u"◆ "_s + displaySafe(face.raised, 100);
    if (face.friction == PressFriction::Hold)
        lines << ActionButton::tr("press and hold");
    return keptTogether(lines.join(u'\n'));
}

static void paintBox(QPainter &painter, const QRect &area, const ButtonFace &face, const ButtonLook &look,
                     const ThemeColors &colors)
{
    const bool usable = face.blocked.isEmpty();
    // What is not there at all does not look like a button.
    if (face.absent && !look.focused)
        return;
    const QRectF box = QRectF(area).adjusted(1, 1, -1, -1);
    QPainterPath path;
    path.addRoundedRect(box, 6, 6);
    painter.fillPath(path, !usable || look.dead ? colors.window : look.down || look.hovered ? colors.grid : colors.raised);
    if (look.held >= 0) {
        painter.save();
        painter.setClipPath(path);
        QColor fill = colors.focus;
        fill.setAlpha(90);
        painter.fillRect(QRectF(box.left(), box.top(), box.width() * std::min(1.0, look.held), box.height()), fill);
        painter.restore();
    }
    const QColor edge = look.focused ? colors.focus : usable && look.prominent ? colors.text : colors.border;
    painter.setPen(QPen(edge, look.focused ? 3 : usable && look.prominent ? 1.5 : 1,
                        usable ? Qt::SolidLine : Qt::DashLine));
    painter.drawPath(path);
}

static QFont titleFont(QFont font, bool prominent)
{
    font.setBold(true);
    if (prominent)
        font.setPointSizeF(font.pointSizeF() + 1);
    return font;
}

static constexpr double smallestPoints = 8;

static QRect wrapped(const QString &text, int room, const QFont &font)
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, room, 10'000), Qt::TextWordWrap, text);
}

static QFont bodyFont(QFont font)
{
    font.setPointSizeF(std::max(9.0, font.pointSizeF() - 1));
    return font;
}

/// Of the title, with its icon: smaller where the button is narrow, so that the verb is never cut.
struct TitleFit {
    QFont font;
    int icon = 0; ///< side; 0: none
    int gap = 6;
};

static TitleFit titleFit(const QFont &font, const ButtonFace &face, bool prominent, int room)
{
    TitleFit fit{titleFont(font, prominent)};
    while (true) {
        const QFontMetrics metrics(fit.font);
        fit.icon = face.icon ? metrics.height() - 2 : 0;
        const int words = metrics.horizontalAdvance(face.title) + 1;
        if (!face.icon || fit.icon + fit.gap + words <= room)
            return fit;
        if (fit.gap > 3) {
            fit.gap = 3;
        } else if (fit.font.pointSizeF() > smallestPoints) {
            fit.font.setPointSizeF(std::max(smallestPoints, fit.font.pointSizeF() - 0.5));
        } else {
            fit.icon = 0;
            return fit;
        }
    }
}

static QRect contentRect(const QRect &area, const ButtonLook &look)
{
    return area.adjusted(9, look.prominent ? 8 : 5, -8, -5);
}

static QRect bodyRect(const QRect &area, const ButtonLook &look, const QFont &font)
{
    QRect text = contentRect(area, look);
    text.setTop(text.top() + QFontMetrics(titleFont(font, look.prominent)).height() + (look.prominent ? 4 : 1));
    if (!look.reason.isNull())
        text.setBottom(look.reason.top() - 2);
    return text;
}

static bool fits(const QString &text, const QRect &room, const QFont &font)
{
    const QRect needed = wrapped(text, room.width(), font);
    return needed.width() <= room.width() && needed.height() <= room.height() + 3;
}

/// The text, or as many of its words as there is room for, with an ellipsis: never half a line.
static QString wordsThatFit(const QString &text, const QRect &room, const QFont &font)
{
    if (fits(text, room, font))
        return text;
    QString shorter = text;
    while (true) {
        const qsizetype space = std::max(shorter.lastIndexOf(u' '), shorter.lastIndexOf(u'\n'));
        if (space <= 0)
            return u"…"_s;
        shorter.truncate(space);
        if (fits(shorter + u" …"_s, room, font))
            return shorter + u" …"_s;
    }
}

QFont buttonBodyFont(const QRect &area, const ButtonFace &face, const ButtonLook &look, const QFont &font)
{
    const int room = bodyRect(area, look, font).width();
    QFont fitting = bodyFont(font);
    while (fitting.pointSizeF() > smallestPoints && wrapped(buttonBody(face, look.prominent), room, fitting).width() > room)
        fitting.setPointSizeF(std::max(smallestPoints, fitting.pointSizeF() - 0.5));
    return fitting;
}

bool buttonBodyFits(const QRect &area, const ButtonFace &face, const ButtonLook &look, const QFont &font)
{
    return fits(buttonBody(face, look.prominent), bodyRect(area, look, font), buttonBodyFont(area, face, look, font));
}

void paintButtonFace(QPainter &painter, const QRect &area, const ButtonFace &face, const ButtonLook &look,
                     const QFont &font, const QPalette &palette)
{
    const ThemeColors &colors = themeColors(palette);
    const bool usable = face.blocked.isEmpty();
    const QColor ink = usable ? colors.text : colors.muted;
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(painter, area, face, look, colors);

    const QRect head = contentRect(area, look);
    const TitleFit title = titleFit(font, face, look.prominent, head.width());
    int used = 0;
    if (title.icon > 0) {
        paintIcon(painter, *face.icon, QRectF(head.left(), head.top() + 1, title.icon, title.icon), ink);
        used = title.icon + title.gap;
    }
    const QFontMetrics titleMetrics(title.font);
    painter.setFont(title.font);
    painter.setPen(ink);
    painter.drawText(head.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                     titleMetrics.elidedText(face.title, Qt::ElideRight, head.width() - used));
    used += titleMetrics.horizontalAdvance(face.title);
    painter.setFont(bodyFont(font));
    if (usable && !face.tier.isEmpty() && used + 6 + painter.fontMetrics().horizontalAdvance(face.tier) <= head.width()) {
        painter.setPen(colors.muted);
        painter.drawText(head, Qt::AlignRight | Qt::AlignTop | Qt::TextSingleLine, face.tier);
        painter.setPen(ink);
    }
    const QRect body = bodyRect(area, look, font);
    painter.setFont(buttonBodyFont(area, face, look, font));
    // What does not fit stands whole in the tool tip, and where the press is absent for good beside the buttons.
    painter.setClipRect(body.adjusted(0, 0, 0, 3));
    painter.drawText(body, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     wordsThatFit(buttonBody(face, look.prominent), body, painter.font()));
    painter.setClipping(false);
}

} // namespace andon
