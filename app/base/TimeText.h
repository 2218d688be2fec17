// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Result.h"

#include <QString>

namespace andon {

/// "2026-11-24T15:30:01.123456Z": always six decimals, always Z, so that texts sort as times do.
[[nodiscard]] QString isoUtc(TimePoint time);

/// An ISO 8601 date and time with Z or a numeric offset; BadInput names the text otherwise.
[[nodiscard]] Result<TimePoint> parseIso(const QString &text);

} // namespace andon
