// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/TextDiff.h"
#include "app/versions/VersionDiff.h"
#include "app/versions/VersionTrouble.h"

namespace andon {

/// What people read of version sets, translated; what comes from outside is shortened and made safe.

/// "Prompt"; a part that is none of the seven has the name its source gives it.
[[nodiscard]] QString partTitle(const QString &part);
/// "≠ changed": a shape and a word.
[[nodiscard]] QString changeText(PartChange change);
/// Id and the beginning of the hash, on one line; "–" where neither is known.
[[nodiscard]] QString partText(const VersionPart &part);
/// The gateway, the info metric, a manifest, the journal.
[[nodiscard]] QString originText(VersionOrigin origin);
/// What is wrong, in one sentence.
[[nodiscard]] QString troubleText(const VersionTrouble &trouble);
/// How many parts differ between the two, in one sentence.
[[nodiscard]] QString summaryText(const QString &before, const QString &after, const QList<PartDifference> &differences);
/// What the text below says, or why there is none.
[[nodiscard]] QString textDiffText(const PartDifference &difference, const QString &before, const QString &after, const TextDiff &diff);

} // namespace andon
