// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/MarkdownText.h"

#include "app/base/DisplayText.h"

namespace andon {

using namespace Qt::StringLiterals;

QString markdownCell(const QString &text, qsizetype limit)
{
    // A zero-width non-joiner breaks what a site would act upon and leaves the text readable.
    static const QString breaker(QChar(0x200C));
    static const QString punctuation = u"\\`*_{}[]()<>#+-.!|~&"_s;
    const QString safe = displaySafe(text, limit).simplified();
    QString out;
    for (qsizetype i = 0; i < safe.size(); ++i) {
        const QChar c = safe[i];
        if (c == u'<')
            out += u"&lt;"_s;
        else if (c == u'>')
            out += u"&gt;"_s;
        else if (c == u'&')
            out += u"&amp;"_s;
        else if (punctuation.contains(c) && c != u'.' && c != u'-' && c != u'(' && c != u')')
            out += u'\\' + QString(c);
        else
            out += c;
        const bool acts = c == u'@' || c == u'#' || c == u'!' || (c == u'/' && i == 0) || (c == u':' && safe.mid(i, 3) == u"://");
        if (acts)
            out += breaker;
        else if (c == u'w' && safe.mid(i - 2, 4) == u"www.")
            out += breaker;
    }
    return out;
}

} // namespace andon
