// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetPlaces.h"

namespace andon {

/// The workspace's variables with what the action takes from the answers read last: its `let` places, and {own_step}, the
/// gateway's own index of the step that `body` asks for. What is not there has no word. Pure.
[[nodiscard]] PresetWords wordsOfReading(const GatewayPreset &preset, const PresetAction &action, const nlohmann::json &body,
                                         const PresetAnswers &answers, const PresetWords &variables);
/// Why the action must not be sent in the state read last, or empty. Pure.
[[nodiscard]] QString whyRefused(const PresetAction &action, const PresetAnswers &answers, const PresetWords &variables);

} // namespace andon
