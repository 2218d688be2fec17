// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace andon {

/// What a version is made of, in one word a part: "code", "config", "prompt", "model", "index", "tools", "policy" ->
/// "id", "algorithm:hash" or "id@algorithm:hash". So a gateway states it and so it stands in the journal.
using VersionSet = QMap<QString, QString>;

/// The seven parts in the order people read them.
[[nodiscard]] const QStringList &versionParts();

/// One part as far as it is known. All of it is hostile text.
struct VersionPart {
    QString id{};   ///< "prompt-64"; empty: not known
    QString hash{}; ///< "sha256:…" in small letters; empty: not known
    std::optional<QString> text{}; ///< the prompt or configuration itself, where a manifest carries it
    [[nodiscard]] bool isKnown() const { return !id.isEmpty() || !hash.isEmpty() || text.has_value(); }
    bool operator==(const VersionPart &) const = default;
};

/// Parts by name.
using VersionParts = QMap<QString, VersionPart>;

/// "sha256:…" of a hash in any of its spellings ("SHA256:AB…", 64 hexadecimal digits alone); empty where it is none.
[[nodiscard]] QString normalHash(const QString &text);
/// "sha256:…" of bytes.
[[nodiscard]] QString hashOf(const QByteArray &bytes);
/// A part from its one word, and back.
[[nodiscard]] VersionPart partFromWord(const QString &word);
[[nodiscard]] QString partWord(const VersionPart &part);
[[nodiscard]] VersionParts partsFromSet(const VersionSet &set);
[[nodiscard]] VersionSet setFromParts(const VersionParts &parts);
/// The names of the parts: the seven first, whatever else there is after them in the order of letters.
[[nodiscard]] QStringList partsInOrder(const QStringList &names);

} // namespace andon
