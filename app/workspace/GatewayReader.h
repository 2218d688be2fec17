// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/MemberReader.h"

namespace andon {

/// One entry of the workspace's gateways. `folder`: where a preset file of one's own is looked for.
[[nodiscard]] GatewaySpec readGateway(const nlohmann::json &value, const QString &pointer, const QString &folder,
                                      FaultList &faults);
/// An address: https, http on this machine, or http where the file says so; no user, no query.
[[nodiscard]] QUrl readAddress(MemberReader &members, bool allowPlainHttp);

} // namespace andon
