// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/RegressionSet.h"

namespace andon {

inline constexpr qint64 largestRegressionSet = 64 * 1024 * 1024; ///< bytes

/// What an append did.
struct RegressionAppend {
    QStringList added; ///< ids
    QStringList known; ///< ids that were there already; their lines stay as they are
    QByteArray sha256; ///< of the whole file now, hexadecimal
};

/// Appends the samples that the file does not have, all or none: under a lock beside the file (other consoles wait up to
/// five seconds), written anew, synced, and put in its place in one step, so that neither a crash nor a full disk leaves a
/// line half written. What is in the file stays byte for byte; a file that ends in the middle of a line gets its line feed
/// first. The file is made where there is none, its folder is not. Fails with FileUnreadable or FileUnwritable. Blocks:
/// not for the GUI thread.
[[nodiscard]] Result<RegressionAppend> appendRegression(const QString &path, const QList<RegressionSample> &samples);
/// The set of a file; one that is not there is empty.
[[nodiscard]] Result<RegressionSet> readRegressionSet(const QString &path);

} // namespace andon
