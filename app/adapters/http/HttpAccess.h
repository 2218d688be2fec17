// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Secret.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

namespace andon {

/// How far a client reaches, and with what it shows itself there. What is wrong in it refuses every request as
/// BadAddress before anything is sent.
struct HttpAccess {
    Secret secret{};
    QByteArray header = "Authorization"; ///< that carries the secret; the one way to set such a header
    QByteArray scheme = "Bearer";        ///< before the secret; empty: the secret alone
    bool allowPlainHttp = false;         ///< http beyond loopback, because the workspace says so
    /// SHA-256 of the server's public key (SPKI, DER), 32 bytes each, checked beside the certificate before any byte
    /// of a request leaves; such a client speaks https only and makes a connection for each request. Empty: none.
    QList<QByteArray> pins{};
    QByteArray caCertificates{};         ///< PEM, instead of the system's; empty: the system's
    /// Where set: a request to another scheme, host or port, outside this path, or with a path that a server may read
    /// in another way (`..`, encoded dots and slashes, backslashes) is refused.
    QUrl base{};
    qint64 largestAnswer = 4 * 1024 * 1024; ///< bytes, unpacked
    /// Asks for compressed answers. They are unpacked in the client's thread, which a hostile one can hold for long:
    /// nothing for the GUI thread.
    bool unpacks = false;
};

/// A bearer token and the rest as it stands above.
[[nodiscard]] inline HttpAccess bearerAccess(Secret token, bool allowPlainHttp = false,
                                             qint64 largestAnswer = HttpAccess().largestAnswer)
{
    HttpAccess access;
    access.secret = std::move(token);
    access.allowPlainHttp = allowPlainHttp;
    access.largestAnswer = largestAnswer;
    return access;
}

} // namespace andon
