// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/ColumnChunk.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace andon {

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
    if (from >= to)
        return {};
    const std::size_t firstEnd = (from | (groupSize - 1)) + 1;
    if (to < firstEnd)
        return from % groupSize == 0 ? fromGroupStart(to) : within(from, to);
    Extremes found;
    if (from % groupSize != 0) {
        found = toGroupEnd(from);
        from = firstEnd;
    }
    for (; from + groupSize <= to; from += groupSize)
        found.add(groups[from / groupSize]);
    if (from < to)
        found.add(fromGroupStart(to));
    return found;
}

Extremes ValuesChunk::within(std::size_t from, std::size_t to) const
{
    Gathering found;
    const auto addUntil = [&](std::size_t until) {
        if (from < until)
            found.add(extremesOf(at.data() + from, at.data() + until));
        from = std::max(from, until);
    };
    // Masks: a division for every range would cost more than a block.
    addUntil(std::min(to, (from + blockSize - 1) & ~(blockSize - 1)));
    for (; from + blockSize <= to; from += blockSize)
        found.add(blocks[from / blockSize]);
    addUntil(to);
    return found.all();
}

Extremes ValuesChunk::toGroupEnd(std::size_t from) const
{
    const std::size_t block = from / blockSize;
    Extremes found = extremesOf(at.data() + from, at.data() + (block + 1) * blockSize);
    found.add(sides[block].behind);
    return found;
}

Extremes ValuesChunk::fromGroupStart(std::size_t to) const
{
    const std::size_t block = to / blockSize;
    Extremes found = extremesOf(at.data() + block * blockSize, at.data() + to);
    found.add(sides[block].before);
    return found;
}

void ValuesChunk::put(const double *values, std::size_t count)
{
    while (count > 0) {
        const std::size_t some = std::min(count, blockSize - used % blockSize);
        std::copy_n(values, some, at.data() + used);
        used += some;
        values += some;
        count -= some;
        if (used % blockSize == 0)
            finishBlock();
    }
}

void ValuesChunk::finishBlock()
{
    const std::size_t block = used / blockSize - 1;
    blocks[block] = extremesOf(at.data() + used - blockSize, at.data() + used);
    if (used % groupSize == 0) {
        finishGroup();
        return;
    }
    sides[block + 1].before = sides[block].before;
    sides[block + 1].before.add(blocks[block]);
}

void ValuesChunk::finishGroup()
{
    Extremes behind;
    const std::size_t first = (used - groupSize) / blockSize;
    for (std::size_t block = used / blockSize; block-- > first;) {
        sides[block].behind = behind;
        behind.add(blocks[block]);
    }
    groups[used / groupSize - 1] = behind;
}

} // namespace andon
