// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PostmortemRun.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace andon {

using namespace Qt::StringLiterals;

PostmortemRun::PostmortemRun(Console &console, Command command, const Workspace &workspace, const DocumentPrinter *printer)
    : VerbRun(console, std::move(command))
    , m_workspace(workspace)
    , m_printer(printer)
    , m_desk({console.journal(), console.clock(), m_workspace, console.actor(), m_command.journalPath, nullptr,
              [&console] { return console.secrets(); }})
{
}

void PostmortemRun::start()
{
    m_desk.ask(m_command.incident, this, [this](const Result<PostmortemView> &view) {
        if (!view)
            return end(view.error());
        m_desk.redact(*view, view->saved.value_or(m_desk.draft(*view, m_command.layout)), this, [this](const LeavingPostmortem &leaving) { write(leaving); });
    });
}

void PostmortemRun::end(const Error &error)
{
    complain(error.message());
    emit finished(ExitCode::problems);
}

/// What was taken out is said before the file is there; a pipe holds the export alone.
void PostmortemRun::write(const LeavingPostmortem &leaving)
{
    const PostmortemFormat format = m_command.postmortemFormat;
    const QString stem = m_command.file.isEmpty() ? u"postmortem"_s : QFileInfo(m_command.file).completeBaseName();
    const Result<QList<ExportedFile>> files = exportPostmortem(leaving.document, format, m_printer, [](int, int) { return true; }, stem);
    if (!files)
        return end(files.error());
    tellRedaction(leaving.redacted);
    if (m_command.file.isEmpty()) {
        // A pipe is no text field: there it stays whole.
        const QByteArray bytes = files->size() > 1 ? pasteSafe(leaving.document.text).toUtf8() : files->first().bytes;
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
    m_desk.recordExport(leaving.document.incident, format, QString::fromLatin1(hash), m_command.file, this, [this](const Result<void> &recorded) {
        if (!recorded)
            return end(recorded.error());
        emit finished(ExitCode::done);
    });
}

} // namespace andon
