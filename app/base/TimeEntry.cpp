// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/TimeEntry.h"

#include "app/base/TimeText.h"

#include <QDateTime>
#include <QRegularExpression>

#include <optional>

namespace andon {

using namespace Qt::StringLiterals;
using Entry = tl::expected<TimePoint, TimeEntryFault>;

static constexpr qint64 dayMs = 86'400'000;
/// An epoch of so many digits and more counts milliseconds; in seconds it would lie after the year 5138.
static constexpr int millisecondDigits = 12;

static Entry fault(TimeEntryFault why)
{
    return tl::unexpected(why);
}

static QRegularExpressionMatch match(const QString &pattern, const QString &text)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text);
}

/// "-1h30m"; nothing where the text has another form.
static std::optional<Entry> relative(const QString &text, TimePoint now)
{
    const auto found = match(uR"([-−](?=\d)(?:(\d{1,6})\s*d)?\s*(?:(\d{1,6})\s*h)?\s*(?:(\d{1,6})\s*(?:m|min))?\s*(?:(\d{1,6})\s*s)?)"_s, text);
    if (!found.hasMatch())
        return std::nullopt;
    const qint64 seconds = ((found.captured(1).toLongLong() * 24 + found.captured(2).toLongLong()) * 60
                            + found.captured(3).toLongLong()) * 60 + found.captured(4).toLongLong();
    const qint64 at = toMs(now) - seconds * 1000;
    return at > 0 ? Entry(fromMs(at)) : fault(TimeEntryFault::TooLongAgo);
}

static std::optional<Entry> epoch(const QString &text)
{
    const auto found = match(uR"((\d{9,16})(?:\.\d{1,9})?)"_s, text);
    if (!found.hasMatch())
        return std::nullopt;
    const qint64 number = found.captured(1).toLongLong();
    return Entry(fromMs(found.captured(1).size() >= millisecondDigits ? number : number * 1000));
}

static QDateTime inZone(const QDate &date, const QTime &time, bool utc)
{
    return QDateTime(date, time, utc ? Qt::UTC : Qt::LocalTime);
}

static std::optional<Entry> clock(const QString &text, TimePoint now, bool utc)
{
    const auto found = match(uR"((?:(\d{4})-(\d{1,2})-(\d{1,2}))?(?:(?:^|[ T]\s*)(\d{1,2}):(\d{2})(?::(\d{2}))?)?)"_s, text);
    if (!found.hasMatch())
        return std::nullopt;
    const bool dated = !found.captured(1).isEmpty();
    const QDateTime today = utc ? QDateTime::fromMSecsSinceEpoch(toMs(now), Qt::UTC)
                                : QDateTime::fromMSecsSinceEpoch(toMs(now));
    const QDate date = dated ? QDate(found.captured(1).toInt(), found.captured(2).toInt(), found.captured(3).toInt())
                             : today.date();
    const QTime time(found.captured(4).toInt(), found.captured(5).toInt(), found.captured(6).toInt());
    if (!date.isValid() || !time.isValid())
        return fault(TimeEntryFault::NoSuchTime);
    QDateTime at = inZone(date, time, utc);
    if (!dated && at.toMSecsSinceEpoch() > toMs(now))
        at = inZone(date.addDays(-1), time, utc);
    if (!at.isValid())
        return fault(TimeEntryFault::NoSuchTime); // the hour that summer time leaves out
    return Entry(fromMs(at.toMSecsSinceEpoch()));
}

Entry parseTimeEntry(const QString &text, TimePoint now, bool utc)
{
    const QString typed = text.simplified();
    if (typed.isEmpty())
        return fault(TimeEntryFault::Empty);
    if (typed.size() > 40)
        return fault(TimeEntryFault::NotATime);
    std::optional<Entry> found = relative(typed, now);
    if (!found)
        found = epoch(typed);
    if (!found) {
        if (const Result<TimePoint> iso = parseIso(typed))
            found = Entry(*iso);
        else
            found = clock(typed, now, utc);
    }
    if (!found)
        return fault(TimeEntryFault::NotATime);
    if (!*found)
        return *found;
    if (toMs(**found) > toMs(now))
        return fault(TimeEntryFault::InTheFuture);
    if (toMs(**found) <= dayMs)
        return fault(TimeEntryFault::TooLongAgo);
    return *found;
}

} // namespace andon
