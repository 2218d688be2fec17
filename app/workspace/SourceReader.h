// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/MemberReader.h"

namespace andon {

/// One entry of the workspace's sources.
[[nodiscard]] SourceSpec readSource(const nlohmann::json &value, const QString &pointer, FaultList &faults);

} // namespace andon
