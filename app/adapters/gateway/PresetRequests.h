// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetFill.h"
#include "app/adapters/http/HttpClient.h"
#include "app/workspace/GatewayPreset.h"

namespace andon {

/// The exact requests of a preset. What `andon presets show` prints and what is sent are made here, by the same code. Pure.

/// An HTTP request below `base`, with the headers but no secret.
[[nodiscard]] Result<HttpRequest> httpRequestOf(const PresetRequest &request, const QUrl &base, const PresetWords &words);
/// What the placeholders of a write stand for. `state`: which version is canary and which stable; `variables`: those of
/// the workspace and what wordsOfReading() gives. A value that this gateway cannot take (a limit for a tenant, a third
/// version) is a BadInput in words.
[[nodiscard]] Result<PresetWords> wordsOfWrite(const PresetAction &action, const GatewayWrite &write,
                                               const GatewayState &state, const PresetWords &variables, TimePoint now);
/// Is all there that the request needs, and nothing that makes it needless?
[[nodiscard]] bool isWanted(const PresetRequest &request, const PresetWords &words);

} // namespace andon
