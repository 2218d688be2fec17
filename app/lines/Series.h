// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Columns.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace andon {

/// One series of an answer; labels are hostile text.
struct Series {
    QMap<QString, QString> labels;
    Columns columns;
};

/// A whole answer of a metrics source.
struct MetricsAnswer {
    QList<Series> series;
    QStringList warnings;    ///< the server's own words and what was left out, shown to the person
    std::size_t leftOut = 0; ///< series that came beyond what is kept of one answer
};

} // namespace andon
