// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

namespace andon {

/// An object of Kubernetes with the status that its controller makes of its specification in one go, as far as Andon
/// reads it: Rollout (Argo), InferenceService (KServe, both modes) and HTTPRoute. Other kinds stay as they are. Pure.
[[nodiscard]] nlohmann::json reconciled(nlohmann::json object);

} // namespace andon
