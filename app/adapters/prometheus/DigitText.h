// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
    [[nodiscard]] bool all() const ///< are digits
    {
        return (((m_text & high) ^ zeros) | (((m_text + 0x0606060606060606) & high) ^ zeros)) == 0;
    }
    /// The first `count` characters alone (0 to 8), behind zeros.
    [[nodiscard]] EightDigits first(int count) const
    {
        // In two steps, since none may be as wide as the number.
        const int kept = 4 * count, left = 32 - kept;
        return EightDigits(m_text << left << left | zeros >> kept >> kept);
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

// Without SSE2 the quick way of numbers (MetricNumber.h) is not there: they are read as right, but slower.
#ifdef __SSE2__
/// Where the 32 characters from `at` on are no digits, the first one lowest.
inline quint32 oddCharacters(const char *at)
{
    const auto sixteen = [](const char *text) {
        const __m128i off = _mm_sub_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i *>(text)), _mm_set1_epi8('0'));
        const __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(off, _mm_set1_epi8(9)), off);
        return static_cast<quint32>(_mm_movemask_epi8(digits)) ^ 0xFFFF;
    };
    return sixteen(at) | sixteen(at + 16) << 16;
}

/// The number of the last `count` digits (0 to 16) before `end`, of which `decimals` stand behind a point where there is
/// one. Reads 17 characters.
inline quint64 lastDigits(const char *end, int count, int decimals)
{
    alignas(16) static constexpr std::array<quint8, 32> window{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    const auto load = [](const void *at) { return _mm_loadu_si128(static_cast<const __m128i *>(at)); };
    // What stands before the point moves to its place.
    const __m128i behind = load(window.data() + (decimals < 16 ? decimals : 16));
    const __m128i all = load(window.data() + count);
    const __m128i text = _mm_or_si128(_mm_and_si128(load(end - 16), behind),
                                      _mm_andnot_si128(behind, load(end - (decimals > 0 ? 17 : 16))));
    const __m128i digits = _mm_and_si128(_mm_sub_epi8(text, _mm_set1_epi8('0')), all);
    const __m128i pairs = _mm_add_epi16(_mm_mullo_epi16(_mm_and_si128(digits, _mm_set1_epi16(0xFF)), _mm_set1_epi16(10)),
                                        _mm_srli_epi16(digits, 8));
    const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(1 << 16 | 100));
    const __m128i eights = _mm_madd_epi16(_mm_packs_epi32(fours, fours), _mm_set1_epi32(1 << 16 | 10'000));
    const auto both = static_cast<quint64>(_mm_cvtsi128_si64(eights));
    return (both & 0xFFFFFFFF) * 100'000'000 + (both >> 32);
}
#endif

} // namespace andon
