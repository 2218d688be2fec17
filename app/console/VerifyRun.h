// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/gateway/GatewayState.h"

#include <QString>
#include <QStringList>

namespace andon {

/// What `andon verify` says of a bundle, an exported journal or the journal's own file, a line each; every error names the file.
/// `anchor`: a second file of the same record, or "NUMBER:HASH" of one of its entries as somebody wrote it down; empty: none.
[[nodiscard]] Result<QStringList> verifyLines(const QString &path, const QString &anchor);
/// The same, with what a gateway keeps of its last operation (by our clock) as the anchor.
[[nodiscard]] Result<QStringList> verifyAgainstGateway(const QString &path, const QString &gateway, const GatewayAnchor &anchor);
/// The service that a bundle is of; empty where it is none that can be read.
[[nodiscard]] QString serviceOfFile(const QString &path);
/// verifyLines() on the program's streams; the exit code.
[[nodiscard]] int verifyFile(const QString &path, const QString &anchor);

} // namespace andon
