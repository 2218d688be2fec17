// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayState.h"

namespace andon {

/// The limits as the value of the throttle resource holds them. Pure.
[[nodiscard]] nlohmann::json limitsJson(const QList<ThrottleLimit> &limits);

} // namespace andon
