// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalProof.h"

#include "app/adapters/journal/JournalDatabase.h"
#include "app/adapters/journal/JournalSchema.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>

namespace andon {

using namespace Qt::StringLiterals;

bool looksLikeJournal(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(16) == QByteArray("SQLite format 3\0", 16);
}

/// Opens the file, or a copy in `copy` of one that was moved here with its log: SQLite would begin an index of the log beside it.
static std::optional<Error> openTo(JournalDatabase &database, const QString &path, const QTemporaryDir &copy)
{
    const QString log = path + u"-wal"_s;
    if (!QFile::exists(log))
        return database.openToProve(path, true); // nobody has it open
    if (QFile::exists(path + u"-shm"_s))
        return database.openToProve(path, false);
    const QString here = copy.filePath(u"journal.sqlite"_s);
    if (!copy.isValid() || !QFile::copy(path, here) || !QFile::copy(log, here + u"-wal"_s))
        return Error{ErrorKind::JournalUnusable, {path, u"it and its log cannot be copied to %1 to look at them"_s.arg(copy.path())}, {}};
    return database.openToProve(here, false);
}

Result<JournalProof> proveJournal(const QString &path, bool wantsHashes)
{
    const SystemClock clock;
    const QTemporaryDir copy;
    JournalDatabase database(path, clock);
    if (const auto error = openTo(database, path, copy))
        return tl::unexpected(*error);
    ChainVerifier walk;
    for (bool isEnd = false; !isEnd;) {
        const Result<bool> walked = database.verifyOn(walk);
        if (!walked)
            return tl::unexpected(walked.error());
        isEnd = *walked;
    }
    JournalProof proof{walk.count(), walk.head(), {}, {}};
    if (!wantsHashes)
        return proof;
    QSqlQuery query(database.connection());
    query.setForwardOnly(true);
    query.prepare(u"SELECT seq, hash FROM events WHERE seq <= ? ORDER BY seq"_s);
    query.addBindValue(walk.count());
    if (!query.exec())
        return tl::unexpected(database.errorOf(query.lastError()));
    while (query.next())
        proof.hashes.insert(proof.hashes.cend(), query.value(0).toLongLong(), query.value(1).toByteArray());
    query.prepare(u"SELECT content, hash FROM events WHERE seq <= ? AND kind IN (?, ?) ORDER BY seq"_s);
    query.addBindValue(walk.count());
    query.addBindValue(QString::fromUtf16(EventKind::evidenceAdded));
    query.addBindValue(QString::fromUtf16(EventKind::exportMade));
    if (!query.exec())
        return tl::unexpected(database.errorOf(query.lastError()));
    while (query.next()) {
        if (const Result<Event> event = eventFromRow(query.value(0).toString(), query.value(1).toByteArray()))
            proof.written << *event;
    }
    return proof;
}

} // namespace andon
