// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/prometheus/DigitText.h"

#include <fast_float/fast_float.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace andon {

/// A decimal number of at most 19 digits without an exponent, as nearly all are; null where it is another. Its end must be
/// looked at: a number may go on there. From 17 characters before it to 40 behind its beginning are looked at. The way of
/// fast_float, with its own tables, without what these texts never have.
Q_ALWAYS_INLINE const char *readPlainNumber([[maybe_unused]] const char *from, [[maybe_unused]] double &value)
{
#ifdef __SSE2__
    const quint64 negative = *from == '-' ? 1 : 0;
    const char *const first = from + negative;
    const quint32 odd = oddCharacters(first);
    const int whole = std::countr_zero(odd); // 32 where there is none
    int length = whole, decimals = 0;
    if (first[whole] == '.') [[likely]] {
        length = std::countr_zero(odd & (odd - 1));
        decimals = length - whole - 1;
        if (decimals == 0) [[unlikely]]
            return nullptr;
    }
    const int digits = whole + decimals;
    // What stands before the last 16. Of every other double the shortest text has 17: no branch, which would be guessed wrong.
    quint64 before = static_cast<quint64>(*first - '0') & -static_cast<quint64>(digits == 17);
    if (whole == 0) [[unlikely]]
        return nullptr;
    if (digits > 17) [[unlikely]] {
        const bool noWhole = whole == 1 && *first == '0';
        const int more = digits - 16 - (noWhole ? 1 : 0);
        if (more > 3 || (more > whole && !noWhole))
            return nullptr;
        before = EightDigits::at(noWhole ? first + 2 : first).first(more).number();
    }
    const quint64 number = before * 10'000'000'000'000'000 + lastDigits(first + length, std::min(digits, 16), decimals);
    static constexpr double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
    quint64 bits;
    if (digits <= 12) {
        // Both are exact, so one rounding makes the nearest double. They would be up to 2^53, but the length is much the same
        // within a series, so that the processor guesses the way.
        bits = std::bit_cast<quint64>(static_cast<double>(static_cast<qint64>(number)) / powers[decimals]);
    } else {
        const auto nearest = fast_float::compute_float<fast_float::binary_format<double>>(-decimals, number);
        if (nearest.power2 < 0) [[unlikely]]
            return nullptr; // too near the middle of two doubles for this way
        bits = static_cast<quint64>(nearest.mantissa) | static_cast<quint64>(nearest.power2) << 52;
    }
    value = std::bit_cast<double>(bits | negative << 63);
    return first + length;
#else
    return nullptr;
#endif
}

/// Reads the number that a sample's value begins with: decimal, the same double to the last bit as strtod gives in the C
/// locale; "NaN", "Inf", "+Inf" and "-Inf" are numbers too. Returns its end, or null where there is none: a number too
/// large for a double is none, for no server prints one, and it is not infinite.
inline const char *readMetricNumber(const char *from, const char *end, double &value)
{
    const auto isDigit = [end](const char *at) { return at < end && *at >= '0' && *at <= '9'; };
    if (isDigit(from) || (from < end && *from == '-' && isDigit(from + 1))) {
        const auto [rest, fault] = fast_float::from_chars(from, end, value);
        return fault == std::errc() && std::isfinite(value) ? rest : nullptr;
    }
    const std::string_view text(from, static_cast<std::size_t>(end - from));
    const auto is = [&](std::string_view word, double meant) {
        value = meant;
        return text.starts_with(word);
    };
    if (is("NaN", std::numeric_limits<double>::quiet_NaN()) || is("Inf", std::numeric_limits<double>::infinity()))
        return from + 3;
    if (is("+Inf", std::numeric_limits<double>::infinity()) || is("-Inf", -std::numeric_limits<double>::infinity()))
        return from + 4;
    return nullptr;
}

} // namespace andon
