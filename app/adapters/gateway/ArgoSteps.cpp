// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/ArgoSteps.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr std::size_t mostSteps = 1000;
constexpr double longest = 1e9; // seconds

std::optional<double> weightOf(const json &value)
{
    const double weight = value.is_number() ? value.get<double>() : std::nan("");
    return std::isfinite(weight) && weight >= 0 && weight <= 100 ? std::optional(weight) : std::nullopt;
}

} // namespace

int CountedSteps::counted(int own) const
{
    if (own < 0 || countedAt.isEmpty())
        return -1;
    return own < countedAt.size() ? countedAt[own] : static_cast<int>(steps.size());
}

std::optional<qint64> secondsOfDuration(const json &duration)
{
    if (duration.is_number()) {
        const double seconds = duration.get<double>();
        return std::isfinite(seconds) && seconds >= 0 && seconds <= longest ? std::optional(std::llround(seconds)) : std::nullopt;
    }
    if (!duration.is_string())
        return std::nullopt;
    const QString text = QString::fromStdString(duration.get<std::string>()).left(40);
    static const QRegularExpression bare(u"^[0-9]{1,9}\\z"_s);
    if (bare.match(text).hasMatch())
        return text.toLongLong();
    static const QRegularExpression form(u"^(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,9}(?:\\.[0-9]{1,9})?)s)?\\z"_s);
    const auto match = form.match(text);
    if (!match.hasMatch() || text.isEmpty())
        return std::nullopt;
    return match.captured(1).toLongLong() * 3600 + match.captured(2).toLongLong() * 60
        + std::llround(match.captured(3).toDouble());
}

CountedSteps argoSteps(const json &steps)
{
    CountedSteps out;
    if (!steps.is_array())
        return out;
    for (std::size_t i = 0; i < std::min(steps.size(), mostSteps); ++i) {
        const json &step = steps[i];
        const auto weight = step.is_object() && step.contains("setWeight") ? weightOf(step["setWeight"]) : std::nullopt;
        if (weight) {
            out.steps.append({*weight, 0});
        } else if (step.is_object() && step.contains("pause") && !out.steps.isEmpty()) {
            const json pause = step["pause"];
            if (pause.is_object() && pause.contains("duration"))
                out.steps.last().windowSeconds = std::min<qint64>(static_cast<qint64>(longest), out.steps.last().windowSeconds
                                                                  + secondsOfDuration(pause["duration"]).value_or(0));
        }
        out.countedAt << static_cast<int>(out.steps.size()) - 1;
    }
    return out;
}

CountedSteps percentSteps(const json &steps)
{
    CountedSteps out;
    if (!steps.is_array())
        return out;
    for (std::size_t i = 0; i < std::min(steps.size(), mostSteps); ++i) {
        if (const auto weight = weightOf(steps[i])) {
            out.steps.append({*weight, 0});
            out.countedAt << static_cast<int>(out.steps.size()) - 1;
        }
    }
    return out;
}

} // namespace andon
