// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/IncidentReview.h"

#include <QStringList>

namespace andon {

/// What one chart of the review shows, and the same as a table: the numbers can be read without seeing the bars.
struct ReviewChart {
    struct Series {
        QString name;
        QList<std::optional<double>> values; ///< one a category; none: there is no bar
    };
    QString title;
    QString unit;            ///< of the values, on the axis
    QString categoryTitle;   ///< "Month", "Scenario", …
    QStringList categories;  ///< hostile text
    QList<Series> series;
    QString empty;           ///< said instead where there is nothing to show
    int decimals = 0;
    [[nodiscard]] bool isEmpty() const;
};

enum class ReviewSubject { DurationsByMonth, DurationsByScenario, Alarms, Cost, Causes };

[[nodiscard]] QString subjectTitle(ReviewSubject subject);
/// At most so many categories: the newest months and incidents, the most frequent causes and scenarios.
inline constexpr qsizetype mostCategories = 12;
[[nodiscard]] ReviewChart reviewChart(const IncidentReview &review, ReviewSubject subject);
/// A value of a chart as text; "–" where there is none.
[[nodiscard]] QString chartValueText(const std::optional<double> &value, int decimals);

} // namespace andon
