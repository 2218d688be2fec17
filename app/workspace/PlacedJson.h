// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

namespace andon {

/// A JSON text with comments, read so that every value's place is known.
struct PlacedJson {
    struct Fault {
        qsizetype offset = 0; ///< in bytes
        QString pointer;
        QString what;
        QString expected;
    };
    nlohmann::json value;              ///< as far as it could be read
    QHash<QString, qsizetype> offsets; ///< JSON pointer -> offset of the value in bytes
    QHash<QString, qsizetype> names;   ///< JSON pointer -> offset of the member's name
    QList<Fault> faults;               ///< of the syntax; a text with one has no meaning beyond it
    QHash<QString, qsizetype> ends;    ///< JSON pointer -> offset behind the value in bytes
};

/// Reads JSON (RFC 8259) with // and /* */ comments. Commas too many or too few are faults that it reads on
/// from; every other one ends it. At most 64 levels deep.
/// Pure.
[[nodiscard]] PlacedJson parsePlacedJson(const QByteArray &text);
/// One step down a JSON pointer (RFC 6901).
[[nodiscard]] QString pointerTo(const QString &parent, const QString &member);

} // namespace andon
