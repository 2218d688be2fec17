// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The judge: what a step, a recording and seven days cost, and the same recordings under it and under how others decide: who
// stops the canary, and when. Prints a table, or with --json a line a row.
#include "app/canary/StratumSteps.h"
#include "app/console/JudgeVerb.h"
#include "tests/bench/BenchTable.h"
#include "tests/bench/JudgePeers.h"
#include "tests/support/CanaryTraffic.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <malloc.h>
#include <sstream>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr int lineCount = 200 * 6;
constexpr int stratumCount = 20;

/// Counts of all strata of all lines for a few polls that follow one another, so that none is measured twice.
using Polls = std::vector<std::vector<std::vector<StratumCounts>>>;

Polls makePolls(int count)
{
    std::mt19937_64 random(1);
    Polls polls(static_cast<std::size_t>(count));
    for (auto &poll : polls) {
        poll.resize(lineCount);
        for (std::vector<StratumCounts> &line : poll) {
            for (int i = 0; i < stratumCount; ++i) {
                char name[24];
                std::snprintf(name, sizeof name, "tenant-%04d", i);
                line.push_back({name, {poisson(3, random), 300 + poisson(30, random)}, {poisson(0.6, random), 60 + poisson(6, random)}});
            }
        }
    }
    return polls;
}

/// The same as the source counted it.
std::vector<CountStep> stepsOf(const std::vector<std::vector<StratumCounts>> &poll)
{
    std::vector<CountStep> steps(poll.size());
    for (std::size_t line = 0; line < poll.size(); ++line) {
        for (const StratumCounts &one : poll[line]) {
            const QString name = QString::fromStdString(one.name);
            steps[line].versions[u"v41"_s][name] = one.stable;
            steps[line].versions[u"v42"_s][name] = one.canary;
        }
    }
    return steps;
}

void stepRows(BenchTable &table)
{
    const Polls polls = makePolls(12);
    const Strata plain(JudgeOptions{});
    JudgeOptions corrected;
    corrected.correctBursts = true;
    const Strata bursts(corrected);
    std::vector<StrataState> a(lineCount), b(lineCount), c(lineCount);
    std::vector<std::vector<CountStep>> counted;
    for (const auto &poll : polls)
        counted.push_back(stepsOf(poll));
    int step[3] = {0, 0, 0};
    const QString stable = u"v41"_s, canary = u"v42"_s;
    const auto takeCounted = [&] {
        const auto &poll = counted[static_cast<std::size_t>(step[2]) % counted.size()];
        const TimePoint t{std::chrono::minutes(++step[2])};
        for (std::size_t line = 0; line < c.size(); ++line)
            plain.take(c[line], t, stratumCounts(poll[line], stable, canary, false));
    };
    const auto take = [&](const Strata &strata, std::vector<StrataState> &states, int &count) {
        const auto &poll = polls[static_cast<std::size_t>(count) % polls.size()];
        const TimePoint t{std::chrono::minutes(++count)};
        for (std::size_t line = 0; line < states.size(); ++line)
            strata.take(states[line], t, poll[line]);
    };
    // Beyond the first hour, so that estimates of the dispersion are there and blocks end.
    for (int i = 0; i < 70; ++i) {
        take(plain, a, step[0]);
        take(bursts, b, step[1]);
        takeCounted();
    }
    [[maybe_unused]] volatile std::size_t keptAll = 0; // so that nothing is optimized away
    std::size_t kept = 0;
    const std::vector<double> medians = interleavedMedians(21, {[&] { take(plain, a, step[0]); }, [&] { take(bursts, b, step[1]); },
        [&] {
            for (std::size_t line = 0; line < a.size(); ++line)
                kept += plain.ranked(a[line], TimePoint(std::chrono::minutes(step[0]))).size();
        },
        [&] {
            double sum = 0;
            for (const auto &line : polls[static_cast<std::size_t>(step[0]) % polls.size()]) {
                for (const StratumCounts &stratum : line) {
                    for (const double ratio : gridRatios)
                        sum += std::log1p(stratum.canary.total / (stratum.canary.total + stratum.stable.total) * (ratio - 1));
                }
            }
            kept += sum > 0 ? 1 : 0;
        },
        takeCounted}, BenchClock::Processor);
    keptAll = kept;
    const QString name = u"a poll of 200 services x 6 families x 20 strata"_s;
    table.within(name, medians[0], u"the goal"_s, 5, u"ms"_s, 1);
    table.within(name + u", bursts"_s, medians[1], u"the goal"_s, 5, u"ms"_s, 1);
    table.within(name + u", from what the source counted"_s, medians[4], u"the goal"_s, 5, u"ms"_s, 1);
    table.within(name, medians[0], u"its 288,000 logarithms by libm"_s, medians[3], u"ms"_s, 0);
    table.within(u"… their verdicts, whole and ranked"_s, medians[2], u"a poll of them"_s, medians[0], u"ms"_s, 0);
}

void recordingRows(BenchTable &table)
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(u"polls.jsonl"_s).toStdString();
    std::mt19937_64 random(2);
    {
        std::ofstream file(path);
        std::vector<std::vector<CountPoll>> kinds;
        for (int kind = 0; kind < 50; ++kind)
            kinds.push_back(recordCanary({10, kind % 2 == 0 ? 1.0 : 2.0}, random));
        for (std::size_t minute = 0; minute < 180; ++minute) {
            for (int series = 0; series < 10'000; ++series) {
                const CountPoll &poll = kinds[static_cast<std::size_t>(series) % kinds.size()][minute];
                file << R"({"series":"service-)" << series / 6 << "/line-" << series % 6 << R"(","t":)" << 1'764'000'000 + 60 * minute
                     << R"(,"stable":{"bad":)" << poll.stable.bad << R"(,"total":)" << poll.stable.total << R"(},"canary":{"bad":)"
                     << poll.canary.bad << R"(,"total":)" << poll.canary.total << "}}\n";
            }
        }
    }
    int code = 0;
    std::size_t kept = 0;
    const std::vector<double> medians = interleavedMedians(3, {[&] {
            std::ifstream file(path, std::ios::binary);
            std::ostringstream out, err;
            code = judgeStream(JudgeOptions{}, file, out, err);
            kept = out.str().size();
        },
        [&] {
            std::ifstream file(path, std::ios::binary);
            for (std::string line; std::getline(file, line);)
                kept += nlohmann::json::parse(line).size();
        }}, BenchClock::Processor);
    if (code != 0)
        table.note(u"the recording was not read: exit %1"_s.arg(code));
    table.within(u"andon judge, 10,000 series x 180 polls"_s, medians[0] / 1e3, u"the goal"_s, 3, u"s"_s, 1);
    table.less(u"andon judge, 10,000 series x 180 polls"_s, medians[0] / 1e3, u"nlohmann DOM of the lines, unjudged"_s, medians[1] / 1e3, u"s"_s, 2);
}

void memoryRow(BenchTable &table)
{
    JudgeOptions options;
    options.correctBursts = true;
    const Strata strata(options);
    std::vector<StrataState> states(lineCount / 50);
    const Polls polls = makePolls(4);
    double bytes[2] = {0, 0};
    for (int day = 1, minute = 0; day <= 7; ++day) {
        for (int i = 0; i < 1440; ++i) {
            ++minute;
            for (std::size_t line = 0; line < states.size(); ++line)
                strata.take(states[line], TimePoint(std::chrono::minutes(minute)), polls[static_cast<std::size_t>(minute) % polls.size()][line]);
        }
        bytes[day == 1 ? 0 : 1] = static_cast<double>(mallinfo2().uordblks);
    }
    table.within(u"memory after a canary of 7 days"_s, bytes[1] / 1e6, u"after its first day"_s, bytes[0] / 1e6, u"MB"_s, 1.001);
    table.within(u"a stratum's state"_s, sizeof(JudgeState), u"its 10,080 polls kept"_s, 10'080.0 * sizeof(CountPoll), u"B"_s, 0);
}

struct Contestant {
    const char *name;
    std::function<int(const std::vector<CountPoll> &)> decide;
};

void stopRows(BenchTable &table, int runs)
{
    JudgeOptions bursts;
    bursts.correctBursts = true;
    const Judge judge(JudgeOptions{}), corrected(bursts);
    const std::vector<Contestant> peers{
        {"peeked z-test", stopOfPeekedZ},
        {"Mann-Whitney a 15 min (Kayenta)", stopOfMannWhitney},
        {"rate <= 2 %, failureLimit 0 (Argo)", [](const auto &polls) { return stopOfThreshold(polls, 0); }},
        {"rate <= 2 %, failureLimit 3 (Argo)", [](const auto &polls) { return stopOfThreshold(polls, 3); }}};
    const struct {
        QString name;
        CanaryTraffic traffic;
    } cases[] = {{u"good, 1 request/s"_s, {1, 1}},         {u"good, 10 requests/s"_s, {10, 1}},  {u"good, 100 requests/s"_s, {100, 1}},
                 {u"good, 10 requests/s, bursts of 5"_s, {10, 1, 5}}, {u"5x, 1 request/s"_s, {1, 5}},
                 {u"1.5x, 10 requests/s"_s, {10, 1.5}},    {u"2x, 10 requests/s"_s, {10, 2}},     {u"2x after two hours, 10 requests/s"_s, {10, 2, 1, 180, 120}}};
    table.note(u"who stops it, and when: share of %1 recordings stopped, and the mean minute of the stop"_s.arg(runs));
    for (const auto &row : cases) {
        const auto figures = [&](const auto &decide) { return figuresOf(row.traffic, runs, 7, decide); };
        const Judge &ours = row.traffic.burst > 1 ? corrected : judge;
        const RunFigures own = figures([&](const auto &polls) { return firstMinute(ours, polls, VerdictKind::Regressed); });
        const bool good = row.traffic.ratio == 1;
        for (const Contestant &peer : peers) {
            const RunFigures theirs = figures(peer.decide);
            table.within(row.name + (good ? u": stopped all the same"_s : u": stopped"_s), own.percent, QString::fromLatin1(peer.name),
                         theirs.percent, u"%"_s, 0);
            if (!good)
                table.within(row.name + u": minute"_s, own.minutes, QString::fromLatin1(peer.name), theirs.minutes, u"min"_s, 0);
        }
        if (good)
            table.within(row.name + u": stopped all the same"_s, own.percent, u"alpha"_s, 5, u"%"_s, 1);
    }
}

} // namespace

int main(int argc, char **argv)
{
    BenchTable table(argc, argv);
    stepRows(table);
    recordingRows(table);
    memoryRow(table);
    stopRows(table, 400);
    return 0;
}
