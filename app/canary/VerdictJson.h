// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/LineVerdict.h"

#include <nlohmann/json.hpp>

namespace andon {

/// A verdict as `andon judge` prints it and the journal keeps it: words in lower case, times in seconds since 1970, null for
/// what is not known. Every number is finite: "e" ends at the largest double, "log10_e" tells how large it is.
[[nodiscard]] nlohmann::json verdictJson(const Verdict &verdict);
/// {"label", "values", "request_share", "excess_share", "part", "changed": [{"part", "before", "after", "standing"}],
/// "suspects": [{"label", "value", "verdict"}]}; label and part are null where none stands out.
[[nodiscard]] nlohmann::json attributionJson(const Attribution &attribution);
/// A line with its labels: {"indicator", "verdict", "attribution", "labels": [{"label", "part", "regressed", "strata",
/// "never_met"}]}.
[[nodiscard]] nlohmann::json lineVerdictJson(const LineVerdict &line);

} // namespace andon
