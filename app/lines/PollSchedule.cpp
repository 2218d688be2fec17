// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/PollSchedule.h"

#include "app/lines/Coverage.h"

#include <algorithm>

namespace andon {

/// FNV-1a with its bits mixed once more (the last step of MurmurHash3): the same on every machine and in every run, unlike
/// qHash; names that differ in their last digit lie far apart.
static quint64 spread(const QString &name)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const QChar c : name) {
        hash ^= c.unicode();
        hash *= 0x100000001b3ULL;
    }
    hash ^= hash >> 33;
    hash *= 0xff51afd7ed558ccdULL;
    return hash ^ (hash >> 33);
}

PollSchedule::PollSchedule(const QString &name, qint64 intervalMs)
    : m_intervalMs(std::max<qint64>(1, intervalMs))
    , m_phaseMs(static_cast<qint64>(spread(name) % static_cast<quint64>(m_intervalMs)))
{
}

qint64 PollSchedule::waitMs(qint64 nowMs, qint64 begunMs) const
{
    const qint64 earliest = std::max(nowMs, begunMs + m_intervalMs / 2);
    return alignedUp(earliest - m_phaseMs, m_intervalMs) + m_phaseMs - nowMs;
}

qint64 PollSchedule::waitToSlotMs(qint64 nowMs) const
{
    return alignedUp(nowMs - m_phaseMs, m_intervalMs) + m_phaseMs - nowMs;
}

} // namespace andon
