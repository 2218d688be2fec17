// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PostmortemFacts.h"

#include "app/incidents/EventText.h"
#include "app/incidents/PostmortemActions.h"

#include <algorithm>
#include <cmath>

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

/// Without a verdict: another version that the sets of the record name, and the intent of a rollback.
void completeVersions(const Incident &incident, PostmortemFacts &facts)
{
    for (const Event &event : incident.events) {
        const json *sets = jsonAt(event.payload, "version_sets");
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

double medianInside(const Columns &columns, const TimeWindow &window)
{
    std::vector<double> values;
    for (std::size_t i = columns.firstAtOrAfter(window.fromMs); i < columns.size() && columns.time(i) <= window.toMs; ++i) {
        if (std::isfinite(columns.value(i)))
            values.push_back(columns.value(i));
    }
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
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

LineFact lineFact(const Indicator &indicator, const Columns &bad, const Columns &before, const TimeWindow &window)
{
    LineFact fact = factOf(indicator);
    for (std::size_t i = bad.firstAtOrAfter(window.fromMs); i < bad.size() && bad.time(i) <= window.toMs; ++i) {
        if (!std::isfinite(bad.value(i)) || (fact.worst && !isWorse(indicator.direction, bad.value(i), *fact.worst)))
            continue;
        fact.worst = bad.value(i);
        fact.at = fromMs(bad.time(i));
    }
    if (const double median = medianInside(before, window); std::isfinite(median))
        fact.baseline = median;
    return fact;
}

LineFact recordedLineFact(const Indicator &indicator, const Incident &incident)
{
    LineFact fact = factOf(indicator);
    for (const Event &event : incident.events) {
        if (textAt(event.payload, "indicator") != indicator.id)
            continue;
        const std::optional<double> value = event.kind == EventKind::gateCrossed ? numberAt(event.payload, "value") : std::nullopt;
        if (value && (!fact.worst || isWorse(indicator.direction, *value, *fact.worst))) {
            fact.worst = value;
            fact.at = event.occurredAt;
            fact.worstEvent = event.eventId;
        }
        // The judge counts bad events; only a share of the same unit can stand beside the line.
        const json *verdict = event.kind == EventKind::verdict && indicator.unit == Unit::Ratio ? jsonAt(event.payload, "verdict") : nullptr;
        const std::optional<double> stable = verdict ? numberAt(*verdict, "stable") : std::nullopt;
        if (stable && indicator.direction == Direction::HigherIsWorse) {
            fact.baseline = stable;
            fact.baselineEvent = event.eventId;
        }
    }
    return fact;
}

TimeWindow incidentWindow(const Incident &incident, TimePoint now)
{
    const auto at = [&](KeyTime key, TimePoint otherwise) {
        const auto found = incident.times.constFind(key);
        return found == incident.times.constEnd() ? otherwise : found->at;
    };
    const TimePoint first = incident.events.isEmpty() ? now : incident.events.first().occurredAt;
    const TimePoint from = at(KeyTime::Started, first) - std::chrono::minutes(10);
    return {toMs(from), std::max(toMs(from), toMs(at(KeyTime::Resolved, now)))};
}

QList<LineFact> lineFacts(const QList<Indicator> &indicators, const QHash<QString, IndicatorReading> &readings,
                          const Incident &incident, TimePoint now)
{
    const PostmortemFacts versions = postmortemFacts(incident, {});
    const TimeWindow window = incidentWindow(incident, now);
    QList<LineFact> facts;
    for (const Indicator &indicator : indicators) {
        if (!indicator.headline || !lineOf(indicator.family))
            continue;
        Columns bad, before;
        for (const VersionColumns &version : readings.value(indicator.id).versions) {
            if (version.columns && version.version == versions.bad)
                bad = *version.columns;
            else if (version.columns && version.version == versions.before)
                before = *version.columns;
        }
        const LineFact sampled = lineFact(indicator, bad, before, window);
        facts << (sampled.worst ? sampled : recordedLineFact(indicator, incident));
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
