// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <bit>
#include <cstring>

namespace andon {

static_assert(std::endian::native == std::endian::little, "digits are read eight at a time, the first one lowest");

/// Eight characters of a text at once.
class EightDigits {
public:
    explicit EightDigits(quint64 text)
        : m_text(text)
    {
    }
    /// There must be eight.
    static EightDigits at(const char *text)
    {
        quint64 eight;
        std::memcpy(&eight, text, 8);
        return EightDigits(eight);
    }
    [[nodiscard]] quint64 text() const { return m_text; }
    /// How many of them are digits before the first one that is none. A carry out of what is no digit touches later
    /// characters alone.
    [[nodiscard]] int count() const
    {
        const quint64 odd = ((m_text & high) ^ zeros) | (((m_text + 0x0606060606060606) & high) ^ zeros);
        return odd == 0 ? 8 : std::countr_zero(odd) / 8;
    }
    [[nodiscard]] bool all() const { return count() == 8; }
    /// The first `count` characters alone (0 to 8), behind zeros.
    [[nodiscard]] EightDigits first(int count) const
    {
        return EightDigits(count == 0 ? zeros : count == 8 ? m_text : m_text << (64 - 8 * count) | zeros >> (8 * count));
    }
    /// Their number; only where all() are digits.
    [[nodiscard]] quint64 number() const
    {
        quint64 pairs = (m_text & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;
        pairs = (pairs & 0x00FF00FF00FF00FF) * 6553601 >> 16;
        return (pairs & 0x0000FFFF0000FFFF) * 42949672960001 >> 32;
    }

    static constexpr quint64 zeros = 0x3030303030303030;

private:
    static constexpr quint64 high = 0xF0F0F0F0F0F0F0F0;
    quint64 m_text;
};

/// A run of digits: its number goes behind that of the digits before.
struct DigitRun {
    const char *end;
    quint64 number;
    int digits; ///< up to 19 the number is right
};

/// Needs 24 characters from `at` on; reads 24 digits at the most.
inline DigitRun afterDigits(const char *at, quint64 before, int digits)
{
    static constexpr std::array<quint64, 9> powers{1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};
    for (int i = 0; i < 3; ++i) {
        const EightDigits eight = EightDigits::at(at);
        const int count = eight.count();
        before = before * powers[static_cast<std::size_t>(count)] + eight.first(count).number();
        at += count;
        digits += count;
        if (count < 8)
            break;
    }
    return {at, before, digits};
}

} // namespace andon
