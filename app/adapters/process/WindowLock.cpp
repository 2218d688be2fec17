// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/WindowLock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <csignal>

namespace andon {

using namespace Qt::StringLiterals;

WindowLock::WindowLock(const QString &journalPath)
    : m_lock(journalPath + u".window"_s)
{
    QDir().mkpath(QFileInfo(journalPath).absolutePath());
    m_lock.setStaleLockTime(0);
}

bool WindowLock::take()
{
    if (m_lock.tryLock() || m_lock.error() != QLockFile::LockFailedError)
        return true;
    qint64 pid = 0;
    QString host;
    QString program;
    const bool known = m_lock.getLockInfo(&pid, &host, &program);
    if (known && pid > 0 && program == QCoreApplication::applicationName())
        ::kill(static_cast<pid_t>(pid), SIGUSR1);
    return false;
}

} // namespace andon
