// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace andon {

/// A window of time, ms since the epoch; both ends belong to it.
struct TimeWindow {
    qint64 fromMs = 0;
    qint64 toMs = 0;
    [[nodiscard]] qint64 lengthMs() const { return toMs - fromMs; }
    /// The equally long window that ends where this one begins; they share no sample.
    [[nodiscard]] TimeWindow before() const { return {fromMs - lengthMs() - 1, fromMs - 1}; }
    bool operator==(const TimeWindow &) const = default;
};

} // namespace andon
