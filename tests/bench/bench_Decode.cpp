// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// query_range answers into columns, beside four JSON parsers that fill plain vectors with the same numbers; and the store of
// those columns, its bytes a point and its pyramid, beside plain vectors. Prints a table, or with --json a line a row; the
// time is the processor's, all work is on one thread. Ends with 1 only where a number differs.
#include "app/adapters/prometheus/PrometheusAnswer.h"
#include "tests/bench/BenchTable.h"
#include "tests/bench/DecodePeers.h"

#include <QFile>

#include <bit>
#include <cmath>
#include <cstdio>
#include <limits>
#include <malloc.h>
#include <random>

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

/// A series that shares its times with no other: the most that a point takes.
void bytesRow(BenchTable &table)
{
    static constexpr std::size_t points = 1'000'000;
    Columns columns;
    for (std::size_t i = 0; i < points; ++i)
        columns.append(1'700'000'000'000 + static_cast<qint64>(i) * 5000, static_cast<double>(i % 997) / 7);
    QSet<const void *> counted;
    const double bytes = static_cast<double>(sizeof columns + columns.bytes(counted)) / static_cast<double>(columns.size());
    table.within(u"store: bytes a point with its pyramid"_s, bytes, u"a time and a value alone"_s, sizeof(qint64) + sizeof(double), u"B"_s,
                 20.0 / (sizeof(qint64) + sizeof(double)));
}

/// The pyramid of samples with gaps, whose oldest were forgotten and whose newest were replaced, as polls do.
bool extremesRow(BenchTable &table)
{
    static constexpr std::size_t points = 200'000, forgotten = 1234, replaced = 5000;
    static constexpr int queries = 100'000;
    std::mt19937_64 random(20'261'130);
    std::lognormal_distribution<double> value(0, 2);
    std::uniform_int_distribution<int> kind(0, 99);
    std::vector<double> plain(points);
    const auto renew = [&](std::size_t from) {
        for (std::size_t i = from; i < points; ++i) {
            const int is = kind(random);
            plain[i] = is == 0 ? std::numeric_limits<double>::quiet_NaN() : is == 1 ? std::numeric_limits<double>::infinity() : value(random);
        }
    };
    Columns columns;
    const auto append = [&](std::size_t from) {
        for (std::size_t i = from; i < points; ++i)
            columns.append(static_cast<qint64>(i) * 1000, plain[i]);
    };
    renew(0);
    append(0);
    renew(points - replaced);
    columns.truncate(points - replaced);
    append(points - replaced);
    columns.forget(forgotten);
    plain.erase(plain.begin(), plain.begin() + forgotten);
    std::uniform_real_distribution<double> octave(0, std::log2(static_cast<double>(plain.size())));
    int same = 0;
    for (int i = 0; i < queries; ++i) {
        const auto length = static_cast<std::size_t>(std::exp2(octave(random)));
        const std::size_t from = random() % (plain.size() - length + 1);
        Extremes brute;
        for (std::size_t k = from; k < from + length; ++k)
            brute.add(plain[k]);
        same += columns.extremes(from, from + length) == brute ? 1 : 0;
    }
    table.less(u"store: extremes of random columns"_s, queries, u"the same by brute force"_s, same, u""_s, 1);
    return same == queries;
}

} // namespace

int main(int argc, char **argv)
{
    // Nothing goes back to the system while the clock runs: else whoever frees next would pay for the tree of the parser before.
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    ::mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
    BenchTable table(argc, argv);
    const bool same = rows(table, u"decode 10 MB, 352,000 points"_s, 11'000, false, 9)
        && rows(table, u"decode 11 MB, 352,000 points, fractional times"_s, 11'000, true, 9)
        && rows(table, u"decode 100 MB, 3,520,000 points"_s, 110'000, false, 3) && extremesRow(table);
    bytesRow(table);
    return same ? 0 : 1;
}
