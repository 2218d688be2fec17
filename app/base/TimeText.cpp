// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/TimeText.h"

#include <QDateTime>
#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;

QString isoUtc(TimePoint time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto micros = (time - seconds).count();
    const QDateTime date = QDateTime::fromSecsSinceEpoch(seconds.time_since_epoch().count(), Qt::UTC);
    return date.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u".%1Z"_s.arg(static_cast<qint64>(micros), 6, 10, QChar(u'0'));
}

Result<TimePoint> parseIso(const QString &text)
{
    static const QRegularExpression form(u"^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})(?:(:[0-9]{2})(?:[.]([0-9]{1,9}))?)?"
                                         "(Z|[+-][0-9]{2}:[0-9]{2})\\z"_s);
    const QRegularExpressionMatch parts = form.match(text);
    const QString seconds = parts.captured(2).isEmpty() ? u":00"_s : parts.captured(2);
    const QDateTime date = QDateTime::fromString(parts.captured(1) + seconds + parts.captured(4), Qt::ISODate);
    if (!parts.hasMatch() || !date.isValid())
        return failure(ErrorKind::BadInput, {text, u"expected a time such as 2026-11-24T15:30:00Z"_s});
    const qint64 micros = parts.captured(3).leftJustified(6, u'0', true).toLongLong();
    return TimePoint(std::chrono::seconds(date.toSecsSinceEpoch()) + std::chrono::microseconds(micros));
}

} // namespace andon
