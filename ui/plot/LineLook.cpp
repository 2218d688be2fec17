// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/LineLook.h"

#include "app/base/DisplayText.h"
#include "ui/plot/LinesPlot.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qsizetype rememberedVersions = 64;

void LineLooks::setVersions(const QStringList &versions)
{
    if (m_others.size() > rememberedVersions)
        m_others.removeIf([&](const QString &version) { return !versions.contains(version); });
    for (const QString &version : versions) {
        if (m_others.size() < 2 * rememberedVersions && role(version) == LineRole::Other && !m_others.contains(version))
            m_others.append(version);
    }
}

LineRole LineLooks::role(const QString &version) const
{
    return m_roles.value(version, version.isEmpty() ? LineRole::Stable : LineRole::Other);
}

QString LineLooks::newestRelease() const
{
    const QString canary = m_roles.key(LineRole::Canary);
    return canary.isEmpty() ? m_roles.key(LineRole::Stable) : canary;
}

LineLook LineLooks::look(const QString &version, const ThemeColors &colors) const
{
    switch (role(version)) {
    case LineRole::Stable: return {colors.stable, 2, 0, 0, false};
    case LineRole::Canary: return {colors.canary, 2.5, 0, 0, true};
    case LineRole::Other: break;
    }
    static constexpr double dashes[][2] = {{6, 3}, {2, 3}, {10, 3}, {4, 6}};
    const auto place = std::max<qsizetype>(0, m_others.indexOf(version));
    const QColor color = colors.others.isEmpty() ? colors.muted : colors.others[place % colors.others.size()];
    const auto &dash = dashes[place % 4];
    return {color, 2, dash[0], dash[1], false};
}

QStringList LineLooks::ordered(QStringList versions) const
{
    std::sort(versions.begin(), versions.end(), [this](const QString &a, const QString &b) {
        const LineRole left = role(a), right = role(b);
        return left != right ? left < right : a < b;
    });
    versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
    return versions;
}

static QColor mixed(const QColor &color, const QColor &with, double share)
{
    const auto channel = [share](int a, int b) { return static_cast<int>(a * (1 - share) + b * share); };
    return QColor(channel(color.red(), with.red()), channel(color.green(), with.green()),
                  channel(color.blue(), with.blue()));
}

LineLook secondaryLook(const LineLook &look, const QColor &background)
{
    // Mixed, not transparent: a half-transparent line costs 25 times an opaque one in software rendering.
    return {mixed(look.color, background, 0.3), 1, 4, 3, false};
}

void paintLineKey(QPainter &painter, const QRectF &area, const LineLook &look, const QColor &background)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(look.color, look.width, Qt::SolidLine, Qt::FlatCap);
    const double y = std::floor(area.center().y()) + 0.5;
    painter.setPen(pen);
    if (look.dashOn > 0) {
        for (double x = area.left(); x < area.right(); x += look.dashOn + look.dashOff)
            painter.drawLine(QPointF(x, y), QPointF(std::min(x + look.dashOn, area.right()), y));
    } else {
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    }
    if (look.rings) {
        painter.setBrush(background);
        painter.setPen(QPen(look.color, 1.8));
        painter.drawEllipse(QPointF(area.center().x(), y), 3.4, 3.4);
    }
    painter.restore();
}

QString versionText(const QString &version)
{
    return version.isEmpty() ? LinesPlot::tr("all") : displaySafe(version, 40);
}

} // namespace andon
