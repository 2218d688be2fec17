// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/StrategyCard.h"

namespace andon {

/// A card to begin with, for a service that has none: four steps, a threshold for the headline of each family (where there is
/// none, its first indicator with a source and a gate), a hold on what is not known, and of the service's stop-loss `verbs` the
/// gentle ones before rollback. What only people know is left open for the lint to ask after. Pure.
[[nodiscard]] StrategyCard draftCard(const QList<Indicator> &indicators, const QList<Verb> &verbs);

} // namespace andon
