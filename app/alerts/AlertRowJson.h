// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Binding.h"

#include <nlohmann/json.hpp>

namespace andon {

/// A row of the list as it was shown, for files: who told it, what it is bound to, what people did with it and what hides it.
/// Times are milliseconds since 1970.
[[nodiscard]] nlohmann::json alertRowJson(const Alert &alert);
/// Back again, without the gaps; nothing where it has no key. Hostile text is possible.
[[nodiscard]] std::optional<Alert> alertRowFrom(const nlohmann::json &value);

/// How a workspace reads alerts: labels of versions and replicas, bindings; without the names of its sources.
[[nodiscard]] nlohmann::json alertSpecJson(const AlertSpec &spec);
/// Back again; what is missing or wrong is as in a workspace that says nothing.
[[nodiscard]] AlertSpec alertSpecFrom(const nlohmann::json &value);

/// Who acknowledged an alert: {"who", "at_ms", "words"}, null where nobody did.
[[nodiscard]] nlohmann::json handJson(const std::optional<AlertHand> &hand);
[[nodiscard]] std::optional<AlertHand> handFrom(const nlohmann::json &value);

/// What hides an alert: {"id", "alertmanager", "who", "words", "until_ms"}.
[[nodiscard]] nlohmann::json coversJson(const QList<AlertCover> &covers);
[[nodiscard]] QList<AlertCover> coversFrom(const nlohmann::json &value);

} // namespace andon
