// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

namespace andon {

/// What a version is made of: "code", "config", "prompt", "model", "index", "tools", "policy" -> id or hash.
using VersionSet = QMap<QString, QString>;

} // namespace andon
