// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PostmortemFacts.h"

#include "app/incidents/EventText.h"
#include "app/incidents/PostmortemActions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

VersionParts partsAt(const json &payload, const char *member, const QString &version)
{
    const json *set = jsonAt(payload, member);
    if (set && !version.isEmpty())
        set = jsonAt(*set, version.toUtf8().constData());
    VersionSet words;
    if (!set || !set->is_object())
        return {};
    for (const auto &[name, word] : set->items()) {
        if (word.is_string())
            words.insert(QString::fromStdString(name), QString::fromStdString(word.get<std::string>()));
    }
    return partsFromSet(words);
}

/// The newest that the record says of a version, and where.
std::pair<VersionParts, QString> partsOf(const Incident &incident, const QString &version)
{
    std::pair<VersionParts, QString> found;
    for (const Event &event : incident.events) {
        VersionParts parts = event.version == version ? partsAt(event.payload, "version_set", {}) : VersionParts();
        if (parts.isEmpty())
            parts = partsAt(event.payload, "version_sets", version);
        if (!parts.isEmpty())
            found = {parts, event.eventId};
    }
    return found;
}

/// How surely an event names the bad version; 0: not at all.
int blames(const Event &event)
{
    if (event.version.isEmpty())
        return 0;
    if (event.kind == EventKind::verdict)
        return textAt(event.payload, "verdict", "verdict") == u"regressed" ? 2 : 0;
    if (event.kind != EventKind::gateCrossed)
        return 0;
    return textAt(event.payload, "to") == u"stop" ? 2 : 1;
}

/// Which version has all traffic, or the most of it, by the state that was read back.
QString servingVersion(const json &payload)
{
    const json *read = jsonAt(payload, "read");
    const json *weights = read ? jsonAt(*read, "weights") : nullptr;
    QString serving;
    if (!weights || !weights->is_object())
        return serving;
    double most = 0;
    for (const auto &[version, weight] : weights->items()) {
        if (weight.is_number() && weight.get<double>() > most) {
            most = weight.get<double>();
            serving = QString::fromStdString(version);
        }
    }
    return serving;
}

void findVersions(const Incident &incident, PostmortemFacts &facts)
{
    int surest = 0;
    for (const Event &event : incident.events) {
        if (const int blame = blames(event); blame > surest) {
            surest = blame;
            facts.bad = event.version;
            facts.badEvent = event.eventId;
        }
        const QString stable = event.kind == EventKind::verdict ? textAt(event.payload, "stable") : QString();
        if (facts.before.isEmpty() && !stable.isEmpty()) {
            facts.before = stable;
            facts.beforeEvent = event.eventId;
        }
        const bool back = event.kind == EventKind::actionVerified && event.title.startsWith(u"Rollback");
        if (back) {
            facts.after = servingVersion(event.payload);
            facts.afterEvent = facts.after.isEmpty() ? QString() : event.eventId;
        }
    }
    if (facts.bad.isEmpty() && !incident.versions.isEmpty()) {
        facts.bad = incident.versions.first();
        facts.badEvent = incident.fromEvent;
    }
}

/// What is written about an incident later on names what serves then.
bool isAbout(const Event &event)
{
    return event.kind == EventKind::postmortemSaved || event.kind == EventKind::exportMade || event.kind == EventKind::regressionMarked;
}

/// Without a verdict: another version that the sets of the record name, and the intent of a rollback.
void completeVersions(const Incident &incident, PostmortemFacts &facts)
{
    for (const Event &event : incident.events) {
        const json *sets = isAbout(event) ? nullptr : jsonAt(event.payload, "version_sets");
        if (facts.before.isEmpty() && sets && sets->is_object()) {
            for (const auto &[version, set] : sets->items()) {
                if (QString::fromStdString(version) != facts.bad && facts.before.isEmpty()) {
                    facts.before = QString::fromStdString(version);
                    facts.beforeEvent = event.eventId;
                }
            }
        }
        if (event.kind == EventKind::actionIntent && textAt(event.payload, "verb") == u"rollback" && facts.before.isEmpty()) {
            const QString to = textAt(event.payload, "to").section(u"all to "_s, 1);
            facts.before = to;
            facts.beforeEvent = to.isEmpty() ? QString() : event.eventId;
        }
        if (event.kind == EventKind::actionVerified && event.title.startsWith(u"Rollback") && facts.after.isEmpty() && !facts.before.isEmpty()) {
            facts.after = facts.before;
            facts.afterEvent = event.eventId;
        }
    }
}

QList<ChangeFact> changesOf(const Incident &incident, const PostmortemFacts &facts)
{
    QList<ChangeFact> changes;
    if (facts.before.isEmpty() || facts.bad.isEmpty() || facts.before == facts.bad)
        return changes;
    const auto [before, beforeEvent] = partsOf(incident, facts.before);
    const auto [bad, badEvent] = partsOf(incident, facts.bad);
    if (before.isEmpty() || bad.isEmpty())
        return changes;
    for (const PartDifference &one : versionDiff(before, bad)) {
        if (one.differs())
            changes << ChangeFact{one.part, partWord(one.before), partWord(one.after), badEvent};
    }
    return changes;
}

bool isWorse(Direction direction, double value, double than)
{
    return direction == Direction::HigherIsWorse ? value > than : value < than;
}

LineFact factOf(const Indicator &indicator)
{
    LineFact fact;
    fact.indicatorId = indicator.id;
    fact.family = indicator.family;
    fact.title = indicator.title;
    fact.unit = indicator.unit;
    fact.direction = indicator.direction;
    fact.gate = indicator.gate;
    fact.query = indicator.query;
    return fact;
}

} // namespace

LineSample lineSample(const Indicator &indicator, const QString &version, const Columns &columns, const TimeWindow &window)
{
    LineSample sample{indicator.id, version};
    std::vector<double> values;
    for (std::size_t i = columns.firstAtOrAfter(window.fromMs); i < columns.size() && columns.time(i) <= window.toMs; ++i) {
        const double value = columns.value(i);
        if (!std::isfinite(value))
            continue;
        if (values.empty() || isWorse(indicator.direction, value, sample.worst)) {
            sample.worst = value;
            sample.at = fromMs(columns.time(i));
        }
        values.push_back(value);
    }
    sample.count = static_cast<qint64>(values.size());
    if (values.empty())
        return sample;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    sample.median = *middle;
    return sample;
}

json lineSampleJson(const LineSample &sample)
{
    return {{"indicator", sample.indicatorId.toStdString()}, {"version", sample.version.toStdString()}, {"worst", sample.worst},
            {"at_ms", toMs(sample.at)},                      {"median", sample.median},                 {"samples", sample.count}};
}

namespace {

/// The lines that an entry of evidence tells of; of a journal of before: none.
QList<LineSample> samplesOf(const Event &event)
{
    QList<LineSample> samples;
    const json *lines = event.kind == EventKind::evidenceAdded ? jsonAt(event.payload, "lines") : nullptr;
    for (const json &line : lines && lines->is_array() ? *lines : json::array()) {
        const std::optional<double> worst = numberAt(line, "worst"), median = numberAt(line, "median"), at = numberAt(line, "at_ms"),
                                    count = numberAt(line, "samples");
        if (worst && median && at && count && std::abs(*at) < 1e15 && *count >= 1 && *count < 1e15)
            samples << LineSample{textAt(line, "indicator"), textAt(line, "version"), *worst, fromMs(static_cast<qint64>(*at)), *median,
                                  static_cast<qint64>(*count)};
    }
    return samples;
}

TimeWindow windowOf(const Incident &incident)
{
    const TimePoint first = incident.events.isEmpty() ? incident.openedAt : incident.events.first().occurredAt;
    const qint64 from = toMs(incident.time(KeyTime::Started).value_or(first) - std::chrono::minutes(10));
    std::optional<TimePoint> resolved = incident.time(KeyTime::Resolved);
    // Closed by a clock that was set back: it went on to its last entry.
    if (resolved && durationsOf(incident).setBack.contains(KeyTime::Resolved) && !incident.events.isEmpty())
        resolved = std::max(*resolved, incident.events.last().occurredAt);
    return {from, resolved ? std::max(from, toMs(*resolved)) : std::numeric_limits<qint64>::max()};
}

LineFact lineFact(const Indicator &indicator, const Incident &incident, const PostmortemFacts &versions)
{
    LineFact fact = factOf(indicator);
    const TimeWindow window = windowOf(incident);
    const auto isWorst = [&](double value) { return !fact.worst || isWorse(indicator.direction, value, *fact.worst); };
    qint64 mostSamples = 0;
    for (const Event &event : incident.events) {
        for (const LineSample &sample : samplesOf(event)) {
            if (sample.indicatorId != indicator.id)
                continue;
            const bool isInside = toMs(sample.at) >= window.fromMs && toMs(sample.at) <= window.toMs;
            if (sample.version == versions.bad && isInside && isWorst(sample.worst)) {
                fact.worst = sample.worst;
                fact.at = sample.at;
                fact.worstEvent = event.eventId;
            } else if (sample.version == versions.before && sample.version != versions.bad && sample.count > mostSamples) {
                mostSamples = sample.count;
                fact.baseline = sample.median;
                fact.baselineEvent = event.eventId;
            }
        }
        if (textAt(event.payload, "indicator") != indicator.id)
            continue;
        const std::optional<double> value = event.kind == EventKind::gateCrossed ? numberAt(event.payload, "value") : std::nullopt;
        if (value && isWorst(*value)) {
            fact.worst = value;
            fact.at = event.occurredAt;
            fact.worstEvent = event.eventId;
        }
        // The judge counts bad events; only a share of the same unit can stand beside the line.
        const json *verdict = event.kind == EventKind::verdict && indicator.unit == Unit::Ratio ? jsonAt(event.payload, "verdict") : nullptr;
        const std::optional<double> stable = verdict ? numberAt(*verdict, "stable") : std::nullopt;
        if (stable && mostSamples == 0 && indicator.direction == Direction::HigherIsWorse) {
            fact.baseline = stable;
            fact.baselineEvent = event.eventId;
        }
    }
    return fact;
}

} // namespace

QList<LineFact> lineFacts(const QList<Indicator> &indicators, const Incident &incident)
{
    const PostmortemFacts versions = postmortemFacts(incident, {});
    QList<LineFact> facts;
    for (const Indicator &indicator : indicators) {
        if (indicator.headline && lineOf(indicator.family))
            facts << lineFact(indicator, incident, versions);
    }
    std::stable_sort(facts.begin(), facts.end(), [](const LineFact &a, const LineFact &b) { return a.family < b.family; });
    return facts;
}

PostmortemFacts postmortemFacts(const Incident &incident, const QList<LineFact> &lines)
{
    PostmortemFacts facts;
    facts.lines = lines;
    findVersions(incident, facts);
    completeVersions(incident, facts);
    facts.changes = changesOf(incident, facts);
    facts.actions = actionFacts(incident.events);
    facts.drill = drillSheetOf(incident);
    for (const Event &event : incident.events) {
        if (event.kind == EventKind::evidenceAdded) {
            facts.evidence << EvidenceFact{textAt(event.payload, "file"), textAt(event.payload, "sha256"),
                                           u"taken by %1"_s.arg(textAt(event.payload, "reason")), event.eventId};
        } else if (event.kind == EventKind::regressionMarked) {
            RegressionFact sample{textAt(event.payload, "id"), textAt(event.payload, "trace"), textAt(event.payload, "set"), {}, event.eventId};
            const json *tags = jsonAt(event.payload, "tags");
            for (const json &tag : tags && tags->is_array() ? *tags : json::array()) {
                if (tag.is_string())
                    sample.tags << QString::fromStdString(tag.get<std::string>());
            }
            facts.regression << sample;
        }
    }
    return facts;
}

} // namespace andon
