// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/AlertRowJson.h"

#include "app/alerts/LabelsJson.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr std::array phaseWords{"firing", "source_lost", "returned"}; // in the order of AlertPhase
constexpr qsizetype mostBindings = 10'000;

std::string utf8(const QString &text)
{
    return text.toStdString();
}

json numberJson(double value)
{
    return std::isfinite(value) ? json(value) : json();
}

json textsJson(const QStringList &texts)
{
    json made = json::array();
    for (const QString &text : texts)
        made.push_back(utf8(text));
    return made;
}

qint64 integerOf(const json &object, const char *name)
{
    const json &member = memberOf(object, name);
    return member.is_number_integer() ? member.get<qint64>() : 0;
}

std::optional<double> numberOf(const json &object, const char *name)
{
    const json &member = memberOf(object, name);
    return member.is_number() ? std::optional(member.get<double>()) : std::nullopt;
}

AlertOrigin originOf(const QString &word)
{
    return word == u"gate" ? AlertOrigin::Gate : word == u"verdict" ? AlertOrigin::Verdict : AlertOrigin::Rule;
}

AlertPhase phaseOf(const QString &word)
{
    for (std::size_t i = 0; i < phaseWords.size(); ++i) {
        if (word == QLatin1String(phaseWords[i]))
            return static_cast<AlertPhase>(i);
    }
    return AlertPhase::Firing;
}

} // namespace

json handJson(const std::optional<AlertHand> &hand)
{
    return hand ? json{{"who", utf8(hand->who)}, {"at_ms", hand->timeMs}, {"words", utf8(hand->words)}} : json();
}

std::optional<AlertHand> handFrom(const json &value)
{
    return value.is_object() ? std::optional(AlertHand{textOf(value, "who"), integerOf(value, "at_ms"), textOf(value, "words")}) : std::nullopt;
}

json coversJson(const QList<AlertCover> &covers)
{
    json made = json::array();
    for (const AlertCover &cover : covers)
        made.push_back({{"id", utf8(cover.id)}, {"alertmanager", utf8(cover.source)}, {"who", utf8(cover.who)}, {"words", utf8(cover.words)},
                        {"until_ms", cover.untilMs}});
    return made;
}

QList<AlertCover> coversFrom(const json &value)
{
    QList<AlertCover> covers;
    for (const json &one : value.is_array() ? value : json::array())
        covers.append({textOf(one, "id"), textOf(one, "alertmanager"), textOf(one, "who"), textOf(one, "words"), integerOf(one, "until_ms")});
    return covers;
}

json alertRowJson(const Alert &alert)
{
    json missing = json::array();
    for (const AlertGap &gap : alert.gaps)
        missing.push_back(utf8(gapWords(gap)));
    return {{"key", utf8(alert.key)},
            {"title", utf8(alert.title)},
            {"origin", utf8(originWord(alert.origin))},
            {"severity", utf8(alertSeverityWord(alert.severity))},
            {"state", phaseWords[static_cast<std::size_t>(alert.phase)]},
            {"labels", jsonOf(alert.labels)},
            {"annotations", jsonOf(alert.annotations)},
            {"service", utf8(alert.service)},
            {"version", utf8(alert.version)},
            {"indicator", utf8(alert.indicatorId)},
            {"line", alert.family ? json(utf8(familyWord(*alert.family))) : json()},
            {"action", alert.action ? json(utf8(verbWord(*alert.action))) : json()},
            {"runbook", utf8(alert.runbook)},
            {"since_ms", alert.sinceMs},
            {"over_ms", alert.overMs},
            {"value", numberJson(alert.value)},
            {"limit", alert.limit ? numberJson(*alert.limit) : json()},
            {"higher_is_worse", alert.direction == Direction::HigherIsWorse},
            {"unit", alert.unit ? json(utf8(unitWord(*alert.unit))) : json()},
            {"requests_per_second", numberJson(alert.ratePerSecond)},
            {"told_by", textsJson(alert.sources)},
            {"flaps", alert.flaps},
            {"acknowledged", handJson(alert.acknowledged)},
            {"hidden_by", coversJson(alert.covers)},
            {"inhibited", alert.inhibited},
            {"missing", std::move(missing)}};
}

std::optional<Alert> alertRowFrom(const json &value)
{
    Alert alert;
    alert.key = textOf(value, "key");
    if (alert.key.isEmpty())
        return std::nullopt;
    alert.title = textOf(value, "title");
    alert.origin = originOf(textOf(value, "origin"));
    alert.severity = alertSeverityFromWord(textOf(value, "severity")).value_or(AlertSeverity::Warning);
    alert.phase = phaseOf(textOf(value, "state"));
    alert.labels = labelsFrom(memberOf(value, "labels"));
    alert.annotations = labelsFrom(memberOf(value, "annotations"));
    alert.service = textOf(value, "service");
    alert.version = textOf(value, "version");
    alert.indicatorId = textOf(value, "indicator");
    alert.family = familyFromWord(textOf(value, "line"));
    alert.action = verbFromWord(textOf(value, "action"));
    alert.runbook = textOf(value, "runbook");
    alert.sinceMs = integerOf(value, "since_ms");
    alert.overMs = integerOf(value, "over_ms");
    alert.value = numberOf(value, "value").value_or(std::nan(""));
    alert.limit = numberOf(value, "limit");
    alert.direction = memberOf(value, "higher_is_worse") == false ? Direction::LowerIsWorse : Direction::HigherIsWorse;
    alert.unit = unitFromWord(textOf(value, "unit"));
    alert.ratePerSecond = numberOf(value, "requests_per_second").value_or(0);
    alert.sources = textsOf(memberOf(value, "told_by"));
    alert.flaps = static_cast<int>(std::clamp<qint64>(integerOf(value, "flaps"), 0, 1'000'000));
    alert.acknowledged = handFrom(memberOf(value, "acknowledged"));
    alert.covers = coversFrom(memberOf(value, "hidden_by"));
    alert.inhibited = memberOf(value, "inhibited") == true;
    return alert;
}

json alertSpecJson(const AlertSpec &spec)
{
    json bindings = json::array();
    for (const AlertBinding &binding : spec.bindings)
        bindings.push_back({{"match", jsonOf(binding.match)},
                            {"service", utf8(binding.service)},
                            {"indicator", utf8(binding.indicator)},
                            {"version", utf8(binding.version)},
                            {"action", binding.action ? json(utf8(verbWord(*binding.action))) : json()},
                            {"runbook", utf8(binding.runbook)},
                            {"severity", binding.severity ? json(utf8(alertSeverityWord(*binding.severity))) : json()}});
    return {{"version_labels", textsJson(spec.versionLabels)}, {"replica_labels", textsJson(spec.replicaLabels)}, {"bindings", std::move(bindings)}};
}

AlertSpec alertSpecFrom(const json &value)
{
    AlertSpec spec;
    if (memberOf(value, "version_labels").is_array())
        spec.versionLabels = textsOf(memberOf(value, "version_labels"));
    if (memberOf(value, "replica_labels").is_array())
        spec.replicaLabels = textsOf(memberOf(value, "replica_labels"));
    const json &bindings = memberOf(value, "bindings");
    for (const json &one : bindings.is_array() ? bindings : json::array()) {
        AlertBinding binding;
        binding.match = labelsFrom(memberOf(one, "match"));
        if (binding.match.isEmpty() || spec.bindings.size() >= mostBindings)
            continue; // would be bound to everything
        binding.service = textOf(one, "service");
        binding.indicator = textOf(one, "indicator");
        binding.version = textOf(one, "version");
        binding.action = verbFromWord(textOf(one, "action"));
        binding.runbook = textOf(one, "runbook");
        binding.severity = alertSeverityFromWord(textOf(one, "severity"));
        spec.bindings << binding;
    }
    return spec;
}

} // namespace andon
