// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace andon {

/// How old what is shown is; it travels with the data. Late data is hatched and shows its age; no data is never green.
enum class Freshness {
    Live, ///< the last poll answered
    Late, ///< one or two polls were lost; the last good data is kept
    Lost, ///< three polls in a row were lost, or nothing was ever read: the console is blind
};

[[nodiscard]] constexpr Freshness freshnessAfter(int lostPolls, bool everRead)
{
    if (!everRead || lostPolls >= 3)
        return Freshness::Lost;
    return lostPolls == 0 ? Freshness::Live : Freshness::Late;
}

} // namespace andon
