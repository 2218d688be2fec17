// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/StrategyCard.h"

#include "app/base/CanonicalJson.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

constexpr std::array<std::pair<PauseCause, const char16_t *>, 6> causes{{
    {PauseCause::Regressed, u"regressed"},
    {PauseCause::Warn, u"warn"},
    {PauseCause::Stop, u"stop"},
    {PauseCause::Unknown, u"unknown"},
    {PauseCause::Undecided, u"undecided"},
    {PauseCause::ShareOff, u"share_off"},
}};

void put(ordered_json &object, const char *name, const QString &text)
{
    if (!text.isEmpty())
        object[name] = text.toStdString();
}

void put(ordered_json &object, const char *name, const QStringList &texts)
{
    for (const QString &text : texts)
        object[name].push_back(text.toStdString());
}

/// A whole number without a fraction, as people write it.
ordered_json jsonOf(double number)
{
    const bool whole = std::abs(number) < 1e15 && std::trunc(number) == number;
    return whole ? ordered_json(static_cast<qint64>(number)) : ordered_json(number);
}

template<typename Number>
void put(ordered_json &object, const char *name, const std::optional<Number> &number)
{
    if (number)
        object[name] = jsonOf(static_cast<double>(*number));
}

ordered_json jsonOf(const CardStep &step)
{
    return {{"weight", jsonOf(step.weight)}, {"window_seconds", step.windowSeconds}};
}

ordered_json jsonOf(const CardThreshold &threshold)
{
    ordered_json out{{"indicator", threshold.indicator.toStdString()}};
    put(out, "not_worse_than", threshold.notWorseThan);
    put(out, "gate", threshold.gate);
    out["minimum_samples"] = threshold.minimumSamples;
    if (threshold.action)
        put(out, "action", verbWord(*threshold.action));
    return out;
}

ordered_json jsonOf(const PauseCondition &pause)
{
    ordered_json out{{"when", pauseWord(pause.cause).toStdString()}};
    put(out, "indicator", pause.indicator);
    out["for_seconds"] = pause.forSeconds;
    return out;
}

ordered_json jsonOf(const RollbackAction &action)
{
    ordered_json out{{"verb", verbWord(action.verb).toStdString()}};
    put(out, "to", action.to);
    put(out, "level", action.level);
    return out;
}

template<typename Entry>
void put(ordered_json &object, const char *name, const QList<Entry> &entries)
{
    for (const Entry &entry : entries)
        object[name].push_back(jsonOf(entry));
}

} // namespace

QString pauseWord(PauseCause cause)
{
    const auto found = std::find_if(causes.begin(), causes.end(), [&](const auto &one) { return one.first == cause; });
    return found == causes.end() ? QString() : QString::fromUtf16(found->second);
}

std::optional<PauseCause> pauseFromWord(const QString &word)
{
    const auto found = std::find_if(causes.begin(), causes.end(), [&](const auto &one) { return QStringView(one.second) == word; });
    return found == causes.end() ? std::nullopt : std::optional(found->first);
}

QStringList pauseWords()
{
    QStringList words;
    for (const auto &[cause, word] : causes)
        words << QString::fromUtf16(word);
    return words;
}

bool FamilyCover::isCovered() const
{
    return std::any_of(guards.begin(), guards.end(), [](const CardGuard &guard) { return !guard.indicator.query.isEmpty(); });
}

bool isOnCard(const StrategyCard &card, const QString &indicator)
{
    return std::any_of(card.thresholds.begin(), card.thresholds.end(), [&](const CardThreshold &one) { return one.indicator == indicator; });
}

qint64 windowsOf(const StrategyCard &card)
{
    qint64 seconds = 0;
    for (const CardStep &step : card.steps)
        seconds += step.windowSeconds;
    return seconds;
}

QList<FamilyCover> coverOf(const StrategyCard &card, const QList<Indicator> &indicators)
{
    QList<FamilyCover> covers;
    for (const Family family : {Family::Quality, Family::Latency, Family::Cost, Family::Stability, Family::Retrieval, Family::Risk}) {
        FamilyCover cover{family, {}};
        for (const CardThreshold &threshold : card.thresholds) {
            for (const Indicator &indicator : indicators) {
                if (indicator.id == threshold.indicator && indicator.family == family)
                    cover.guards.append({indicator, threshold.gate ? threshold.gate : indicator.gate.stop});
            }
        }
        covers << cover;
    }
    return covers;
}

ordered_json cardJson(const StrategyCard &card)
{
    ordered_json out = ordered_json::object();
    put(out, "owner", card.owner);
    ordered_json audience{{"internal_users", card.audience.internalUsers}};
    put(audience, "tenants", card.audience.tenants);
    put(audience, "scenario", card.audience.scenario);
    out["audience"] = audience;
    put(out, "steps", card.steps);
    put(out, "thresholds", card.thresholds);
    put(out, "pause_when", card.pauseWhen);
    put(out, "rollback", card.rollback);
    if (card.approvals != CardApprovals()) {
        ordered_json approvals{{"count", card.approvals.count}};
        put(approvals, "names", card.approvals.names);
        put(approvals, "roles", card.approvals.roles);
        out["approvals"] = approvals;
    }
    if (card.regressionPasses)
        out["regression_passes"] = true;
    if (card.serving != ServingForm()) {
        ordered_json serving = ordered_json::object();
        put(serving, "form", card.serving.form);
        put(serving, "reason", card.serving.reason);
        put(serving, "way_back", card.serving.wayBack);
        out["serving"] = serving;
    }
    put(out, "deadline_seconds", card.deadlineSeconds);
    out["usage_cycle_seconds"] = card.usageCycleSeconds;
    ordered_json judge{{"alpha", jsonOf(card.judge.alpha)}, {"r0", jsonOf(card.judge.r0)}, {"beta", jsonOf(card.judge.beta)},
                       {"correct_bursts", card.judge.correctBursts}};
    put(judge, "strata", card.judge.strata);
    out["judge"] = judge;
    return out;
}

QByteArray digestOf(const StrategyCard &card)
{
    return QCryptographicHash::hash(canonicalJson(json(cardJson(card))), QCryptographicHash::Sha256).toHex();
}

} // namespace andon
