// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/EventText.h"

#include "app/base/TimeText.h"

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

const json *jsonAt(const json &object, const char *member)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(member);
    return found == object.end() ? nullptr : &*found;
}

QString textAt(const json &object, const char *member)
{
    const json *found = jsonAt(object, member);
    return found && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

QString textAt(const json &object, const char *member, const char *inner)
{
    const json *found = jsonAt(object, member);
    return found ? textAt(*found, inner) : QString();
}

std::optional<double> numberAt(const json &object, const char *member)
{
    const json *found = jsonAt(object, member);
    const double value = found && found->is_number() ? found->get<double>() : std::nan("");
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

QString utcText(TimePoint time)
{
    return isoUtc(time).left(19) + u'Z';
}

QString sinceText(TimePoint time, TimePoint start)
{
    const qint64 seconds = std::chrono::floor<std::chrono::seconds>(time - start).count();
    const qint64 size = std::abs(seconds);
    return u"T%1%2:%3"_s.arg(QChar(seconds < 0 ? u'-' : u'+')).arg(size / 60, 2, 10, QChar(u'0')).arg(size % 60, 2, 10, QChar(u'0'));
}

QString spanText(std::chrono::milliseconds duration)
{
    const qint64 ms = std::abs(duration.count());
    const QString sign = duration.count() < 0 ? u"-"_s : QString();
    const qint64 seconds = ms / 1000;
    if (ms < 1000)
        return sign + u"%1 ms"_s.arg(ms);
    if (seconds < 60)
        return sign + u"%1 s"_s.arg(seconds);
    if (seconds < 3600)
        return sign + u"%1 m %2 s"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
    return sign + u"%1 h %2 m"_s.arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QChar(u'0'));
}

QString whoText(const Actor &actor)
{
    return actor.kind == u"console" ? u"console"_s : actor.calledName();
}

} // namespace andon
