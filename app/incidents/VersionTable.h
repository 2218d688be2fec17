// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Timeline.h"

namespace andon {

/// What the versions that the entries speak of were made of, as Markdown: a row for each set a version had, with the first
/// entry that names it. Empty where no entry names any.
[[nodiscard]] QString versionTable(const QList<TimelineEntry> &entries);

} // namespace andon
