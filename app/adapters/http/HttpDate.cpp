// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/HttpDate.h"

#include <QDateTime>

namespace andon {

using namespace Qt::StringLiterals;

std::optional<TimePoint> httpDate(const QByteArray &header)
{
    // HTTP names the zone GMT, which Qt does not read.
    const QString text = QString::fromLatin1(header.left(60)).replace(u"GMT"_s, u"+0000"_s);
    const QDateTime date = QDateTime::fromString(text, Qt::RFC2822Date);
    return date.isValid() ? std::optional(fromMs(date.toMSecsSinceEpoch())) : std::nullopt;
}

} // namespace andon
