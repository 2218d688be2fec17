// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/MemberReader.h"

namespace andon {

/// The workspace's member `alerts`, into `workspace`; its sources, gateways and services are read already.
void readAlerts(const nlohmann::json &value, const QString &pointer, Workspace &workspace, FaultList &faults);

} // namespace andon
