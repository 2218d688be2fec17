// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetFill.h"
#include "app/workspace/GatewayPreset.h"

#include <optional>

namespace andon {

/// The answers of a preset's reads by name; a text answer is a JSON string.
using PresetAnswers = QMap<QString, nlohmann::json>;

/// What stands at the first place of `value` that gives something; nothing where none does. What stands there and is of
/// another type than the place says is a BadInput that names the read and the pointer. Answers are hostile. Pure.
[[nodiscard]] Result<std::optional<nlohmann::json>> valueAt(const PresetValue &value, const PresetAnswers &answers,
                                                            const PresetWords &words);
/// Where a value was looked for, in words: "weights at /status/traffic".
[[nodiscard]] QString placeWords(const PresetValue &value);

} // namespace andon
