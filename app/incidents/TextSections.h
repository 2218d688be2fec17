// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace andon {

/// A heading and what stands under it up to the next one of any level.
struct TextSection {
    QString heading; ///< without its #; empty: what stands before the first heading
    int level = 0;   ///< 1 to 3
    int line = 0;    ///< of the heading, from 0
    QString text;    ///< with the heading's own line
    bool operator==(const TextSection &) const = default;
};

/// The sections of Markdown in their order; what looks like a heading inside a fence is none. Joined by nothing they are
/// the text again.
[[nodiscard]] QList<TextSection> textSections(const QString &markdown);

/// What a new draft has for a section that now reads otherwise.
struct SectionOffer {
    QString heading;
    QString current; ///< empty: the text has no such section
    QString offered;
    bool operator==(const SectionOffer &) const = default;
};

/// The sections in which a draft differs from a text, in the draft's order. Sections that only the text has are nobody's
/// business. A heading that occurs twice is told apart by its turn.
[[nodiscard]] QList<SectionOffer> sectionOffers(const QString &current, const QString &draft);
/// The text with these sections (by their place in the list of offers) as the draft has them: in the place of the old one,
/// or behind the section that precedes it in the draft. All else stays as it is.
[[nodiscard]] QString withOffers(const QString &current, const QString &draft, const QList<qsizetype> &taken);

} // namespace andon
