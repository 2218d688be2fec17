// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QByteArray>
#include <QString>

namespace andon {

/// Reads a file whose name comes from another file. Only a regular file beneath `folder` is read: an absolute path, "." and
/// "..", a symbolic link anywhere below the folder, a device or pipe and more than `largest` bytes are refused
/// (FileUnreadable: path, reason).
[[nodiscard]] Result<QByteArray> readBeneath(const QString &folder, const QString &path, qint64 largest);

} // namespace andon
