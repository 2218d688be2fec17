// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ProtocolWorld.h"

namespace andon::protocol {

/// A value of the model as the gateway would give it.
[[nodiscard]] inline nlohmann::json valueOf(int value)
{
    return {{"v", value}};
}
/// The version as text: a counter, or a digest of the value where the gateway keeps none.
[[nodiscard]] inline QString versionOf(bool compares, int version, int value)
{
    return compares ? QString::number(version) : QStringLiteral("d%1").arg(value);
}
[[nodiscard]] inline QString opIdOf(int op)
{
    return QStringLiteral("op%1").arg(op);
}

} // namespace andon::protocol
