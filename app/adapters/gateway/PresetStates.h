// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetPlaces.h"

namespace andon {

/// The state of a gateway from the answers of its preset's reads. A resource whose preset names no version gets a digest
/// of its value ("value:<16 hex>"), so that a change between paint and press is noticed. `address` is for the words of an
/// error; BadAnswer names the read and the pointer. Pure.
[[nodiscard]] Result<GatewayState> presetState(const GatewayPreset &preset, const PresetAnswers &answers,
                                               const PresetWords &variables, const QString &address, TimePoint readAt);

} // namespace andon
