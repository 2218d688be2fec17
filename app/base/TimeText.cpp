// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/TimeText.h"

#include <QDateTime>

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
    QString whole = text;
    qint64 micros = 0;
    const qsizetype point = text.indexOf(u'.');
    if (point > 0) {
        qsizetype end = point + 1;
        while (end < text.size() && text[end].isDigit())
            ++end;
        micros = text.mid(point + 1, end - point - 1).leftJustified(6, u'0', true).toLongLong();
        whole = text.left(point) + text.mid(end);
    }
    const bool zoned = whole.endsWith(u'Z') || whole.lastIndexOf(u'+') > 10 || whole.lastIndexOf(u'-') > 10;
    const QDateTime date = QDateTime::fromString(whole, Qt::ISODate);
    if (!date.isValid() || !zoned)
        return failure(ErrorKind::BadInput, {text, u"expected a time such as 2026-11-24T15:30:00Z"_s});
    return TimePoint(std::chrono::seconds(date.toSecsSinceEpoch()) + std::chrono::microseconds(micros));
}

} // namespace andon
