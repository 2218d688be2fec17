// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ExportRun.h"

#include "app/incidents/RedactedExport.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

using Answer = std::function<void(Result<RecordExport>)>;

RecordExport exportOf(QList<Event> events, const ExportWindow &window, ExportFormat format, Redactor redactor)
{
    const QSet<qint64> changed = redactEvents(events, redactor);
    return {format == ExportFormat::Json ? timelineJson(events, window, changed) : timelineMarkdown(events, window), redactor.counts()};
}

void makeOnPool(const QList<Event> &events, const ExportWindow &window, ExportFormat format, const Redactor &redactor, const QPointer<QObject> &alive,
                const Answer &callback)
{
    QThreadPool::globalInstance()->start([=] {
        const RecordExport answer = exportOf(events, window, format, redactor);
        QMetaObject::invokeMethod(qApp, [alive, callback, answer] {
            if (alive)
                callback(answer);
        }, Qt::QueuedConnection);
    });
}

} // namespace

void exportRecord(Journal &journal, const ExportWindow &window, ExportFormat format, const Redactor &redactor, QObject *context, Answer callback)
{
    EventQuery asked;
    asked.from = window.from;
    asked.to = window.to;
    const QPointer<QObject> alive(context);
    journal.read(asked, context, [&journal, alive, window, format, redactor, callback](const Result<QList<Event>> &read) {
        if (!read) {
            callback(tl::unexpected(read.error()));
            return;
        }
        const QList<Event> inside = eventsInside(window, *read);
        if (format != ExportFormat::Json || inside.isEmpty()) {
            makeOnPool(inside, window, format, redactor, alive, callback);
            return;
        }
        // With what stands between them, so that the chain can be checked.
        EventQuery run;
        run.afterSeq = inside.first().seq - 1;
        run.uptoSeq = inside.last().seq;
        journal.read(run, alive, [window, format, redactor, alive, callback](const Result<QList<Event>> &events) {
            if (events)
                makeOnPool(chainRun(window, *events), window, format, redactor, alive, callback);
            else
                callback(tl::unexpected(events.error()));
        });
    });
}

void ExportRun::start()
{
    const ExportWindow window{m_command.from, m_command.until, m_command.service};
    exportRecord(m_console.journal(), window, m_command.format, m_console.redactor(), this, [this](const Result<RecordExport> &made) {
        if (!made) {
            complain(made.error().message());
            emit finished(ExitCode::problems);
            return;
        }
        tellRedaction(made->redacted);
        const QByteArray *bytes = &made->bytes;
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
