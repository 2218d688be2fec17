// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <QByteArray>

namespace andon {

/// The one byte form of a JSON value (RFC 8785): keys sorted by UTF-16 code units, no white space, shortest escapes,
/// numbers as ECMAScript prints them, but integers of 64 bits in full. The value must hold valid UTF-8; NaN and Infinity
/// become null.
[[nodiscard]] QByteArray canonicalJson(const nlohmann::json &value);

} // namespace andon
