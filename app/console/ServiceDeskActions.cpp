// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ServiceDesk.h"

namespace andon {

using namespace Qt::StringLiterals;

ActionContext ServiceDesk::context() const
{
    ActionContext context;
    context.service = m_spec.name;
    context.rollbackTarget = m_spec.rollbackTarget;
    context.actions = m_spec.actions;
    context.state = m_moment ? m_moment->gateway : m_watch.state();
    context.freshness = m_moment ? m_moment->gatewayFreshness : m_watch.freshness();
    if (context.state)
        context.ageSeconds = std::chrono::floor<std::chrono::seconds>(m_ports.clock.now() - context.state->readAt).count();
    // The protocol's measure: older than three polls, whatever the polls in flight will say. Our clock may have been set
    // back since the reading: then its age is not known.
    if (context.ageSeconds < 0 || context.ageSeconds * 1000 > 3 * m_gatewayIntervalMs)
        context.freshness = Freshness::Lost;
    context.openVerbs = m_dispatcher.openVerbs();
    context.lastOwnOps = m_dispatcher.lastOwnOps();
    context.lastOwnVersions = m_dispatcher.lastOwnVersions();
    if (m_moment) {
        context.openVerbs = m_moment->openVerbs;
        context.lastOwnOps = m_moment->lastOwnOps;
        context.lastOwnVersions = m_moment->lastOwnVersions;
    }
    context.journalTrouble = m_journalTrouble;
    context.hold = m_canary.hold();
    context.cardHolds = m_canary.cardHolds();
    context.unmet = m_canary.unmet();
    return context;
}

ActionFace ServiceDesk::faceIn(Verb verb, const ActionContext &context) const
{
    ActionFace face = actionFace(verb, context, m_ports.gateway);
    const bool known = m_moment || (m_dispatcher.isReady() && (verb != Verb::Promote || m_canary.isReady()));
    if (hasGateway() && !known && face.enabled())
        face.blocked = BlockReason::NeverRead;
    return face;
}

ActionFace ServiceDesk::face(Verb verb) const
{
    return faceIn(verb, context());
}

ActionFace ServiceDesk::face(const RollbackAction &action) const
{
    ActionContext context = this->context();
    if (!action.to.isEmpty())
        context.rollbackTarget = action.to;
    for (ActionSpec &spec : context.actions) {
        if (spec.verb == action.verb && action.level)
            spec.level = *action.level;
    }
    return faceIn(action.verb, context);
}

ActionFace ServiceDesk::goOnAnywayFace() const
{
    ActionContext context = this->context();
    context.goOnAnyway = true;
    return faceIn(Verb::Promote, context);
}

Result<QString> ServiceDesk::press(const ActionPlan &plan, const Actor &who, const QString &reason, bool unlogged)
{
    if (plan.verb == Verb::Promote) {
        const ActionFace now = plan.againstCard.isEmpty() ? face(Verb::Promote) : goOnAnywayFace();
        if (now.blocked == BlockReason::HeldByPerson || now.blocked == BlockReason::CardHolds)
            return failure(ErrorKind::Blocked, {blockedWords(now)});
        if (!plan.againstCard.isEmpty() && reason.trimmed().isEmpty())
            return failure(ErrorKind::Blocked, {u"to go on against the card takes a reason"_s});
    }
    return m_dispatcher.press(plan, who, reason, unlogged);
}

} // namespace andon
