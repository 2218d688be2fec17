// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/VersionBook.h"
#include "app/workspace/WorkspaceFile.h"

#include <functional>

namespace andon {

/// Either what a manifest says of a version, or every fault at once, with line and column.
struct ManifestAnswer {
    std::optional<VersionStatement> statement;
    QList<WorkspaceFault> faults;
};

/// The bytes of the text that a manifest points to by `path`, or why not.
using TextReader = std::function<Result<QByteArray>(const QString &path)>;

/// Reads a manifest: "version" and the seven parts, each an id or an object of "id", "hash", "text" or "file". A hash that
/// stands beside a text is verified against it (SHA-256); what does not fit is a fault. Pure but for `readText`.
[[nodiscard]] ManifestAnswer parseManifest(const QByteArray &text, const QString &path, const TextReader &readText);

/// All manifests of a folder.
struct ManifestFolder {
    QList<VersionStatement> statements;
    QList<WorkspaceFault> faults; ///< of the files that are not used, and of the folder
};

inline constexpr qsizetype mostManifests = 200;
inline constexpr qint64 largestManifest = 1024 * 1024;      ///< bytes
inline constexpr qint64 largestVersionText = 256 * 1024;    ///< bytes of one prompt or configuration
inline constexpr qint64 largestVersionTexts = 16 * 1024 * 1024; ///< characters of all of a folder

/// `pattern`: a folder (its *.json), or a pattern with * and ? in its last name; relative to `folder`. Files are read
/// beneath their folder only, never through a symbolic link. Any thread.
[[nodiscard]] ManifestFolder readManifests(const QString &pattern, const QString &folder);

} // namespace andon
