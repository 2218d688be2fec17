// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// query_range answers into columns, beside four JSON parsers that fill plain vectors with the same numbers. Prints a
// table, or with --json a line a row; the time is the processor's, all work is on one thread. Ends with 1 only where a
// number differs.
#include "app/adapters/prometheus/PrometheusAnswer.h"
#include "tests/bench/BenchTable.h"
#include "tests/bench/DecodePeers.h"

#include <QFile>

#include <bit>
#include <cmath>
#include <cstdio>
#include <malloc.h>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

struct Peer {
    const char *name;
    PlainSeriesList (*read)(const QByteArray &);
    double goal;
    double goalFractional;
};
constexpr Peer peers[] = {{"nlohmann SAX + from_chars", byNlohmannSax, 6, 6},
                          {"nlohmann DOM", byNlohmannDom, 12, 12},
                          {"QJsonDocument", byQJsonDocument, 25, 25},
                          {"simdjson ondemand + from_chars", bySimdjson, 2, 1.2}};

MetricsAnswer byAndon(const QByteArray &body)
{
    return decodePrometheusAnswer(body, {}, {}).value_or(MetricsAnswer());
}

bool isSame(const MetricsAnswer &ours, const PlainSeriesList &theirs)
{
    if (static_cast<std::size_t>(ours.series.size()) != theirs.size())
        return false;
    for (std::size_t k = 0; k < theirs.size(); ++k) {
        const Columns &columns = ours.series[static_cast<qsizetype>(k)].columns;
        if (columns.size() != theirs[k].times.size())
            return false;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const double a = columns.value(i), b = theirs[k].values[i];
            const bool same = std::bit_cast<quint64>(a) == std::bit_cast<quint64>(b) || (std::isnan(a) && std::isnan(b));
            if (columns.time(i) != theirs[k].times[i] || !same)
                return false;
        }
    }
    return true;
}

/// Bytes of a line of /proc/self/status.
double processBytes(const char *name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf(name);
    return at < 0 ? 0 : text.mid(at + static_cast<qsizetype>(std::strlen(name)), 40).trimmed().split(' ').first().toDouble() * 1024;
}

/// The peak of the resident memory while the body is decoded, the body included.
void memoryRow(BenchTable &table, const QString &size, const QByteArray &body)
{
    malloc_trim(0);
    QFile references(u"/proc/self/clear_refs"_s);
    if (!references.open(QIODevice::WriteOnly) || references.write("5") != 1 || !references.flush())
        return;
    const double before = processBytes("VmRSS:");
    const MetricsAnswer answer = byAndon(body);
    const double peak = processBytes("VmHWM:") - before + static_cast<double>(body.size());
    QSet<const void *> counted;
    double columns = 0;
    for (const Series &series : answer.series)
        columns += static_cast<double>(series.columns.bytes(counted));
    table.within(size + u": peak memory"_s, peak / 1e6, u"the body and its columns"_s,
                 (static_cast<double>(body.size()) + columns) / 1e6, u"MB"_s, 1.05);
}

bool rows(BenchTable &table, const QString &size, int points, bool fractional, int rounds)
{
    const QByteArray body = matrixBody(32, points, fractional);
    const MetricsAnswer ours = byAndon(body);
    for (const Peer &peer : peers) {
        if (!isSame(ours, peer.read(body))) {
            std::fprintf(stderr, "%s: other numbers than %s\n", qPrintable(size), peer.name);
            return false;
        }
    }
    volatile std::size_t kept = 0; // so that nothing is optimized away
    std::vector<BenchWork> works{[&] { kept = static_cast<std::size_t>(byAndon(body).series.size()); }};
    for (const Peer &peer : peers)
        works.push_back([&] { kept = peer.read(body).size(); });
    const std::vector<double> medians = interleavedMedians(rounds, works, BenchClock::Processor);
    for (std::size_t i = 0; i < std::size(peers); ++i) {
        table.less(size, medians[0], QString::fromLatin1(peers[i].name), medians[i + 1], u"ms"_s,
                   fractional ? peers[i].goalFractional : peers[i].goal);
    }
    memoryRow(table, size, body);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    BenchTable table(argc, argv);
    const bool same = rows(table, u"decode 10 MB, 352,000 points"_s, 11'000, false, 9)
        && rows(table, u"decode 11 MB, 352,000 points, fractional times"_s, 11'000, true, 9)
        && rows(table, u"decode 100 MB, 3,520,000 points"_s, 110'000, false, 3);
    return same ? 0 : 1;
}
