// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayState.h"
#include "app/lines/Series.h"
#include "app/versions/VersionBook.h"

namespace andon {

/// What a gateway says of its versions, those included of which it says nothing but that they are there.
[[nodiscard]] QList<VersionStatement> statementsOf(const GatewayState &state);
/// What an info metric says: a series a version (or several of one, say one an instance), its labels named as the parts
/// ("model", "prompt", …) and their hashes ("prompt_hash"). Other labels, empty ones and series with the value 0 or NaN
/// tell nothing.
[[nodiscard]] QList<VersionStatement> statementsOf(const MetricsAnswer &answer, const QString &versionLabel);

} // namespace andon
