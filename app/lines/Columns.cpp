// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/Columns.h"

#include "app/lines/ColumnChunk.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace andon {

/// Of an even chunk without a look at its memory.
qint64 Columns::Part::time(std::size_t at) const
{
    return stepMs > 0 ? firstMs + static_cast<qint64>(at) * stepMs : times->at[at];
}

std::size_t Columns::Part::firstAtOrAfter(qint64 timeMs, std::size_t count) const
{
    if (stepMs > 0) {
        if (count == 0 || timeMs <= firstMs)
            return 0;
        const qint64 behind = timeMs - firstMs;
        return timeMs > time(count - 1) ? count : static_cast<std::size_t>(behind / stepMs + (behind % stepMs != 0 ? 1 : 0));
    }
    const auto &at = times->at;
    return static_cast<std::size_t>(std::lower_bound(at.begin(), at.begin() + static_cast<std::ptrdiff_t>(count), timeMs) - at.begin());
}

Columns::Part &Columns::Parts::last()
{
    std::shared_ptr<std::vector<Part>> &own = m_shelves.back();
    if (own.use_count() > 1)
        own = std::make_shared<std::vector<Part>>(*own);
    return (*own)[(m_front + m_size - 1) % shelf];
}

void Columns::Parts::append(Part part)
{
    const std::size_t place = m_front + m_size;
    if (place / shelf == m_shelves.size())
        m_shelves.push_back(std::make_shared<std::vector<Part>>());
    std::shared_ptr<std::vector<Part>> &own = m_shelves.back();
    if (own.use_count() > 1)
        own = std::make_shared<std::vector<Part>>(*own);
    own->resize(place % shelf);
    own->push_back(std::move(part));
    ++m_size;
}

void Columns::Parts::truncate(std::size_t count)
{
    // What lies beyond the end stays on its shelf until the next part takes its place.
    m_size = std::min(m_size, count);
    if (m_size == 0)
        m_front = 0;
    m_shelves.resize((m_front + m_size + shelf - 1) / shelf);
}

void Columns::Parts::forget(std::size_t count)
{
    m_front += count;
    m_size -= count;
    m_shelves.erase(m_shelves.begin(), m_shelves.begin() + static_cast<std::ptrdiff_t>(m_front / shelf));
    m_front %= shelf;
}

std::size_t Columns::Parts::firstAtOrAfter(qint64 timeMs) const
{
    std::size_t low = 0, high = m_size;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if ((*this)[middle].firstMs < timeMs)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::size_t Columns::Parts::bytes(QSet<const void *> &counted) const
{
    std::size_t sum = 0;
    for (const auto &one : m_shelves) {
        if (!counted.contains(one.get()))
            sum += one->capacity() * sizeof(Part);
        counted.insert(one.get());
    }
    return sum;
}

Columns::Columns(const std::vector<qint64> &times, const std::vector<double> &values)
{
    for (std::size_t i = 0; i < std::min(times.size(), values.size()); ++i)
        append(times[i], values[i]);
}

qint64 Columns::time(std::size_t i) const
{
    const std::size_t place = m_front + i;
    return m_parts[place / chunkSize].time(place % chunkSize);
}

double Columns::value(std::size_t i) const
{
    const std::size_t place = m_front + i;
    return m_parts[place / chunkSize].values->at[place % chunkSize];
}

Columns::Run Columns::run(std::size_t i) const
{
    if (i >= m_size)
        return {};
    const std::size_t place = m_front + i;
    const Part &part = m_parts[place / chunkSize];
    const std::size_t at = place % chunkSize;
    return {part.times->at.data() + at, part.values->at.data() + at, std::min(m_size - i, chunkSize - at)};
}

void Columns::expect(std::size_t i) const
{
    if (i >= m_size)
        return;
    const std::size_t place = m_front + i;
    const Part &part = m_parts[place / chunkSize];
    const std::size_t at = place % chunkSize;
    if (part.stepMs == 0)
        __builtin_prefetch(part.times->at.data() + at);
    const std::size_t block = at / ValuesChunk::blockSize;
    const double *const values = part.values->at.data() + block * ValuesChunk::blockSize;
    __builtin_prefetch(values);
    __builtin_prefetch(values + ValuesChunk::blockSize / 2);
    __builtin_prefetch(part.values->sides.data() + block);
}

std::size_t Columns::firstAtOrAfter(qint64 timeMs) const
{
    if (empty())
        return 0;
    // The last part that begins before the time holds it, or the next part begins with it.
    std::size_t index = m_parts.firstAtOrAfter(timeMs);
    if (index == 0)
        return 0;
    --index;
    const std::size_t end = std::min(chunkSize, m_front + m_size - index * chunkSize);
    const std::size_t place = index * chunkSize + m_parts[index].firstAtOrAfter(timeMs, end);
    return place < m_front ? 0 : place - m_front;
}

Extremes Columns::extremes(std::size_t from, std::size_t to) const
{
    Extremes found;
    std::size_t place = m_front + from;
    const std::size_t last = m_front + std::min(to, m_size);
    while (place < last) {
        const Part &part = m_parts[place / chunkSize];
        const std::size_t at = place % chunkSize;
        const std::size_t end = std::min(chunkSize, at + last - place);
        if (at == 0 && end == chunkSize)
            found.add(part.extremes);
        else
            found.add(part.values->extremes(at, end));
        place += end - at;
    }
    return found;
}

std::shared_ptr<TimesChunk> Columns::timesLike(const Columns *like, qint64 timeMs) const
{
    if (like) {
        const std::size_t found = like->m_parts.firstAtOrAfter(timeMs);
        if (found < like->m_parts.size() && like->m_parts[found].firstMs == timeMs)
            return like->m_parts[found].times;
    }
    return std::make_shared_for_overwrite<TimesChunk>();
}

/// What stands there already and is the same is taken over: so a tail that is read again costs nothing, and series of one
/// answer share their times. A chunk that goes on differently is left to the others and copied.
void Columns::write(Part &part, std::size_t at, qint64 timeMs, double value)
{
    TimesChunk *times = part.times.get();
    if (times->used != at && (times->used < at || times->at[at] != timeMs)) {
        auto copy = std::make_shared_for_overwrite<TimesChunk>();
        copy->put(times->at.data(), at);
        part.times = std::move(copy);
        times = part.times.get();
    }
    if (times->used == at)
        times->put(&timeMs, 1);
    ValuesChunk *values = part.values.get();
    if (values->used != at && std::bit_cast<quint64>(values->at[at]) != std::bit_cast<quint64>(value)) {
        auto copy = std::make_shared_for_overwrite<ValuesChunk>();
        for (std::size_t i = 0; i < at; ++i)
            copy->put(values->at[i]);
        part.values = std::move(copy);
        values = part.values.get();
    }
    if (values->used == at)
        values->put(value);
    part.stepMs = at + 1 == chunkSize ? times->stepMs : 0;
    if (at + 1 == chunkSize)
        part.extremes = values->extremes(0, chunkSize);
}

void Columns::append(qint64 timeMs, double value, const Columns *like)
{
    const std::size_t place = m_front + m_size;
    if (place / chunkSize == m_parts.size())
        m_parts.append({timesLike(like, timeMs), std::make_shared_for_overwrite<ValuesChunk>(), timeMs, 0, {}});
    write(m_parts.last(), place % chunkSize, timeMs, value);
    ++m_size;
}

void Columns::writeTimes(Part &part, std::size_t at, const qint64 *times, std::size_t count)
{
    TimesChunk *chunk = part.times.get();
    const std::size_t there = chunk->used > at ? std::min(chunk->used - at, count) : 0;
    const bool goesOn = there == count || chunk->used == at + there;
    if (!goesOn || !std::equal(times, times + there, chunk->at.data() + at)) {
        auto copy = std::make_shared_for_overwrite<TimesChunk>();
        copy->put(chunk->at.data(), at);
        copy->put(times, count);
        part.times = std::move(copy);
    } else if (there < count) {
        chunk->put(times + there, count - there);
    }
    // What was cut and goes on in another way is not even any more.
    part.stepMs = at + count == chunkSize ? part.times->stepMs : 0;
}

void Columns::writeValues(Part &part, std::size_t at, const double *values, std::size_t count)
{
    ValuesChunk *chunk = part.values.get();
    const std::size_t there = chunk->used > at ? std::min(chunk->used - at, count) : 0;
    const bool goesOn = there == count || chunk->used == at + there;
    if (!goesOn || std::memcmp(values, chunk->at.data() + at, there * sizeof(double)) != 0) {
        auto copy = std::make_shared_for_overwrite<ValuesChunk>();
        copy->put(chunk->at.data(), at);
        copy->put(values, count);
        part.values = std::move(copy);
    } else if (there < count) {
        chunk->put(values + there, count - there);
    }
    if (at + count == chunkSize)
        part.extremes = part.values->extremes(0, chunkSize);
}

void Columns::append(const qint64 *times, const double *values, std::size_t count, const Columns *like)
{
    while (count > 0) {
        const std::size_t place = m_front + m_size;
        if (place / chunkSize == m_parts.size())
            m_parts.append({timesLike(like, *times), std::make_shared_for_overwrite<ValuesChunk>(), *times, 0, {}});
        const std::size_t at = place % chunkSize;
        const std::size_t some = std::min(count, chunkSize - at);
        writeTimes(m_parts.last(), at, times, some);
        writeValues(m_parts.last(), at, values, some);
        m_size += some;
        times += some;
        values += some;
        count -= some;
    }
}

void Columns::append(const Columns &other, std::size_t from, std::size_t to, const Columns *like)
{
    to = std::min(to, other.size());
    while (from < to) {
        const Run part = other.run(from);
        const std::size_t count = std::min(part.count, to - from);
        append(part.times, part.values, count, like);
        from += count;
    }
}

void Columns::truncate(std::size_t count)
{
    if (count >= m_size)
        return;
    m_size = count;
    if (count == 0)
        m_front = 0;
    m_parts.truncate((m_front + m_size + chunkSize - 1) / chunkSize);
}

void Columns::forget(std::size_t count)
{
    if (count >= m_size) {
        truncate(0);
        return;
    }
    m_front += count;
    m_size -= count;
    m_parts.forget(m_front / chunkSize);
    m_front %= chunkSize;
}

static bool sameSample(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

Columns::Same Columns::sameAs(const Columns &before) const
{
    static constexpr qint64 ever = std::numeric_limits<qint64>::max();
    if (empty() || before.empty())
        return {};
    const qint64 fromMs = firstTime() == before.firstTime() ? std::numeric_limits<qint64>::min()
                                                             : std::max(firstTime(), before.firstTime());
    std::size_t mine = firstAtOrAfter(fromMs), theirs = before.firstAtOrAfter(fromMs);
    while (mine < m_size && theirs < before.m_size) {
        const Run a = run(mine), b = before.run(theirs);
        const std::size_t count = std::min(a.count, b.count);
        for (std::size_t i = 0; i < count && (a.times != b.times || a.values != b.values); ++i) {
            if (a.times[i] != b.times[i] || !sameSample(a.values[i], b.values[i]))
                return {fromMs, std::min(a.times[i], b.times[i])};
        }
        mine += count;
        theirs += count;
    }
    if (mine < m_size)
        return {fromMs, time(mine)};
    return {fromMs, theirs < before.m_size ? before.time(theirs) : ever};
}

std::size_t Columns::bytes(QSet<const void *> &counted) const
{
    std::size_t sum = m_parts.bytes(counted);
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part &part = m_parts[i];
        for (const auto &[chunk, size] : {std::pair<const void *, std::size_t>(part.times.get(), sizeof(TimesChunk)),
                                          std::pair<const void *, std::size_t>(part.values.get(), sizeof(ValuesChunk))}) {
            if (counted.contains(chunk))
                continue;
            counted.insert(chunk);
            sum += size;
        }
    }
    return sum;
}

bool operator==(const Columns &a, const Columns &b)
{
    if (a.m_size != b.m_size)
        return false;
    const Columns::Same same = a.sameAs(b);
    return a.empty() || (same.fromMs == std::numeric_limits<qint64>::min() && same.untilMs == std::numeric_limits<qint64>::max());
}

} // namespace andon
