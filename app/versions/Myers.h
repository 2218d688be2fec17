// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace andon {

/// So far a comparison goes; beyond it the texts count as unlike.
struct DiffLimits {
    int edits = 1000;             ///< removals and additions together; memory grows with its square (8 MB)
    std::size_t steps = 8'000'000; ///< elements looked at
};

/// The pairs (i, j) of equal elements that a shortest edit script keeps, rising in both (E. Myers, An O(ND) difference
/// algorithm and its variations, 1986, section 3). Nothing where a limit is passed.
[[nodiscard]] std::optional<std::vector<std::pair<std::size_t, std::size_t>>>
longestCommon(const std::vector<int> &before, const std::vector<int> &after, const DiffLimits &limits);

} // namespace andon
