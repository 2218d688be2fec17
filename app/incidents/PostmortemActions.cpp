// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PostmortemActions.h"

#include "app/actions/ActionRows.h"
#include "app/incidents/EventText.h"

namespace andon {

using namespace Qt::StringLiterals;

namespace {

void takeIntent(ActionFact &action, const Event &intent)
{
    action.verb = textAt(intent.payload, "verb");
    action.change = textAt(intent.payload, "from") + u" → "_s + textAt(intent.payload, "to");
    action.reason = textAt(intent.payload, "reason");
    action.asked = {u"by "_s + whoText(intent.actor), intent.occurredAt, intent.eventId};
    action.shareTouched = numberAt(intent.payload, "share_touched");
}

void takeRow(ActionFact &action, const Event &row)
{
    const auto step = [&row](const QString &words) { return ActionFact::Step{words, row.occurredAt, row.eventId}; };
    const QString &kind = row.kind;
    if (kind == EventKind::actionAcked)
        action.answered = step(u"accepted"_s);
    else if (kind == EventKind::actionRejected || kind == EventKind::actionSuperseded || kind == EventKind::actionNotApplied)
        action.answered = step(row.title);
    else if (kind == EventKind::actionUnknown)
        action.answered = step(u"unknown: it may or may not have happened"_s);
    else if (kind == EventKind::actionVerified)
        action.readBack = step(u"as asked"_s);
    else if (kind == EventKind::actionMismatch)
        action.readBack = step(u"differs from what was asked"_s);
    else if (kind == EventKind::actionEffective)
        action.effect = step(u"seen in traffic"_s);
    else if (kind == EventKind::actionNotSeen)
        action.effect = step(u"not seen in traffic"_s);
    action.good = action.good || kind == EventKind::actionVerified;
    if (kind == EventKind::actionEffective && action.asked.at)
        action.timeToEffect = std::chrono::duration_cast<std::chrono::milliseconds>(row.occurredAt - *action.asked.at);
    const std::optional<ActionState> state = stateOfRow(kind);
    if (state && state != ActionState::Closed)
        action.outcome = actionStateWord(*state);
}

} // namespace

QList<ActionFact> actionFacts(const QList<Event> &events)
{
    QList<ActionFact> actions;
    QHash<QString, qsizetype> places;
    for (const Event &event : events) {
        if (event.opId.isEmpty() || !event.kind.startsWith(u"action."))
            continue;
        if (!places.contains(event.opId)) {
            places.insert(event.opId, actions.size());
            actions << ActionFact{};
            actions.last().opId = event.opId;
        }
        ActionFact &action = actions[places.value(event.opId)];
        if (event.kind == EventKind::actionIntent)
            takeIntent(action, event);
        else
            takeRow(action, event);
    }
    return actions;
}

} // namespace andon
