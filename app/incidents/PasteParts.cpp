// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PasteSafe.h"

#include "app/base/MarkdownText.h"

#include <QStringList>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// A table: lines [first, last), the first two of them its head.
struct TableSpan {
    qsizetype first = 0;
    qsizetype last = 0;
    qsizetype size = 0; ///< characters
};

TableSpan longestTable(const QStringList &lines)
{
    TableSpan longest;
    for (qsizetype i = 0; i < lines.size();) {
        TableSpan table{i, i, 0};
        while (table.last < lines.size() && lines[table.last].startsWith(u'|'))
            table.size += lines[table.last++].size() + 1;
        if (table.size > longest.size)
            longest = table;
        i = std::max(table.last, i + 1);
    }
    return longest;
}

qsizetype sizeOf(const QStringList &lines)
{
    qsizetype size = 0;
    for (const QString &line : lines)
        size += line.size() + 1;
    return size;
}

/// Lines in parts below the limit; a single line that is longer is cut, so that every part can be pasted.
QList<QStringList> packed(const QStringList &lines, qsizetype limit)
{
    QList<QStringList> parts{{}};
    qsizetype size = 0;
    const auto put = [&](const QString &line) {
        if (size + line.size() + 1 >= limit && !parts.last().isEmpty()) {
            parts << QStringList();
            size = 0;
        }
        parts.last() << line;
        size += line.size() + 1;
    };
    for (const QString &line : lines) {
        QString rest = line;
        while (rest.size() + 2 > limit) {
            const qsizetype most = limit - 2 - (rest[limit - 3].isHighSurrogate() ? 1 : 0);
            const qsizetype space = rest.lastIndexOf(u' ', most - 1);
            const qsizetype cut = space > most - 200 ? space + 1 : most;
            put(rest.left(cut));
            rest = rest.mid(cut);
        }
        put(rest);
    }
    return parts;
}

} // namespace

QList<PastePart> pasteParts(const QString &markdown, const QString &stem, qsizetype limit)
{
    QList<PastePart> parts{PastePart{stem + u".md"_s, markdown}};
    if (markdown.size() < limit)
        return parts;
    constexpr qsizetype noteSpace = 1600; // two names of files, escaped
    QStringList lines = markdown.split(u'\n');
    const TableSpan table = longestTable(lines);
    const bool wide = table.last - table.first > 3;
    const QStringList head = wide ? lines.mid(table.first, 2) : QStringList();
    const QStringList rows = wide ? lines.mid(table.first + 2, table.last - table.first - 2) : QStringList();
    const qsizetype without = markdown.size() - sizeOf(rows);
    qsizetype kept = 0;
    for (qsizetype size = without + 2 * noteSpace; kept < rows.size() && size + rows[kept].size() + 1 < limit; ++kept)
        size += rows[kept].size() + 1;
    const QString title = lines.value(0).startsWith(u"# "_s) ? lines[0].left(300) : u"# Postmortem"_s;
    int number = 2;
    QStringList names;
    if (wide && kept < rows.size()) {
        for (const QStringList &chunk : packed(rows.mid(kept), limit - sizeOf(head) - title.size() - 40)) {
            const QString name = stem + u"-timeline-%1.md"_s.arg(number++);
            names << name;
            parts << PastePart{name, title + u", continued\n\n"_s + head.join(u'\n') + u'\n' + chunk.join(u'\n') + u'\n'};
        }
        const QString note = u"%1 more rows stand in %2."_s.arg(rows.size() - kept)
                                 .arg(names.size() == 1 ? markdownCell(names.first()) : markdownCell(names.first()) + u" to "_s + markdownCell(names.last()));
        lines = lines.mid(0, table.first + 2 + kept) + QStringList{QString(), note} + lines.mid(table.last);
    }
    const QList<QStringList> texts = packed(lines, limit - noteSpace);
    parts.first().text = texts.first().join(u'\n');
    for (qsizetype i = 1; i < texts.size(); ++i)
        parts << PastePart{stem + u"-%1.md"_s.arg(i + 1), title + u", continued\n\n"_s + texts[i].join(u'\n')};
    if (texts.size() > 1)
        parts.first().text += u"\n\nThe text goes on in %1.\n"_s.arg(markdownCell(stem + u"-2.md"_s));
    return parts;
}

} // namespace andon
