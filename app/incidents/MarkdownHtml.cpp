// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/MarkdownHtml.h"

#include "app/incidents/MarkdownSpans.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

const QRegularExpression &listMark()
{
    static const QRegularExpression form(u"^( *)([-*+]|[0-9]{1,9}[.)]) +(.*)\\z"_s);
    return form;
}

/// The cells of a row; a pipe with a backslash before it belongs to its cell.
QStringList cellsOf(const QString &line)
{
    QStringList cells;
    QString cell;
    const QString row = line.trimmed();
    for (qsizetype i = row.startsWith(u'|') ? 1 : 0; i < row.size(); ++i) {
        if (row[i] == u'\\' && i + 1 < row.size()) {
            cell += row.mid(i, 2);
            ++i;
        } else if (row[i] == u'|') {
            cells << cell.trimmed();
            cell.clear();
        } else {
            cell += row[i];
        }
    }
    if (!cell.trimmed().isEmpty())
        cells << cell.trimmed();
    return cells;
}

bool isDelimiter(const QString &line)
{
    static const QRegularExpression form(u"^\\|?( *:?-+:? *\\|)+( *:?-+:? *)?\\z"_s);
    return form.match(line.trimmed()).hasMatch();
}

/// Walks the lines block by block.
class Writer {
public:
    explicit Writer(const QString &markdown) : m_lines(markdown.split(u'\n')) {}

    QString write()
    {
        while (m_at < m_lines.size()) {
            const QString &line = m_lines[m_at];
            if (line.trimmed().isEmpty())
                ++m_at;
            else if (!writeFence() && !writeHeading() && !writeTable() && !writeList())
                writeParagraph();
        }
        return m_out;
    }

private:
    bool writeFence()
    {
        static const QRegularExpression opening(u"^ {0,3}(`{3,}|~{3,})"_s);
        const auto match = opening.match(m_lines[m_at]);
        if (!match.hasMatch())
            return false;
        QStringList code;
        for (++m_at; m_at < m_lines.size() && m_lines[m_at].trimmed() != match.captured(1); ++m_at)
            code << m_lines[m_at];
        ++m_at;
        m_out += u"<pre>"_s + code.join(u'\n').toHtmlEscaped() + u"</pre>\n"_s;
        return true;
    }

    bool writeHeading()
    {
        static const QRegularExpression form(u"^(#{1,3}) +(.*)\\z"_s);
        const auto match = form.match(m_lines[m_at]);
        if (!match.hasMatch())
            return false;
        const QString name = u"h%1"_s.arg(match.capturedLength(1));
        m_out += u"<%1>%2</%1>\n"_s.arg(name, spansHtml(match.captured(2)));
        ++m_at;
        return true;
    }

    bool writeTable()
    {
        if (!m_lines[m_at].startsWith(u'|') || m_at + 1 >= m_lines.size() || !isDelimiter(m_lines[m_at + 1]))
            return false;
        const QStringList head = cellsOf(m_lines[m_at]);
        m_out += u"<table>\n<thead><tr>"_s;
        for (const QString &cell : head)
            m_out += u"<th>"_s + spansHtml(cell) + u"</th>"_s;
        m_out += u"</tr></thead>\n<tbody>\n"_s;
        for (m_at += 2; m_at < m_lines.size() && m_lines[m_at].startsWith(u'|'); ++m_at) {
            const QStringList cells = cellsOf(m_lines[m_at]);
            m_out += u"<tr>"_s;
            for (qsizetype i = 0; i < head.size(); ++i)
                m_out += u"<td>"_s + spansHtml(cells.value(i)) + u"</td>"_s;
            m_out += u"</tr>\n"_s;
        }
        m_out += u"</tbody>\n</table>\n"_s;
        return true;
    }

    bool writeList()
    {
        const auto first = listMark().match(m_lines[m_at]);
        if (!first.hasMatch())
            return false;
        writeItems(first.capturedLength(1));
        return true;
    }

    /// The items of one depth; deeper ones stand inside the item before them.
    void writeItems(qsizetype depth)
    {
        const bool numbered = listMark().match(m_lines[m_at]).captured(2).front().isDigit();
        const QString name = numbered ? u"ol"_s : u"ul"_s;
        m_out += u"<%1>\n"_s.arg(name);
        while (m_at < m_lines.size()) {
            const auto match = listMark().match(m_lines[m_at]);
            if (!match.hasMatch() || match.capturedLength(1) < depth || match.captured(2).front().isDigit() != numbered)
                break;
            m_out += u"<li>"_s + itemHtml(match.captured(3));
            ++m_at;
            for (bool more = true; more && m_at < m_lines.size();) {
                const auto next = listMark().match(m_lines[m_at]);
                more = next.hasMatch() ? next.capturedLength(1) > depth + 1 : m_lines[m_at].startsWith(u"  "_s) && !m_lines[m_at].trimmed().isEmpty();
                if (more && next.hasMatch() && ++m_depth < mostDepth)
                    writeItems(next.capturedLength(1));
                else if (more)
                    m_out += u' ' + spansHtml(m_lines[m_at++].trimmed());
            }
            m_out += u"</li>\n"_s;
        }
        m_out += u"</%1>\n"_s.arg(name);
        m_depth = std::max(0, m_depth - 1);
    }

    static QString itemHtml(const QString &text)
    {
        if (text.startsWith(u"[ ] "_s))
            return QString(QChar(0x2610)) + u' ' + spansHtml(QStringView(text).mid(4));
        if (text.startsWith(u"[x] "_s) || text.startsWith(u"[X] "_s))
            return QString(QChar(0x2611)) + u' ' + spansHtml(QStringView(text).mid(4));
        return spansHtml(text);
    }

    void writeParagraph()
    {
        QStringList lines;
        do {
            lines << m_lines[m_at++].trimmed();
        } while (m_at < m_lines.size() && !m_lines[m_at].trimmed().isEmpty() && !m_lines[m_at].startsWith(u'#')
                 && !m_lines[m_at].startsWith(u'|') && !m_lines[m_at].startsWith(u"```"_s) && !listMark().match(m_lines[m_at]).hasMatch());
        m_out += u"<p>"_s + spansHtml(lines.join(u'\n')) + u"</p>\n"_s;
    }

    static constexpr int mostDepth = 16; ///< of lists in lists
    QStringList m_lines;
    qsizetype m_at = 0;
    int m_depth = 0;
    QString m_out;
};

} // namespace

QString markdownHtml(const QString &markdown)
{
    return Writer(markdown).write();
}

QByteArray htmlPage(const QString &title, const QString &markdown)
{
    const QString page = u"<!DOCTYPE html>\n"
                         "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width\">\n"
                         "<title>%1</title>\n"
                         "<style>body{font-family:sans-serif;line-height:1.45;max-width:75em;margin:2em auto;padding:0 1em}"
                         "table{border-collapse:collapse;width:100%}th,td{border:thin solid;padding:.25em .5em;text-align:left;"
                         "vertical-align:top;overflow-wrap:anywhere}pre{overflow:auto;border:thin solid;padding:.5em}"
                         "@media print{body{max-width:none;margin:0}tr{break-inside:avoid}}</style>\n"
                         "</head>\n<body>\n"_s;
    // Put in piece by piece: a %1 in somebody's title is no place to fill in.
    const qsizetype at = page.indexOf(u"%1"_s);
    return (page.left(at) + title.toHtmlEscaped() + page.mid(at + 2) + markdownHtml(markdown) + u"</body>\n</html>\n"_s).toUtf8();
}

} // namespace andon
