// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

#include <QByteArray>

#include <optional>

namespace andon {

/// The value of a Date header (RFC 9110, IMF-fixdate); nothing where it is none. Pure.
[[nodiscard]] std::optional<TimePoint> httpDate(const QByteArray &header);

} // namespace andon
