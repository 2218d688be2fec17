// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardDraft.h"

namespace andon {

static const Indicator *guardOf(Family family, const QList<Indicator> &indicators)
{
    const Indicator *first = nullptr;
    for (const Indicator &one : indicators) {
        if (one.family != family || one.query.isEmpty())
            continue;
        if (one.headline)
            return &one;
        if (!first || (!first->gate.stop && one.gate.stop))
            first = &one;
    }
    return first;
}

StrategyCard draftCard(const QList<Indicator> &indicators, const QList<Verb> &verbs)
{
    StrategyCard card;
    card.steps = {{5, 1800}, {25, 3600}, {50, 3600}, {100, 86'400}};
    card.deadlineSeconds = 3 * 86'400;
    for (const Verb verb : {Verb::Pause, Verb::Degrade, Verb::Rollback}) {
        if (verbs.contains(verb))
            card.rollback.append({verb, {}, {}});
    }
    const std::optional<Verb> strongest = card.rollback.isEmpty() ? std::nullopt : std::optional(card.rollback.last().verb);
    for (const Family family : {Family::Quality, Family::Latency, Family::Cost, Family::Stability, Family::Retrieval, Family::Risk}) {
        if (const Indicator *guard = guardOf(family, indicators))
            card.thresholds.append({guard->id, {}, {}, 100, strongest});
    }
    card.pauseWhen = {{PauseCause::Regressed, {}, 0}, {PauseCause::Stop, {}, 0}, {PauseCause::Unknown, {}, 60}, {PauseCause::ShareOff, {}, 60}};
    return card;
}

} // namespace andon
