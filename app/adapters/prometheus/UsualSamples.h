// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/prometheus/KnownTimes.h"

namespace andon {

/// Reads samples as nearly all are: of a time that is the next one known, a plain number, and another sample behind it, with
/// at least 96 characters from each beginning to `end`. From `at`, behind the bracket of a sample, on; `at` is moved behind
/// the bracket of the first one that is not so, or that is too many. How many, at most `most` and as many as the run has;
/// their values are written, one of what follows may be. The eight characters before `at` are looked at, too.
std::size_t readUsualSamples(const char *&at, const char *end, const KnownTimes::Run &known, std::size_t most, double *values);

/// The same by the instructions that every processor of this kind has; readUsualSamples() takes more where there are more.
std::size_t readUsualSamplesPlainly(const char *&at, const char *end, const KnownTimes::Run &known, std::size_t most, double *values);

} // namespace andon
