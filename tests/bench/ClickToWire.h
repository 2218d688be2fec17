// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Secret.h"
#include "app/console/DemoWorkspace.h"

namespace andon {

/// Medians in milliseconds; -1 where it was not seen.
struct ClickFigures {
    double clickMs = -1;   ///< mouse press on Pause to the first byte of its PUT at the gateway, intent row included
    double barePutMs = -1; ///< QNetworkAccessManager::put to the first byte of it at the same place
};

/// Clicks in a real window on the running servers of `demo`.
[[nodiscard]] ClickFigures clickToWire(const DemoWorkspace &demo, const QString &gateway, const Secret &token);

} // namespace andon
