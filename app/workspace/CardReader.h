// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/MemberReader.h"
#include "app/workspace/Workspace.h"

namespace andon {

/// Reads the member "card" of a service; its indicators and actions are known by then. What contradicts itself is a
/// fault; what is merely left open is for lintCard.
[[nodiscard]] StrategyCard readCard(const nlohmann::json &value, const QString &pointer, const ServiceSpec &service,
                                    FaultList &faults);

} // namespace andon
