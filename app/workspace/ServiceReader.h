// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/MemberReader.h"
#include "app/workspace/Workspace.h"

namespace andon {

/// Reads one entry of "services"; sources and gateways of `workspace` are known by then.
[[nodiscard]] ServiceSpec readService(const nlohmann::json &value, const QString &pointer, const Workspace &workspace,
                                      FaultList &faults);

} // namespace andon
