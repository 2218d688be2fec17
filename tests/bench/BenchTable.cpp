// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/BenchTable.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string_view>

namespace andon {

using namespace Qt::StringLiterals;

struct BenchTable::Row {
    QString name;
    double ours;
    QString peerName;
    double peer;
    QString unit;
    double ratio;
    QString goal;
    std::optional<bool> met; ///< none where there is no goal
};

BenchTable::BenchTable(int argc, char **argv)
    : m_json(std::any_of(argv + 1, argv + argc, [](const char *word) { return std::string_view(word) == "--json"; }))
{
}

void BenchTable::less(const QString &name, double ours, const QString &peerName, double peer, const QString &unit, double atLeast)
{
    const double ratio = ours > 0 ? peer / ours : 0;
    if (atLeast > 0)
        print({name, ours, peerName, peer, unit, ratio, u">= %1x"_s.arg(atLeast), ratio >= atLeast});
    else
        print({name, ours, peerName, peer, unit, ratio, {}, {}});
}

void BenchTable::within(const QString &name, double ours, const QString &peerName, double peer, const QString &unit, double atMost)
{
    const double ratio = peer > 0 ? ours / peer : 0;
    if (atMost > 0)
        print({name, ours, peerName, peer, unit, ratio, u"<= %1x"_s.arg(atMost, 0, 'g', 3), peer > 0 && ratio <= atMost});
    else
        print({name, ours, peerName, peer, unit, ratio, {}, {}});
}

void BenchTable::print(const Row &row)
{
    m_allMet = m_allMet && row.met.value_or(true);
    if (m_json) {
        const QJsonObject object{{u"name"_s, row.name + u" / "_s + row.peerName}, {u"ours"_s, row.ours}, {u"peer"_s, row.peer},
                                 {u"unit"_s, row.unit}, {u"ratio"_s, row.ratio}, {u"goal"_s, row.goal}, {u"met"_s, row.met ? QJsonValue(*row.met) : QJsonValue()}};
        std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    } else {
        if (!m_headed)
            std::printf("%-52s %11s   %-34s %11s %-4s %8s  %-9s %s\n", "work", "ours", "peer", "", "unit", "ratio", "goal", "met");
        std::printf("%-52s %11.3f   %-34s %11.3f %-4s %7.2fx  %-9s %s\n", qPrintable(row.name), row.ours, qPrintable(row.peerName),
                    row.peer, qPrintable(row.unit), row.ratio, qPrintable(row.goal), !row.met ? "-" : *row.met ? "yes" : "NO");
    }
    m_headed = true;
    std::fflush(stdout);
}

void BenchTable::note(const QString &text) const
{
    std::fprintf(m_json ? stderr : stdout, "# %s\n", qPrintable(text));
    std::fflush(m_json ? stderr : stdout);
}

static double millisecondsOf(BenchClock clock)
{
    timespec now{};
    clock_gettime(clock == BenchClock::Wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

std::vector<double> interleavedMedians(int rounds, const std::vector<BenchWork> &works, BenchClock clock)
{
    std::vector<std::vector<double>> taken(works.size());
    for (int round = -1; round < rounds; ++round) {
        for (std::size_t i = 0; i < works.size(); ++i) {
            const double start = millisecondsOf(clock);
            works[i]();
            if (round >= 0)
                taken[i].push_back(millisecondsOf(clock) - start);
        }
    }
    std::vector<double> medians;
    for (std::vector<double> &times : taken) {
        std::sort(times.begin(), times.end());
        medians.push_back(times.empty() ? 0 : times[times.size() / 2]);
    }
    return medians;
}

} // namespace andon
