// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/WorkspaceWatch.h"

#include <QFileInfo>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace andon {

using namespace Qt::StringLiterals;

WorkspaceWatch::WorkspaceWatch(const QString &path, const QByteArray &digest, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_digest(digest)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(200);
    connect(&m_settle, &QTimer::timeout, this, &WorkspaceWatch::readNow);
    connect(&m_files, &QFileSystemWatcher::fileChanged, this, &WorkspaceWatch::look);
    connect(&m_files, &QFileSystemWatcher::directoryChanged, this, &WorkspaceWatch::look);
    connect(&m_reading, &QFutureWatcher<WorkspaceAnswer>::finished, this, &WorkspaceWatch::take);
    if (QFileInfo::exists(path))
        m_files.addPaths({path, QFileInfo(path).absolutePath()});
}

/// A file that is replaced is a new one to the watcher.
void WorkspaceWatch::look()
{
    if (!m_files.files().contains(m_path) && QFileInfo::exists(m_path))
        m_files.addPath(m_path);
    m_settle.start();
}

void WorkspaceWatch::readNow()
{
    if (m_reading.isRunning()) {
        m_again = true;
        return;
    }
    auto promise = std::make_shared<QPromise<WorkspaceAnswer>>();
    m_reading.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, path = m_path] {
        promise->start();
        promise->addResult(loadWorkspace(path));
        promise->finish();
    });
}

void WorkspaceWatch::take()
{
    const WorkspaceAnswer answer = m_reading.result();
    if (std::exchange(m_again, false))
        readNow();
    if (!answer.workspace) {
        QByteArray said;
        for (const WorkspaceFault &fault : answer.faults)
            said += fault.words().toUtf8();
        if (std::exchange(m_brokenText, said) != said)
            emit broken(answer.faults);
        emit read(false);
        return;
    }
    m_brokenText.clear();
    if (std::exchange(m_digest, answer.workspace->digest) != answer.workspace->digest)
        emit changed(*answer.workspace);
    emit read(true);
}

} // namespace andon
