// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/StaleFolders.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace andon {

using namespace Qt::StringLiterals;

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
    return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM;
}

} // namespace andon
