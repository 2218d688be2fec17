// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/Myers.h"

#include <algorithm>

namespace andon {

namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// The furthest x on each diagonal after each number of edits.
struct Trace {
    std::vector<std::vector<int>> rounds;
    [[nodiscard]] int at(int edits, int diagonal) const
    {
        return rounds[static_cast<std::size_t>(edits)][static_cast<std::size_t>(diagonal + edits)];
    }
};

/// Whether the path to `diagonal` came down from the one above (an addition) or from the left (a removal).
bool cameDown(const Trace &trace, int edits, int diagonal)
{
    if (diagonal == -edits || diagonal == edits)
        return diagonal == -edits;
    return trace.at(edits - 1, diagonal - 1) < trace.at(edits - 1, diagonal + 1);
}

/// From the end back to the start.
Pairs walkBack(const Trace &trace, int edits, int x, int y)
{
    Pairs pairs;
    for (; edits >= 0; --edits) {
        const int diagonal = x - y;
        int startX = 0;
        int before = 0;
        if (edits > 0) {
            const bool down = cameDown(trace, edits, diagonal);
            before = trace.at(edits - 1, down ? diagonal + 1 : diagonal - 1);
            startX = down ? before : before + 1;
        }
        for (; x > startX; --x, --y)
            pairs.emplace_back(static_cast<std::size_t>(x - 1), static_cast<std::size_t>(y - 1));
        if (edits > 0) {
            y = before - (startX == before ? diagonal + 1 : diagonal - 1);
            x = before;
        }
    }
    std::reverse(pairs.begin(), pairs.end());
    return pairs;
}

} // namespace

std::optional<Pairs> longestCommon(const std::vector<int> &before, const std::vector<int> &after, const DiffLimits &limits)
{
    const int n = static_cast<int>(before.size());
    const int m = static_cast<int>(after.size());
    Trace trace;
    std::size_t steps = 0;
    for (int edits = 0; edits <= std::min(limits.edits, n + m); ++edits) {
        trace.rounds.emplace_back(static_cast<std::size_t>(2 * edits) + 1, 0);
        for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
            int x = 0;
            if (edits > 0) {
                const bool down = cameDown(trace, edits, diagonal);
                x = down ? trace.at(edits - 1, diagonal + 1) : trace.at(edits - 1, diagonal - 1) + 1;
            }
            // Beyond an edge of the grid there is nothing more to compare; such paths never end in its corner.
            int y = x - diagonal;
            while (x < n && y < m && x >= 0 && y >= 0 && before[static_cast<std::size_t>(x)] == after[static_cast<std::size_t>(y)]) {
                ++x;
                ++y;
                ++steps;
            }
            trace.rounds.back()[static_cast<std::size_t>(diagonal + edits)] = x;
            if (x == n && y == m)
                return walkBack(trace, edits, x, y);
        }
        steps += static_cast<std::size_t>(edits) + 1;
        if (steps > limits.steps)
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace andon
