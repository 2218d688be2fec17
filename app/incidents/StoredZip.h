// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QByteArray>
#include <QList>

namespace andon {

/// A file of a bundle.
struct BundleEntry {
    QString name; ///< "signals/latency/p95@v41.csv": at most three parts of A-Z a-z 0-9 . _ - @ % +, none of them a dot alone
    QByteArray bytes;
    bool operator==(const BundleEntry &) const = default;
};

/// The one zip that a list of files has: every entry stored, in the order given, 1980-01-01 00:00, no extra field, no comment,
/// no attribute. It is written and read here and not by QuaZip, since the form itself is part of the proof: who checks a
/// bundle builds it again from its files and compares every byte, so no byte may depend on a library's version or mood.
/// BadInput where a name, a size or the number of files is beyond the limits.
[[nodiscard]] Result<QByteArray> storedZip(const QList<BundleEntry> &entries);

/// The files of a zip, in its directory's order. BadInput says what was refused: what is no zip or was cut off, an entry that
/// is compressed or encrypted, a name that is absolute, climbs, is there twice or has other characters, a checksum that
/// does not hold, sizes beyond the limits (they are checked before anything is copied).
[[nodiscard]] Result<QList<BundleEntry>> filesOfZip(const QByteArray &zip);

/// A name of a bundle's file (BundleEntry::name).
[[nodiscard]] bool isBundleName(const QString &name);
/// Hostile text as one part of such a name: what is not allowed becomes %XX of its UTF-8; at most 80 characters, then a
/// piece of its SHA-256, so that two texts never share a name.
[[nodiscard]] QString bundleNamePart(const QString &text);

namespace ZipLimit {
inline constexpr qsizetype entries = 20'000;
inline constexpr qsizetype nameBytes = 250;
inline constexpr qint64 bytes = 1'073'741'824; ///< of the whole file
} // namespace ZipLimit

} // namespace andon
