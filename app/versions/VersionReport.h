// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/TextDiff.h"
#include "app/versions/VersionDiff.h"
#include "app/versions/VersionTrouble.h"

namespace andon {

/// "same", "changed", "added", "removed", "renamed", "not comparable", "not known".
[[nodiscard]] QString changeWord(PartChange change);

/// What a release changed, to be pasted: a table of the parts, what the sources disagree about, the differences of the
/// texts in fenced blocks. English; nothing in it is markup, a mention or a link but its own.
[[nodiscard]] QString versionMarkdown(const KnownVersion &before, const KnownVersion &after, const QList<VersionTrouble> &troubles);

} // namespace andon
