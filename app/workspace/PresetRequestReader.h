// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/GatewayPreset.h"
#include "app/workspace/MemberReader.h"

namespace andon {

/// One request of a preset. `words`: what its placeholders may name.
[[nodiscard]] PresetRequest readPresetRequest(const nlohmann::json &value, const QString &pointer, PresetTransport transport,
                                              const QStringList &words, FaultList &faults);
/// The placeholders of a request, without braces.
[[nodiscard]] QStringList requestPlaceholders(const PresetRequest &request);

} // namespace andon
