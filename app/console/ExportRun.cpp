// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ExportRun.h"

#include "app/base/DisplayText.h"

#include <QFile>
#include <QPointer>
#include <QSaveFile>

namespace andon {

using namespace Qt::StringLiterals;

void exportRecord(Journal &journal, const ExportWindow &window, ExportFormat format, QObject *context,
                  std::function<void(Result<QByteArray>)> callback)
{
    EventQuery asked;
    asked.from = window.from;
    asked.to = window.to;
    const QPointer<QObject> alive(context);
    journal.read(asked, context, [&journal, alive, window, format, callback](const Result<QList<Event>> &read) {
        const QList<Event> inside = read ? eventsInside(window, *read) : QList<Event>();
        if (!read)
            callback(tl::unexpected(read.error()));
        else if (format != ExportFormat::Json)
            callback(timelineMarkdown(inside, window));
        else if (inside.isEmpty())
            callback(timelineJson({}, window));
        if (!read || format != ExportFormat::Json || inside.isEmpty())
            return;
        // With what stands between them, so that the chain can be checked.
        EventQuery run;
        run.afterSeq = inside.first().seq - 1;
        run.uptoSeq = inside.last().seq;
        journal.read(run, alive, [window, callback](const Result<QList<Event>> &events) {
            callback(events ? Result<QByteArray>(timelineJson(chainRun(window, *events), window)) : tl::unexpected(events.error()));
        });
    });
}

void ExportRun::start()
{
    const ExportWindow window{m_command.from, m_command.until, m_command.service};
    exportRecord(m_console.journal(), window, m_command.format, this, [this](const Result<QByteArray> &bytes) {
        if (!bytes) {
            complain(bytes.error().message());
            emit finished(ExitCode::problems);
            return;
        }
        if (m_command.file.isEmpty()) {
            QFile out;
            const bool written = out.open(stdout, QIODevice::WriteOnly) && out.write(*bytes) == bytes->size();
            emit finished(written ? ExitCode::done : ExitCode::problems);
            return;
        }
        QSaveFile file(m_command.file);
        if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit()) {
            complain(Error{ErrorKind::FileUnwritable, {m_command.file, file.errorString()}, {}}.message());
            emit finished(ExitCode::problems);
            return;
        }
        say(u"written: %1"_s.arg(m_command.file));
        emit finished(ExitCode::done);
    });
}

} // namespace andon
