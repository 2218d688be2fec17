// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/Attribution.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// Requests of the canary and its bad events beyond what stable's rate would have made of them.
struct Excess {
    double requests = 0;
    double events = 0;
    void add(const StratumRank &rank)
    {
        if (!std::isfinite(rank.verdict.stableValue) || !std::isfinite(rank.verdict.canaryValue))
            return;
        requests += rank.verdict.canaryRequests;
        events += (rank.verdict.canaryValue - rank.verdict.stableValue) * rank.verdict.canaryRequests;
    }
    [[nodiscard]] double rate() const { return requests > 0 ? std::max(0.0, events) / requests : 0; }
};

bool isHurt(const StratumRank &rank)
{
    return rank.verdict.kind == VerdictKind::Regressed;
}

/// How the values of a label that are chosen compare with all others of it.
struct Contrast {
    Excess chosen;
    Excess rest;
    [[nodiscard]] bool tells() const { return rest.requests >= fewestOfRest; }
    [[nodiscard]] bool standsOut() const { return tells() && chosen.rate() > 0 && rest.rate() <= calmRest * chosen.rate(); }
};

template<typename Choose> Contrast contrastOf(const LabelVerdict &label, Choose choose)
{
    Contrast contrast;
    for (const StratumRank &rank : label.strata)
        (choose(rank) ? contrast.chosen : contrast.rest).add(rank);
    return contrast;
}

std::vector<Suspect> suspectsOf(const QList<LabelVerdict> &labels)
{
    std::vector<Suspect> suspects;
    for (const LabelVerdict &label : labels) {
        for (const StratumRank &rank : label.strata)
            suspects.push_back({label.label, rank});
    }
    std::ranges::stable_sort(suspects, isMoreSuspect, &Suspect::rank);
    if (suspects.size() > Attribution::mostSuspects)
        suspects.resize(Attribution::mostSuspects);
    return suspects;
}

/// Names the label whose hurt values stand out, the most suspect first.
void findWhoIsHurt(Attribution &found, const Verdict &line, const QList<LabelVerdict> &labels)
{
    for (const Suspect &suspect : found.suspects) {
        if (!isHurt(suspect.rank))
            continue;
        const auto label = std::find_if(labels.cbegin(), labels.cend(), [&](const LabelVerdict &one) { return one.label == suspect.label; });
        const Contrast contrast = contrastOf(*label, isHurt);
        if (!contrast.standsOut())
            continue;
        found.label = label->label;
        for (const StratumRank &rank : label->strata) {
            if (isHurt(rank))
                found.values.push_back(rank.name);
        }
        const double whole = std::max(line.canaryRequests, contrast.chosen.requests);
        found.requestShare = contrast.chosen.requests / whole;
        found.excessShare = contrast.chosen.events / (contrast.chosen.events + std::max(0.0, contrast.rest.events));
        return;
    }
}

PartStanding standingOf(const PartDifference &change, const LabelVerdict &label)
{
    const std::string before = partWord(change.before).toStdString(), beforeId = change.before.id.toStdString();
    const auto isNew = [&](const StratumRank &rank) { return rank.name != before && rank.name != beforeId; };
    bool newHurt = false, oldHurt = false, newPasses = false;
    for (const StratumRank &rank : label.strata) {
        newHurt |= isNew(rank) && isHurt(rank);
        oldHurt |= !isNew(rank) && isHurt(rank);
        newPasses |= isNew(rank) && rank.verdict.kind == VerdictKind::NotWorse;
    }
    const Contrast contrast = contrastOf(label, isNew);
    if (newHurt && !oldHurt && contrast.standsOut())
        return PartStanding::Suspected;
    const bool alike = contrast.tells() && contrast.rest.rate() > calmRest * contrast.chosen.rate();
    return (oldHurt && alike) || (newPasses && !newHurt) ? PartStanding::Cleared : PartStanding::Open;
}

QList<ChangedPart> partsOf(const Attribution &found, const QList<LabelVerdict> &labels, const QList<PartDifference> &changes)
{
    QList<ChangedPart> parts;
    for (const PartDifference &change : changes) {
        if (!change.differs() || change.change == PartChange::Renamed)
            continue;
        ChangedPart part{change.part, partWord(change.before), partWord(change.after)};
        const auto label = std::find_if(labels.cbegin(), labels.cend(), [&](const LabelVerdict &one) { return one.part == change.part; });
        if (label != labels.cend())
            part.standing = standingOf(change, *label);
        else if (change.part == u"tools"_s && found.label == u"tool"_s)
            part.standing = PartStanding::Suspected;
        parts << part;
    }
    return parts;
}

QString partToBlame(const QList<ChangedPart> &parts)
{
    for (const PartStanding standing : {PartStanding::Suspected, PartStanding::Open}) {
        const auto is = [standing](const ChangedPart &part) { return part.standing == standing; };
        const auto first = std::find_if(parts.cbegin(), parts.cend(), is);
        if (first != parts.cend())
            return std::count_if(parts.cbegin(), parts.cend(), is) == 1 ? first->part : QString();
    }
    return {};
}

} // namespace

Attribution attribute(const Verdict &line, const QList<LabelVerdict> &labels, const QList<PartDifference> &changes)
{
    Attribution found;
    found.suspects = suspectsOf(labels);
    found.isHurt = line.kind == VerdictKind::Regressed || (!found.suspects.empty() && isHurt(found.suspects.front().rank));
    if (found.isHurt)
        findWhoIsHurt(found, line, labels);
    found.parts = partsOf(found, labels, changes);
    if (found.isHurt)
        found.part = partToBlame(found.parts);
    return found;
}

std::string_view standingWord(PartStanding standing)
{
    switch (standing) {
    case PartStanding::Open: return "open";
    case PartStanding::Suspected: return "suspected";
    case PartStanding::Cleared: return "cleared";
    }
    return {};
}

} // namespace andon
