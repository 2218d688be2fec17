// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QString>

namespace andon::sandbox {

/// A problem of RFC 9457: type, title, status and detail. `detail` says what was wrong and what to do.
[[nodiscard]] nlohmann::json problem(int status, const QString &detail);

/// JSON as bytes, for the wire; what is not UTF-8 is replaced.
[[nodiscard]] QByteArray bytesOf(const nlohmann::json &json);

} // namespace andon::sandbox
