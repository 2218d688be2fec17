// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>

namespace andon::sandbox {

/// JSON written with ' for ", which keeps test tables readable (and moc 6.4 from stumbling over raw strings).
inline QByteArray js(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

/// JSON as text, for comparisons whose failure can be read.
inline QByteArray textOf(const nlohmann::json &json)
{
    return QByteArray::fromStdString(json.dump());
}

inline nlohmann::json parsed(const QByteArray &bytes)
{
    return nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
}

} // namespace andon::sandbox
