// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

#include <QString>

namespace andon {

/// A new UUID of version 7 (RFC 9562, section 5.7) as 36 lower-case characters: 48 bits of milliseconds, then
/// random bits from the system's generator. Texts sort by the millisecond of their making.
[[nodiscard]] QString newUuid7(TimePoint time);

} // namespace andon
