// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionFace.h"

#include "app/actions/ActionRows.h"
#include "app/actions/LimitsJson.h"
#include "app/base/TimeText.h"

#include <algorithm>
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

QString percent(double value)
{
    return u"%1 %"_s.arg(QString::number(value, 'g', 4));
}

void block(ActionFace &face, BlockReason reason, const QStringList &arguments = {})
{
    if (face.blocked != BlockReason::None)
        return;
    face.blocked = reason;
    face.blockedArguments = arguments;
}

QString limitWords(const ThrottleLimit &limit)
{
    QStringList parts;
    if (limit.requestsPerSecond)
        parts << u"%1/s"_s.arg(*limit.requestsPerSecond);
    if (limit.tokensPerMinute)
        parts << u"%1 tokens/min"_s.arg(*limit.tokensPerMinute);
    const QString who = limit.scope == u"all" ? u"all"_s : limit.scope + u' ' + limit.id;
    return who + u": "_s + parts.join(u", ");
}

QString limitsWords(const QList<ThrottleLimit> &limits)
{
    if (limits.isEmpty())
        return u"no limit"_s;
    QStringList words;
    for (const ThrottleLimit &limit : limits)
        words << limitWords(limit);
    return words.join(u"; ");
}

QList<ThrottleLimit> withLimits(QList<ThrottleLimit> limits, const QList<ThrottleLimit> &asked)
{
    for (const ThrottleLimit &limit : asked) {
        const auto same = std::find_if(limits.begin(), limits.end(), [&](const ThrottleLimit &kept) {
            return kept.scope == limit.scope && kept.id == limit.id;
        });
        if (same != limits.end())
            *same = limit;
        else
            limits.append(limit);
    }
    return limits;
}

void planRollback(ActionFace &face, const GatewayState &state, const QString &wanted)
{
    const GatewayVersion *stable = state.withRole(VersionRole::Stable);
    const QString to = !wanted.isEmpty() ? wanted : stable ? stable->id : state.rollout.stable;
    if (!state.versionById(to))
        return block(face, BlockReason::NoRollbackTarget, {to});
    json weights = json::object();
    double leaving = 0;
    QStringList away;
    for (const GatewayVersion &version : state.versions) {
        weights[version.id.toStdString()] = version.id == to ? 100 : 0;
        if (version.id != to && version.weight > 0) {
            leaving += version.weight;
            away << version.id;
        }
    }
    const GatewayVersion *canary = state.withRole(VersionRole::Canary);
    face.plan.version = !away.isEmpty() ? away.first() : canary ? canary->id : QString();
    face.plan.after = {{"weights", weights}, {"rollout", "abort"}};
    face.plan.from = u"%1 %2"_s.arg(face.plan.version, percent(leaving));
    face.plan.to = u"0 %, all to %1"_s.arg(to);
    face.plan.shareTouched = leaving;
    const bool open = state.rollout.phase == RolloutPhase::Running || state.rollout.phase == RolloutPhase::Paused;
    if (leaving == 0 && !open)
        block(face, BlockReason::AlreadyThere, {face.plan.to});
}

void planDegrade(ActionFace &face, const GatewayState &state, const ActionSpec &spec)
{
    face.plan.after = {{"level", spec.level}};
    face.plan.from = u"level %1"_s.arg(state.degradeLevel);
    face.plan.to = u"level %1"_s.arg(spec.level);
    for (const DegradeLevel &level : state.degradeLevels) {
        if (level.level == spec.level && !level.title.isEmpty())
            face.plan.to += u" (%1)"_s.arg(level.title);
    }
    face.plan.shareTouched = 100;
    if (state.degradeLevel >= spec.level)
        block(face, BlockReason::AlreadyThere, {face.plan.from});
}

void planThrottle(ActionFace &face, const GatewayState &state, const ActionSpec &spec)
{
    const QList<ThrottleLimit> limits = withLimits(state.throttle, spec.limits);
    face.plan.after = {{"limits", limitsJson(limits)}};
    face.plan.from = limitsWords(state.throttle);
    face.plan.to = limitsWords(limits);
    const bool everybody = std::any_of(spec.limits.begin(), spec.limits.end(),
                                       [](const ThrottleLimit &limit) { return limit.scope == u"all"; });
    face.plan.shareTouched = everybody ? 100 : std::numeric_limits<double>::quiet_NaN();
    if (limits == state.throttle)
        block(face, BlockReason::AlreadyThere, {face.plan.to});
}

void planRollout(ActionFace &face, const GatewayState &state)
{
    const GatewayRollout &rollout = state.rollout;
    const bool open = rollout.phase == RolloutPhase::Running || rollout.phase == RolloutPhase::Paused;
    if (!open || rollout.currentStep < 0 || rollout.currentStep >= rollout.steps.size())
        return block(face, BlockReason::NoRollout);
    face.plan.version = rollout.canary;
    const double weight = rollout.steps[rollout.currentStep].weight;
    face.plan.from = u"%1 %2"_s.arg(rollout.canary, percent(weight));
    int step = rollout.currentStep;
    const char *phase = face.plan.verb == Verb::Pause ? "paused" : "running";
    if (face.plan.verb == Verb::Promote) {
        ++step;
        if (step == rollout.steps.size() && weight >= 100)
            return block(face, BlockReason::LastStep, {face.plan.from});
        const double next = step < rollout.steps.size() ? rollout.steps[step].weight : 100;
        face.plan.to = percent(next);
        face.plan.shareTouched = std::abs(next - weight);
        phase = step < rollout.steps.size() ? "running" : "done";
    } else {
        face.plan.from = rollout.phase == RolloutPhase::Paused ? u"paused"_s : u"running"_s;
        face.plan.to = face.plan.verb == Verb::Pause ? u"paused at %1"_s.arg(percent(weight))
                                                     : u"running at %1"_s.arg(percent(weight));
        if (face.plan.verb == Verb::Pause && rollout.phase == RolloutPhase::Paused)
            block(face, BlockReason::AlreadyThere, {face.plan.to});
        if (face.plan.verb == Verb::Resume && rollout.phase == RolloutPhase::Running)
            block(face, BlockReason::NotPaused);
    }
    face.plan.after = {{"phase", phase}, {"current_step", step}};
}

void planRestore(ActionFace &face, const GatewayState &state)
{
    if (state.degradeLevel > 0) {
        face.plan.target = Target::Degrade;
        face.plan.after = {{"level", 0}};
        face.plan.from = u"level %1"_s.arg(state.degradeLevel);
        face.plan.to = u"level 0"_s;
        face.plan.shareTouched = 100;
    } else if (!state.throttle.isEmpty()) {
        face.plan.target = Target::Throttle;
        face.plan.after = {{"limits", json::array()}};
        face.plan.from = limitsWords(state.throttle);
        face.plan.to = limitsWords({});
        face.plan.shareTouched = std::numeric_limits<double>::quiet_NaN();
    } else {
        face.plan.target = Target::Degrade;
        block(face, BlockReason::NothingToRestore);
    }
}

Target targetOf(Verb verb)
{
    switch (verb) {
    case Verb::Degrade:
    case Verb::Restore: return Target::Degrade;
    case Verb::Throttle: return Target::Throttle;
    case Verb::Rollback: return Target::Routing;
    case Verb::Promote:
    case Verb::Pause:
    case Verb::Resume: return Target::Rollout;
    }
    return Target::Routing;
}

/// An undo of our own action names it and takes only the version that it made: what was changed since stays (S6).
void undoOwn(ActionPlan &plan, const GatewayResource &resource, const ActionContext &context)
{
    const QString ours = context.lastOwnOps.value(plan.target);
    const QString made = context.lastOwnVersions.value(plan.target);
    const bool stampless = resource.stamp.isEmpty() && !made.isEmpty() && resource.version == made;
    if (ours.isEmpty() || (resource.stamp != ours && !stampless))
        return;
    plan.parentOpId = ours;
    if (!made.isEmpty())
        plan.ifMatch = made;
}

void planChange(ActionFace &face, const ActionContext &context, const ActionSpec &spec)
{
    const GatewayState &state = *context.state;
    switch (face.plan.verb) {
    case Verb::Rollback: planRollback(face, state, context.rollbackTarget); break;
    case Verb::Degrade: planDegrade(face, state, spec); break;
    case Verb::Throttle: planThrottle(face, state, spec); break;
    case Verb::Promote:
    case Verb::Pause:
    case Verb::Resume: planRollout(face, state); break;
    case Verb::Restore: planRestore(face, state); break;
    }
    const GatewayResource resource = state.resources.value(face.plan.target);
    face.plan.ifMatch = resource.version;
    face.plan.before = resource.value;
    const bool temporary = face.plan.verb == Verb::Degrade || face.plan.verb == Verb::Throttle;
    if (temporary && spec.expiresInSeconds > 0) {
        face.plan.expiresInSeconds = spec.expiresInSeconds;
        face.plan.after["expires_in_seconds"] = spec.expiresInSeconds;
    }
    face.plan.effect = spec.effect;
    const GatewayVersion *stable = state.withRole(VersionRole::Stable);
    face.plan.effect.query.replace(u"$canary"_s, face.plan.version)
        .replace(u"$stable"_s, stable ? stable->id : QString())
        .replace(u"$level"_s, QString::number(spec.level));
    if (face.plan.verb == Verb::Restore)
        undoOwn(face.plan, resource, context);
}

void applyFriction(ActionFace &face, const ActionContext &context, const ActionSpec &spec)
{
    const bool stopLoss = isStopLoss(face.plan.verb);
    face.usualFriction = std::max(stopLoss ? Friction::Click : Friction::Hold, spec.friction.value_or(Friction::Click));
    face.friction = face.usualFriction;
    if (context.freshness == Freshness::Lost) {
        if (stopLoss)
            face.friction = Friction::HoldWithReason;
        else
            block(face, BlockReason::Stale, {QString::number(context.ageSeconds)});
    }
    if (!context.journalTrouble.isEmpty() && !stopLoss)
        block(face, BlockReason::JournalUnwritable, {context.journalTrouble});
}

/// A person's hold comes before what the card says: it is released by a person, and nothing goes on anyway over it.
void applyCanaryGate(ActionFace &face, const ActionContext &context)
{
    if (face.plan.verb != Verb::Promote)
        return;
    face.plan.unmet = context.unmet.mid(0, mostUnmet);
    face.plan.unmetFurther = context.unmet.size() - face.plan.unmet.size();
    if (context.hold) {
        block(face, BlockReason::HeldByPerson,
              {context.hold->by.calledName(), isoUtc(context.hold->since).left(16).replace(u'T', u' ') + u" UTC"_s, context.hold->reason});
    } else if (!context.cardHolds.isEmpty() && !context.goOnAnyway) {
        block(face, BlockReason::CardHolds, {context.cardHolds});
    } else if (context.goOnAnyway) {
        face.plan.againstCard = context.cardHolds;
        face.friction = face.usualFriction = Friction::HoldWithReason;
    }
}

} // namespace

ActionFace actionFace(Verb verb, const ActionContext &context, const GatewayControl &gateway)
{
    ActionFace face;
    face.plan.verb = verb;
    face.plan.target = targetOf(verb);
    face.plan.service = context.service;
    face.promise = gateway.promise(verb);
    face.tier = face.promise.tier;
    const QString absent = gateway.whyAbsent(verb);
    if (!absent.isEmpty())
        block(face, BlockReason::Absent, {absent});
    const auto spec = std::find_if(context.actions.begin(), context.actions.end(),
                                   [verb](const ActionSpec &candidate) { return candidate.verb == verb; });
    if (spec == context.actions.end()) {
        block(face, BlockReason::NotConfigured);
        return face;
    }
    if (!context.state) {
        block(face, BlockReason::NeverRead);
        return face;
    }
    planChange(face, context, *spec);
    applyFriction(face, context, *spec);
    applyCanaryGate(face, context);
    // Before any other reason: while an operation is open, what the state says may still change.
    if (const QString open = context.openVerbs.value(face.plan.target); !open.isEmpty()) {
        face.blocked = BlockReason::OpenOperation;
        face.blockedArguments = {open};
    }
    return face;
}

QString blockedWords(const ActionFace &face)
{
    const QString first = face.blockedArguments.value(0);
    switch (face.blocked) {
    case BlockReason::None: return {};
    case BlockReason::NeverRead: return u"The gateway's state was never read."_s;
    case BlockReason::Stale: return u"The gateway's state is %1 s old; wait until it answers again."_s.arg(first);
    case BlockReason::OpenOperation: return u"An earlier %1 on the same target is not settled yet."_s.arg(first);
    case BlockReason::Absent: return first;
    case BlockReason::NotConfigured: return u"The workspace file has no such action for this service."_s;
    case BlockReason::NoRollbackTarget: return u"The gateway has no version %1 to roll back to."_s.arg(first);
    case BlockReason::NoRollout: return u"No rollout is in progress."_s;
    case BlockReason::AlreadyThere: return u"Already there: %1."_s.arg(first);
    case BlockReason::LastStep: return u"The rollout is at its last step: %1."_s.arg(first);
    case BlockReason::NotPaused: return u"The rollout is not paused."_s;
    case BlockReason::NothingToRestore: return u"Nothing is degraded or throttled."_s;
    case BlockReason::JournalUnwritable: return u"The journal cannot be written: %1"_s.arg(first);
    case BlockReason::HeldByPerson:
        return u"Held by %1 since %2: %3"_s.arg(first, face.blockedArguments.value(1), face.blockedArguments.value(2));
    case BlockReason::CardHolds: return u"The card does not let it go on: %1"_s.arg(first);
    }
    return {};
}

QString unmetWords(const ActionPlan &plan)
{
    if (plan.unmet.isEmpty())
        return {};
    const qsizetype further = plan.unmet.size() - 1 + plan.unmetFurther;
    return u", though the canary never met %1%2"_s.arg(plan.unmet.first().left(80), further > 0 ? u" and %1 more"_s.arg(further) : QString());
}

QString consequenceWords(const ActionPlan &plan)
{
    return u"%1 %2: %3 → %4"_s.arg(verbWord(plan.verb), plan.service, plan.from, plan.to) + unmetWords(plan)
        + (plan.againstCard.isEmpty() ? QString() : u", against the card: "_s + plan.againstCard);
}

} // namespace andon
