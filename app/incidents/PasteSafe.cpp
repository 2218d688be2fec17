// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PasteSafe.h"

#include "app/base/DisplayText.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <optional>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// Breaks what a site would act upon and leaves the text readable.
const QChar breaker(0x200C);

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// The characters that name something on one of the sites where the next one says so.
bool acts(QStringView text, qsizetype i)
{
    const QChar c = text[i];
    const QChar next = i + 1 < text.size() ? text[i + 1] : QChar(u' ');
    const bool opens = i == 0 || !isWord(text[i - 1]);
    switch (c.unicode()) {
    case u'@': return isWord(next);
    case u'#':
    case u'!':
    case u'$':
    case u'&': return next.isDigit();
    case u'~':
    case u'%': return opens && (isWord(next) || next == u'"');
    case u'-': return i >= 2 && text.mid(i - 2, 2) == u"GH" && next.isDigit();
    default: return false;
    }
}

/// Controls that turn text around or hide it become visible; what a draft itself puts in stays.
QString visible(QStringView text)
{
    QString out;
    for (const QChar c : text) {
        const bool hidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (hidden && c != u'\t' && c != breaker && c.unicode() != 0x200D)
            out += displaySafe(QString(c));
        else
            out += c;
    }
    return out;
}

/// An odd number of backslashes stands before it.
bool isEscaped(QStringView text, qsizetype i)
{
    qsizetype slashes = 0;
    while (i - slashes > 0 && text[i - slashes - 1] == u'\\')
        ++slashes;
    return slashes % 2 == 1;
}

bool isPlainTarget(const QString &target)
{
    static const QRegularExpression form(u"^(https?://|mailto:|[\\w./#-]*\\z)"_s, QRegularExpression::CaseInsensitiveOption);
    return form.match(target.trimmed()).hasMatch() && !target.trimmed().startsWith(u"//");
}

/// Text outside of code.
QString safeText(QStringView text)
{
    static const QRegularExpression address(u"^<(https?://[^<>\\s]*)>"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression link(u"^\\[([^\\[\\]]*)\\]\\(\\s*([^()\\s]*)(?:\\s+[^()]*)?\\)"_s);
    static const QRegularExpression bare(u"^https?://[^\\s<>|]*"_s, QRegularExpression::CaseInsensitiveOption);
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QStringView rest = text.mid(i);
        const QChar c = text[i];
        const bool escaped = isEscaped(text, i);
        if (c == u'!' && rest.size() > 1 && rest[1] == u'[' && !escaped)
            continue; // a picture would be fetched from afar: its link stays
        if (c == u'<') {
            const auto match = address.match(rest.left(2100).toString());
            out += match.hasMatch() ? match.captured(1) : u"&lt;"_s;
            i += match.hasMatch() ? match.capturedLength() - 1 : 0;
            continue;
        }
        if (c == u'[' && !escaped) {
            const auto match = link.match(rest.left(2100).toString());
            if (match.hasMatch()) {
                const QString words = safeText(match.captured(1));
                out += isPlainTarget(match.captured(2)) ? u"[%1](%2)"_s.arg(words, match.captured(2)) : words;
                i += match.capturedLength() - 1;
                continue;
            }
        }
        if ((c == u'h' || c == u'H') && (i == 0 || !isWord(text[i - 1]))) {
            if (const auto match = bare.match(rest.left(2100).toString()); match.hasMatch()) {
                out += match.captured(0);
                i += match.capturedLength() - 1;
                continue;
            }
        }
        out += c;
        if (acts(text, i))
            out += breaker;
        if (c != u']' || escaped || rest.size() < 2)
            continue;
        // A definition of a link elsewhere, or a target behind words that we did not take for a link.
        const qsizetype close = rest[1] == u'(' ? rest.indexOf(u')') : -1;
        const bool plain = close > 0 && close < 2100 && isPlainTarget(rest.mid(2, close - 2).toString());
        if (rest[1] == u':' || (rest[1] == u'(' && !plain))
            out += u'\\';
    }
    return out;
}

/// The end of the code span whose mark of so many ticks ends at `from`, or -1.
qsizetype closingTicks(const QString &line, qsizetype from, qsizetype ticks)
{
    for (qsizetype at = from; at < line.size();) {
        qsizetype run = 0;
        while (at + run < line.size() && line[at + run] == u'`')
            ++run;
        if (run == ticks)
            return at;
        at += std::max<qsizetype>(run, 1);
    }
    return -1;
}

/// A line outside of fences: code spans stay, the rest is made safe. A span ends in its line; ticks without a partner are
/// escaped, so that they find none in another line or cell.
QString safeSpans(const QString &line)
{
    QString out;
    qsizetype at = 0; // of what is not written yet
    for (qsizetype open = line.indexOf(u'`'); open >= 0; open = line.indexOf(u'`', open)) {
        if (isEscaped(QStringView(line).mid(at), open - at)) {
            ++open;
            continue;
        }
        qsizetype ticks = 0;
        while (open + ticks < line.size() && line[open + ticks] == u'`')
            ++ticks;
        const qsizetype close = closingTicks(line, open + ticks, ticks);
        const QStringView code = close < 0 ? QStringView() : QStringView(line).mid(open, close + ticks - open);
        out += safeText(QStringView(line).mid(at, open - at));
        // In a table a bar ends the cell whatever stands around it, and the span with it.
        if (close < 0 || (code.contains(u'|') && code.contains(u'<'))) {
            out += QString(u"\\`"_s).repeated(ticks);
            at = open = open + ticks;
        } else {
            out += code;
            at = open = close + ticks;
        }
    }
    return out + safeText(QStringView(line).mid(at));
}

struct Fence {
    QChar mark;
    qsizetype size = 0;
    QString language;
    QStringList lines;
};

void closeFence(const Fence &fence, QStringList &out)
{
    QString language = fence.language.isEmpty() ? u"text"_s : fence.language;
    if (language == u"mermaid" && fence.lines.join(u'\n').size() >= longestMermaid)
        language = u"text"_s;
    const QString mark(fence.size, fence.mark);
    out << mark + language;
    for (const QString &line : fence.lines)
        out << line;
    out << mark;
}

/// A line that begins far in is code to Markdown, and what is made safe in it would show its escapes.
QString dedented(const QString &line, const QString &before)
{
    static const QRegularExpression listed(u"^\\s*([-*+]|[0-9]{1,9}[.)])\\s"_s);
    const bool inList = listed.match(before).hasMatch() || before.startsWith(u"  "_s);
    return (line.startsWith(u"    "_s) || line.startsWith(u'\t')) && !inList ? line.trimmed() : line;
}

QString safeLine(QString line)
{
    static const QRegularExpression heading(u"^ {0,3}(#{1,6})(?:[ \\t]+(.*?))?(?:[ \\t]+#+)?[ \\t]*\\z"_s);
    static const QRegularExpression rule(u"^ {0,3}([-*_])[ \\t]*(\\1[ \\t]*){2,}\\z"_s);
    // A fence in a list or a quotation ends where those do, and we do not follow them.
    static const QRegularExpression inner(u"^\\s*(?:(?:[-*+]|[0-9]{1,9}[.)])\\s+|>\\s*)+(?=`{3}|~{3})"_s);
    if (const auto match = heading.match(line); match.hasMatch())
        return QString(qMin<qsizetype>(match.capturedLength(1), 3), u'#') + u' ' + safeSpans(match.captured(2));
    if (rule.match(line).hasMatch())
        return {};
    if (const auto match = inner.match(line); match.hasMatch())
        line.insert(match.capturedEnd(), u'\\');
    QString safe = safeSpans(line);
    const QString trimmed = safe.trimmed();
    if (trimmed.startsWith(u'/') && !trimmed.startsWith(u"/"_s + breaker))
        safe.insert(safe.indexOf(u'/') + 1, breaker);
    return safe;
}

/// "Title" over "=====" is a heading in another spelling; only # is understood everywhere.
int underlined(const QString &line, const QString &next)
{
    static const QRegularExpression inBlock(u"^\\s*(>|[-*+]\\s|[0-9]{1,9}[.)]\\s)"_s);
    static const QRegularExpression under(u"^\\s*(=+|-+)\\s*\\z"_s);
    const auto match = under.match(next);
    const bool words = !line.trimmed().isEmpty() && !line.startsWith(u'#') && !line.contains(u'|') && !inBlock.match(line).hasMatch();
    return words && match.hasMatch() ? (match.captured(1).startsWith(u'=') ? 1 : 2) : 0;
}

} // namespace

QString pasteSafe(const QString &markdown)
{
    static const QRegularExpression opening(u"^\\s*(`{3,}|~{3,})[ \\t]*([^`]*)\\z"_s);
    QString text = markdown;
    text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    const QStringList lines = text.split(u'\n');
    QStringList out;
    std::optional<Fence> fence;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString before = out.isEmpty() ? QString() : out.last();
        const QString line = fence ? visible(lines[i]) : dedented(visible(lines[i]), before);
        const auto match = opening.match(line);
        const bool ends = fence && match.hasMatch() && match.captured(1).startsWith(fence->mark) && match.capturedLength(1) >= fence->size
            && match.captured(2).trimmed().isEmpty();
        if (ends) {
            closeFence(*fence, out);
            fence.reset();
        } else if (fence) {
            fence->lines << line;
        } else if (match.hasMatch()) {
            const QString language = match.captured(2).trimmed().section(u' ', 0, 0).remove(u'<').remove(u'&');
            fence = Fence{match.captured(1).front(), match.capturedLength(1), language, {}};
        } else if (const int level = i + 1 < lines.size() ? underlined(line, lines[i + 1]) : 0; level > 0) {
            out << QString(level, u'#') + u' ' + safeSpans(line.trimmed());
            ++i;
        } else {
            out << safeLine(line);
        }
    }
    if (fence)
        closeFence(*fence, out);
    return out.join(u'\n');
}

} // namespace andon
