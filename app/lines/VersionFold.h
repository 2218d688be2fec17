// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/lines/Indicator.h"
#include "app/lines/Series.h"

#include <map>

namespace andon {

/// An answer by version.
using VersionedAnswer = std::map<QString, Columns>;

/// Sorts the series of an answer by the value of `versionLabel` (empty: all are version ""). A version whose series
/// returned with other labels is one line as long as the series follow each other in time. BadAnswer, with the indicator's
/// title, its query and how many series came: a series without the label, or two of a version at the same time.
[[nodiscard]] Result<VersionedAnswer> foldVersions(const MetricsAnswer &answer, const QString &versionLabel,
                                                   const Indicator &indicator);

} // namespace andon
