// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/PromoteHold.h"

#include "app/base/Uuid7.h"

namespace andon {

using namespace Qt::StringLiterals;

namespace {

Event rowOf(const char16_t *kind, const QString &service, const PromoteHold &hold, const Actor &who, const QString &reason, TimePoint now)
{
    Event event;
    event.eventId = newUuid7(now);
    event.kind = QString::fromUtf16(kind);
    event.occurredAt = now;
    event.actor = who;
    event.service = service;
    event.version = hold.canary;
    event.body = reason;
    event.payload = {{"canary", hold.canary.toStdString()}, {"step", hold.step}, {"reason", reason.toStdString()}};
    return event;
}

QString stepWords(const PromoteHold &hold)
{
    return hold.step < 0 ? QString() : u" at step %1"_s.arg(hold.step + 1);
}

} // namespace

bool PromoteHolds::take(const Event &event)
{
    const bool holds = event.kind == EventKind::promoteHeld;
    if (event.service != m_service || (!holds && event.kind != EventKind::promoteReleased))
        return false;
    const auto canary = event.payload.find("canary"), step = event.payload.find("step");
    if (canary == event.payload.end() || !canary->is_string() || step == event.payload.end() || !step->is_number_integer())
        return false;
    PromoteHold hold;
    hold.canary = QString::fromStdString(canary->get<std::string>());
    hold.step = step->get<int>();
    hold.by = event.actor;
    hold.since = event.occurredAt;
    hold.reason = event.body;
    Newest &newest = m_newest[{hold.canary, hold.step}];
    if (event.seq <= newest.seq)
        return false;
    newest = {event.seq, holds ? std::optional(hold) : std::nullopt};
    return true;
}

std::optional<PromoteHold> PromoteHolds::at(const QString &canary, int step) const
{
    return m_newest.value({canary, step}).hold;
}

Event holdEvent(const QString &service, const PromoteHold &hold, TimePoint now)
{
    Event event = rowOf(EventKind::promoteHeld, service, hold, hold.by, hold.reason, now);
    event.title = u"Canary %1 held%2: no promote until it is released"_s.arg(hold.canary, stepWords(hold)).left(256);
    return event;
}

Event releaseEvent(const QString &service, const PromoteHold &hold, const Actor &who, const QString &reason, TimePoint now)
{
    Event event = rowOf(EventKind::promoteReleased, service, hold, who, reason, now);
    event.title = u"Canary %1 released%2"_s.arg(hold.canary, stepWords(hold)).left(256);
    return event;
}

} // namespace andon
