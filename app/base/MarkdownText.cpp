// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/MarkdownText.h"

#include "app/base/DisplayText.h"

namespace andon {

using namespace Qt::StringLiterals;

/// Mentions, references (GitLab's milestones begin with a per cent sign), commands, addresses.
static bool acts(QStringView text, qsizetype i)
{
    const QChar c = text[i];
    const QStringView rest = text.mid(i + 1);
    const QChar next = rest.isEmpty() ? QChar(u' ') : rest[0];
    if (c == u'/')
        return i == 0;
    if (c == u':')
        return rest.startsWith(u"//");
    if (c == u'w' || c == u'W')
        return next == u'.';
    if (c == u'%' || c == u'&')
        return next.isLetterOrNumber() || next == u'"' || next == u'#';
    return QStringView(u"@#!$~").contains(c);
}

QString markdownCell(const QString &text, qsizetype limit)
{
    // A zero-width non-joiner breaks what a site would act upon and leaves the text readable.
    static const QString breaker(QChar(0x200C));
    static const QString punctuation = u"\\`*_{}[]#!|~$"_s;
    // Line feeds become spaces before the rest of what is invisible is made visible.
    const QString safe = displaySafe(text.simplified(), limit);
    QString out;
    for (qsizetype i = 0; i < safe.size(); ++i) {
        const QChar c = safe[i];
        if (c == u'<')
            out += u"&lt;"_s;
        else if (c == u'>')
            out += u"&gt;"_s;
        else if (c == u'&')
            out += u"&amp;"_s;
        else if (punctuation.contains(c))
            out += u'\\' + QString(c);
        else
            out += c;
        if (acts(safe, i))
            out += breaker;
    }
    return out;
}

} // namespace andon
