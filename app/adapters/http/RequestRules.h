// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpClient.h"

namespace andon {

/// Why `request` may not leave with `access`, or nothing. Pure.
[[nodiscard]] std::optional<Error> whyNotSent(const HttpRequest &request, const HttpAccess &access);

/// Whether a request may set this header itself. Credentials, what belongs to the connection, and what is not known
/// here are not.
[[nodiscard]] bool mayBeSet(const QByteArray &header);

} // namespace andon
