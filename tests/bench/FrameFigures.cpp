// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/FrameFigures.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

FrameFigures frameFiguresOf(const QByteArray &text)
{
    FrameFigures figures;
    const nlohmann::json json = nlohmann::json::parse(text.toStdString(), nullptr, false);
    if (!json.is_object() || !json.contains("frames") || !json["frames"].is_object())
        return figures;
    figures.coldMs = json.value("cold", 0.0);
    figures.memoryMb = json.value("memory", 0.0);
    for (const auto &[scenario, frames] : json["frames"].items())
        figures.frames[QString::fromStdString(scenario)] = frames.get<std::vector<double>>();
    return figures;
}

static double memoryMb(const QString &process, const char *field)
{
    QFile file(u"/proc/%1/smaps_rollup"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf(field);
    return at < 0 ? 0 : text.mid(at).simplified().split(' ').value(1).toDouble() / 1024;
}

double treeMemoryMb(qint64 pid)
{
    double sum = memoryMb(QString::number(pid), "Pss:");
    const QStringList threads = QDir(u"/proc/%1/task"_s.arg(pid)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads) {
        QFile children(u"/proc/%1/task/%2/children"_s.arg(pid).arg(thread));
        if (!children.open(QIODevice::ReadOnly))
            continue;
        const QList<QByteArray> pids = children.readAll().simplified().split(' ');
        for (const QByteArray &child : pids) {
            if (child.toLongLong() > 0)
                sum += treeMemoryMb(child.toLongLong());
        }
    }
    return sum;
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<size_t>(share * static_cast<double>(values.size())))];
}

} // namespace andon
