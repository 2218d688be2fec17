// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Judge.h"

#include <string>
#include <string_view>

namespace andon {

/// One poll of one series, as `andon judge` reads it.
struct JudgeLine {
    std::string series;
    CountPoll poll;
};

/// {"series","t","stable":{"bad","total"},"canary":{"bad","total"}}: t in seconds since 1970, counts since the poll before.
/// Members in any order, others are passed over; a count of null is none (NaN). BadInput says what was expected. Reuses the
/// storage of `line`, which is undefined after a failure. Any thread.
[[nodiscard]] Result<void> readJudgeLine(std::string_view text, JudgeLine &line);

/// The quick way for lines in ASCII without escapes and without other members; false: readJudgeLine() tells. Whatever it reads,
/// readJudgeLine() reads alike; that is what calls it first.
[[nodiscard]] bool scanJudgeLine(std::string_view text, JudgeLine &line);

} // namespace andon
