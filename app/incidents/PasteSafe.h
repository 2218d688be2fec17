// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace andon {

/// GitHub refuses a text of more than 65,536 characters.
inline constexpr qsizetype longestPaste = 60'000;
/// GitLab puts a longer Mermaid diagram off, Gitea refuses it.
inline constexpr qsizetype longestMermaid = 5'000;

/// A person's Markdown as it may be pasted into GitHub, GitLab or Confluence (incident-systems, section 6.1): headings
/// with # to ###, tables, fenced code with a language, lists, plain links; no HTML, no image, no link but to http, https
/// and mailto; nothing in it is a mention, a reference to an issue, a command or a comment. What was none of that stays as
/// it was. Applied twice it changes nothing more. Pure.
[[nodiscard]] QString pasteSafe(const QString &markdown);

/// One text to paste, or one file.
struct PastePart {
    QString name; ///< "STEM.md", "STEM-timeline-2.md", "STEM-2.md": a plain name
    QString text;
    bool operator==(const PastePart &) const = default;
};

/// The text in parts of fewer than `limit` characters each: what the longest table has too much goes to
/// STEM-timeline-2.md and so on, each with the table's head; text that is too long without it to STEM-2.md and so on. No row is
/// lost, and the first part says what stands elsewhere. `markdown` is paste-safe; `stem` is a file's name without its ending.
[[nodiscard]] QList<PastePart> pasteParts(const QString &markdown, const QString &stem = QStringLiteral("postmortem"), qsizetype limit = longestPaste);

} // namespace andon
