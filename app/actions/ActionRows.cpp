// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionRows.h"

#include "app/actions/Stepper.h"
#include "app/base/CanonicalJson.h"
#include "app/base/Uuid7.h"

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

std::string text(const QString &string)
{
    return string.toStdString();
}

QString textAt(const json &object, const char *member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

json numberOrNull(const std::optional<double> &number)
{
    return number ? json(*number) : json(nullptr);
}

std::optional<double> numberAt(const json &object, const char *member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

/// A whole number of a file, bounded: a double may be too great for the cast.
qint64 wholeAt(const json &object, const char *member, qint64 otherwise)
{
    constexpr double most = 1e15;
    const std::optional<double> number = numberAt(object, member);
    return number ? static_cast<qint64>(std::clamp(*number, -most, most)) : otherwise;
}

QString capitalized(const QString &word)
{
    return word.isEmpty() ? word : word.left(1).toUpper() + word.mid(1);
}

QString happened(const ActionRun &run, const QString &rowKind)
{
    if (rowKind == EventKind::actionIntent)
        return u"asked: %1 → %2"_s.arg(run.plan.from, run.plan.to) + unmetWords(run.plan)
            + (run.plan.againstCard.isEmpty() ? QString() : u", against the card: "_s + run.plan.againstCard);
    if (rowKind == EventKind::actionSent)
        return u"sent to the gateway (attempt %1)"_s.arg(run.attempt);
    if (rowKind == EventKind::actionAcked)
        return u"accepted by the gateway"_s;
    if (rowKind == EventKind::actionVerified)
        return u"read back: %1"_s.arg(run.plan.to);
    if (rowKind == EventKind::actionEffective)
        return u"seen in traffic after %1 s"_s.arg(run.effectSeconds);
    if (rowKind == EventKind::actionNotSeen)
        return u"configured, but not visible in traffic"_s;
    if (rowKind == EventKind::actionActive)
        return u"in force"_s;
    if (rowKind == EventKind::actionMismatch)
        return u"accepted, but the state read back differs"_s;
    if (rowKind == EventKind::actionRejected)
        return u"not applied"_s;
    if (rowKind == EventKind::actionSuperseded)
        return u"not applied: changed by somebody else before"_s;
    if (rowKind == EventKind::actionUnknown)
        return u"may or may not have happened"_s;
    if (rowKind == EventKind::actionReconciling)
        return u"checking what happened"_s;
    if (rowKind == EventKind::actionInterrupted)
        return u"was open when the console ended"_s;
    if (rowKind == EventKind::actionNotApplied)
        return u"proven not applied"_s;
    if (rowKind == EventKind::actionAskHuman)
        return u"needs a person"_s;
    if (rowKind == EventKind::actionDecided)
        return u"decided by a person"_s;
    if (rowKind == EventKind::actionClosed)
        return u"closed"_s;
    return rowKind;
}

GatewayPromise promiseFrom(const json &intent)
{
    const json promise = intent.value("promise", json::object());
    const auto ms = [&promise](const char *member, std::chrono::milliseconds otherwise) {
        constexpr qint64 aDay = 86'400'000;
        return std::chrono::milliseconds(std::clamp<qint64>(wholeAt(promise, member, otherwise.count()), 0, aDay));
    };
    GatewayPromise made;
    made.tier = static_cast<Tier>(std::clamp<qint64>(wholeAt(intent, "tier", 3), 0, 3));
    made.settle = ms("settle_ms", made.settle);
    made.hold = ms("hold_ms", made.hold);
    made.serverTimeout = ms("server_timeout_ms", made.serverTimeout);
    made.lostOn = textAt(promise, "lost_on");
    made.endsByItself = promise.is_object() && promise.value("ends_by_itself", json(false)) == json(true);
    return made;
}

std::optional<ActionRun> runFromIntent(const Event &intent)
{
    const json &payload = intent.payload;
    if (intent.kind != EventKind::actionIntent || !payload.is_object())
        return std::nullopt;
    const auto verb = verbFromWord(textAt(payload, "verb"));
    const auto target = targetFromWord(textAt(payload, "target"));
    if (!verb || !target || !payload.contains("after") || !payload.contains("before"))
        return std::nullopt;
    ActionRun run;
    run.opId = intent.opId;
    run.actor = intent.actor;
    run.reason = textAt(payload, "reason");
    run.promise = promiseFrom(payload);
    run.plan.verb = *verb;
    run.plan.target = *target;
    run.plan.service = intent.service;
    run.plan.version = intent.version;
    run.plan.ifMatch = textAt(payload, "if_match");
    run.plan.before = payload["before"];
    run.plan.after = payload["after"];
    run.plan.from = textAt(payload, "from");
    run.plan.to = textAt(payload, "to");
    run.plan.parentOpId = textAt(payload, "parent_op_id");
    run.plan.againstCard = textAt(payload, "against_card");
    for (const json &name : payload.value("never_met", json::array())) {
        if (name.is_string())
            run.plan.unmet << QString::fromStdString(name.get<std::string>());
    }
    run.plan.unmetFurther = std::max<qint64>(0, wholeAt(payload, "never_met_further", 0));
    run.plan.expiresInSeconds = wholeAt(payload, "expires_in_seconds", 0);
    const json effect = payload.value("effect", json::object());
    run.plan.effect.query = textAt(effect, "query");
    run.plan.effect.below = numberAt(effect, "below");
    run.plan.effect.above = numberAt(effect, "above");
    run.plan.effect.withinSeconds = wholeAt(effect, "within_seconds", 120);
    return run;
}

/// What one row says happened.
void follow(ActionRun &run, const Event &row)
{
    const std::optional<ActionState> state = stateOfRow(row.kind);
    if (!state)
        return;
    const json &payload = row.payload;
    if (*state == ActionState::Closed) {
        run.closed = true;
        if (textAt(payload, "outcome") == actionStateWord(ActionState::Closed))
            run.state = ActionState::Closed;
    } else {
        run.state = *state;
    }
    const QString words = textAt(payload, "words");
    run.words = *state == ActionState::Closed && words.isEmpty() ? run.words : words;
    run.effectSeconds = wholeAt(payload, "seconds", run.effectSeconds);
    if (payload.is_object() && payload.contains("read"))
        run.read = payload["read"];
    if (numberAt(payload, "expires_at_ms"))
        run.expiresAt = fromMs(wholeAt(payload, "expires_at_ms", 0));
    if (*state == ActionState::Verified)
        run.made = textAt(payload, "version");
    run.attempt += *state == ActionState::Sent ? 1 : 0;
    run.interrupted = run.interrupted || *state == ActionState::Interrupted;
    run.accepted = run.accepted || *state == ActionState::Acked;
    run.targetFree = run.targetFree || setsTargetFree(row);
}

} // namespace

QString rowKindOf(ActionState state)
{
    return u"action."_s + actionStateWord(state == ActionState::RefusedLocal ? ActionState::Rejected : state);
}

std::optional<ActionState> stateOfRow(const QString &rowKind)
{
    for (const ActionState state : allActionStates) {
        if (state != ActionState::RefusedLocal && rowKind == rowKindOf(state))
            return state;
    }
    return std::nullopt;
}

json intentPayload(const ActionRun &run)
{
    const ActionPlan &plan = run.plan;
    json payload{{"verb", text(verbWord(plan.verb))},
            {"target", text(targetWord(plan.target))},
            {"if_match", text(plan.ifMatch)},
            {"before", plan.before},
            {"after", plan.after},
            {"from", text(plan.from)},
            {"to", text(plan.to)},
            {"share_touched", plan.shareTouched},
            {"expires_in_seconds", plan.expiresInSeconds},
            {"parent_op_id", text(plan.parentOpId)},
            {"reason", text(run.reason)},
            {"tier", static_cast<int>(run.tier())},
            {"promise",
             {{"settle_ms", run.promise.settle.count()},
              {"hold_ms", run.promise.hold.count()},
              {"server_timeout_ms", run.promise.serverTimeout.count()},
              {"lost_on", text(run.promise.lostOn)},
              {"ends_by_itself", run.promise.endsByItself}}},
            {"effect",
             {{"query", text(plan.effect.query)},
              {"below", numberOrNull(plan.effect.below)},
              {"above", numberOrNull(plan.effect.above)},
              {"within_seconds", plan.effect.withinSeconds}}}};
    if (!plan.againstCard.isEmpty())
        payload["against_card"] = text(plan.againstCard.left(longestWords));
    for (const QString &name : plan.unmet)
        payload["never_met"].push_back(text(name.left(longestWords)));
    if (plan.unmetFurther > 0)
        payload["never_met_further"] = plan.unmetFurther;
    return payload;
}

json rowPayload(const ActionRun &run)
{
    json payload{{"attempt", run.attempt}};
    if (!run.words.isEmpty())
        payload["words"] = text(run.words.left(longestWords));
    return payload;
}

Event rowOf(const ActionRun &run, const QString &rowKind, const json &payload, TimePoint now)
{
    Event row;
    row.eventId = newUuid7(now);
    row.kind = rowKind;
    row.occurredAt = now;
    row.actor = run.actor;
    row.service = run.plan.service;
    row.version = run.plan.version;
    row.opId = run.opId;
    row.title = u"%1 %2"_s.arg(capitalized(verbWord(run.plan.verb)), happened(run, rowKind)).left(256);
    row.body = rowKind == EventKind::actionIntent ? run.reason : run.words.left(longestWords);
    row.payload = payload;
    return row;
}

std::optional<ActionRun> runFromRows(const QList<Event> &rows)
{
    if (rows.isEmpty())
        return std::nullopt;
    std::optional<ActionRun> run = runFromIntent(rows.first());
    if (!run)
        return std::nullopt;
    for (const Event &row : rows)
        follow(*run, row);
    const bool watched = run->state == ActionState::Verified && !run->closed && !run->plan.effect.query.isEmpty();
    run->awaiting = watched ? ActionRun::Awaiting::Effect : ActionRun::Awaiting::Nothing;
    return run;
}

bool sameValue(const json &read, const json &asked)
{
    if (asked.is_number() && read.is_number())
        return qFuzzyCompare(1.0 + read.get<double>(), 1.0 + asked.get<double>());
    if (!asked.is_object() || !read.is_object())
        return read == asked;
    for (const auto &[member, value] : asked.items()) {
        if (member == "expires_in_seconds")
            continue;
        const auto found = read.find(member);
        if (found == read.end() || !sameValue(*found, value))
            return false;
    }
    return true;
}

ActionProgress progressOf(const ActionRun &run, TimePoint pressedAt, TimePoint changedAt)
{
    ActionProgress progress;
    progress.opId = run.opId;
    progress.service = run.plan.service;
    progress.version = run.plan.version;
    progress.verb = run.plan.verb;
    progress.target = run.plan.target;
    progress.state = run.state;
    progress.from = run.plan.from;
    progress.to = run.plan.to;
    progress.reason = run.words;
    progress.actorName = run.actor.calledName();
    progress.pressedAt = pressedAt;
    progress.changedAt = changedAt;
    progress.attempt = run.attempt;
    progress.notSent = run.notSent;
    progress.watching = run.awaiting == ActionRun::Awaiting::Effect;
    progress.effectSeconds = run.effectSeconds;
    progress.expiresAt = run.expiresAt;
    progress.endsByItself = run.promise.endsByItself;
    progress.open = !run.targetFree;
    progress.decisions = decisionsOf(run);
    if (progress.decisions.contains(Decision::Check) && !run.isProvable())
        progress.withheld = u"this gateway compares no versions: nothing can be put in the place of an old copy"_s;
    progress.asked = valueWords(run.plan.after);
    if (!run.read.is_null())
        progress.read = valueWords(run.read);
    return progress;
}

} // namespace andon
