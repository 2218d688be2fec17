// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace andon {

Backoff::Backoff(Duration first, Duration cap)
    : m_first(first)
    , m_cap(cap)
{
}

Backoff::Duration Backoff::next()
{
    const int doublings = std::min(m_failures++, 20);
    const auto wait = std::min<Duration::rep>(m_cap.count(), m_first.count() << doublings);
    const double spread = 0.8 + 0.4 * QRandomGenerator::global()->generateDouble();
    return Duration(static_cast<Duration::rep>(static_cast<double>(wait) * spread));
}

} // namespace andon
