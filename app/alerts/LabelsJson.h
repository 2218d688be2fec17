// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Alert.h"

#include <nlohmann/json.hpp>

namespace andon {

/// Labels or annotations of a JSON object; what is no text is left out, as is everything where it is no object.
[[nodiscard]] Labels labelsFrom(const nlohmann::json &value);
[[nodiscard]] nlohmann::json jsonOf(const Labels &labels);
/// A member of an object; null where it is none or has none.
[[nodiscard]] const nlohmann::json &memberOf(const nlohmann::json &object, const char *name);
/// A text member, empty where there is none.
[[nodiscard]] QString textOf(const nlohmann::json &object, const char *name);
/// The texts of a list, others left out.
[[nodiscard]] QStringList textsOf(const nlohmann::json &value);

} // namespace andon
