// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/RollbackPlan.h"

#include "app/base/MarkdownText.h"
#include "app/base/TimeText.h"
#include "app/incidents/Evidence.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QString tierWords(Tier tier)
{
    switch (tier) {
    case Tier::A: return u"A: once or not at all, proven by key and stamp"_s;
    case Tier::B: return u"B: once or not at all, proven by stamp"_s;
    case Tier::C: return u"C: one copy, read and compared; a race is possible"_s;
    case Tier::D: return u"D: one shot; a person finds out what became of it"_s;
    }
    return {};
}

QString weightsTable(const GatewayState &state)
{
    QString out = u"| Version | Role | Share now |\n|---|---|---|\n"_s;
    for (const GatewayVersion &version : state.versions) {
        const QString role = version.role == VersionRole::Stable ? u"stable"_s : version.role == VersionRole::Canary ? u"canary"_s : u"idle"_s;
        const QString share = std::isfinite(version.weight) ? QString::number(version.weight, 'g', 6) + u" %"_s : u"not known"_s;
        out += u"| %1 | %2 | %3 |\n"_s.arg(markdownCell(version.id), role, share);
    }
    return out;
}

} // namespace

QString rollbackPlan(const Evidence &evidence)
{
    QString out = u"# Rollback plan\n\n"_s;
    if (evidence.gateway.isEmpty())
        return out + u"The workspace names no gateway for this service: it is rolled back by other means.\n"_s;
    if (evidence.reads.isEmpty())
        return out + u"The gateway was not read in this window: what runs is not known.\n"_s;
    const GatewayState &state = evidence.reads.last().state;
    const GatewayVersion *stable = state.withRole(VersionRole::Stable);
    const QString target = !evidence.rollbackTarget.isEmpty() ? evidence.rollbackTarget : stable ? stable->id : QString();
    out += u"As known at %1 from the gateway %2, last read %3.\n\n"_s.arg(isoUtc(evidence.to), markdownCell(evidence.gateway),
                                                                        isoUtc(evidence.reads.last().until));
    out += weightsTable(state) + u'\n';
    if (target.isEmpty())
        return out + u"No version to roll back to is known: name one in the workspace.\n"_s;
    const auto verb = std::find_if(evidence.verbs.begin(), evidence.verbs.end(), [](const EvidenceVerb &one) { return one.verb == Verb::Rollback; });
    const auto action = std::find_if(evidence.actions.begin(), evidence.actions.end(), [](const ActionSpec &one) { return one.verb == Verb::Rollback; });
    if (verb != evidence.verbs.end() && !verb->absent.isEmpty())
        return out + u"This gateway cannot roll back: %1\n"_s.arg(markdownCell(verb->absent));
    out += u"1. Give all traffic to %1: `andon act rollback --to VERSION --reason TEXT`, or the button.\n"_s.arg(markdownCell(target));
    const GatewayResource routing = state.resources.value(Target::Routing);
    if (!routing.version.isEmpty())
        out += u"2. It is written over version %1 of the routing only; when somebody changed it since, nothing is sent over their change.\n"_s
                   .arg(markdownCell(routing.version));
    if (verb != evidence.verbs.end())
        out += u"3. What the gateway promises: tier %1.\n"_s.arg(tierWords(verb->promise.tier));
    if (action != evidence.actions.end() && !action->effect.query.isEmpty()) {
        out += u"4. It works when this is so within %1 s: %2%3%4\n"_s
                   .arg(action->effect.withinSeconds)
                   .arg(markdownCell(action->effect.query),
                        action->effect.below ? u" at most %1"_s.arg(*action->effect.below) : QString(),
                        action->effect.above ? u" at least %1"_s.arg(*action->effect.above) : QString());
    }
    return out;
}

} // namespace andon
