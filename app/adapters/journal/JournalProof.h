// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/journal/Event.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace andon {

/// What a walk over the whole chain of a journal file found.
struct JournalProof {
    qint64 count = 0;                ///< entries; they begin at number 1
    QByteArray head;                 ///< hash of the last one; 32 zero bytes in an empty journal
    QMap<qint64, QByteArray> hashes; ///< of each entry, where they were asked for
    QList<Event> written;            ///< entries of evidence and exports that were written, where the hashes were asked for
};

/// The file begins as one of SQLite does.
[[nodiscard]] bool looksLikeJournal(const QString &path);

/// Looks over every page of a journal and walks its chain from the first entry, through a connection of its own that only reads: of
/// an Andon at work, of a back-up, of what a crash left. Nothing is written to the file or its log, and no log is made beside it.
/// JournalBroken names the entry; JournalUnusable where it is no journal or is damaged. Blocks for as long as it takes: some ten
/// seconds a million entries.
[[nodiscard]] Result<JournalProof> proveJournal(const QString &path, bool wantsHashes = false);

} // namespace andon
