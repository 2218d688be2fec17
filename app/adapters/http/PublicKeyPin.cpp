// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/PublicKeyPin.h"

#include <QCryptographicHash>
#include <QSslCertificate>

#include <optional>

namespace andon {

namespace {

constexpr uchar sequence = 0x30;
constexpr uchar explicitVersion = 0xa0;

/// One element of DER: its whole bytes and its content.
struct Element {
    uchar tag = 0;
    QByteArray whole;
    QByteArray content;
};

/// Takes the first element off `der`, or nothing where it is none or reaches beyond the end.
std::optional<Element> taken(QByteArray &der)
{
    if (der.size() < 2)
        return std::nullopt;
    qsizetype head = 2;
    qsizetype size = static_cast<uchar>(der[1]);
    if (size >= 0x80) {
        const qsizetype digits = size & 0x7f;
        if (digits < 1 || digits > 3 || der.size() < head + digits)
            return std::nullopt;
        size = 0;
        for (qsizetype i = 0; i < digits; ++i)
            size = size * 256 + static_cast<uchar>(der[head + i]);
        head += digits;
    }
    if (der.size() < head + size)
        return std::nullopt;
    Element element{static_cast<uchar>(der[0]), der.left(head + size), der.mid(head, size)};
    der.remove(0, head + size);
    return element;
}

} // namespace

QByteArray publicKeyPin(const QSslCertificate &certificate)
{
    // QSslCertificate::publicKey() knows RSA, DSA and EC only; the place in the certificate is the same for all.
    QByteArray der = certificate.toDer();
    std::optional<Element> element = taken(der);
    if (!element || element->tag != sequence)
        return {};
    element = taken(element->content);
    if (!element || element->tag != sequence)
        return {};
    QByteArray fields = element->content;
    // [version] serial, signature, issuer, validity, subject, and then the key.
    element = taken(fields);
    int before = element && element->tag == explicitVersion ? 5 : 4;
    for (; element && before >= 0; --before)
        element = taken(fields);
    if (!element || element->tag != sequence)
        return {};
    return QCryptographicHash::hash(element->whole, QCryptographicHash::Sha256);
}

} // namespace andon
