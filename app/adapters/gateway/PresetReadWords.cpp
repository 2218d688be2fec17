// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetReadWords.h"

#include "app/adapters/gateway/ArgoSteps.h"

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

std::optional<json> found(const PresetValue &value, const PresetAnswers &answers, const PresetWords &words)
{
    return valueAt(value, answers, words).value_or(std::nullopt);
}

} // namespace

PresetWords wordsOfReading(const GatewayPreset &preset, const PresetAction &action, const json &body,
                           const PresetAnswers &answers, const PresetWords &variables)
{
    PresetWords words = variables;
    for (const auto &[name, derived] : action.derived.toStdMap()) {
        const auto value = found(derived.place, answers, variables);
        if (value)
            words[name] = *value;
    }
    const json step = body.is_object() ? body.value("current_step", json()) : json();
    const json steps = found(preset.state.steps, answers, variables).value_or(json());
    const CountedSteps counted = preset.state.stepsForm == u"argo" ? argoSteps(steps) : percentSteps(steps);
    if (step.is_number_integer()) {
        const auto number = step.get<qint64>();
        // The first entry that belongs to the step is the one that sets its weight.
        const qsizetype own = number == counted.steps.size() ? counted.countedAt.size() : counted.countedAt.indexOf(static_cast<int>(number));
        if (number >= 0 && own >= 0)
            words[u"own_step"_s] = own;
    }
    return words;
}

QString whyRefused(const PresetAction &action, const PresetAnswers &answers, const PresetWords &variables)
{
    for (const PresetRefusal &refusal : action.refuse) {
        if (found(refusal.when, answers, variables))
            return refusal.words;
    }
    return {};
}

} // namespace andon
