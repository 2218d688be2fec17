// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayState.h"

namespace andon {

/// A canary is on its way: there is one beside a stable version, and it has traffic or an open rollout.
[[nodiscard]] bool hasCanary(const GatewayState &state);
/// Seconds that the canary has stood at its weight. The gateway's own step counts where its weight is the canary's; else the
/// last change of the routing; else, as the least it can be, the time since `seenSince`, when this console first saw the weight.
/// None: there is no canary, or nothing of these is known. Gateway times are shifted by its skew. Pure.
[[nodiscard]] std::optional<qint64> secondsAtWeight(const GatewayState &state, std::optional<TimePoint> seenSince, TimePoint now);

} // namespace andon
