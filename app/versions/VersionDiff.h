// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/VersionSet.h"

#include <QList>

namespace andon {

enum class PartChange {
    Same,
    Changed,
    Added,        ///< only the later version has it
    Removed,      ///< only the earlier version has it
    Renamed,      ///< another id for the same content (equal hashes)
    Incomparable, ///< one is known by its id alone, the other by its hash alone
    Unknown,      ///< no source says what either of them has
};

/// One part of two versions.
struct PartDifference {
    QString part;
    PartChange change = PartChange::Unknown;
    VersionPart before;
    VersionPart after;
    /// Both texts are there to be compared.
    [[nodiscard]] bool hasTexts() const { return before.text.has_value() && after.text.has_value(); }
    [[nodiscard]] bool differs() const { return change != PartChange::Same && change != PartChange::Unknown; }
    bool operator==(const PartDifference &) const = default;
};

/// How one part became another. Where both have a hash (of the same algorithm), it decides: the same id for another content
/// is a change.
[[nodiscard]] PartChange changeOf(const VersionPart &before, const VersionPart &after);
/// All seven parts, in order, and what else the two have.
[[nodiscard]] QList<PartDifference> versionDiff(const VersionParts &before, const VersionParts &after);

} // namespace andon
