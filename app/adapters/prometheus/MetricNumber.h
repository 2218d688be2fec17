// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/prometheus/DigitText.h"

#include <fast_float/fast_float.h>

#include <cmath>
#include <limits>
#include <string_view>

namespace andon {

/// A decimal number of at most 19 digits without an exponent, as nearly all are; null where it is another, or where
/// fewer than 64 characters are left. The way of fast_float, with its own tables, without what these texts never have.
inline const char *readPlainNumber(const char *from, const char *end, double &value)
{
    if (end - from < 64)
        return nullptr;
    const bool negative = *from == '-';
    const char *first = from + (negative ? 1 : 0);
    DigitRun run = afterDigits(first, 0, 0);
    const char *point = run.end;
    if (run.digits == 0)
        return nullptr;
    if (*point == '.')
        run = afterDigits(point + 1, run.number, run.digits);
    const int decimals = run.end == point ? 0 : static_cast<int>(run.end - point) - 1;
    if (run.digits > 19 || *run.end != '"')
        return nullptr;
    static constexpr double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19};
    if (run.number <= quint64(1) << 53) {
        // Both are exact, so one rounding makes the nearest double.
        value = static_cast<double>(run.number) / powers[decimals];
    } else {
        const auto nearest = fast_float::compute_float<fast_float::binary_format<double>>(-decimals, run.number);
        if (nearest.power2 < 0)
            return nullptr; // too near the middle of two doubles for this way
        value = std::bit_cast<double>(static_cast<quint64>(nearest.mantissa) | static_cast<quint64>(nearest.power2) << 52);
    }
    value = negative ? -value : value;
    return run.end;
}

/// Reads the number that a sample's value begins with: decimal, the same double to the last bit as strtod gives in the C
/// locale; "NaN", "Inf", "+Inf" and "-Inf" are numbers too. Returns its end, or null where there is none: a number too
/// large for a double is none, for no server prints one, and it is not infinite.
inline const char *readMetricNumber(const char *from, const char *end, double &value)
{
    if (const char *rest = readPlainNumber(from, end, value))
        return rest;
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
