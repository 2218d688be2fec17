// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/prometheus/DigitText.h"

#include <fast_float/fast_float.h>

#include <cmath>
#include <vector>

namespace andon {

/// Seconds since 1970 with or without a fraction, as milliseconds. Their end, or null.
inline const char *afterAnySeconds(const char *at, const char *end, qint64 &time)
{
    static constexpr qint64 latestSecond = 100'000'000'000;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const char *from = at;
    qint64 whole = 0;
    while (isDigit(*at) && at - from < 12)
        whole = whole * 10 + (*at++ - '0');
    // JSON knows no number with a zero before other digits.
    if (at == from || (*from == '0' && at - from > 1) || whole >= latestSecond)
        return nullptr;
    time = whole * 1000;
    if (*at != '.')
        return at;
    const char *fraction = ++at;
    for (qint64 scale = 100; scale > 0 && isDigit(*at); scale /= 10)
        time += scale * (*at++ - '0');
    if (at == fraction)
        return nullptr;
    if (isDigit(*at)) {
        double exact = 0;
        at = fast_float::from_chars(from, end, exact).ptr;
        if (!(exact < static_cast<double>(latestSecond)))
            return nullptr;
        time = std::llround(exact * 1000);
    }
    return at;
}

/// The same, quickly where it is one of this century with ten digits, and three more for the milliseconds or none.
inline const char *afterSeconds(const char *at, const char *end, qint64 &time)
{
    if (end - at >= 16 && *at != '0') {
        const EightDigits first = EightDigits::at(at), rest = EightDigits::at(at + 8);
        if (first.all() && at[10] == ',') {
            if (const EightDigits two = rest.first(2); two.all()) {
                time = static_cast<qint64>(first.number() * 100 + two.number()) * 1000;
                return at + 10;
            }
        } else if (first.all() && at[10] == '.' && at[14] == ',') {
            const quint64 text = rest.text();
            const EightDigits five((text & 0xFFFF) << 24 | (text & 0xFFFFFF000000) << 16 | (EightDigits::zeros & 0xFFFFFF));
            if (five.all()) {
                time = static_cast<qint64>(first.number() * 100'000 + five.number());
                return at + 14;
            }
        }
    }
    return afterAnySeconds(at, end, time);
}

/// Times that stood in this answer before, with their text: the series of an answer share them, so most are known by sight.
class KnownTimes {
public:
    /// A time's text with the comma and the quote behind it.
    struct Text {
        quint64 first, last; ///< eight characters each: together they are all

        /// Stands at `at`; 16 characters are looked at.
        [[nodiscard]] bool isAt(const char *at, std::ptrdiff_t length) const
        {
            return EightDigits::at(at).text() == first && EightDigits::at(at + length - 8).text() == last;
        }
    };
    /// Those that may come next, in their order; valid until one more is known.
    struct Run {
        const Text *texts;
        const qint64 *times;
        std::size_t count;
        std::ptrdiff_t length; ///< of each text
    };

    /// The next series begins.
    void rewind() { m_next = 0; }
    [[nodiscard]] Run run() const { return {m_texts.data() + m_next, m_times.data() + m_next, m_times.size() - m_next, m_length}; }
    /// So many of the run were seen.
    void pass(std::size_t count) { m_next += count; }
    /// Past the comma and the quote behind any time; null where there is none. Times grow within a series; those of the run
    /// that follows come later.
    const char *after(const char *at, const char *end, qint64 &time)
    {
        const char *past = afterSeconds(at, end, time);
        if (!past || end - past < 2 || past[0] != ',' || past[1] != '"')
            return nullptr;
        past += 2;
        const std::ptrdiff_t length = past - at;
        const std::size_t size = m_times.size();
        while (m_next < size && m_times[m_next] < time)
            ++m_next;
        const bool wanted = length >= 8 && length <= 16 && (size == 0 || length == m_length);
        if (m_next == size && size < most && wanted) {
            m_length = length;
            m_texts.push_back({EightDigits::at(at).text(), EightDigits::at(past - 8).text()});
            m_times.push_back(time);
        }
        m_next += m_next < m_times.size() && m_times[m_next] == time ? 1 : 0;
        return past;
    }

private:
    static constexpr std::size_t most = 131'072; ///< 3 MiB

    std::vector<Text> m_texts;
    std::vector<qint64> m_times; ///< of the texts; they rise
    std::size_t m_next = 0;
    std::ptrdiff_t m_length = 0; ///< of each text
};

} // namespace andon
