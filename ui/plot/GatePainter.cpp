// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/GatePainter.h"

#include "ui/plot/LinesPlot.h"
#include "ui/plot/ValueText.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

void paintGateBands(QPainter &painter, const RowScene &scene)
{
    const PlotRow &row = *scene.row;
    const QRectF &area = scene.scale.area;
    const bool up = row.direction == Direction::HigherIsWorse;
    const double edge = up ? area.top() : area.bottom();
    const auto yOf = [&](double value) { return std::clamp(scene.scale.y(value), area.top(), area.bottom()); };
    const auto band = [&](double from, double to, const QColor &color) {
        if (std::abs(to - from) >= 0.5)
            painter.fillRect(QRectF(QPointF(area.left(), std::min(from, to)), QPointF(area.right(), std::max(from, to))),
                             color);
    };
    if (row.gate.warn)
        band(yOf(*row.gate.warn), row.gate.stop ? yOf(*row.gate.stop) : edge, scene.colors->warnBand);
    if (row.gate.stop)
        band(yOf(*row.gate.stop), edge, scene.colors->stopBand);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(scene.colors->muted, 1, Qt::DashLine));
    for (const std::optional<double> &gate : {row.gate.warn, row.gate.stop}) {
        const double y = gate ? std::floor(scene.scale.y(*gate)) + 0.5 : -1;
        if (gate && y >= area.top() && y <= area.bottom())
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    }
}

static QFont nameFont(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(std::max(8.0, font.pointSizeF() - 1));
    return small;
}

int gateGutterWidth(const QFont &font)
{
    return QFontMetrics(nameFont(font)).horizontalAdvance(u"▲ "_s + LinesPlot::tr("stop") + u" $0.000↑"_s) + 10;
}

void paintGateNames(QPainter &painter, const QRectF &gutter, const RowScene &scene)
{
    struct Name {
        double gate;
        QString text;
        double top = 0;
    };
    const PlotRow &row = *scene.row;
    const QRectF &area = scene.scale.area;
    QList<Name> names;
    if (row.gate.warn)
        names.append({*row.gate.warn, u"◆ "_s + LinesPlot::tr("warn") + u' ' + valueText(*row.gate.warn, row.unit)});
    if (row.gate.stop)
        names.append({*row.gate.stop, u"▲ "_s + LinesPlot::tr("stop") + u' ' + valueText(*row.gate.stop, row.unit)});
    const QFont usual = painter.font();
    painter.setFont(nameFont(usual));
    const QFontMetricsF metrics(painter.font());
    const double height = metrics.height();
    for (Name &name : names) {
        const double y = scene.scale.y(name.gate);
        if (y < area.top() - 1 || y > area.bottom() + 1)
            name.text += y < area.top() ? u"↑"_s : u"↓"_s;
        name.top = std::clamp(y - height / 2, area.top() - 2, area.bottom() - height + 2);
    }
    std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.top < b.top; });
    // Two names that would cover each other are pushed apart, and back into the row.
    if (names.size() == 2 && names[1].top - names[0].top < height) {
        const double middle = (names[0].top + names[1].top) / 2;
        names[0].top = std::clamp(middle - height / 2, area.top() - 2, area.bottom() - 2 * height + 2);
        names[1].top = names[0].top + height;
    }
    painter.setPen(scene.colors->muted);
    for (const Name &name : std::as_const(names)) {
        const QRectF place(gutter.left() + 5, name.top, gutter.width() - 6, height);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         metrics.elidedText(name.text, Qt::ElideRight, place.width()));
    }
    painter.setFont(usual);
}

} // namespace andon
