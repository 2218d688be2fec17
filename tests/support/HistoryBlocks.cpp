// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/HistoryBlocks.h"

#include "tests/support/Programs.h"

#include <QFile>
#include <QTemporaryDir>

namespace andon {

using namespace Qt::StringLiterals;

HistoryBlocks::HistoryBlocks(qint64 endMs, qint64 spanMs, qint64 scrapeMs)
    : m_startMs((endMs - spanMs) / scrapeMs * scrapeMs)
    , m_endMs(endMs / scrapeMs * scrapeMs)
    , m_scrapeMs(scrapeMs)
{
}

double HistoryBlocks::latencyAt(qint64 timeMs, bool canary)
{
    return static_cast<double>(timeMs / 1000 % 1000) + (canary ? 1000 : 0);
}

QByteArray HistoryBlocks::openMetrics() const
{
    QByteArray text;
    const auto sample = [&](const char *name, const char *version, double value, qint64 timeMs) {
        text += QByteArray(name) + "{version=\"" + version + "\"} " + QByteArray::number(value, 'g', 15) + ' '
            + QByteArray::number(static_cast<double>(timeMs) / 1000, 'f', 3) + '\n';
    };
    const auto all = [&](const char *name, const auto &valueAt) {
        for (const bool canary : {false, true}) {
            for (qint64 time = canary ? canaryMs() / m_scrapeMs * m_scrapeMs : m_startMs; time <= m_endMs; time += m_scrapeMs)
                sample(name, canary ? "v42" : "v41", valueAt(time, canary), time);
        }
    };
    text += "# TYPE chat_latency_seconds gauge\n";
    all("chat_latency_seconds", latencyAt);
    text += "# TYPE chat_requests counter\n";
    all("chat_requests_total", [this](qint64 time, bool) {
        return static_cast<double>((time - (time >= restartMs() ? restartMs() : m_startMs)) / 1000);
    });
    return text + "# EOF\n";
}

QString HistoryBlocks::writeTo(const QString &dataFolder) const
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"history.om"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(openMetrics()) < 0)
        return file.errorString();
    file.close();
    const ProgramRun run = runProgram(u"promtool"_s, {u"tsdb"_s, u"create-blocks-from"_s, u"openmetrics"_s, u"-q"_s, file.fileName(), dataFolder});
    return run.exitCode == 0 ? QString() : u"promtool: %1 %2"_s.arg(run.out, run.err);
}

} // namespace andon
