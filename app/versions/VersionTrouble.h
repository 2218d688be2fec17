// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/VersionBook.h"

namespace andon {

/// Why it is not known what a version is made of, or that the sources disagree. Shown as an error.
struct VersionTrouble {
    enum class Kind {
        Conflict,   ///< sources contradict each other about `version`: `conflict`
        Untied,     ///< there are samples of `version`, and no source says what it is made of
        Unlabelled, ///< there are samples that name no version at all
        Metric,     ///< the info metric could not be read: `words`
        Manifest,   ///< a manifest is not used: `words`, with its place
    };
    Kind kind = Kind::Untied;
    QString version{};
    VersionConflict conflict{};
    QString words{}; ///< English, as the reader of the file or the server says it; hostile
    bool operator==(const VersionTrouble &) const = default;
};

/// The contradictions in a book, versions that are gone left out.
[[nodiscard]] QList<VersionTrouble> conflictsIn(const VersionBook &book);
/// One English sentence (reports; the window translates by kind).
[[nodiscard]] QString troubleWords(const VersionTrouble &trouble);

} // namespace andon
