// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Indicator.h"
#include "app/lines/Series.h"
#include "app/lines/TimeWindow.h"

#include <QList>
#include <QString>

#include <memory>

namespace andon {

/// What a window holds of one series. NaN and the infinities are no samples; without any, the figures are NaN.
struct WindowFigures {
    std::size_t samples = 0;
    double mean = 0;
    double median = 0;
    double lowest = 0;
    double highest = 0;
};

[[nodiscard]] WindowFigures windowFigures(const Columns &columns, const TimeWindow &window);

/// One question: did this series move between two windows, or do two series differ in one?
struct Comparison {
    QString indicatorId;
    QString title;   ///< of the indicator
    QString label;   ///< "version", or the label that the indicator is split by; hostile text
    QString value;   ///< of the label; hostile text
    Unit unit = Unit::Ratio;
    Direction direction = Direction::HigherIsWorse;
    std::shared_ptr<const Columns> reference; ///< may be null: no data
    TimeWindow referenceWindow;
    std::shared_ptr<const Columns> subject;   ///< may be null
    TimeWindow subjectWindow;
};

/// How far an effect can be believed.
enum class Trust {
    Enough,
    NoSpread,   ///< both sides are constant and differ: any scale would be a guess
    FewSamples, ///< one side has less than `fewestSamples`
    NoData,     ///< one side has none
};

struct Difference {
    Comparison of;
    WindowFigures reference;
    WindowFigures subject;
    double shift = 0;  ///< the subject's median less the reference's, in the indicator's unit; NaN without data
    double effect = 0; ///< `shift` in robust standard deviations; ±infinity with NoSpread; NaN without data
    Trust trust = Trust::Enough;
    bool worse = false; ///< the subject moved towards the bad side
};

inline constexpr std::size_t fewestSamples = 5;

/// The difference of the medians over the pooled spread: 1.4826 × the median of all distances from their own side's
/// median (the MAD, scaled to a normal distribution's standard deviation); where more than half of the distances are 0,
/// 1.2533 × their mean instead (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993).
[[nodiscard]] Difference difference(const Comparison &comparison);

/// What moved most comes first: by trust, then by the size of the effect (without spread: of the relative shift), then
/// in the given order.
[[nodiscard]] QList<Difference> ranked(const QList<Comparison> &comparisons);
/// Two rankings as one, the first `most` of it.
[[nodiscard]] QList<Difference> merged(const QList<Difference> &a, const QList<Difference> &b, qsizetype most);

} // namespace andon
