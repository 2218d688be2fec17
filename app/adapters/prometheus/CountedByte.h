// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <iterator>

namespace andon {

/// Gives the parser the bytes of an answer and tells how many it has taken.
class CountedByte {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountedByte(const char *at, std::size_t &taken)
        : m_at(at)
        , m_taken(&taken)
    {
    }
    reference operator*() const { return *m_at; }
    CountedByte &operator++()
    {
        ++m_at;
        ++*m_taken;
        return *this;
    }
    bool operator==(const CountedByte &other) const { return m_at == other.m_at; }

private:
    const char *m_at;
    std::size_t *m_taken;
};

} // namespace andon
