// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <nlohmann/json.hpp>

#include <QMap>
#include <QString>

namespace andon {

/// What placeholders stand for: the workspace's variables and the words of a write.
using PresetWords = QMap<QString, nlohmann::json>;

/// Each fills the placeholders of one place in a request by the rules of that place, or says why a value cannot stand
/// there (BadInput). A value never becomes more than a value: no second command, no other path, no header line. Pure.

/// Whole leaves and whole names of members: "{canary_weight}" becomes the number itself. A leaf that begins with / is
/// filled as a JSON pointer.
[[nodiscard]] Result<nlohmann::json> fillJson(const nlohmann::json &body, const PresetWords &words);
/// Path and query, percent-encoded. A value that is "." or ".." is refused.
[[nodiscard]] Result<QByteArray> fillPath(const QString &path, const PresetWords &words);
/// A JSON pointer; / and ~ in values are escaped (RFC 6901).
[[nodiscard]] Result<QString> fillPointer(const QString &pointer, const PresetWords &words);
/// A header's value: visible ASCII; anything else is percent-encoded.
[[nodiscard]] Result<QByteArray> fillHeader(const QString &value, const PresetWords &words);
/// One command of a line socket. Values are letters, digits and -_.:/@%+ only.
[[nodiscard]] Result<QByteArray> fillLine(const QString &line, const PresetWords &words);
/// A value as the text that stands in a path or a line: numbers without an exponent, true and false.
[[nodiscard]] QString plainText(const nlohmann::json &value);

} // namespace andon
