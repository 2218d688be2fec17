// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/ServiceReader.h"

#include "app/workspace/CardReader.h"
#include "app/workspace/CountReader.h"
#include "app/workspace/QueryReader.h"

#include <QRegularExpression>
#include <QSet>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QStringList familyWords{u"quality"_s, u"latency"_s, u"cost"_s, u"risk"_s, u"stability"_s, u"retrieval"_s};
const QStringList unitWords{u"ratio"_s, u"score"_s, u"seconds"_s, u"usd"_s, u"usd_per_hour"_s, u"usd_per_day"_s,
                            u"per_second"_s, u"count"_s, u"tokens"_s};
const QStringList directionWords{u"higher_is_worse"_s, u"lower_is_worse"_s};
const QStringList frictionWords{u"click"_s, u"hold"_s, u"hold_with_reason"_s};
const QStringList scopeWords{u"all"_s, u"tenant"_s, u"user"_s};

Gate gateOf(MemberReader &indicator, Direction direction)
{
    Gate gate;
    const json *value = indicator.object("gate");
    if (!value)
        return gate;
    MemberReader members(*value, indicator.at("gate"), indicator.faults());
    gate.warn = members.optionalNumber("warn", -1e15, 1e15);
    gate.stop = members.optionalNumber("stop", -1e15, 1e15);
    const bool crossed = gate.warn && gate.stop
        && (direction == Direction::HigherIsWorse ? *gate.warn > *gate.stop : *gate.warn < *gate.stop);
    if (crossed) {
        indicator.faults().add(indicator.at("gate"), u"stop lies before warn"_s,
                               direction == Direction::HigherIsWorse ? u"warn not above stop, for higher is worse"_s
                                                                     : u"warn not below stop, for lower is worse"_s);
    }
    return gate;
}

/// Both members or none: the query is written by a person, never derived. One query says $split where it serves several
/// labels; else each label has its own.
QList<SplitSpec> splitsOf(MemberReader &members, const QString &indicatorId, const QueryWords &words)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    const auto labels = members.oneOrMoreTexts("split_by", u"the name of a label, or a list of them"_s);
    const auto queries = members.oneOrMoreTexts("split_query", u"PromQL that keeps the label, or a list of it"_s);
    FaultList &faults = members.faults();
    QStringList known;
    for (const auto &[label, pointer] : labels) {
        if (!name.match(label).hasMatch())
            faults.add(pointer, u"%1 is no label"_s.arg(label.left(60)), u"the name of a label"_s);
        if (known.contains(label))
            faults.add(pointer, u"the label %1 stands here a second time"_s.arg(label.left(60)), u"each label once"_s);
        known << label;
    }
    if (labels.isEmpty() != queries.isEmpty()) {
        faults.add(members.at(labels.isEmpty() ? "split_query" : "split_by"), u"split_by and split_query go together"_s, u"both or none"_s);
        return {};
    }
    if (queries.size() == 1 && labels.size() > 1 && !wordsOf(queries.first().first).contains(u"split"_s)) {
        faults.add(queries.first().second, u"one query for %1 labels that does not say $split"_s.arg(labels.size()),
                   u"$split where the label stands, or a list with a query for each label"_s);
    } else if (queries.size() > 1 && queries.size() != labels.size()) {
        faults.add(members.at("split_query"), u"%1 queries for %2 label(s)"_s.arg(queries.size()).arg(labels.size()),
                   u"a query for each label, or one that says $split"_s);
        return {};
    }
    QList<SplitSpec> splits;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        QueryWords filled = words;
        filled.split = labels[i].first;
        const auto &[query, pointer] = queries[queries.size() == 1 ? 0 : i];
        // A typo in the query of several labels is one fault.
        const bool told = queries.size() == 1 && i > 0;
        splits.append({indicatorId, filled.split, told ? fillQuery(query, filled) : filledQuery(query, pointer, faults, filled, {u"split"_s})});
    }
    return splits;
}

Indicator indicatorOf(const json &value, const QString &pointer, const QueryWords &words, ServiceSpec &spec,
                      FaultList &faults)
{
    static const QRegularExpression id(u"^[a-z0-9_]{1,60}\\z"_s);
    MemberReader members(value, pointer, faults);
    Indicator indicator;
    indicator.id = members.text("id", u"small letters, digits and _"_s);
    if (!indicator.id.isEmpty() && !id.match(indicator.id).hasMatch())
        faults.add(members.at("id"), u"%1 is no id"_s.arg(indicator.id.left(60)), u"small letters, digits and _"_s);
    indicator.title = members.text("title", u"a title"_s);
    indicator.family = familyFromWord(members.word("family", familyWords)).value_or(Family::Quality);
    indicator.headline = members.boolean("headline");
    indicator.unit = unitFromWord(members.word("unit", unitWords)).value_or(Unit::Ratio);
    indicator.direction = members.word("direction", directionWords, u"higher_is_worse"_s) == u"lower_is_worse"
        ? Direction::LowerIsWorse : Direction::HigherIsWorse;
    indicator.gate = gateOf(members, indicator.direction);
    indicator.noSource = members.text("no_source", u"the reason in words"_s, false);
    indicator.query = readQuery(members, "query", u"PromQL, or no_source with the reason"_s, indicator.noSource.isEmpty(), words);
    indicator.exemplarQuery = readQuery(members, "exemplars", u"PromQL that selects the histogram's buckets"_s, false, words);
    if (!indicator.query.isEmpty() && !indicator.noSource.isEmpty())
        faults.add(members.at("no_source"), u"both a query and no_source"_s, u"one of them"_s);
    spec.splits << splitsOf(members, indicator.id, words);
    CountQueries counts = readCounts(members, indicator.id, words);
    counts.indicatorId = indicator.id;
    counts.mean = readMean(members, indicator.direction == Direction::HigherIsWorse, words);
    if (!counts.bad.isEmpty() || counts.isMean())
        spec.counts << counts;
    return indicator;
}

EffectSpec effectOf(MemberReader &action, const QueryWords &words)
{
    EffectSpec effect;
    const json *value = action.object("effect");
    if (!value)
        return effect;
    MemberReader members(*value, action.at("effect"), action.faults());
    effect.query = readQuery(members, "query", u"PromQL that gives one number"_s, true, words, {u"canary"_s, u"stable"_s, u"level"_s});
    effect.below = members.optionalNumber("below", -1e15, 1e15);
    effect.above = members.optionalNumber("above", -1e15, 1e15);
    effect.withinSeconds = qRound64(members.number("within_seconds", 1, 3600, 120));
    if (!effect.below && !effect.above)
        action.faults().add(action.at("effect"), u"neither below nor above"_s, u"the bound that shows the effect"_s);
    return effect;
}

QList<ThrottleLimit> limitsOf(MemberReader &action)
{
    QList<ThrottleLimit> limits;
    for (const auto &[entry, pointer] : action.list("limits", true)) {
        MemberReader members(*entry, pointer, action.faults());
        ThrottleLimit limit;
        limit.scope = members.word("scope", scopeWords);
        limit.id = members.text("id", u"the id of the tenant or user"_s, !limit.scope.isEmpty() && limit.scope != u"all");
        if (limit.scope == u"all" && !limit.id.isEmpty())
            action.faults().add(members.at("id"), u"an id beside the scope all, which throttles everyone"_s, u"the scope tenant or user, or no id"_s);
        limit.requestsPerSecond = members.optionalNumber("requests_per_second", 0, 1e9);
        limit.tokensPerMinute = members.optionalNumber("tokens_per_minute", 0, 1e12);
        if (!limit.requestsPerSecond && !limit.tokensPerMinute)
            action.faults().add(pointer, u"a limit without a number"_s, u"requests_per_second or tokens_per_minute"_s);
        limits << limit;
    }
    return limits;
}

ActionSpec actionOf(Verb verb, const json &value, const QString &pointer, const QueryWords &words, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    ActionSpec action;
    action.verb = verb;
    const auto level = static_cast<Friction>(frictionWords.indexOf(members.word("friction", frictionWords, u"hold"_s)));
    if (members.has("friction")) {
        if (!isStopLoss(verb) && level == Friction::Click) {
            faults.add(members.at("friction"), u"%1 is held; its friction cannot be lowered"_s.arg(verbWord(verb)),
                       u"hold or hold_with_reason"_s);
        }
        action.friction = level;
    }
    action.effect = effectOf(members, words);
    if (verb == Verb::Degrade)
        action.level = static_cast<int>(members.number("level", 1, 100, std::nullopt));
    if (verb == Verb::Throttle)
        action.limits = limitsOf(members);
    if (verb == Verb::Degrade || verb == Verb::Throttle)
        action.expiresInSeconds = qRound64(members.number("expires_in_seconds", 0, 7 * 86'400, 0));
    return action;
}

void readActions(MemberReader &service, const QueryWords &words, ServiceSpec &spec)
{
    const json *value = service.object("actions");
    if (!value)
        return;
    MemberReader members(*value, service.at("actions"), service.faults());
    for (const Verb verb : allVerbs) {
        const QByteArray name = verbWord(verb).toLatin1();
        if (const json *action = members.object(name.constData()))
            spec.actions << actionOf(verb, *action, members.at(name.constData()), words, service.faults());
    }
}

VersionSpec versionsOf(MemberReader &service, const QueryWords &words)
{
    // Wildcards in the last name alone; what leads out of the folder by .. is not meant.
    static const QRegularExpression form(u"^(?!([^/]*/)*\\.\\.(/|\\z))([^*?\\x00-\\x1f]*/)?[^/\\x00-\\x1f]*\\z"_s);
    VersionSpec spec;
    const json *value = service.object("versions");
    if (!value)
        return spec;
    MemberReader members(*value, service.at("versions"), service.faults());
    spec.metricQuery = readQuery(members, "info_metric", u"PromQL of an info metric"_s, members.has("info_metric"), words);
    const QString expected = u"a folder such as versions, or a pattern such as versions/*.json"_s;
    spec.manifests = members.text("manifests", expected, members.has("manifests"));
    if (!form.match(spec.manifests).hasMatch())
        members.faults().add(members.at("manifests"), u"%1 is no folder or pattern"_s.arg(spec.manifests.left(60)), expected);
    if (!members.has("info_metric") && !members.has("manifests"))
        service.faults().add(service.at("versions"), u"it names nobody who says what a version is made of"_s, u"info_metric or manifests"_s);
    return spec;
}

template<typename Specs>
QStringList namesOf(const Specs &specs)
{
    QStringList names;
    for (const auto &spec : specs)
        names << spec.name;
    return names;
}

} // namespace

ServiceSpec readService(const json &value, const QString &pointer, const Workspace &workspace, FaultList &faults)
{
    static const QRegularExpression duration(u"^[0-9]+(ms|s|m|h|d|w|y)\\z"_s);
    static const QRegularExpression label(u"^[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    MemberReader members(value, pointer, faults);
    ServiceSpec spec;
    spec.name = members.text("name", u"a name"_s);
    spec.title = members.text("title", u"a title"_s, false);
    if (spec.title.isEmpty())
        spec.title = spec.name;
    spec.group = members.text("group", u"a word that services share"_s, false);
    spec.source = members.text("source", u"the name of a source"_s);
    checkReference(members, "source", workspace.source(spec.source), spec.source, namesOf(workspace.sources));
    spec.gateway = members.text("gateway", u"the name of a gateway"_s, false);
    checkReference(members, "gateway", workspace.gateway(spec.gateway), spec.gateway, namesOf(workspace.gateways));
    spec.actionsAbsent = members.text("actions_absent", u"why this service has no actions"_s, spec.gateway.isEmpty());
    QueryWords words;
    words.versionLabel = spec.versionLabel = members.text("version_label", u"the label that carries the version"_s, false);
    if (!spec.versionLabel.isEmpty() && !label.match(spec.versionLabel).hasMatch())
        faults.add(members.at("version_label"), u"%1 is no label"_s.arg(spec.versionLabel.left(60)), u"letters, digits and _"_s);
    words.selector = members.text("selector", u"label matchers such as job=\"gateway\""_s, false);
    if (words.selector.trimmed().startsWith(u'{'))
        faults.add(members.at("selector"), u"the selector stands in braces"_s, u"label matchers without braces"_s);
    words.window = members.text("window", u"a duration such as 1m"_s);
    if (!words.window.isEmpty() && !duration.match(words.window).hasMatch())
        faults.add(members.at("window"), u"%1 is no duration"_s.arg(words.window.left(60)), u"a duration such as 30s or 5m"_s);
    spec.stepSeconds = qRound64(members.number("step_seconds", 1, 3600, 2));
    spec.judgeStepSeconds = qRound64(members.number("judge_step_seconds", 1, 3600, 60));
    words.step = u"%1s"_s.arg(spec.judgeStepSeconds);
    spec.historySeconds = qRound64(members.number("history_seconds", 60, 30 * 86'400, 3600));
    spec.requestRateQuery = readQuery(members, "request_rate", u"PromQL: requests a second by version"_s, false, words);
    spec.rollbackTarget = members.text("rollback_target", u"a version id"_s, false);
    QSet<QString> ids;
    for (const auto &[entry, at] : members.list("indicators", true)) {
        const Indicator indicator = indicatorOf(*entry, at, words, spec, faults);
        if (!indicator.id.isEmpty() && ids.contains(indicator.id))
            faults.add(at + u"/id"_s, u"the id %1 is taken already"_s.arg(indicator.id), u"an id of its own"_s);
        ids << indicator.id;
        spec.indicators << indicator;
    }
    readActions(members, words, spec);
    spec.versions = versionsOf(members, words);
    if (!spec.actions.isEmpty() && spec.gateway.isEmpty())
        faults.add(members.at("actions"), u"actions without a gateway"_s, u"gateway: the name of a gateway"_s);
    if (const json *card = members.object("card"))
        spec.card = readCard(*card, members.at("card"), spec, faults);
    return spec;
}

} // namespace andon
