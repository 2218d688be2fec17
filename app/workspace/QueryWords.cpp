// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/QueryWords.h"

#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;

QString fillQuery(QString query, const QueryWords &words)
{
    if (words.selector.trimmed().isEmpty()) {
        static const QRegularExpression before(u"\\$selector\\s*,\\s*"_s);
        static const QRegularExpression after(u"\\s*,\\s*\\$selector"_s);
        query.remove(before).remove(after).remove(u"$selector"_s);
    }
    return query.replace(u"$selector"_s, words.selector).replace(u"$version"_s, words.versionLabel)
        .replace(u"$window"_s, words.window);
}

} // namespace andon
