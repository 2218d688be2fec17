// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayState.h"

namespace andon {

/// A gateway's state as evidence keeps it: all of it, whatever kind of gateway it came from.
[[nodiscard]] nlohmann::json gatewayStateJson(const GatewayState &state);
/// Back again. What is missing or wrong reads as not known: a file can be anybody's.
[[nodiscard]] GatewayState gatewayStateFromJson(const nlohmann::json &json);

} // namespace andon
