// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardDecision.h"
#include "app/canary/Rollout.h"
#include "ui/common/ClockText.h"

#include <QMetaType>
#include <QStringList>

namespace andon {

/// What a canary review shows. Whole value.
struct ReviewView {
    QString service;  ///< its title
    QString stable;   ///< ids, possibly empty
    QString canary;
    Rollout rollout;
    TimePoint now;    ///< of the rollout
    QList<Indicator> indicators;
    QList<LineVerdict> lines;             ///< of every counted indicator; empty without a canary
    QMap<QString, GuardReading> readings; ///< by indicator
    std::optional<StrategyCard> card;
    std::optional<CardDecision> decision; ///< none: no card or no canary
    QString heldBy;   ///< a person's hold: who; empty: nobody
    std::optional<TimePoint> heldSince;
    QString heldWhy;  ///< hostile
    bool counts = false; ///< the workspace counts at least one indicator
};

/// Indicators beyond their stop gate on the canary now, with a card or without.
[[nodiscard]] QStringList crossedGates(const ReviewView &view);

/// How a row stands out; the shape is beside the colour, and the word beside both.
enum class ReviewTone { Plain, Pass, Hold, Unknown, Stop };

/// Evidence on the way to its limit.
struct ReviewBar {
    double logValue = 0;
    double logLimit = 0; ///< above 0
    bool isPass = false; ///< evidence that the canary is not worse
    bool operator==(const ReviewBar &) const = default;
};

/// One row of the review. All texts are safe to show.
struct ReviewRow {
    enum Column { Name, Stable, Canary, Change, Events, Evidence, Says, Why, Since, ColumnCount };
    QString key;      ///< unique among its siblings
    QStringList cells; ///< by column
    ReviewTone tone = ReviewTone::Plain;
    std::optional<ReviewBar> bar;
    bool isFamily = false;
    bool spans = false;   ///< the first cell is a sentence over the whole row
    QString indicatorId;  ///< of a line
    std::vector<ReviewRow> children;
};

/// The six families with their lines, and below each line who is hurt, whom the canary never met, and the query.
[[nodiscard]] std::vector<ReviewRow> reviewRows(const ReviewView &view, TimeZoneChoice zone);
[[nodiscard]] QStringList reviewHeaders();
/// The verdict of the whole in one sentence, and how it stands out. Unknown is never Pass.
[[nodiscard]] QString reviewSentence(const ReviewView &view);
[[nodiscard]] ReviewTone reviewTone(const ReviewView &view);
/// What else the card says: each further reason that holds or stops, then what is to be noted; at most `most` lines.
[[nodiscard]] QStringList reviewReasons(const ReviewView &view, int most);
[[nodiscard]] QString reviewShape(ReviewTone tone);

} // namespace andon
