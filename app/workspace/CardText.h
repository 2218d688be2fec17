// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/canary/StrategyCard.h"

namespace andon {

/// One change of a text: `removed` bytes at `offset` give way to `inserted`.
struct TextEdit {
    qsizetype offset = 0;
    qsizetype removed = 0;
    QByteArray inserted;
};

/// What puts `card` into the workspace text as the card of the service named `service`, in the order of the text: one
/// edit over the card's own range, or, where there is none, a comma behind the service's last member and the card before
/// its closing brace. Indentation and line ends are those around it; a service of one line stays one line. Comments inside
/// the old card go with it, all others stay. BadInput: no such service, or text that is no JSON. Pure.
[[nodiscard]] Result<QList<TextEdit>> cardEdits(const QByteArray &text, const QString &service, const StrategyCard &card);
[[nodiscard]] QByteArray edited(QByteArray text, const QList<TextEdit> &edits);

/// The whole text with the card in it. BadWorkspace, with the place: the workspace would not be right with it. `path`
/// is where preset files are looked for, and is named in errors. Nothing is written.
[[nodiscard]] Result<QByteArray> textWithCard(const QByteArray &text, const QString &path, const QString &service,
                                              const StrategyCard &card);
/// Writes the card into the workspace file, whole or not at all, and keeps its permissions. `digest`: Workspace::digest of
/// the text that was read; a file that is another by now is refused (BadInput). Gives the digest of what now stands there.
/// Other errors: FileUnreadable, FileUnwritable, those of textWithCard. Blocks for the time of one small file.
[[nodiscard]] Result<QByteArray> writeCard(const QString &path, const QByteArray &digest, const QString &service,
                                           const StrategyCard &card);
/// The error of a writeCard(): the file is not the one that was read.
[[nodiscard]] bool isChangedFile(const Error &error, const QString &path);

} // namespace andon
