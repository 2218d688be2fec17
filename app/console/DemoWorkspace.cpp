// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/DemoWorkspace.h"

#include "app/workspace/WorkspaceFile.h"

#include <QFile>

namespace andon {

using namespace Qt::StringLiterals;

Result<DemoWorkspace> makeDemoWorkspace(const DemoAddresses &addresses)
{
    QFile source(u":/workspaces/demo.json"_s);
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileUnreadable, {source.fileName(), source.errorString()});
    QByteArray text = source.readAll();
    text.replace("http://127.0.0.1:9090", addresses.prometheus.toUtf8());
    text.replace("http://127.0.0.1:8080", addresses.gateway.toUtf8());
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
    return demo;
}

} // namespace andon
