// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/canary/Dispersion.h"
#include "app/canary/Verdict.h"

#include <nlohmann/json.hpp>

#include <cmath>

/// How this folder's states become JSON and come back: a state lists its members once, by visitMembers(state, visit), and
/// Writer and Reader are the visits. Numbers are exact to the last bit.
namespace andon::StateJson {

inline constexpr int format = 1;

/// Why a text is no state; it does not leave read().
struct Fault {
    QString words;
};

inline std::string_view wordOf(VerdictRule rule) { return ruleWord(rule); }
inline std::string_view wordOf(UnknownReason reason) { return reasonWord(reason); }
inline std::string_view wordOf(EvidenceEvent event) { return eventWord(event); }

/// The members of a Dispersion, by the names that all states share.
template<typename DispersionOf, typename Visit> void visitDispersion(DispersionOf &dispersion, Visit visit)
{
    for (const bool both : {false, true}) {
        const std::string name = both ? "dispersion_both" : "dispersion_stable";
        auto &track = both ? dispersion.both : dispersion.stable;
        visit(name + "_minute", track.minute);
        visit(name + "_before", track.before);
        visit(name + "_squares", track.squares);
        visit(name + "_count", track.count);
    }
    visit("dispersion_minute", dispersion.minute);
    visit("dispersion_minutes", dispersion.minutes);
}

struct Writer {
    nlohmann::json &object;
    template<typename Name, typename Value> void operator()(const Name &name, const Value &value) const
    {
        if constexpr (std::is_enum_v<Value>)
            object[name] = wordOf(value);
        else
            object[name] = value;
    }
    template<typename Name> void operator()(const Name &name, const ArmCounts &arm) const
    {
        object[name] = {arm.bad, arm.total};
    }
    template<typename Name> void operator()(const Name &name, const std::optional<double> &value) const
    {
        object[name] = value ? nlohmann::json(*value) : nlohmann::json();
    }
    template<typename Name> void operator()(const Name &name, const std::optional<TimePoint> &time) const
    {
        object[name] = time ? nlohmann::json(time->time_since_epoch().count()) : nlohmann::json();
    }
};

class Reader {
public:
    explicit Reader(const nlohmann::json &object)
        : m_object(object)
    {
    }
    template<typename Value> void operator()(const std::string &name, Value &value) const
    {
        const nlohmann::json &member = at(name);
        if constexpr (std::is_enum_v<Value>)
            value = enumOf<Value>(name, member);
        else if constexpr (std::is_same_v<Value, bool>)
            value = member.is_boolean() ? member.get<bool>() : throw wrong(name);
        else if constexpr (std::is_integral_v<Value>)
            value = static_cast<Value>(wholeOf(name, member, std::numeric_limits<Value>::max()));
        else
            value = numberOf(name, member);
    }
    template<std::size_t Size> void operator()(const std::string &name, std::array<double, Size> &values) const
    {
        const nlohmann::json &member = at(name);
        if (!member.is_array() || member.size() != Size)
            throw wrong(name);
        for (std::size_t i = 0; i < Size; ++i)
            values[i] = numberOf(name, member[i]);
    }
    void operator()(const std::string &name, ArmCounts &arm) const
    {
        std::array<double, 2> pair{};
        (*this)(name, pair);
        if (pair[0] < 0 || pair[1] < pair[0])
            throw wrong(name);
        arm = {pair[0], pair[1]};
    }
    void operator()(const std::string &name, std::optional<double> &value) const
    {
        const nlohmann::json &member = at(name);
        if (!member.is_null())
            value = numberOf(name, member);
    }
    void operator()(const std::string &name, std::optional<TimePoint> &time) const
    {
        const nlohmann::json &member = at(name);
        if (!member.is_null())
            time = TimePoint(std::chrono::microseconds(wholeOf(name, member, std::numeric_limits<std::int64_t>::max())));
    }

private:
    [[nodiscard]] static Fault wrong(const std::string &name)
    {
        return {QStringLiteral("%1 is not what a state of the judge holds there").arg(QString::fromStdString(name))};
    }
    [[nodiscard]] const nlohmann::json &at(const std::string &name) const
    {
        const auto found = m_object.find(name);
        return found != m_object.end() ? *found : throw wrong(name);
    }
    [[nodiscard]] static double numberOf(const std::string &name, const nlohmann::json &member)
    {
        const double value = member.is_number() ? member.get<double>() : std::numeric_limits<double>::quiet_NaN();
        return std::isfinite(value) ? value : throw wrong(name);
    }
    [[nodiscard]] static std::int64_t wholeOf(const std::string &name, const nlohmann::json &member, std::int64_t most)
    {
        if (!member.is_number_integer())
            throw wrong(name);
        const auto value = member.get<std::int64_t>();
        return value <= most && value >= -most ? value : throw wrong(name);
    }
    template<typename Enum> [[nodiscard]] static Enum enumOf(const std::string &name, const nlohmann::json &member)
    {
        const std::string word = member.is_string() ? member.get<std::string>() : "?";
        for (int i = 0; i < 32; ++i) {
            if (const auto value = static_cast<Enum>(i); wordOf(value) == word && (i == 0 || !word.empty()))
                return value;
        }
        throw wrong(name);
    }
    const nlohmann::json &m_object;
};

/// `fill(state, reader)`: visits the members and throws a Fault at what cannot be. BadInput in the end, never half a state.
template<typename State, typename Fill> Result<State> read(const nlohmann::json &object, Fill fill)
{
    try {
        if (!object.is_object() || object.value("format", nlohmann::json()) != format)
            throw Fault{QStringLiteral("it is not of format %1").arg(format)};
        State state;
        fill(state, Reader(object));
        return state;
    } catch (const Fault &fault) {
        return failure(ErrorKind::BadInput, {QStringLiteral("the judge's state"), fault.words});
    }
}

} // namespace andon::StateJson
