// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/IoThread.h"
#include "app/base/Secret.h"
#include "app/gateway/GatewayControl.h"
#include "app/workspace/Workspace.h"

#include <memory>

namespace andon {

/// The adapter that a gateway's kind asks for; what stands in its way (a file of certificates that cannot be read, a
/// preset file that was changed since) makes a gateway that is absent for that reason. `workspacePath`: where its files
/// are looked for. `io` and `clock` must outlive the gateway.
[[nodiscard]] std::unique_ptr<GatewayControl> makeGateway(IoThread &io, const GatewaySpec &spec, const QString &workspacePath,
                                                          const Secret &secret, const Clock &clock);

} // namespace andon
