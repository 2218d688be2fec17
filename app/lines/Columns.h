// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QtGlobal>

#include <cmath>
#include <limits>
#include <memory>
#include <vector>

namespace andon {

struct TimesChunk;
struct ValuesChunk;

/// The lowest and the highest of some values; NaN and the infinities are none.
struct Extremes {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();
    [[nodiscard]] bool any() const { return low <= high; }
    void add(double value)
    {
        // NaN and the infinities are beyond every bound; without a branch, since most values are numbers.
        const bool finite = std::abs(value) <= std::numeric_limits<double>::max();
        low = finite && value < low ? value : low;
        high = finite && value > high ? value : high;
    }
    void add(const Extremes &others)
    {
        low = others.low < low ? others.low : low;
        high = others.high > high ? others.high : high;
    }
    bool operator==(const Extremes &) const = default;
};

/// The samples of a series in rising time, in chunks with a pyramid of extremes (blocks of 16, groups of 256 and chunks of
/// 1,024 samples). A gap is a missing sample, never a zero; "no traffic" is a NaN. Times are milliseconds since the epoch,
/// values in the indicator's unit.
///
/// A value: a copy is a snapshot, costs next to nothing, and never changes when another copy is appended to, cut or
/// corrected. Copies share their chunks: any thread may read a copy of its own, but copies that come from each other are
/// appended to in one thread at a time. About 19.2 bytes a sample, 11.2 where the times are shared with another series.
class Columns {
public:
    static constexpr std::size_t chunkSize = 1024;

    Columns() = default;
    /// Equal lengths, rising times.
    Columns(const std::vector<qint64> &times, const std::vector<double> &values);

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] qint64 time(std::size_t i) const;
    [[nodiscard]] double value(std::size_t i) const;
    [[nodiscard]] qint64 firstTime() const { return time(0); }           ///< not where empty
    [[nodiscard]] qint64 lastTime() const { return time(m_size - 1); }   ///< not where empty
    [[nodiscard]] double lastValue() const { return value(m_size - 1); } ///< not where empty
    [[nodiscard]] std::size_t firstAtOrAfter(qint64 timeMs) const;       ///< size() where there is none
    [[nodiscard]] Extremes extremes(std::size_t from, std::size_t to) const; ///< of [from, to), without reading them all

    /// Neighbours in memory: valid as long as this copy lives and is not changed.
    struct Run {
        const qint64 *times = nullptr;
        const double *values = nullptr;
        std::size_t count = 0;
    };
    /// The samples from `i` on that lie in one chunk; empty at the end.
    [[nodiscard]] Run run(std::size_t i) const;
    /// Has the memory around sample `i` fetched, for a caller that soon asks for extremes that end there. Beyond the end:
    /// nothing.
    void expect(std::size_t i) const;

    /// `timeMs` lies after lastTime(). Where `like` has a chunk that begins at the same time, its times are shared as long
    /// as they are the same.
    void append(qint64 timeMs, double value, const Columns *like = nullptr);
    void append(const Columns &other, std::size_t from, std::size_t to, const Columns *like = nullptr);
    /// The same for `count` rising times and their values at once, several times as fast.
    void append(const qint64 *times, const double *values, std::size_t count, const Columns *like = nullptr);
    void truncate(std::size_t count); ///< keeps the first `count` samples
    void forget(std::size_t count);   ///< drops the first `count` samples

    /// Where two readings of one series hold the same samples: in [fromMs, untilMs).
    struct Same {
        qint64 fromMs = 0;
        qint64 untilMs = 0;
    };
    [[nodiscard]] Same sameAs(const Columns &before) const;
    /// Bytes of the chunks that are not in `counted` yet; adds them to it.
    [[nodiscard]] std::size_t bytes(QSet<const void *> &counted) const;
    /// The same samples; NaN equals NaN.
    friend bool operator==(const Columns &a, const Columns &b);

private:
    struct Part {
        std::shared_ptr<TimesChunk> times;
        std::shared_ptr<ValuesChunk> values;
        qint64 firstMs = 0;
        qint64 stepMs = 0; ///< of a full chunk whose times rise evenly; 0: of any other
        Extremes extremes; ///< of the whole chunk once it is full

        [[nodiscard]] qint64 time(std::size_t at) const;
        /// The first of `count` times at or after `timeMs`; `count` where there is none.
        [[nodiscard]] std::size_t firstAtOrAfter(qint64 timeMs, std::size_t count) const;
    };
    /// The chunks in their order, on shelves of 64 that copies share: so a copy costs one pointer a shelf, and an append to
    /// it one shelf.
    class Parts {
    public:
        [[nodiscard]] std::size_t size() const { return m_size; }
        [[nodiscard]] const Part &operator[](std::size_t i) const { return (*m_shelves[(m_front + i) / shelf])[(m_front + i) % shelf]; }
        [[nodiscard]] Part &last(); ///< of this copy alone
        void append(Part part);
        void truncate(std::size_t count);
        void forget(std::size_t count);
        /// The first part that begins at or after `timeMs`; size() where there is none.
        [[nodiscard]] std::size_t firstAtOrAfter(qint64 timeMs) const;
        [[nodiscard]] std::size_t bytes(QSet<const void *> &counted) const;

    private:
        static constexpr std::size_t shelf = 64;
        std::vector<std::shared_ptr<std::vector<Part>>> m_shelves;
        std::size_t m_front = 0; ///< parts of the first shelf that are forgotten
        std::size_t m_size = 0;
    };
    [[nodiscard]] std::shared_ptr<TimesChunk> timesLike(const Columns *like, qint64 timeMs) const;
    void write(Part &part, std::size_t at, qint64 timeMs, double value);
    static void writeTimes(Part &part, std::size_t at, const qint64 *times, std::size_t count);
    static void writeValues(Part &part, std::size_t at, const double *values, std::size_t count);

    Parts m_parts;           ///< all but the last are full
    std::size_t m_front = 0;   ///< samples of the first part that are forgotten
    std::size_t m_size = 0;
};

} // namespace andon
