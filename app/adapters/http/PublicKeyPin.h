// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QSslCertificate;

namespace andon {

/// SHA-256 of the certificate's SubjectPublicKeyInfo as it stands there (RFC 7469, section 2.4), whatever the kind of
/// key; empty where the certificate holds none. The same key in a renewed certificate has the same pin.
[[nodiscard]] QByteArray publicKeyPin(const QSslCertificate &certificate);

} // namespace andon
