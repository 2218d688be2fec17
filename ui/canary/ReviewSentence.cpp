// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The verdict of the whole, in the words that a release manager reads first.
#include "ui/canary/ReviewRows.h"

#include "app/base/DisplayText.h"
#include "ui/canary/DecisionWords.h"
#include "ui/canary/VerdictWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct ReviewWords {
    Q_DECLARE_TR_FUNCTIONS(ReviewWords)
};

constexpr int nameLength = 60;

/// What holds since nobody knows, not since something is still missing.
bool isUnknown(const DecisionReason &reason)
{
    return reason.rule == DecisionRule::Unknown || reason.rule == DecisionRule::NoReading || reason.rule == DecisionRule::NotCounted
        || reason.rule == DecisionRule::WindowUnknown || reason.rule == DecisionRule::OffCard || reason.rule == DecisionRule::CardFault;
}

bool isLost(const ReviewView &view)
{
    return view.rollout.freshness == Freshness::Lost;
}

QString percent(double weight)
{
    return ReviewWords::tr("%1 %").arg(QString::number(weight, 'g', 4));
}

/// What stands behind a "go on": whom the canary never met, it proves nothing about.
QString withUnmet(const QString &said, const ReviewView &view)
{
    const QStringList unmet = unmetStrata(view.lines);
    if (unmet.isEmpty())
        return said;
    const QString first = ReviewWords::tr("%1; it never met %2").arg(said, displaySafe(unmet.first(), nameLength));
    const auto further = static_cast<int>(unmet.size()) - 1;
    return further > 0 ? first + ReviewWords::tr(" (and %n more)", nullptr, further) : first;
}

QString nextText(const ReviewView &view)
{
    const Rollout &rollout = view.rollout;
    const QString canary = displaySafe(view.canary, nameLength);
    if (!rollout.isOpen() || rollout.currentStep < 0)
        return withUnmet(ReviewWords::tr("Go on: %1 passes").arg(canary), view);
    const qsizetype next = rollout.currentStep + 1;
    const double weight = next < rollout.steps.size() ? rollout.steps[next].weight : 100;
    return withUnmet(ReviewWords::tr("Go on: %1 may go to %2").arg(canary, percent(weight)), view);
}

QString stopText(const ReviewView &view)
{
    const CardDecision &decision = *view.decision;
    const QString why = holdingText(decision, view.indicators);
    return decision.action ? ReviewWords::tr("Stop: %1. %2").arg(cardActionText(*decision.action), why)
                           : ReviewWords::tr("Stop; the card names no action. %1").arg(why);
}

QString titleOf(const ReviewView &view, const QString &id)
{
    const auto indicator = std::find_if(view.indicators.cbegin(), view.indicators.cend(), [&](const Indicator &one) { return one.id == id; });
    return displaySafe(indicator == view.indicators.cend() ? id : indicator->title, nameLength);
}

/// Without a card the judge and the indicators' own gates speak.
VerdictKind wholeOf(const ReviewView &view)
{
    return wholeVerdict(view.lines, crossedGates(view));
}

/// What makes the whole what it is: its first line, or the first that hurts somebody where no line itself is undecided.
QString judgedText(const ReviewView &view, VerdictKind whole)
{
    auto line = std::find_if(view.lines.cbegin(), view.lines.cend(), [whole](const LineVerdict &one) { return one.verdict.kind == whole; });
    QString reason;
    if (line != view.lines.cend()) {
        reason = verdictReason(line->verdict);
    } else {
        line = std::find_if(view.lines.cbegin(), view.lines.cend(), isSomeoneHurt);
        if (line == view.lines.cend())
            return {};
        reason = attributionText(line->attribution);
    }
    return titleOf(view, line->indicatorId) + (reason.isEmpty() ? QString() : u": "_s + reason);
}

QString judgeText(const ReviewView &view)
{
    const VerdictKind whole = wholeOf(view);
    const QStringList crossed = crossedGates(view);
    const bool isShown = std::any_of(view.lines.cbegin(), view.lines.cend(), [](const LineVerdict &one) { return one.verdict.kind == VerdictKind::Regressed; });
    if (!crossed.isEmpty() && !isShown)
        return ReviewWords::tr("Stop: %1 stands beyond its stop gate").arg(titleOf(view, crossed.first()));
    const QString named = judgedText(view, whole);
    switch (whole) {
    case VerdictKind::Regressed: return ReviewWords::tr("Stop: the canary is worse. %1").arg(named);
    case VerdictKind::NotWorse: return withUnmet(ReviewWords::tr("Go on: no line is worse than stable. This service has no card"), view);
    case VerdictKind::Undecided: return ReviewWords::tr("Hold: undecided. %1").arg(named);
    case VerdictKind::Unknown: break;
    }
    return ReviewWords::tr("Hold: unknown. %1").arg(named);
}

} // namespace

ReviewTone reviewTone(const ReviewView &view)
{
    if (view.canary.isEmpty() || view.stable.isEmpty())
        return ReviewTone::Unknown;
    if (view.decision && view.decision->outcome == CardOutcome::Stops)
        return ReviewTone::Stop;
    if (!view.decision && wholeOf(view) == VerdictKind::Regressed)
        return ReviewTone::Stop;
    if (isLost(view))
        return ReviewTone::Unknown;
    if (!view.heldBy.isEmpty())
        return ReviewTone::Hold;
    if (view.decision) {
        return view.decision->outcome == CardOutcome::Passes ? ReviewTone::Pass
            : isUnknown(view.decision->first())               ? ReviewTone::Unknown
                                                              : ReviewTone::Hold;
    }
    const VerdictKind whole = wholeOf(view);
    return whole == VerdictKind::NotWorse ? ReviewTone::Pass : whole == VerdictKind::Undecided ? ReviewTone::Hold : ReviewTone::Unknown;
}

QString reviewSentence(const ReviewView &view)
{
    if (view.canary.isEmpty())
        return ReviewWords::tr("There is no canary to judge");
    if (view.stable.isEmpty())
        return ReviewWords::tr("Unknown: the gateway names no stable version to compare with");
    if (view.decision && view.decision->outcome == CardOutcome::Stops)
        return stopText(view);
    if (!view.decision && wholeOf(view) == VerdictKind::Regressed)
        return judgeText(view);
    if (!view.decision && !view.counts)
        return ReviewWords::tr("Unknown: no indicator of this service is counted, and it has no card");
    if (isLost(view))
        return ReviewWords::tr("Hold: unknown. The gateway does not answer: where the canary stands is not known");
    if (!view.heldBy.isEmpty())
        return ReviewWords::tr("Hold: %1 holds it at this step: %2").arg(displaySafe(view.heldBy, nameLength), displaySafe(view.heldWhy, 200));
    if (!view.decision)
        return judgeText(view);
    if (view.decision->outcome == CardOutcome::Passes)
        return nextText(view);
    return ReviewWords::tr("Hold: %1").arg(holdingText(*view.decision, view.indicators));
}

QStringList reviewReasons(const ReviewView &view, int most)
{
    QStringList texts;
    if (!view.decision)
        return texts;
    int further = 0;
    const QList<DecisionReason> &reasons = view.decision->reasons;
    const bool passes = view.decision->outcome == CardOutcome::Passes;
    for (qsizetype i = 0; i < reasons.size(); ++i) {
        const DecisionReason &reason = reasons[i];
        const bool noted = reason.rule == DecisionRule::UnmetStratum || reason.rule == DecisionRule::ApprovalsAsked
            || reason.rule == DecisionRule::RegressionSet;
        // The first stands in the sentence already.
        if ((reason.outcome == CardOutcome::Passes && !noted) || (i == 0 && !passes && view.heldBy.isEmpty()))
            continue;
        if (texts.size() < most)
            texts << (noted ? u"· "_s : reason.outcome == CardOutcome::Stops ? u"▲ "_s : u"… "_s) + decisionReasonText(reason, view.indicators);
        else
            ++further;
    }
    if (further > 0)
        texts << ReviewWords::tr("… %n more", nullptr, further);
    return texts;
}

} // namespace andon
