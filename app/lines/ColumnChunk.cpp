// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/ColumnChunk.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace andon {

static constexpr const auto &blockSizes = ValuesChunk::blockSizes;

/// The place of the block of size blockSizes[level] that begins at sample `at`.
static constexpr std::size_t blockPlace(std::size_t level, std::size_t at)
{
    constexpr std::array<std::size_t, 3> starts{0, Columns::chunkSize / 16, Columns::chunkSize / 16 + Columns::chunkSize / 64};
    return starts[level] + at / blockSizes[level];
}

namespace {

/// Two numbers at once; GCC and Clang turn it into the machine's vectors.
using Two [[gnu::vector_size(16)]] = double;

Extremes extremesOf(const double *const begin, const double *const end)
{
    static constexpr double infinity = std::numeric_limits<double>::infinity();
    // NaN is below and above nothing; an infinity shows in the result. Several of each, which the processor follows side by side.
    const auto lower = [](auto one, auto bound) { return one < bound ? one : bound; };
    const auto higher = [](auto one, auto bound) { return one > bound ? one : bound; };
    std::array<Two, 4> lows, highs;
    lows.fill(Two{infinity, infinity});
    highs.fill(Two{-infinity, -infinity});
    const auto add = [&](std::size_t lane, const double *from) {
        Two two;
        std::memcpy(&two, from, sizeof two);
        lows[lane] = lower(two, lows[lane]);
        highs[lane] = higher(two, highs[lane]);
    };
    const double *value = begin;
    for (; end - value >= 8; value += 8) {
#pragma GCC unroll 4 // so that all stay in registers
        for (std::size_t i = 0; i < lows.size(); ++i)
            add(i, value + 2 * i);
    }
    for (; end - value >= 2; value += 2)
        add(0, value);
    const Two low = lower(lower(lows[0], lows[1]), lower(lows[2], lows[3]));
    const Two high = higher(higher(highs[0], highs[1]), higher(highs[2], highs[3]));
    Extremes all{lower(low[0], low[1]), higher(high[0], high[1])};
    for (; value < end; ++value) {
        all.low = lower(*value, all.low);
        all.high = higher(*value, all.high);
    }
    if (all.low == -infinity || all.high == infinity) {
        all = {};
        for (value = begin; value < end; ++value)
            all.add(*value);
    }
    return all;
}

/// Gathers the extremes of blocks along several lines at once, which the processor follows side by side: the order does not
/// matter to a lowest and a highest value.
class Gathering {
public:
    void add(const Extremes &block) { m_found[m_next++ % lanes].add(block); }
    [[nodiscard]] Extremes all() const
    {
        Extremes found = m_found[0];
        for (std::size_t lane = 1; lane < lanes; ++lane)
            found.add(m_found[lane]);
        return found;
    }

private:
    static constexpr std::size_t lanes = 4;
    std::array<Extremes, lanes> m_found{};
    std::size_t m_next = 0;
};

} // namespace

void TimesChunk::put(const qint64 *times, std::size_t count)
{
    std::copy_n(times, count, at.data() + used);
    used += count;
    if (used < at.size())
        return;
    const qint64 step = at[1] - at[0];
    bool even = true;
    for (std::size_t i = 1; i < at.size(); ++i)
        even &= at[i] - at[i - 1] == step; // no way out of the loop: so the processor does several at once
    stepMs = even ? step : 0;
}

Extremes ValuesChunk::extremes(std::size_t from, std::size_t to) const
{
    Gathering found;
    const auto addUntil = [&](std::size_t until) {
        if (from < until)
            found.add(extremesOf(at.data() + from, at.data() + until));
        from = std::max(from, until);
    };
    // Masks: a division for every block would cost more than the block.
    const auto fits = [&](std::size_t size) { return (from & (size - 1)) == 0 && from + size <= to; };
    const auto addBlock = [&](std::size_t level) {
        found.add(blocks[blockPlace(level, from)]);
        from += blockSizes[level];
    };
    addUntil(std::min(to, (from + blockSizes[0] - 1) & ~(blockSizes[0] - 1)));
    while (from + blockSizes[0] <= to) {
        if (fits(blockSizes[2]))
            addBlock(2);
        else if (fits(blockSizes[1]))
            addBlock(1);
        else
            addBlock(0);
    }
    addUntil(to);
    return found.all();
}

void ValuesChunk::put(const double *values, std::size_t count)
{
    while (count > 0) {
        const std::size_t some = std::min(count, blockSizes[0] - used % blockSizes[0]);
        std::copy_n(values, some, at.data() + used);
        used += some;
        values += some;
        count -= some;
        finishBlocks();
    }
}

void ValuesChunk::finishBlocks()
{
    for (std::size_t level = 0; level < blockSizes.size() && used % blockSizes[level] == 0; ++level) {
        const std::size_t from = used - blockSizes[level];
        blocks[blockPlace(level, from)] = below(level, from);
    }
}

Extremes ValuesChunk::below(std::size_t level, std::size_t from) const
{
    if (level == 0)
        return extremesOf(at.data() + from, at.data() + from + blockSizes[0]);
    Gathering found;
    for (std::size_t i = from; i < from + blockSizes[level]; i += blockSizes[level - 1])
        found.add(blocks[blockPlace(level - 1, i)]);
    return found.all();
}

} // namespace andon
