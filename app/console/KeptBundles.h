// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/RecordedEvidence.h"

namespace andon {

/// So many bundles of one incident are read; further ones are the oldest, and said to be missing.
inline constexpr qsizetype mostKeptBundles = 200;

/// Where evidence is kept by itself: beside the journal.
[[nodiscard]] QString evidenceFolder(const QString &journalPath);
/// What the record of an incident has of what was known: every bundle that an entry of it names and that lies in `folder` with the
/// hash that the entry recorded. Whatever is not there, or is another file now, is named as missing. Reads files: for the pool.
[[nodiscard]] RecordedEvidence recordedEvidence(const Incident &incident, const QString &folder);

} // namespace andon
