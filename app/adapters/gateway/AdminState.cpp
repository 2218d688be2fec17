// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/AdminState.h"

#include "app/base/BoundedJson.h"
#include "app/base/TimeText.h"

#include <QUrl>

#include <algorithm>
#include <cmath>
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr std::size_t mostEntries = 1000;

/// What is wrong with an answer, with its place.
struct Fault {
    QString what;
};

QString text(const json &object, const char *member, const QString &at)
{
    const auto found = object.find(member);
    if (found == object.end() || !found->is_string())
        throw Fault{u"%1/%2 is no text"_s.arg(at, QLatin1StringView(member))};
    return QString::fromStdString(found->get_ref<const std::string &>());
}

bool isThere(const json &object, const char *member)
{
    const auto found = object.find(member);
    return found != object.end() && !found->is_null();
}

QString textOrNone(const json &object, const char *member, const QString &at)
{
    return isThere(object, member) ? text(object, member, at) : QString();
}

double number(const json &object, const char *member, const QString &at, double least, double most)
{
    const auto found = object.find(member);
    if (found == object.end() || !found->is_number())
        throw Fault{u"%1/%2 is no number"_s.arg(at, QLatin1StringView(member))};
    const double value = found->get<double>();
    if (!std::isfinite(value) || value < least || value > most)
        throw Fault{u"%1/%2 is outside %3 to %4"_s.arg(at, QLatin1StringView(member)).arg(least).arg(most)};
    return value;
}

std::optional<double> numberOrNone(const json &object, const char *member, const QString &at)
{
    constexpr double most = std::numeric_limits<double>::max();
    return isThere(object, member) ? std::optional(number(object, member, at, -most, most)) : std::nullopt;
}

int whole(const json &object, const char *member, const QString &at, int least, int most)
{
    const double value = number(object, member, at, least, most);
    if (value != std::floor(value))
        throw Fault{u"%1/%2 is no whole number"_s.arg(at, QLatin1StringView(member))};
    return static_cast<int>(value);
}

/// What may stand between the quotes of an If-Match (RFC 9110, 8.8.3), ASCII only.
QString entityTag(const json &object, const char *member, const QString &at)
{
    const QString tag = text(object, member, at);
    const bool sendable = std::all_of(tag.begin(), tag.end(), [](QChar c) { return c > u' ' && c < u'\x7f' && c != u'"'; });
    if (tag.isEmpty() || tag.size() > 1000 || !sendable)
        throw Fault{u"%1/%2 is nothing that an If-Match can carry"_s.arg(at, QLatin1StringView(member))};
    return tag;
}

const json &list(const json &object, const char *member, const QString &at)
{
    const auto found = object.find(member);
    if (found == object.end() || !found->is_array())
        throw Fault{u"%1/%2 is no list"_s.arg(at, QLatin1StringView(member))};
    if (found->size() > mostEntries)
        throw Fault{u"%1/%2 has more than %3 entries"_s.arg(at, QLatin1StringView(member)).arg(mostEntries)};
    for (const json &entry : *found) {
        if (!entry.is_object())
            throw Fault{u"%1/%2 holds something that is no object"_s.arg(at, QLatin1StringView(member))};
    }
    return *found;
}

const json &object(const json &parent, const char *member, const QString &at)
{
    const auto found = parent.find(member);
    if (found == parent.end() || !found->is_object())
        throw Fault{u"%1/%2 is no object"_s.arg(at, QLatin1StringView(member))};
    return *found;
}

std::optional<TimePoint> timeOrNone(const json &parent, const char *member, const QString &at)
{
    if (!isThere(parent, member))
        return std::nullopt;
    const Result<TimePoint> time = parseIso(text(parent, member, at));
    if (!time)
        throw Fault{u"%1/%2 is no time"_s.arg(at, QLatin1StringView(member))};
    return *time;
}

VersionRole role(const QString &word)
{
    return word == u"stable" ? VersionRole::Stable : word == u"canary" ? VersionRole::Canary : VersionRole::Idle;
}

/// A phase that is not known is none: it must not keep anybody from rolling back.
RolloutPhase phase(const QString &word)
{
    if (word == u"running")
        return RolloutPhase::Running;
    if (word == u"paused")
        return RolloutPhase::Paused;
    if (word == u"aborted")
        return RolloutPhase::Aborted;
    return word == u"done" ? RolloutPhase::Done : RolloutPhase::None;
}

void readVersions(const json &state, GatewayState &out)
{
    for (const json &entry : list(state, "versions", {})) {
        const QString at = u"/versions/%1"_s.arg(out.versions.size());
        GatewayVersion version;
        version.id = text(entry, "id", at);
        if (version.id.isEmpty() || out.versionById(version.id))
            throw Fault{at + u"/id is empty or there twice"_s};
        version.role = role(textOrNone(entry, "role", at));
        version.weight = number(entry, "weight", at, 0, 100);
        const auto set = entry.find("version_set");
        if (set != entry.end() && set->is_object()) {
            for (const auto &[part, id] : set->items()) {
                if (id.is_string())
                    version.set.insert(QString::fromStdString(part), QString::fromStdString(id.get<std::string>()));
            }
        }
        out.versions.append(version);
    }
}

void readRollout(const json &state, GatewayState &out)
{
    const json &rollout = object(state, "rollout", {});
    const QString at = u"/rollout"_s;
    out.rollout.phase = phase(text(rollout, "phase", at));
    out.rollout.canary = textOrNone(rollout, "canary", at);
    out.rollout.stable = textOrNone(rollout, "stable", at);
    for (const json &step : list(rollout, "steps", at)) {
        const QString here = at + u"/steps/%1"_s.arg(out.rollout.steps.size());
        const double seconds = numberOrNone(step, "window_seconds", here).value_or(0);
        out.rollout.steps.append({number(step, "weight", here, 0, 100),
                                  static_cast<qint64>(std::clamp(seconds, 0.0, 1e9))});
    }
    const double current = numberOrNone(rollout, "current_step", at).value_or(-1);
    out.rollout.currentStep = static_cast<int>(std::clamp(current, -1.0, 1e6));
    out.rollout.stepStartedAt = timeOrNone(rollout, "step_started_at", at);
    if (!out.rollout.stepStartedAt)
        out.rollout.stepStartedAt = timeOrNone(rollout, "started_at", at);
}

void readGuards(const json &state, GatewayState &out)
{
    const json &degrade = object(state, "degrade", {});
    out.degradeLevel = whole(degrade, "level", u"/degrade"_s, 0, 100);
    for (const json &level : list(degrade, "levels", u"/degrade"_s)) {
        const QString here = u"/degrade/levels/%1"_s.arg(out.degradeLevels.size());
        out.degradeLevels.append({whole(level, "level", here, 0, 100), textOrNone(level, "title", here)});
    }
    out.degradeExpiresAt = timeOrNone(degrade, "expires_at", u"/degrade"_s);
    const json &throttle = object(state, "throttle", {});
    for (const json &limit : list(throttle, "limits", u"/throttle"_s)) {
        const QString here = u"/throttle/limits/%1"_s.arg(out.throttle.size());
        out.throttle.append({text(limit, "scope", here), textOrNone(limit, "id", here),
                             numberOrNone(limit, "requests_per_second", here),
                             numberOrNone(limit, "tokens_per_minute", here)});
    }
    out.throttleExpiresAt = timeOrNone(throttle, "expires_at", u"/throttle"_s);
}

void readResources(const json &state, GatewayState &out)
{
    const json &resources = object(state, "resources", {});
    for (const Target target : {Target::Routing, Target::Degrade, Target::Throttle, Target::Rollout}) {
        const QByteArray word = targetWord(target).toLatin1();
        const QString at = u"/resources/"_s + targetWord(target);
        const json &entry = object(resources, word.constData(), u"/resources"_s);
        GatewayResource resource;
        resource.version = entityTag(entry, "version", at);
        resource.stamp = textOrNone(entry, "stamp", at);
        resource.actor = QUrl::fromPercentEncoding(textOrNone(entry, "actor", at).toUtf8());
        resource.changedAt = timeOrNone(entry, "changed_at", at);
        resource.value = entry.value("value", json::object());
        out.resources.insert(target, resource);
    }
}

/// Optional: a gateway that keeps none promises no less.
void readAnchor(const json &state, GatewayState &out)
{
    if (!isThere(state, "anchor"))
        return;
    const QString at = u"/anchor"_s;
    const json &anchor = object(state, "anchor", {});
    out.anchor = GatewayAnchor{text(anchor, "entry", at), textOrNone(anchor, "key", at), timeOrNone(anchor, "time", at)};
}

} // namespace

Result<GatewayState> decodeAdminState(const json &state, const QString &address, TimePoint readAt)
{
    try {
        if (!state.is_object())
            throw Fault{u"it is no object"_s};
        GatewayState out;
        out.generation = static_cast<qint64>(number(state, "generation", {}, 0, 9e15));
        readVersions(state, out);
        readRollout(state, out);
        readGuards(state, out);
        readResources(state, out);
        readAnchor(state, out);
        out.readAt = readAt;
        if (const std::optional<TimePoint> theirs = timeOrNone(state, "time", {}))
            out.skewMs = toMs(*theirs) - toMs(readAt);
        return out;
    } catch (const Fault &fault) {
        return failure(ErrorKind::BadAnswer, {address, fault.what});
    }
}

Result<GatewayState> decodeAdminState(const QByteArray &body, const QString &address, TimePoint readAt)
{
    const json state = boundedJson(body);
    if (state.is_discarded())
        return failure(ErrorKind::BadAnswer, {address, u"it is no complete JSON"_s});
    return decodeAdminState(state, address, readAt);
}

} // namespace andon
