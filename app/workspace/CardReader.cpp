// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/CardReader.h"

#include "app/canary/CardFacts.h"

#include <QRegularExpression>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr double longestWindow = 30 * 86'400;

QStringList stopLossWords()
{
    QStringList words;
    for (const Verb verb : allVerbs) {
        if (isStopLoss(verb))
            words << verbWord(verb);
    }
    return words;
}

QStringList verbsOf(const ServiceSpec &service)
{
    QStringList words;
    for (const ActionSpec &action : service.actions)
        words << verbWord(action.verb);
    return words;
}

void checkIndicator(MemberReader &members, const QString &id, const ServiceSpec &service)
{
    QStringList ids;
    for (const Indicator &indicator : service.indicators)
        ids << indicator.id;
    checkReference(members, "indicator", ids.contains(id), id, ids);
}

/// A stop-loss verb that is an action of the service.
std::optional<Verb> verbOf(MemberReader &members, const char *name, bool required, const ServiceSpec &service)
{
    if (!required && !members.has(name))
        return std::nullopt;
    const QString word = members.word(name, stopLossWords());
    const QStringList verbs = verbsOf(service);
    if (!word.isEmpty() && !verbs.contains(word)) {
        members.faults().add(members.at(name), u"there is no action %1 in this service"_s.arg(word),
                             verbs.isEmpty() ? u"a service with actions"_s : u"one of "_s + verbs.join(u", "));
    }
    return verbFromWord(word);
}

CardAudience audienceOf(MemberReader &card)
{
    CardAudience audience;
    if (const json *value = card.object("audience")) {
        MemberReader members(*value, card.at("audience"), card.faults());
        audience.internalUsers = members.boolean("internal_users");
        audience.tenants = members.texts("tenants", u"ids of tenants"_s);
        audience.scenario = members.text("scenario", u"the scenario in words"_s, false);
    }
    return audience;
}

QList<CardStep> stepsOf(MemberReader &card)
{
    QList<CardStep> steps;
    for (const auto &[entry, pointer] : card.list("steps", true)) {
        MemberReader members(*entry, pointer, card.faults());
        CardStep step{members.number("weight", 0.01, 100, std::nullopt),
                      qRound64(members.number("window_seconds", 1, longestWindow, std::nullopt))};
        const json *written = members.value("weight");
        const bool told = !written || !written->is_number() || written->get<double>() != step.weight;
        if (told && !steps.isEmpty()) {
            step.weight = steps.last().weight; // a fault of its own; the next step is measured by the one before
        } else if (!steps.isEmpty() && step.weight <= steps.last().weight) {
            const bool again = step.weight == steps.last().weight;
            card.faults().add(members.at("weight"), again ? u"step %1 has the weight %2 of the step before"_s.arg(steps.size() + 1).arg(step.weight)
                                                           : u"the weight falls from %1 to %2"_s.arg(steps.last().weight).arg(step.weight),
                              u"weights that rise"_s);
        }
        steps << step;
    }
    return steps;
}

void checkDeadline(MemberReader &card, const StrategyCard &read)
{
    const qint64 deadline = read.deadlineSeconds.value_or(windowsOf(read));
    const QString words = durationWords(deadline);
    for (qsizetype i = 0; i < read.steps.size(); ++i) {
        if (read.steps[i].windowSeconds > deadline) {
            card.faults().add(u"%1/%2/window_seconds"_s.arg(card.at("steps")).arg(i),
                              u"the window of %1 exceeds the deadline of %2"_s.arg(durationWords(read.steps[i].windowSeconds), words),
                              u"a window within the deadline"_s);
            return;
        }
    }
    if (windowsOf(read) > deadline) {
        card.faults().add(card.at("deadline_seconds"), u"the windows need %1, the deadline is %2"_s.arg(durationWords(windowsOf(read)), words),
                          u"at least %1 seconds, or shorter windows"_s.arg(windowsOf(read)));
    }
}

QList<CardThreshold> thresholdsOf(MemberReader &card, const ServiceSpec &service)
{
    QList<CardThreshold> thresholds;
    for (const auto &[entry, pointer] : card.list("thresholds", true)) {
        MemberReader members(*entry, pointer, card.faults());
        CardThreshold threshold;
        threshold.indicator = members.text("indicator", u"the id of an indicator"_s);
        checkIndicator(members, threshold.indicator, service);
        const auto same = [&](const CardThreshold &other) { return other.indicator == threshold.indicator; };
        if (!threshold.indicator.isEmpty() && std::any_of(thresholds.begin(), thresholds.end(), same))
            card.faults().add(members.at("indicator"), u"%1 has a threshold already"_s.arg(threshold.indicator.left(60)), u"each indicator once"_s);
        threshold.notWorseThan = members.optionalNumber("not_worse_than", 1, 10);
        threshold.gate = members.optionalNumber("gate", 0, 1e15);
        const auto unit = std::find_if(service.indicators.begin(), service.indicators.end(),
                                       [&](const Indicator &one) { return one.id == threshold.indicator && one.unit == Unit::Ratio; });
        if (unit != service.indicators.end() && threshold.gate.value_or(0) > 1)
            card.faults().add(members.at("gate"), u"a ratio is never above 1"_s, u"0.05 for 5 %"_s);
        threshold.minimumSamples = qRound64(members.number("minimum_samples", 0, 1e9, 100));
        threshold.action = verbOf(members, "action", false, service);
        thresholds << threshold;
    }
    return thresholds;
}

QList<PauseCondition> pausesOf(MemberReader &card, const ServiceSpec &service)
{
    QList<PauseCondition> pauses;
    for (const auto &[entry, pointer] : card.list("pause_when", false)) {
        MemberReader members(*entry, pointer, card.faults());
        PauseCondition pause;
        pause.cause = pauseFromWord(members.word("when", pauseWords())).value_or(PauseCause::Unknown);
        pause.indicator = members.text("indicator", u"the id of an indicator"_s, false);
        checkIndicator(members, pause.indicator, service);
        pause.forSeconds = qRound64(members.number("for_seconds", 0, 86'400, 0));
        if (pauses.contains(pause))
            card.faults().add(pointer, u"this pause condition stands here a second time"_s, u"each condition once"_s);
        pauses << pause;
    }
    return pauses;
}

QList<RollbackAction> rollbackOf(MemberReader &card, const ServiceSpec &service)
{
    QList<RollbackAction> actions;
    for (const auto &[entry, pointer] : card.list("rollback", false)) {
        MemberReader members(*entry, pointer, card.faults());
        RollbackAction action;
        const std::optional<Verb> verb = verbOf(members, "verb", true, service);
        action.verb = verb.value_or(Verb::Rollback);
        action.to = members.text("to", u"a version id"_s, false);
        if (const auto level = members.optionalNumber("level", 1, 100))
            action.level = static_cast<int>(*level);
        if (verb && !action.to.isEmpty() && action.verb != Verb::Rollback)
            card.faults().add(members.at("to"), u"%1 goes to no version"_s.arg(verbWord(action.verb)), u"to beside rollback alone"_s);
        if (verb && action.level && action.verb != Verb::Degrade)
            card.faults().add(members.at("level"), u"%1 has no level"_s.arg(verbWord(action.verb)), u"level beside degrade alone"_s);
        if (actions.contains(action))
            card.faults().add(pointer, u"this action stands here a second time"_s, u"each action once"_s);
        actions << action;
    }
    return actions;
}

CardApprovals approvalsOf(MemberReader &card)
{
    CardApprovals approvals;
    const json *value = card.object("approvals");
    if (!value)
        return approvals;
    MemberReader members(*value, card.at("approvals"), card.faults());
    approvals.count = static_cast<int>(members.number("count", 1, 20, std::nullopt));
    approvals.names = members.texts("names", u"names of people"_s);
    approvals.roles = members.texts("roles", u"roles such as release manager"_s);
    if (!members.has("names") && !members.has("roles"))
        card.faults().add(card.at("approvals"), u"approvals of nobody"_s, u"names or roles"_s);
    for (const QStringList &list : {approvals.names, approvals.roles}) {
        if (QStringList unique = list; unique.removeDuplicates() > 0)
            card.faults().add(card.at("approvals"), u"somebody is named twice"_s, u"each once"_s);
    }
    if (approvals.roles.isEmpty() && !approvals.names.isEmpty() && approvals.count > approvals.names.size()) {
        card.faults().add(members.at("count"), u"%1 approvals of %2 people"_s.arg(approvals.count).arg(approvals.names.size()),
                          u"at most %1, more names or a role"_s.arg(approvals.names.size()));
    }
    return approvals;
}

ServingForm servingOf(MemberReader &card)
{
    ServingForm serving;
    if (const json *value = card.object("serving")) {
        MemberReader members(*value, card.at("serving"), card.faults());
        serving.form = members.word("form", servingForms);
        serving.reason = members.text("reason", u"why it is served this way"_s, false);
        serving.wayBack = members.text("way_back", u"how to leave it again"_s, false);
    }
    return serving;
}

JudgeRules judgeOf(MemberReader &card)
{
    static const QRegularExpression label(u"^[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    JudgeRules rules;
    const json *value = card.object("judge");
    if (!value)
        return rules;
    MemberReader members(*value, card.at("judge"), card.faults());
    rules.alpha = members.number("alpha", 1e-6, 0.5, rules.alpha);
    rules.r0 = members.number("r0", 1, 10, rules.r0);
    rules.beta = members.number("beta", 1e-6, 0.5, rules.beta);
    if (members.has("correct_bursts"))
        rules.correctBursts = members.boolean("correct_bursts");
    rules.strata = members.texts("strata", u"names of labels"_s);
    for (const QString &stratum : rules.strata) {
        if (!label.match(stratum).hasMatch())
            card.faults().add(members.at("strata"), u"%1 is no label"_s.arg(stratum.left(60)), u"letters, digits and _"_s);
    }
    if (QStringList unique = rules.strata; unique.removeDuplicates() > 0)
        card.faults().add(members.at("strata"), u"a label stands here twice"_s, u"each once"_s);
    return rules;
}

} // namespace

StrategyCard readCard(const json &value, const QString &pointer, const ServiceSpec &service, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    StrategyCard card;
    card.owner = members.text("owner", u"who decides"_s, false);
    card.audience = audienceOf(members);
    card.steps = stepsOf(members);
    card.thresholds = thresholdsOf(members, service);
    card.pauseWhen = pausesOf(members, service);
    card.rollback = rollbackOf(members, service);
    card.approvals = approvalsOf(members);
    card.serving = servingOf(members);
    if (const auto deadline = members.optionalNumber("deadline_seconds", 1, 90 * 86'400))
        card.deadlineSeconds = qRound64(*deadline);
    checkDeadline(members, card);
    card.usageCycleSeconds = qRound64(members.number("usage_cycle_seconds", 1, longestWindow, 86'400));
    card.judge = judgeOf(members);
    card.regressionPasses = members.boolean("regression_passes");
    return card;
}

std::optional<StrategyCard> cardFromJson(const json &value, const ServiceSpec &service)
{
    const PlacedJson placed;
    const QByteArray text;
    FaultList faults(text, placed, {});
    const StrategyCard card = readCard(value, {}, service, faults);
    return faults.isEmpty() ? std::optional(card) : std::nullopt;
}

QList<WorkspaceFault> cardFaults(const StrategyCard &card, const ServiceSpec &service)
{
    const QByteArray text = QByteArray::fromStdString(cardJson(card).dump(-1, ' ', false, json::error_handler_t::replace));
    const PlacedJson placed = parsePlacedJson(text);
    FaultList faults(text, placed, {});
    static_cast<void>(readCard(placed.value, {}, service, faults));
    return faults.sorted();
}

} // namespace andon
