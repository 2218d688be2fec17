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

namespace {

/// Gathers extremes along several lines at once, which the processor follows side by side: the order does not matter to a
/// lowest and a highest value.
class Gathering {
public:
    void add(const double *value, const double *end)
    {
        for (; end - value >= std::ptrdiff_t(lanes); value += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane)
                put(m_found[lane], value[lane]);
        }
        for (std::size_t lane = 0; value < end; ++value, ++lane)
            put(m_found[lane % lanes], *value);
    }
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
    /// Without a branch: what is no finite number stands aside as the bound that changes nothing.
    static void put(Extremes &found, double value)
    {
        const bool finite = std::abs(value) <= std::numeric_limits<double>::max();
        const double low = finite ? value : std::numeric_limits<double>::infinity();
        const double high = finite ? value : -std::numeric_limits<double>::infinity();
        found.low = low < found.low ? low : found.low;
        found.high = high > found.high ? high : found.high;
    }
    std::array<Extremes, lanes> m_found{};
    std::size_t m_next = 0;
};

} // namespace

qint64 TimesChunk::evenStepMs() const
{
    const qint64 step = at[1] - at[0];
    bool even = true;
    for (std::size_t i = 1; i < at.size(); ++i)
        even &= at[i] - at[i - 1] == step; // no way out of the loop: so the processor does several at once
    return even ? step : 0;
}

Extremes ValuesChunk::extremes(std::size_t from, std::size_t to) const
{
    Gathering found;
    const auto addUntil = [&](std::size_t until) {
        if (from < until)
            found.add(at.data() + from, at.data() + until);
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
    Gathering found;
    if (level == 0) {
        found.add(at.data() + from, at.data() + from + blockSizes[0]);
    } else {
        for (std::size_t i = from; i < from + blockSizes[level]; i += blockSizes[level - 1])
            found.add(blocks[blockPlace(level - 1, i)]);
    }
    return found.all();
}

} // namespace andon
