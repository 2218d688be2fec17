// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/Theme.h"
#include "ui/plot/PlotValues.h"

#include <QMap>
#include <QStringList>

class QPainter;
class QRectF;

namespace andon {

/// How a line is drawn. Two lines never differ by colour alone.
struct LineLook {
    QColor color;
    double width = 2;
    double dashOn = 0; ///< pixels; 0 = solid
    double dashOff = 0;
    bool rings = false;
};

/// Gives every version its look, and keeps it while versions come and go.
class LineLooks {
public:
    void setRoles(const QMap<QString, LineRole> &roles) { m_roles = roles; }
    /// The versions present now.
    void setVersions(const QStringList &versions);
    /// Stable without a role where there is no version label at all, else Other.
    [[nodiscard]] LineRole role(const QString &version) const;
    /// The canary's version, else the stable one's; empty where there is neither.
    [[nodiscard]] QString newestRelease() const;
    [[nodiscard]] LineLook look(const QString &version, const ThemeColors &colors) const;
    /// Stable first, then the canary, then the others by name; nothing twice.
    [[nodiscard]] QStringList ordered(QStringList versions) const;

private:
    QMap<QString, LineRole> m_roles;
    QStringList m_others; ///< an other version's place here is its colour
};

/// The thin, dashed look of a second indicator in the same row.
[[nodiscard]] LineLook secondaryLook(const LineLook &look, const QColor &background);
/// A short sample of the line, as a key.
void paintLineKey(QPainter &painter, const QRectF &area, const LineLook &look, const QColor &background);
/// The version as shown: control characters visible, at most 40 characters; "all" where there is none.
[[nodiscard]] QString versionText(const QString &version);

} // namespace andon
