// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/GatewayPreset.h"
#include "app/workspace/MemberReader.h"

namespace andon {

/// One request of a preset. `words`: what its placeholders may name.
[[nodiscard]] PresetRequest readPresetRequest(const nlohmann::json &value, const QString &pointer, PresetTransport transport,
                                              const QStringList &words, FaultList &faults);
/// Faults for the placeholders of a JSON value. One inside a longer text would need quoting rules of its own; whole
/// leaves and whole names of members need none, and JSON pointers have them.
void checkLeaves(const nlohmann::json &value, const QString &pointer, const QStringList &words, FaultList &faults);
/// An HTTP status code from `least` to before `end`, or 0 and a fault.
[[nodiscard]] int statusCode(const nlohmann::json &value, const QString &pointer, int least, int end, FaultList &faults);
/// The placeholders of a request, without braces.
[[nodiscard]] QStringList requestPlaceholders(const PresetRequest &request);

} // namespace andon
