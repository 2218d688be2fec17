// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/Myers.h"

#include <QList>
#include <QString>

namespace andon {

/// Characters of a line that changed, in UTF-16 units.
struct TextSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const TextSpan &) const = default;
};

struct DiffLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    QString text;          ///< without its line feed; hostile
    qsizetype before = 0;  ///< number in the earlier text from 1; 0: not there
    qsizetype after = 0;   ///< number in the later text from 1; 0: not there
    QList<TextSpan> marks{}; ///< Removed, Added: the words that differ from the line it became; empty: the whole line is new
    bool operator==(const DiffLine &) const = default;
};

/// Two texts line by line. A text is its lines with a line feed between each two, so a text that ends in one has an empty
/// last line.
struct TextDiff {
    QList<DiffLine> lines;
    qsizetype added = 0;
    qsizetype removed = 0;
    bool coarse = false; ///< a limit was passed: what differs stands there as one block, and it may hold equal lines
};

/// The shortest script of removed and added lines; in a block of changes the removed lines stand first. Lines that became
/// each other carry marks on the words that changed. Applying it gives the other text (textBefore, textAfter). Pure.
[[nodiscard]] TextDiff textDiff(const QString &before, const QString &after, const DiffLimits &limits = {});
/// The two texts that a difference is of.
[[nodiscard]] QString textBefore(const TextDiff &diff);
[[nodiscard]] QString textAfter(const TextDiff &diff);

/// The lines worth reading: each change with up to `context` equal lines around it. A run of left-out lines is one entry
/// with its length.
struct DiffExcerpt {
    qsizetype line = -1;   ///< index into TextDiff::lines; -1: lines are left out here
    qsizetype leftOut = 0; ///< so many
    bool operator==(const DiffExcerpt &) const = default;
};
[[nodiscard]] QList<DiffExcerpt> excerptOf(const TextDiff &diff, qsizetype context = 3);

} // namespace andon
