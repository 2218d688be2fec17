// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/RegressionFile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QSet>

#include <fcntl.h>
#include <unistd.h>

namespace andon {

using namespace Qt::StringLiterals;

static Result<QByteArray> bytesOf(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileUnreadable, {path, file.errorString()});
    if (file.size() > largestRegressionSet)
        return failure(ErrorKind::FileUnreadable, {path, u"it is larger than %1 MiB"_s.arg(largestRegressionSet / 1024 / 1024)});
    return file.readAll();
}

/// The new name itself must survive a power cut, not only what it names.
static void syncFolder(const QString &path)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder);
    ::close(folder);
}

Result<RegressionAppend> appendRegression(const QString &path, const QList<RegressionSample> &samples)
{
    QLockFile lock(path + u".lock"_s);
    lock.setStaleLockTime(0);
    if (!lock.tryLock(5000))
        return failure(ErrorKind::FileUnwritable, {path, u"another program has it locked, or its folder cannot be written"_s});
    Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    QSet<QString> ids;
    for (const RegressionSample &sample : parseRegressionSet(*bytes).samples)
        ids << sample.id;
    RegressionAppend done;
    if (!bytes->isEmpty() && !bytes->endsWith('\n'))
        *bytes += '\n';
    for (const RegressionSample &sample : samples) {
        if (ids.contains(sample.id)) {
            done.known << sample.id;
            continue;
        }
        ids << sample.id;
        done.added << sample.id;
        *bytes += regressionLine(sample);
    }
    done.sha256 = QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256).toHex();
    if (done.added.isEmpty())
        return done;
    QSaveFile file(path); // its commit syncs what was written before the names are changed
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return failure(ErrorKind::FileUnwritable, {path, file.errorString()});
    syncFolder(path);
    return done;
}

Result<RegressionSet> readRegressionSet(const QString &path)
{
    const Result<QByteArray> bytes = bytesOf(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return parseRegressionSet(*bytes);
}

} // namespace andon
