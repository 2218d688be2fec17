// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/ExportWindow.h"

#include <algorithm>
#include <iterator>

namespace andon {

static bool isInside(const ExportWindow &window, const Event &event)
{
    return event.occurredAt >= window.from && event.occurredAt < window.to
        && (window.service.isEmpty() || event.service.isEmpty() || event.service == window.service);
}

QList<Event> eventsInside(const ExportWindow &window, const QList<Event> &events)
{
    QList<Event> inside;
    std::copy_if(events.begin(), events.end(), std::back_inserter(inside),
                 [&](const Event &event) { return isInside(window, event); });
    return inside;
}

QList<Event> chainRun(const ExportWindow &window, const QList<Event> &events)
{
    const auto inside = [&](const Event &event) { return isInside(window, event); };
    const auto first = std::find_if(events.begin(), events.end(), inside);
    const auto last = std::find_if(events.rbegin(), events.rend(), inside);
    return first == events.end() ? QList<Event>() : QList<Event>(first, last.base());
}

} // namespace andon
