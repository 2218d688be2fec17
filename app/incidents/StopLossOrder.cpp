// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/StopLossOrder.h"

#include "app/incidents/Incident.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qsizetype mostEffects = 20;

static int rank(Verb verb)
{
    return verb == Verb::Rollback ? 0 : verb == Verb::Throttle ? 1 : 2;
}

QList<StopLossChoice> stopLossOrder(QList<StopLossChoice> choices, std::optional<double> lostPerSecond)
{
    choices.removeIf([](const StopLossChoice &choice) { return !endsLoss(choice.verb); });
    for (StopLossChoice &choice : choices) {
        const bool known = choice.time.source != TimeToEffect::Source::Unknown && lostPerSecond && std::isfinite(*lostPerSecond)
            && *lostPerSecond >= 0;
        choice.expectedLoss = known ? std::optional(*lostPerSecond * static_cast<double>(choice.time.seconds)) : std::nullopt;
    }
    const auto key = [](const StopLossChoice &choice) {
        const bool unknown = choice.time.source == TimeToEffect::Source::Unknown;
        return std::tuple(!choice.available, unknown, unknown ? 0 : choice.time.seconds, rank(choice.verb));
    };
    std::stable_sort(choices.begin(), choices.end(), [&](const auto &a, const auto &b) { return key(a) < key(b); });
    return choices;
}

QMap<Verb, TimeToEffect> effectTimes(const QList<Event> &events)
{
    QHash<QString, Verb> verbs;
    for (const Event &event : events) {
        const auto verb = event.kind == EventKind::actionIntent ? verbFromWord(payloadText(event, "verb")) : std::nullopt;
        if (verb && endsLoss(*verb))
            verbs.insert(event.opId, *verb);
    }
    QMap<Verb, QList<qint64>> seconds;
    for (auto event = events.crbegin(); event != events.crend(); ++event) {
        const auto verb = verbs.constFind(event->opId);
        if (event->kind != EventKind::actionEffective || verb == verbs.constEnd() || !event->payload.is_object())
            continue;
        const auto value = event->payload.find("seconds");
        if (value == event->payload.end() || !value->is_number())
            continue;
        const double taken = value->get<double>();
        if (taken >= 0 && taken <= 86'400 && seconds.value(*verb).size() < mostEffects)
            seconds[*verb] << std::llround(taken);
    }
    QMap<Verb, TimeToEffect> times;
    for (auto [verb, values] : seconds.toStdMap()) {
        std::sort(values.begin(), values.end());
        const qsizetype half = values.size() / 2;
        // Of an even count the worse of the middle two: nothing is promised that half of them did not keep.
        times.insert(verb, TimeToEffect{TimeToEffect::Source::Record, values[half], static_cast<int>(values.size())});
    }
    return times;
}

} // namespace andon
