// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/StaleFolders.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <csignal>
#include <limits>
#include <unistd.h>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// The program's name as the kernel keeps it, of whatever user; empty where it does not tell.
QByteArray programOf(const QByteArray &process)
{
    QFile file(u"/proc/%1/comm"_s.arg(QString::fromLatin1(process)));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

} // namespace

QString demoFolderTemplate()
{
    return QDir::tempPath() + u"/andon-demo-%1-XXXXXX"_s.arg(QCoreApplication::applicationPid());
}

void removeStaleDemoFolders()
{
    const QFileInfoList folders = QDir(QDir::tempPath()).entryInfoList({u"andon-demo-*-??????"_s},
                                                                       QDir::Dirs | QDir::NoSymLinks);
    for (const QFileInfo &folder : folders) {
        const qint64 pid = folder.fileName().section(u'-', 2, 2).toLongLong();
        if (pid > 0 && folder.ownerId() == ::getuid() && !isProcessRunning(pid))
            QDir(folder.absoluteFilePath()).removeRecursively();
    }
}

bool isProcessRunning(qint64 pid)
{
    if (pid <= 0 || pid > std::numeric_limits<pid_t>::max())
        return false;
    if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno != EPERM)
        return false;
    const QByteArray theirs = programOf(QByteArray::number(pid));
    return theirs.isEmpty() || theirs == programOf("self");
}

} // namespace andon
