// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Indicator.h"

#include <QString>

#include <optional>

namespace andon {

/// A comparison with a number that decides a rule.
struct AlertLimit {
    QString measured; ///< PromQL of what is compared: a series for whatever the rule can speak of
    double limit = 0;
    Direction direction = Direction::HigherIsWorse;
};

/// The limit in a rule's expression: `x > 0.05`, also in brackets; the number may be worked out (`14.4 * 0.001`). With `and`
/// the first comparison's, measured where all sides are, whether they hold or not: `x > 1 and y == 2` is measured by `(x) and (y)`.
/// With `unless` the first comparison's alone. None where the first comparison is `==` or `!=` or has a series on both sides, with
/// `or`, absent(…), and in an expression of more than 10,000 characters. Pure.
[[nodiscard]] std::optional<AlertLimit> limitOf(const QString &query);

} // namespace andon
