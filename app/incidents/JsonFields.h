// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/TimeText.h"

#include <nlohmann/json.hpp>

#include <QString>

#include <optional>

namespace andon {

/// Members of JSON that may be anything: what is missing or of another kind reads as nothing. Internal to app/incidents.
namespace JsonFields {

inline const nlohmann::json &member(const nlohmann::json &object, const char *name)
{
    static const nlohmann::json none;
    if (!object.is_object())
        return none;
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

inline QString text(const nlohmann::json &object, const char *name)
{
    const nlohmann::json &value = member(object, name);
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>()) : QString();
}

inline std::optional<double> number(const nlohmann::json &object, const char *name)
{
    const nlohmann::json &value = member(object, name);
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

inline qint64 integer(const nlohmann::json &object, const char *name)
{
    const nlohmann::json &value = member(object, name);
    return value.is_number_integer() ? value.get<qint64>() : 0;
}

inline bool flag(const nlohmann::json &object, const char *name)
{
    const nlohmann::json &value = member(object, name);
    return value.is_boolean() && value.get<bool>();
}

inline std::optional<TimePoint> time(const nlohmann::json &object, const char *name)
{
    const auto read = parseIso(text(object, name));
    return read ? std::optional(*read) : std::nullopt;
}

inline nlohmann::json timeJson(const std::optional<TimePoint> &time)
{
    return time ? nlohmann::json(isoUtc(*time).toStdString()) : nlohmann::json();
}

template<typename Number>
nlohmann::json optionalJson(const std::optional<Number> &value)
{
    return value ? nlohmann::json(*value) : nlohmann::json();
}

/// The items of a list, or none.
inline const nlohmann::json &list(const nlohmann::json &object, const char *name)
{
    static const nlohmann::json none = nlohmann::json::array();
    const nlohmann::json &value = member(object, name);
    return value.is_array() ? value : none;
}

} // namespace JsonFields

} // namespace andon
