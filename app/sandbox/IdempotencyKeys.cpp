// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/IdempotencyKeys.h"

namespace andon::sandbox {

std::optional<IdempotencyKeys::Kept> IdempotencyKeys::find(const QByteArray &key, std::chrono::nanoseconds now)
{
    const auto found = m_kept.constFind(key);
    if (found == m_kept.constEnd() || now - found->at >= retention)
        return std::nullopt;
    return *found;
}

void IdempotencyKeys::keep(const QByteArray &key, Kept kept)
{
    const auto now = kept.at;
    m_kept.removeIf([now](auto entry) { return now - entry->at >= retention; });
    m_kept.insert(key, std::move(kept));
}

} // namespace andon::sandbox
