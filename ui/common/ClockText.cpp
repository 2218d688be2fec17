// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/ClockText.h"

#include <QDateTime>
#include <QTimeZone>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QDateTime shown(TimePoint time, TimeZoneChoice zone)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(toMs(time), Qt::UTC);
    return zone == TimeZoneChoice::Utc ? utc : utc.toLocalTime();
}

QString zoneText(const QDateTime &time, TimeZoneChoice zone)
{
    if (zone == TimeZoneChoice::Utc)
        return u"UTC"_s;
    const int minutes = time.offsetFromUtc() / 60;
    return u"%1%2:%3"_s.arg(QChar(minutes < 0 ? u'-' : u'+'))
        .arg(std::abs(minutes) / 60, 2, 10, QChar(u'0'))
        .arg(std::abs(minutes) % 60, 2, 10, QChar(u'0'));
}

} // namespace

QString clockText(TimePoint time, TimeZoneChoice zone)
{
    const QDateTime date = shown(time, zone);
    return date.toString(u"HH:mm:ss "_s) + zoneText(date, zone);
}

QString dateTimeText(TimePoint time, TimeZoneChoice zone)
{
    const QDateTime date = shown(time, zone);
    return date.toString(u"yyyy-MM-dd HH:mm:ss "_s) + zoneText(date, zone);
}

QString durationText(qint64 seconds)
{
    const qint64 size = seconds < 0 ? -seconds : seconds;
    const QString sign = seconds < 0 ? u"-"_s : QString();
    const QString rest = u"%1"_s.arg(size % 60, 2, 10, QChar(u'0'));
    if (size < 3600)
        return u"%1%2:%3"_s.arg(sign).arg(size / 60).arg(rest);
    return u"%1%2:%3:%4"_s.arg(sign).arg(size / 3600).arg(size / 60 % 60, 2, 10, QChar(u'0')).arg(rest);
}

} // namespace andon
