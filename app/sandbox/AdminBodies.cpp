// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/AdminBodies.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace andon::sandbox {

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr qint64 longestExpiry = 7 * 24 * 3600;
static constexpr std::size_t mostLimits = 200;

const char *nameOf(Resource resource)
{
    switch (resource) {
    case Resource::Routing: return "routing";
    case Resource::Rollout: return "rollout";
    case Resource::Degrade: return "degrade";
    case Resource::Throttle: return "throttle";
    }
    return "";
}

std::optional<Resource> resourceNamed(const QByteArray &name)
{
    for (const auto resource : {Resource::Routing, Resource::Rollout, Resource::Degrade, Resource::Throttle}) {
        if (name == nameOf(resource))
            return resource;
    }
    return std::nullopt;
}

const char *nameOf(Phase phase)
{
    switch (phase) {
    case Phase::None: return "none";
    case Phase::Running: return "running";
    case Phase::Paused: return "paused";
    case Phase::Aborted: return "aborted";
    case Phase::Done: return "done";
    }
    return "";
}

static tl::unexpected<Error> wrong(const QString &member, const QString &expected)
{
    return failure(ErrorKind::BadInput, {member, expected});
}

Result<json> parseObject(const QByteArray &bytes)
{
    std::vector<std::set<std::string>> open;
    std::string twice;
    const auto watch = [&](int, json::parse_event_t event, json &value) {
        if (event == json::parse_event_t::object_start)
            open.emplace_back();
        else if (event == json::parse_event_t::object_end)
            open.pop_back();
        else if (event == json::parse_event_t::key && !open.back().insert(value.get<std::string>()).second)
            twice = value.get<std::string>();
        return true;
    };
    json object = json::parse(bytes.begin(), bytes.end(), watch, false);
    if (object.is_discarded())
        return wrong(u"body"_s, u"not valid JSON"_s);
    if (!object.is_object())
        return wrong(u"body"_s, u"expected a JSON object"_s);
    if (!twice.empty())
        return wrong(QString::fromStdString(twice), u"the member stands twice"_s);
    return object;
}

Result<void> refuseUnknown(const json &object, const std::vector<const char *> &known, const QString &where)
{
    for (const auto &item : object.items()) {
        if (std::none_of(known.begin(), known.end(), [&](const char *name) { return item.key() == name; })) {
            QStringList names;
            for (const char *name : known)
                names += QString::fromLatin1(name);
            return wrong(where + QString::fromStdString(item.key()).left(100),
                         u"unknown member; known are "_s + names.join(u", "_s));
        }
    }
    return {};
}

/// A member that may be left out or null. BadInput where it is something else than a whole number in the range.
static Result<std::optional<qint64>> expiry(const json &object)
{
    const auto found = object.find("expires_in_seconds");
    if (found == object.end() || found->is_null())
        return std::optional<qint64>();
    const bool whole = found->is_number_unsigned() && found->get<quint64>() <= quint64(longestExpiry);
    if (!whole || found->get<qint64>() < 1)
        return wrong(u"expires_in_seconds"_s, u"expected null or a whole number from 1 to %1"_s.arg(longestExpiry));
    return std::optional<qint64>(found->get<qint64>());
}

static Result<AdminBody> parseRouting(const json &object, const BodyContext &context)
{
    if (auto known = refuseUnknown(object, {"weights", "rollout"}); !known)
        return tl::unexpected(known.error());
    const auto weights = object.find("weights");
    if (weights == object.end() || !weights->is_object())
        return wrong(u"weights"_s, u"expected an object of percentages by version"_s);
    RoutingBody body;
    for (const std::string &version : context.versions)
        body.weights[version] = 0;
    double sum = 0;
    for (const auto &item : weights->items()) {
        const QString name = u"weights."_s + QString::fromStdString(item.key()).left(100);
        if (!body.weights.contains(item.key()))
            return wrong(name, u"there is no such version"_s);
        if (!item.value().is_number() || item.value().get<double>() < 0 || item.value().get<double>() > 100)
            return wrong(name, u"expected a number from 0 to 100"_s);
        body.weights[item.key()] = item.value().get<double>();
        sum += item.value().get<double>();
    }
    if (std::abs(sum - 100) > 1e-6)
        return wrong(u"weights"_s, u"they must sum to 100, not %1"_s.arg(sum));
    if (const auto rollout = object.find("rollout"); rollout != object.end()) {
        if (*rollout != "abort" && *rollout != "keep")
            return wrong(u"rollout"_s, u"expected \"abort\" or \"keep\""_s);
        body.abortRollout = *rollout == "abort";
    }
    return body;
}

static Result<AdminBody> parseRollout(const json &object, const BodyContext &context)
{
    if (auto known = refuseUnknown(object, {"phase", "current_step"}); !known)
        return tl::unexpected(known.error());
    RolloutBody body;
    const auto phase = object.find("phase");
    for (const Phase candidate : {Phase::Running, Phase::Paused, Phase::Aborted, Phase::Done}) {
        if (phase != object.end() && *phase == nameOf(candidate))
            body.phase = candidate;
    }
    if (body.phase == Phase::None)
        return wrong(u"phase"_s, u"expected \"running\", \"paused\", \"aborted\" or \"done\""_s);
    const auto step = object.find("current_step");
    const bool whole = step != object.end() && step->is_number_unsigned();
    if (!whole || step->get<quint64>() > quint64(context.steps))
        return wrong(u"current_step"_s, u"expected a whole number from 0 to %1"_s.arg(context.steps));
    body.currentStep = step->get<int>();
    if (body.currentStep == context.steps && body.phase == Phase::Running)
        body.phase = Phase::Done; // going past the last step ends the rollout
    if (body.phase == Phase::Done && body.currentStep != context.steps)
        return wrong(u"current_step"_s, u"expected %1, the number of steps, with \"done\""_s.arg(context.steps));
    if (body.phase == Phase::Paused && body.currentStep == context.steps)
        return wrong(u"current_step"_s, u"there is no step %1 to pause at"_s.arg(body.currentStep));
    return body;
}

static Result<AdminBody> parseDegrade(const json &object, const BodyContext &context)
{
    if (auto known = refuseUnknown(object, {"level", "expires_in_seconds"}); !known)
        return tl::unexpected(known.error());
    const auto level = object.find("level");
    if (level == object.end() || !level->is_number_unsigned() || level->get<quint64>() >= quint64(context.levels))
        return wrong(u"level"_s, u"expected a whole number from 0 to %1"_s.arg(context.levels - 1));
    const auto expires = expiry(object);
    if (!expires)
        return tl::unexpected(expires.error());
    const int asked = level->get<int>();
    return DegradeBody{asked, asked > 0 ? *expires : std::nullopt}; // level 0 has nothing to end
}

static Result<ThrottleLimit> parseLimit(const json &object, const QString &where)
{
    if (!object.is_object())
        return wrong(where, u"expected an object"_s);
    if (auto known = refuseUnknown(object, {"scope", "id", "requests_per_second", "tokens_per_minute"}, where + u'.');
        !known)
        return tl::unexpected(known.error());
    ThrottleLimit limit;
    const auto scope = object.find("scope");
    const auto named =
        scope != object.end() && scope->is_string() ? scopeNamed(scope->get<std::string>()) : std::nullopt;
    if (!named)
        return wrong(where + u".scope"_s, u"expected \"tenant\", \"user\" or \"all\""_s);
    limit.scope = *named;
    if (const auto id = object.find("id"); id != object.end() && !id->is_null()) {
        if (!id->is_string() || id->get_ref<const std::string &>().size() > 256)
            return wrong(where + u".id"_s, u"expected a text of at most 256 bytes"_s);
        limit.id = id->get<std::string>();
    }
    if (limit.id.empty() != (limit.scope == ThrottleLimit::Scope::All))
        return wrong(where + u".id"_s, u"a tenant or user needs an id, \"all\" takes none"_s);
    for (const auto &[name, value] : {std::pair{"requests_per_second", &limit.requestsPerSecond},
                                      std::pair{"tokens_per_minute", &limit.tokensPerMinute}}) {
        const auto found = object.find(name);
        if (found == object.end() || found->is_null())
            continue;
        if (!found->is_number() || found->get<double>() < 0 || found->get<double>() > 1e9)
            return wrong(where + u'.' + QString::fromLatin1(name), u"expected null or a number from 0 to 1e9"_s);
        *value = found->get<double>();
    }
    if (!limit.requestsPerSecond && !limit.tokensPerMinute)
        return wrong(where, u"expected requests_per_second, tokens_per_minute or both"_s);
    return limit;
}

static Result<AdminBody> parseThrottle(const json &object)
{
    if (auto known = refuseUnknown(object, {"limits", "expires_in_seconds"}); !known)
        return tl::unexpected(known.error());
    const auto limits = object.find("limits");
    if (limits == object.end() || !limits->is_array() || limits->size() > mostLimits)
        return wrong(u"limits"_s, u"expected a list of at most %1 limits"_s.arg(mostLimits));
    ThrottleBody body;
    for (std::size_t i = 0; i < limits->size(); ++i) {
        const QString where = u"limits[%1]"_s.arg(i);
        const auto limit = parseLimit((*limits)[i], where);
        if (!limit)
            return tl::unexpected(limit.error());
        for (const ThrottleLimit &earlier : body.limits) {
            if (earlier.scope == limit->scope && earlier.id == limit->id)
                return wrong(where, u"an earlier limit has the same scope and id"_s);
        }
        body.limits.push_back(*limit);
    }
    const auto expires = expiry(object);
    if (!expires)
        return tl::unexpected(expires.error());
    if (!body.limits.empty())
        body.expiresInSeconds = *expires; // without limits nothing is there to end
    return body;
}

Result<AdminBody> parseBody(Resource resource, const QByteArray &bytes, const BodyContext &context)
{
    const auto object = parseObject(bytes);
    if (!object)
        return tl::unexpected(object.error());
    switch (resource) {
    case Resource::Routing: return parseRouting(*object, context);
    case Resource::Rollout: return parseRollout(*object, context);
    case Resource::Degrade: return parseDegrade(*object, context);
    case Resource::Throttle: return parseThrottle(*object);
    }
    return wrong(u"body"_s, u"not a resource"_s);
}

json numberJson(double value)
{
    const bool whole = std::abs(value) < 1e15 && value == std::floor(value);
    return whole ? json(static_cast<qint64>(value)) : json(value);
}

json toJson(const ThrottleLimit &limit)
{
    const auto number = [](const std::optional<double> &value) { return value ? numberJson(*value) : json(); };
    return {{"scope", nameOf(limit.scope)},
            {"id", limit.id},
            {"requests_per_second", number(limit.requestsPerSecond)},
            {"tokens_per_minute", number(limit.tokensPerMinute)}};
}

static json expiryJson(const std::optional<qint64> &seconds)
{
    return seconds ? json(*seconds) : json();
}

json toJson(const AdminBody &body)
{
    if (const auto *routing = std::get_if<RoutingBody>(&body)) {
        json weights = json::object();
        for (const auto &[version, weight] : routing->weights)
            weights[version] = numberJson(weight);
        return {{"weights", weights}, {"rollout", routing->abortRollout ? "abort" : "keep"}};
    }
    if (const auto *rollout = std::get_if<RolloutBody>(&body))
        return {{"phase", nameOf(rollout->phase)}, {"current_step", rollout->currentStep}};
    if (const auto *degrade = std::get_if<DegradeBody>(&body))
        return {{"level", degrade->level}, {"expires_in_seconds", expiryJson(degrade->expiresInSeconds)}};
    const auto &throttle = std::get<ThrottleBody>(body);
    json limits = json::array();
    for (const ThrottleLimit &limit : throttle.limits)
        limits.push_back(toJson(limit));
    return {{"limits", limits}, {"expires_in_seconds", expiryJson(throttle.expiresInSeconds)}};
}

} // namespace andon::sandbox
