// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace andon {

/// Samples in rising time. Equal lengths. A gap is a missing sample, never a zero; "no traffic" is a NaN.
struct Columns {
    std::vector<qint64> times;  ///< milliseconds since 1970-01-01T00:00:00Z
    std::vector<double> values; ///< in the indicator's unit
    bool operator==(const Columns &) const = default;
};

/// One series of an answer; labels are hostile text.
struct Series {
    QMap<QString, QString> labels;
    Columns columns;
};

/// A whole answer of a metrics source.
struct MetricsAnswer {
    QList<Series> series;
    QStringList warnings; ///< the server's own words, shown to the person
};

} // namespace andon
