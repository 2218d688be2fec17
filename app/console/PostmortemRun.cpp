// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PostmortemRun.h"

#include <QCryptographicHash>
#include <QFile>

namespace andon {

using namespace Qt::StringLiterals;

PostmortemRun::PostmortemRun(Console &console, Command command, const Workspace &workspace, const DocumentPrinter *printer)
    : VerbRun(console, std::move(command))
    , m_workspace(workspace)
    , m_printer(printer)
    , m_desk({console.journal(), console.clock(), m_workspace, console.actor(), m_command.journalPath})
{
}

void PostmortemRun::start()
{
    m_desk.ask(m_command.incident, this, [this](const Result<PostmortemView> &view) {
        if (view)
            write(*view);
        else
            end(view.error());
    });
}

void PostmortemRun::end(const Error &error)
{
    complain(error.message());
    emit finished(ExitCode::problems);
}

void PostmortemRun::write(const PostmortemView &view)
{
    const PostmortemFormat format = m_command.postmortemFormat;
    const QString text = view.saved.value_or(m_desk.draft(view, m_command.layout));
    const PostmortemDocument document = postmortemDocument(view.incident, view.lines, builtInTemplate(), text);
    const Result<QList<ExportedFile>> files = exportPostmortem(document, format, m_printer, [](int, int) { return true; });
    if (!files)
        return end(files.error());
    if (m_command.file.isEmpty()) {
        // A pipe is no text field: there it stays whole.
        const QByteArray bytes = files->size() > 1 ? pasteSafe(text).toUtf8() : files->first().bytes;
        if (files->size() > 1)
            complain(u"It is too long to paste in one piece; with --output it is written in %1 files."_s.arg(files->size()));
        QFile out;
        const bool written = out.open(stdout, QIODevice::WriteOnly) && out.write(bytes) == bytes.size() && out.flush();
        emit finished(written ? ExitCode::done : ExitCode::problems);
        return;
    }
    if (const Result<void> written = writeExport(*files, m_command.file); !written)
        return end(written.error());
    for (qsizetype i = 0; i < files->size(); ++i)
        say(u"written: %1"_s.arg(i == 0 ? m_command.file : files->at(i).name));
    const QByteArray hash = QCryptographicHash::hash(files->first().bytes, QCryptographicHash::Sha256).toHex();
    m_desk.recordExport(view.incident, format, QString::fromLatin1(hash));
    emit finished(ExitCode::done);
}

} // namespace andon
