// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Evidence.h"

#include <QHash>

namespace andon {

/// Joins the series of an answer that was given in parts: of each time what was said first.
class JoinedSeries {
public:
    /// What the part says of [fromMs, untilMs].
    void add(const Series &part, qint64 fromMs, qint64 untilMs);
    /// Those that have samples, in the order in which they were first told of.
    [[nodiscard]] QList<Series> series() const;

private:
    struct Parts {
        QMap<QString, QString> labels;
        QList<Columns> columns; ///< in the order in which they were said
    };
    QList<Parts> m_parts;
    QHash<QStringList, qsizetype> m_places; ///< by labels and their values
};

/// The same answers, each time once: those to one question in one step whose times overlap or follow each other are one. Pure;
/// goes through all samples: for the pool.
[[nodiscard]] QList<EvidenceAnswer> joinedAnswers(const QList<EvidenceAnswer> &answers);

} // namespace andon
