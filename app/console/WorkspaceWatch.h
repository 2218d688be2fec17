// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/WorkspaceFile.h"

#include <QFileSystemWatcher>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace andon {

/// Notices that the workspace file is another than the one that was read, also where it was replaced as a whole, and reads
/// it on the pool. GUI thread.
class WorkspaceWatch : public QObject {
    Q_OBJECT
public:
    /// `digest`: Workspace::digest of what is known already.
    WorkspaceWatch(const QString &path, const QByteArray &digest, QObject *parent = nullptr);
    /// What is known now, after a write of our own.
    void setDigest(const QByteArray &digest) { m_digest = digest; }
    /// Reads the file now; a file that is the known one tells nothing.
    void readNow();

signals:
    void changed(const andon::Workspace &workspace);
    /// Somebody left a file with faults; what was read before stays.
    void broken(const QList<andon::WorkspaceFault> &faults);
    /// A read is over, after what it told. `isReadable`: the file is a workspace.
    void read(bool isReadable);

private:
    void look();
    void take();

    QString m_path;
    QByteArray m_digest;
    QByteArray m_brokenText; ///< SHA-256 of the faults that were told
    QFileSystemWatcher m_files;
    QFutureWatcher<WorkspaceAnswer> m_reading;
    QTimer m_settle; ///< editors write in several steps
    bool m_again = false;
};

} // namespace andon
