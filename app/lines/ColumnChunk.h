// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Columns.h"

#include <array>

namespace andon {

/// The times of a chunk of Columns. Written once each, below `used`, before any copy that counts them is handed on; the
/// rest is undefined.
struct TimesChunk {
    std::size_t used = 0;
    qint64 stepMs = 0; ///< of a full chunk: by how much each time lies after the one before it, where that is the same for all, else 0
    std::array<qint64, Columns::chunkSize> at;

    void put(const qint64 *times, std::size_t count); ///< fit within the chunk
};

/// The values of a chunk of Columns, with the extremes of their blocks. Written as TimesChunk is.
///
/// A range that begins and ends in different groups costs, at either end, the samples of one block and its Sides: three
/// lines of memory, whatever its length. Only a range within one group goes from block to block.
struct ValuesChunk {
    static constexpr std::size_t blockSize = 16;
    static constexpr std::size_t groupSize = 256;
    static constexpr std::size_t cacheLine = 64; ///< bytes; a block that began elsewhere would lie on one line more

    /// The extremes of the other blocks of a block's group.
    struct Sides {
        Extremes before; ///< of those before it, once they are complete
        Extremes behind; ///< of those behind it, once the group is complete
    };

    std::size_t used = 0;
    alignas(cacheLine) std::array<double, Columns::chunkSize> at;
    alignas(cacheLine) std::array<Sides, Columns::chunkSize / blockSize> sides;
    std::array<Extremes, Columns::chunkSize / groupSize> groups; ///< of complete groups only
    std::array<Extremes, Columns::chunkSize / blockSize> blocks; ///< of complete blocks only

    /// Of [from, to), both within `used`; of no samples: none.
    [[nodiscard]] Extremes extremes(std::size_t from, std::size_t to) const;
    /// Fits within the chunk.
    void put(double value)
    {
        at[used++] = value;
        if (used % blockSize == 0)
            finishBlock();
    }
    void put(const double *values, std::size_t count); ///< fit within the chunk

private:
    void finishBlock();
    void finishGroup();
    [[nodiscard]] Extremes within(std::size_t from, std::size_t to) const; ///< both in one group
    [[nodiscard]] Extremes toGroupEnd(std::size_t from) const;             ///< of a complete group
    [[nodiscard]] Extremes fromGroupStart(std::size_t to) const;           ///< `to` is no group's end
};

} // namespace andon
