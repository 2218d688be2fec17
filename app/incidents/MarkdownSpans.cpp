// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/MarkdownSpans.h"

#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

bool isPunctuation(QChar c)
{
    return c.unicode() < 128 && (c.isPunct() || c.isSymbol());
}

/// The end of a code span that opens at `open`, or -1; `ticks` is its mark's length.
qsizetype codeEnd(QStringView text, qsizetype open, qsizetype ticks)
{
    for (qsizetype at = open + ticks; at < text.size();) {
        if (text[at] != u'`') {
            ++at;
            continue;
        }
        qsizetype run = 0;
        while (at + run < text.size() && text[at + run] == u'`')
            ++run;
        if (run == ticks)
            return at;
        at += run;
    }
    return -1;
}

struct Piece {
    QString html;
    qsizetype length = 0; ///< of the Markdown it stands for; 0: there is none
};

Piece codeAt(QStringView text, qsizetype at)
{
    qsizetype ticks = 0;
    while (at + ticks < text.size() && text[at + ticks] == u'`')
        ++ticks;
    const qsizetype end = codeEnd(text, at, ticks);
    if (end < 0)
        return {QString(ticks, u'`'), ticks};
    QString code = text.mid(at + ticks, end - at - ticks).toString();
    if (code.startsWith(u' ') && code.endsWith(u' ') && !code.trimmed().isEmpty())
        code = code.mid(1, code.size() - 2);
    return {u"<code>"_s + code.toHtmlEscaped() + u"</code>"_s, end + ticks - at};
}

Piece strongAt(QStringView text, qsizetype at)
{
    const QChar mark = text[at];
    const qsizetype size = at + 1 < text.size() && text[at + 1] == mark ? 2 : 1;
    const qsizetype first = at + size;
    const bool opens = first < text.size() && !text[first].isSpace() && text[first] != mark
        && (mark == u'*' || at == 0 || !text[at - 1].isLetterOrNumber());
    if (!opens)
        return {};
    const QString closing(size, mark);
    for (qsizetype end = text.indexOf(closing, first + 1); end > 0; end = text.indexOf(closing, end + 1)) {
        const bool alone = end + size >= text.size() || text[end + size] != mark;
        const bool wordGoesOn = mark == u'_' && end + size < text.size() && text[end + size].isLetterOrNumber();
        if (text[end - 1].isSpace() || text[end - 1] == u'\\' || !alone || wordGoesOn)
            continue;
        const QString name = size == 2 ? u"strong"_s : u"em"_s;
        return {u"<%1>"_s.arg(name) + spansHtml(text.mid(first, end - first)) + u"</%1>"_s.arg(name), end + size - at};
    }
    return {};
}

Piece linkAt(QStringView text, qsizetype at)
{
    static const QRegularExpression form(u"^\\[([^\\[\\]]*)\\]\\(((?:https?://|mailto:)[^()\\s]*)\\)"_s);
    const auto match = form.match(text.mid(at, 2100).toString());
    if (!match.hasMatch())
        return {};
    return {u"<a href=\""_s + match.captured(2).toHtmlEscaped() + u"\">"_s + spansHtml(match.captured(1)) + u"</a>"_s, match.capturedLength()};
}

/// &lt; and its like are one character; anything else with & is text.
Piece entityAt(QStringView text, qsizetype at)
{
    for (const QStringView entity : {QStringView(u"&lt;"), QStringView(u"&gt;"), QStringView(u"&amp;"), QStringView(u"&quot;")}) {
        if (text.mid(at).startsWith(entity))
            return {entity.toString(), entity.size()};
    }
    return {u"&amp;"_s, 1};
}

Piece pieceAt(QStringView text, qsizetype at)
{
    switch (text[at].unicode()) {
    case u'`': return codeAt(text, at);
    case u'*':
    case u'_': return strongAt(text, at);
    case u'[': return linkAt(text, at);
    case u'&': return entityAt(text, at);
    case u'\\':
        if (at + 1 < text.size() && isPunctuation(text[at + 1]))
            return {QString(text[at + 1]).toHtmlEscaped(), 2};
        return {};
    default: return {};
    }
}

} // namespace

QString spansHtml(QStringView text)
{
    QString out;
    for (qsizetype at = 0; at < text.size();) {
        const Piece piece = pieceAt(text, at);
        if (piece.length > 0) {
            out += piece.html;
            at += piece.length;
        } else {
            out += QString(text[at]).toHtmlEscaped();
            ++at;
        }
    }
    return out;
}

} // namespace andon
