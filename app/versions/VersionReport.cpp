// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionReport.h"

#include "app/base/DisplayText.h"
#include "app/base/MarkdownText.h"

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLine = 2000;
constexpr qsizetype mostLines = 2000;

QString cellOf(const VersionPart &part)
{
    const QString word = partWord(part);
    return word.isEmpty() ? u"–"_s : markdownCell(word);
}

/// A fence that no run of backticks within ends.
QString fenceFor(const QStringList &lines)
{
    qsizetype longest = 2;
    for (const QString &line : lines) {
        qsizetype run = 0;
        for (const QChar c : line) {
            run = c == u'`' ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    return QString(longest + 1, u'`');
}

QString textSection(const PartDifference &difference)
{
    const TextDiff diff = textDiff(*difference.before.text, *difference.after.text);
    QString out = u"\n## %1: %2 lines added, %3 removed\n\n"_s.arg(markdownCell(difference.part)).arg(diff.added).arg(diff.removed);
    QStringList lines;
    for (const DiffExcerpt &entry : excerptOf(diff)) {
        if (lines.size() >= mostLines) {
            lines << u"@@ the rest is left out @@"_s;
            break;
        }
        if (entry.line < 0) {
            lines << u"@@ %1 equal lines @@"_s.arg(entry.leftOut);
            continue;
        }
        const DiffLine &line = diff.lines[entry.line];
        const QChar sign = line.kind == DiffLine::Kind::Added ? u'+' : line.kind == DiffLine::Kind::Removed ? u'-' : u' ';
        lines << sign + displaySafe(line.text, longestLine);
    }
    const QString fence = fenceFor(lines);
    return out + fence + u"diff\n"_s + lines.join(u'\n') + u'\n' + fence + u'\n';
}

} // namespace

QString changeWord(PartChange change)
{
    switch (change) {
    case PartChange::Same: return u"same"_s;
    case PartChange::Changed: return u"changed"_s;
    case PartChange::Added: return u"added"_s;
    case PartChange::Removed: return u"removed"_s;
    case PartChange::Renamed: return u"renamed"_s;
    case PartChange::Incomparable: return u"not comparable"_s;
    case PartChange::Unknown: return u"not known"_s;
    }
    return {};
}

QString versionMarkdown(const KnownVersion &before, const KnownVersion &after, const QList<VersionTrouble> &troubles)
{
    QString out = u"# What changed from %1 to %2\n\n"_s.arg(markdownCell(before.id), markdownCell(after.id));
    for (const VersionTrouble &trouble : troubles)
        out += u"- Error: %1\n"_s.arg(markdownCell(troubleWords(trouble)));
    if (!troubles.isEmpty())
        out += u'\n';
    out += u"| Part | Change | %1 | %2 |\n|---|---|---|---|\n"_s.arg(markdownCell(before.id), markdownCell(after.id));
    const QList<PartDifference> differences = versionDiff(before.parts, after.parts);
    for (const PartDifference &one : differences) {
        const QString change = one.differs() ? u"**%1**"_s.arg(changeWord(one.change)) : changeWord(one.change);
        out += u"| %1 | %2 | %3 | %4 |\n"_s.arg(markdownCell(one.part), change, cellOf(one.before), cellOf(one.after));
    }
    for (const PartDifference &one : differences) {
        if (one.hasTexts() && *one.before.text != *one.after.text)
            out += textSection(one);
    }
    return out;
}

} // namespace andon
