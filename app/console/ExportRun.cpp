// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ExportRun.h"

#include "app/base/DisplayText.h"

#include <QFile>
#include <QSaveFile>

namespace andon {

using namespace Qt::StringLiterals;

void exportRecord(Journal &journal, const ExportWindow &window, ExportFormat format, QObject *context,
                  std::function<void(Result<QByteArray>)> callback)
{
    journal.read({}, context, [window, format, callback](const Result<QList<Event>> &events) {
        if (!events) {
            callback(tl::unexpected(events.error()));
        } else {
            callback(format == ExportFormat::Json ? timelineJson(chainRun(window, *events), window)
                                                  : timelineMarkdown(eventsInside(window, *events), window));
        }
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
