// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SpanWarnings.h"

#include <algorithm>

namespace andon {

void SpanWarnings::take(const TimeSpan &span, const QStringList &words)
{
    m_said.removeIf([&](const Said &one) { return one.span.startMs >= span.startMs && one.span.endMs <= span.endMs; });
    for (const QString &said : words) {
        // Tails that overlap are one span: a source that always warns does not fill the list, and what it always says is no old news.
        TimeSpan whole = span;
        const auto same = std::find_if(m_said.begin(), m_said.end(), [&](const Said &one) {
            return one.words == said && one.span.startMs <= span.endMs && span.startMs <= one.span.endMs;
        });
        if (same != m_said.end()) {
            whole = {std::min(same->span.startMs, span.startMs), std::max(same->span.endMs, span.endMs)};
            m_said.erase(same);
        }
        m_said.append({whole, said});
    }
    if (m_said.size() > most)
        m_said.remove(0, m_said.size() - most);
}

void SpanWarnings::forgetBefore(qint64 timeMs)
{
    m_said.removeIf([timeMs](const Said &one) { return one.span.endMs < timeMs; });
}

QStringList SpanWarnings::words() const
{
    QStringList words;
    for (auto said = m_said.crbegin(); said != m_said.crend(); ++said) {
        if (!words.contains(said->words))
            words << said->words;
    }
    return words;
}

} // namespace andon
