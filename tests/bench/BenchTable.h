// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace andon {

/// The rows of a bench, printed as they come: a table, or with --json on the command line one JSON object a row
/// {"name","ours","peer","unit","ratio","goal","met"}. A figure never stands without a peer of the same run.
/// A goal of 0 is none: the row tells and is not judged, "met" is null.
class BenchTable {
public:
    BenchTable(int argc, char **argv);
    /// Ours is to be `atLeast` times less than the peer's (time, memory, bytes); ratio = peer / ours.
    void less(const QString &name, double ours, const QString &peerName, double peer, const QString &unit, double atLeast);
    /// Ours is to be at most `atMost` times the peer's; ratio = ours / peer.
    void within(const QString &name, double ours, const QString &peerName, double peer, const QString &unit, double atMost);
    /// What a reader of the table must know, say what was left out and why; on stderr beside JSON.
    void note(const QString &text) const;
    [[nodiscard]] bool allMet() const { return m_allMet; }

private:
    struct Row;
    void print(const Row &row);
    bool m_json = false;
    bool m_headed = false;
    bool m_allMet = true;
};

/// One of the contestants of a run.
using BenchWork = std::function<void()>;
/// What is measured: the time that passes, or that of the processor, which other programs disturb less.
enum class BenchClock { Wall, Processor };
/// Milliseconds by contestant: the median of `rounds` rounds in which each one runs once, after one that is not
/// counted. What disturbs the machine for a while so disturbs all of them.
[[nodiscard]] std::vector<double> interleavedMedians(int rounds, const std::vector<BenchWork> &works,
                                                      BenchClock clock = BenchClock::Wall);

} // namespace andon
