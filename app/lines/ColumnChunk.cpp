// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/ColumnChunk.h"

#include <algorithm>
#include <cmath>

namespace andon {

static constexpr const auto &blockSizes = ValuesChunk::blockSizes;

/// The place of the block of size blockSizes[level] that begins at sample `at`.
static constexpr std::size_t blockPlace(std::size_t level, std::size_t at)
{
    constexpr std::array<std::size_t, 3> starts{0, Columns::chunkSize / 16, Columns::chunkSize / 16 + Columns::chunkSize / 64};
    return starts[level] + at / blockSizes[level];
}

/// Four at a time, without a branch: the order does not matter to a lowest and a highest value. What is no finite number
/// stands aside as the bound that changes nothing.
static Extremes extremesOf16(const double *values)
{
    static constexpr std::size_t lanes = 4;
    std::array<Extremes, lanes> found{};
    for (std::size_t i = 0; i < blockSizes[0]; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double value = values[i + lane];
            const bool finite = std::abs(value) <= std::numeric_limits<double>::max();
            const double low = finite ? value : std::numeric_limits<double>::infinity();
            const double high = finite ? value : -std::numeric_limits<double>::infinity();
            found[lane].low = low < found[lane].low ? low : found[lane].low;
            found[lane].high = high > found[lane].high ? high : found[lane].high;
        }
    }
    for (std::size_t lane = 1; lane < lanes; ++lane)
        found[0].add(found[lane]);
    return found[0];
}

Extremes ValuesChunk::extremes(std::size_t from, std::size_t to) const
{
    Extremes found;
    const auto addUntil = [&](std::size_t until) {
        while (from < until)
            found.add(at[from++]);
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
    return found;
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
    Extremes found;
    if (level == 0) {
        found = extremesOf16(at.data() + from);
    } else {
        for (std::size_t i = from; i < from + blockSizes[level]; i += blockSizes[level - 1])
            found.add(blocks[blockPlace(level - 1, i)]);
    }
    return found;
}

} // namespace andon
