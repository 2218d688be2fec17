// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Evidence.h"

namespace andon {

/// What a console knew at one time of a replay. Whole value.
struct ReplayMoment {
    TimePoint at;
    QList<IndicatorReading> readings; ///< samples and questions up to then
    std::optional<GatewayState> gateway; ///< as it was read last
    Freshness gatewayFreshness = Freshness::Lost;
    Freshness sourceFreshness = Freshness::Lost;
    QList<Event> events;                ///< recorded by then, by seq
    QList<ActionProgress> operations;   ///< as their entries had told them, in the order of their intents; nothing to decide
    QMap<Target, QString> openVerbs;
    QMap<Target, QString> lastOwnOps;      ///< what a restore would undo
    QMap<Target, QString> lastOwnVersions; ///< and what it made
    QList<AlertReport> alerts;             ///< what outside sources told
    nlohmann::json judge;                  ///< Evidence::judge, at the end of the window alone
    nlohmann::json card;                   ///< the newest that an entry tells of; null: none does, or it was taken away
};

/// As it was known at `at`: scraped, read or recorded by then. Nothing that came later changes it, whenever it says that it
/// happened. Pure.
[[nodiscard]] ReplayMoment momentOf(const Evidence &evidence, TimePoint at);

} // namespace andon
