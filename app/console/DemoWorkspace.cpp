// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/DemoWorkspace.h"

#include "app/workspace/WorkspaceFile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace andon {

using namespace Qt::StringLiterals;

/// Manifests and their texts beside the workspace file, as a release pipeline leaves them.
static Result<void> writeManifests(const QString &folder)
{
    const QString root = u":/workspaces"_s;
    QDirIterator files(root + u"/versions"_s, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile source(files.next());
        const QString path = folder + source.fileName().mid(root.size());
        QFile copy(path);
        const bool made = source.open(QIODevice::ReadOnly) && QDir().mkpath(QFileInfo(path).path()) && copy.open(QIODevice::WriteOnly);
        const QByteArray text = made ? source.readAll() : QByteArray();
        if (!made || copy.write(text) != text.size())
            return failure(ErrorKind::FileUnwritable, {path, copy.errorString()});
    }
    return {};
}

Result<DemoWorkspace> makeDemoWorkspace(const DemoAddresses &addresses)
{
    QFile source(u":/workspaces/demo.json"_s);
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileUnreadable, {source.fileName(), source.errorString()});
    QByteArray text = source.readAll();
    text.replace("http://127.0.0.1:9090", addresses.prometheus.toUtf8());
    text.replace("http://127.0.0.1:8080", addresses.gateway.toUtf8());
    text.replace("http://127.0.0.1:9093", addresses.alertmanager.toUtf8());
    DemoWorkspace demo;
    demo.path = addresses.folder + u"/andon.json"_s;
    demo.journalPath = addresses.folder + u"/journal.sqlite"_s;
    const WorkspaceAnswer answer = parseWorkspace(text, demo.path);
    if (!answer.workspace)
        return failure(ErrorKind::BadWorkspace, {demo.path, answer.faults.isEmpty() ? QString() : answer.faults.first().words()});
    demo.workspace = *answer.workspace;
    QFile copy(demo.path);
    if (!copy.open(QIODevice::WriteOnly) || copy.write(text) != text.size())
        return failure(ErrorKind::FileUnwritable, {demo.path, copy.errorString()});
    if (const Result<void> written = writeManifests(addresses.folder); !written)
        return tl::unexpected(written.error());
    return demo;
}

} // namespace andon
