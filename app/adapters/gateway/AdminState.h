// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/gateway/GatewayState.h"

namespace andon {

/// Reads the answer of GET /admin/v1/state (resources/gateways/andon-admin-v1.openapi.yaml). Hostile input: wrong types,
/// missing members, absurd sizes and depths, and versions that no If-Match can carry are a BadAnswer that
/// names the JSON pointer; unknown members are let pass.
/// `address` is for the words of an error; `readAt` is the console's clock. Pure.
[[nodiscard]] Result<GatewayState> decodeAdminState(const QByteArray &body, const QString &address, TimePoint readAt);
[[nodiscard]] Result<GatewayState> decodeAdminState(const nlohmann::json &state, const QString &address, TimePoint readAt);

} // namespace andon
