// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QString>
#include <QStringList>

namespace andon {

/// What `andon verify` says of a bundle or an exported journal, a line each; every error names the file. `anchor`: a second
/// file of the same record, or "NUMBER:HASH" of one of its entries as somebody wrote it down; empty: none.
[[nodiscard]] Result<QStringList> verifyLines(const QString &path, const QString &anchor);
/// The same on the program's streams; the exit code.
[[nodiscard]] int verifyFile(const QString &path, const QString &anchor);

} // namespace andon
