// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>

namespace andon {

/// JSON from outside: discarded where it is none, or nested deeper than 64 levels. Copying and printing a value recurse,
/// so that a few hundred kilobytes of brackets would end the program.
[[nodiscard]] nlohmann::json boundedJson(const QByteArray &text);

} // namespace andon
