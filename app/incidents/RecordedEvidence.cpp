// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/RecordedEvidence.h"

#include "app/base/CanonicalJson.h"
#include "app/incidents/JsonFields.h"
#include "app/incidents/PostmortemFacts.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// One resource as an entry tells it: what an operation found or read back, or what somebody else had written.
struct ResourceTold {
    TimePoint at;
    Target target = Target::Routing;
    GatewayResource resource;
    std::optional<TimePoint> expiresAt;
};

/// `targets`: of the operations of the entries before, and of these.
void tellResources(const QList<Event> &events, const QString &service, QHash<QString, Target> &targets, QList<ResourceTold> &told)
{
    for (const Event &event : events) {
        if (event.service != service)
            continue;
        const bool isIntent = event.kind == EventKind::actionIntent;
        const bool isChange = event.kind == EventKind::gatewayChanged;
        std::optional<Target> target;
        if (isIntent || isChange)
            target = targetFromWord(JsonFields::text(event.payload, "target"));
        else if (const auto known = targets.constFind(event.opId); known != targets.cend())
            target = *known;
        if (isIntent && target)
            targets.insert(event.opId, *target);
        const json &value = JsonFields::member(event.payload, isIntent ? "before" : isChange ? "value" : "read");
        if (!target || !value.is_object() || value.empty())
            continue;
        ResourceTold one{event.recordedAt, *target, {}, std::nullopt};
        one.resource.value = value;
        one.resource.version = JsonFields::text(event.payload, isIntent ? "if_match" : "version");
        if (isChange) {
            one.resource.stamp = JsonFields::text(event.payload, "stamp");
            one.resource.actor = JsonFields::text(event.payload, "actor");
        } else if (!isIntent) {
            one.resource.stamp = event.opId;
            one.resource.actor = event.actor.calledName();
            one.resource.changedAt = event.occurredAt;
        }
        if (JsonFields::member(event.payload, "expires_at_ms").is_number_integer())
            one.expiresAt = fromMs(JsonFields::integer(event.payload, "expires_at_ms"));
        told << one;
    }
}

void takeWeights(GatewayState &state, const json &value)
{
    const json &weights = JsonFields::member(value, "weights");
    if (!weights.is_object())
        return;
    for (const auto &[id, weight] : weights.items()) {
        const QString version = QString::fromStdString(id);
        if (!state.versionById(version))
            state.versions << GatewayVersion{version, VersionRole::Idle, 0, {}};
        for (GatewayVersion &one : state.versions) {
            if (one.id == version && weight.is_number())
                one.weight = weight.get<double>();
        }
    }
    if (JsonFields::text(value, "rollout") == u"abort")
        state.rollout.phase = RolloutPhase::Aborted;
}

void takeLimits(GatewayState &state, const json &value)
{
    if (!JsonFields::member(value, "limits").is_array())
        return;
    state.throttle.clear();
    for (const json &limit : JsonFields::list(value, "limits"))
        state.throttle << ThrottleLimit{JsonFields::text(limit, "scope"), JsonFields::text(limit, "id"), JsonFields::number(limit, "requests_per_second"),
                                        JsonFields::number(limit, "tokens_per_minute")};
}

/// The state with what an entry tells of one of its resources.
GatewayState withResource(GatewayState state, const ResourceTold &told)
{
    const json &value = told.resource.value;
    switch (told.target) {
    case Target::Routing: takeWeights(state, value); break;
    case Target::Degrade:
        state.degradeLevel = static_cast<int>(JsonFields::number(value, "level").value_or(state.degradeLevel));
        state.degradeExpiresAt = told.expiresAt;
        break;
    case Target::Throttle:
        takeLimits(state, value);
        state.throttleExpiresAt = told.expiresAt;
        break;
    case Target::Rollout: break; // its value is asked for, not what came of it
    }
    state.resources[told.target] = told.resource;
    state.readAt = told.at;
    return state;
}

/// Who is who, as far as the record said by then: of a state that comes before all that the bundles hold.
void takeRoles(GatewayState &state, const Incident &incident, TimePoint at)
{
    Incident known = incident;
    known.events.removeIf([at](const Event &event) { return event.recordedAt > at; });
    known.versions.removeIf([&](const QString &version) {
        return std::none_of(known.events.cbegin(), known.events.cend(), [&](const Event &event) { return event.version == version; });
    });
    const PostmortemFacts facts = postmortemFacts(known, {});
    for (GatewayVersion &version : state.versions)
        version.role = VersionRole::Idle;
    const auto take = [&state](const QString &id, VersionRole role) {
        if (!id.isEmpty() && !state.versionById(id))
            state.versions << GatewayVersion{id, role, std::nan(""), {}};
        for (GatewayVersion &version : state.versions)
            version.role = version.id == id ? role : version.role;
    };
    take(facts.before, VersionRole::Stable);
    if (facts.bad != facts.before)
        take(facts.bad, VersionRole::Canary);
    state.rollout.stable = facts.before;
    state.rollout.canary = facts.bad;
}

/// The bundles' states in rising time. The same state of two bundles lasts as long as the later one says.
QList<GatewayRead> keptReads(const RecordedEvidence &record)
{
    QList<GatewayRead> reads;
    for (const KeptEvidence &kept : record.kept)
        reads << kept.evidence.reads;
    std::stable_sort(reads.begin(), reads.end(), [](const GatewayRead &a, const GatewayRead &b) { return a.state.readAt < b.state.readAt; });
    QList<GatewayRead> merged;
    for (const GatewayRead &read : std::as_const(reads)) {
        if (!merged.isEmpty() && merged.last().state.readAt == read.state.readAt)
            merged.last().until = std::max(merged.last().until, read.until);
        else
            merged << read;
    }
    return merged;
}

VersionSet setOf(const json &set)
{
    VersionSet words;
    if (!set.is_object())
        return words;
    for (const auto &[name, word] : set.items()) {
        if (word.is_string())
            words.insert(QString::fromStdString(name), QString::fromStdString(word.get<std::string>()));
    }
    return words;
}

} // namespace

QList<GatewayRead> recordedReads(const RecordedEvidence &record, const QList<Event> &earlier, const QList<Event> &journal, TimePoint from, TimePoint to)
{
    QList<ResourceTold> resources;
    QHash<QString, Target> targets;
    for (const QList<Event> *events : {&earlier, &journal})
        tellResources(*events, record.incident.service, targets, resources);
    QList<GatewayRead> reads = keptReads(record);
    const TimePoint firstKept = reads.isEmpty() ? TimePoint::max() : reads.first().state.readAt;
    for (const ResourceTold &told : std::as_const(resources)) {
        const auto next = std::find_if(reads.begin(), reads.end(), [&](const GatewayRead &read) { return read.state.readAt > told.at; });
        const bool isFirst = next == reads.begin();
        // A bundle whose console read the gateway then knows better.
        if (!isFirst && std::prev(next)->until >= told.at)
            continue;
        GatewayState before = isFirst ? GatewayState() : std::prev(next)->state;
        if (told.at < firstKept)
            takeRoles(before, record.incident, told.at);
        reads.insert(next, GatewayRead{withResource(before, told), told.at});
    }
    QList<GatewayRead> inside;
    for (const GatewayRead &read : std::as_const(reads)) {
        if (read.state.readAt > to)
            break;
        if (read.state.readAt <= from)
            inside.clear(); // the last one before is what was known at `from`
        inside << GatewayRead{read.state, std::min(read.until, to)};
    }
    for (qsizetype i = 1; i < inside.size(); ++i)
        inside[i - 1].until = std::min(inside[i - 1].until, inside[i].state.readAt);
    return inside;
}

bool holdsState(const RecordedEvidence &record)
{
    return std::any_of(record.kept.cbegin(), record.kept.cend(), [](const KeptEvidence &kept) { return !kept.evidence.reads.isEmpty(); });
}

QList<KnownVersion> recordedVersions(const RecordedEvidence &record, const QList<Event> &earlier, const QList<Event> &journal)
{
    QMap<QString, KnownVersion> known;
    const auto recall = [&](const QString &id, const VersionSet &set) {
        if (!id.isEmpty() && !set.isEmpty())
            known.insert(id, {id, partsFromSet(set), {VersionOrigin::Record}, {}, false});
    };
    for (const QList<Event> *events : {&earlier, &journal}) {
        for (const Event &event : *events) {
            recall(event.version, setOf(JsonFields::member(event.payload, "version_set")));
            if (const json &sets = JsonFields::member(event.payload, "version_sets"); sets.is_object()) {
                for (const auto &[id, set] : sets.items())
                    recall(QString::fromStdString(id), setOf(set));
            }
        }
    }
    for (const KeptEvidence &kept : record.kept) {
        for (const KnownVersion &version : kept.evidence.versions) {
            // A bundle of a minute when nobody knew what it was made of takes nothing away.
            if (version.isTied() || !known.contains(version.id))
                known.insert(version.id, version);
        }
    }
    return known.values();
}

QStringList recordedTraffic(const RecordedEvidence &record)
{
    QSet<QString> versions(record.incident.versions.cbegin(), record.incident.versions.cend());
    for (const KeptEvidence &kept : record.kept) {
        for (const GatewayRead &read : kept.evidence.reads) {
            for (const GatewayVersion &version : read.state.versions) {
                if (version.role != VersionRole::Idle || version.weight > 0)
                    versions << version.id;
            }
        }
    }
    QStringList sorted = versions.values();
    sorted.sort();
    return sorted;
}

QMap<QString, QList<json>> recordedSamples(const RecordedEvidence &record)
{
    QMap<QString, QList<json>> samples;
    QHash<QString, QSet<QByteArray>> known;
    for (const KeptEvidence &kept : record.kept) {
        for (const auto &[name, requests] : kept.evidence.samples.asKeyValueRange()) {
            for (const json &request : requests) {
                const QByteArray text = canonicalJson(request);
                if (known[name].contains(text))
                    continue;
                known[name] << text;
                samples[name] << request;
            }
        }
    }
    return samples;
}

QList<json> alsoShown(const RecordedEvidence &record, const QList<json> &told, const QList<Event> &earlier, const QList<Event> &journal)
{
    if (record.kept.isEmpty())
        return {};
    const Evidence &newest = record.kept.last().evidence;
    QSet<QString> known;
    for (const json &row : told)
        known << JsonFields::text(row, "key");
    for (const QList<Event> *events : {&earlier, &journal}) {
        for (const Event &event : *events) {
            if (event.kind == EventKind::alertCleared && event.recordedAt >= newest.madeAt)
                known << JsonFields::text(event.payload, "key");
        }
    }
    QList<json> rows;
    for (const json &row : newest.alerts) {
        if (!known.contains(JsonFields::text(row, "key")))
            rows << row;
    }
    return rows;
}

json recordedJudge(const RecordedEvidence &record, const QList<Event> &journal)
{
    if (record.kept.isEmpty())
        return {};
    const Evidence &newest = record.kept.last().evidence;
    const bool isOld = std::any_of(journal.cbegin(), journal.cend(), [&](const Event &event) {
        return event.service == newest.service && event.kind == EventKind::evidence && event.recordedAt > newest.madeAt;
    });
    return isOld ? json() : newest.judge;
}

} // namespace andon
