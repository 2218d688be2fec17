// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ExportRun.h"

#include "app/base/DisplayText.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

bool isInside(const Event &event, const ExportWindow &window)
{
    return event.occurredAt >= window.from && event.occurredAt < window.to
        && (window.service.isEmpty() || event.service.isEmpty() || event.service == window.service);
}

/// A gapless run of the chain that holds everything of the window.
QList<Event> chainRun(const QList<Event> &all, const ExportWindow &window)
{
    const auto inside = [&](const Event &event) { return isInside(event, window); };
    const auto first = std::find_if(all.begin(), all.end(), inside);
    const auto last = std::find_if(all.rbegin(), all.rend(), inside);
    return first == all.end() ? QList<Event>() : QList<Event>(first, last.base());
}

} // namespace

void exportRecord(Journal &journal, const ExportWindow &window, ExportFormat format, QObject *context,
                  std::function<void(Result<QByteArray>)> callback)
{
    journal.read({}, context, [window, format, callback](const Result<QList<Event>> &events) {
        if (!events) {
            callback(tl::unexpected(events.error()));
        } else if (format == ExportFormat::Json) {
            callback(timelineJson(chainRun(*events, window), window));
        } else {
            QList<Event> inside;
            std::copy_if(events->begin(), events->end(), std::back_inserter(inside),
                         [&](const Event &event) { return isInside(event, window); });
            callback(timelineMarkdown(inside, window));
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
