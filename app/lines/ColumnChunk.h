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
struct ValuesChunk {
    static constexpr std::array<std::size_t, 3> blockSizes{16, 64, 256};
    static constexpr std::size_t blockCount = Columns::chunkSize / 16 + Columns::chunkSize / 64 + Columns::chunkSize / 256;

    std::size_t used = 0;
    std::array<double, Columns::chunkSize> at;
    std::array<Extremes, blockCount> blocks; ///< of complete blocks only

    /// Of [from, to), both within `used`.
    [[nodiscard]] Extremes extremes(std::size_t from, std::size_t to) const;
    /// Fits within the chunk.
    void put(double value)
    {
        at[used++] = value;
        if (used % blockSizes[0] == 0)
            finishBlocks();
    }
    void put(const double *values, std::size_t count); ///< fit within the chunk

private:
    void finishBlocks();
    [[nodiscard]] Extremes below(std::size_t level, std::size_t from) const;
};

} // namespace andon
