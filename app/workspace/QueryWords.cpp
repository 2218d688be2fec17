// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/QueryWords.h"

#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;

QString fillQuery(QString query, const QueryWords &words)
{
    if (words.selector.trimmed().isEmpty()) {
        static const QRegularExpression before(u"\\$selector\\b\\s*,\\s*"_s);
        static const QRegularExpression after(u"\\s*,\\s*\\$selector\\b"_s);
        static const QRegularExpression alone(u"\\$selector\\b"_s);
        query.remove(before).remove(after).remove(alone);
    }
    // In one pass, so that a $ in a selector stays what it is; whole words, so that $windows is none.
    static const QRegularExpression word(u"\\$(selector|version|window|step|split)\\b"_s);
    QString filled;
    qsizetype from = 0;
    for (auto found = word.globalMatch(query); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const QString name = match.captured(1);
        filled += QStringView(query).sliced(from, match.capturedStart() - from);
        filled += name == u"selector" ? words.selector : name == u"version" ? words.versionLabel
            : name == u"step"                                                         ? (words.step.isEmpty() ? match.captured() : words.step)
            : name == u"split"                                                        ? (words.split.isEmpty() ? match.captured() : words.split)
                                                                                      : words.window;
        from = match.capturedEnd();
    }
    return filled += QStringView(query).sliced(from);
}

QStringList wordsOf(const QString &query)
{
    static const QRegularExpression word(u"\\$([A-Za-z_]+)"_s);
    QStringList words;
    for (auto found = word.globalMatch(query); found.hasNext();)
        words << found.next().captured(1);
    return words;
}

} // namespace andon
