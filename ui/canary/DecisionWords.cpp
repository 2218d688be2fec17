// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/DecisionWords.h"

#include "app/base/DisplayText.h"
#include "ui/canary/VerdictWords.h"
#include "ui/common/ClockText.h"
#include "ui/plot/ValueText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct DecisionWords {
    Q_DECLARE_TR_FUNCTIONS(DecisionWords)
};

constexpr int nameLength = 60;

const Indicator *find(const QList<Indicator> &indicators, const QString &id)
{
    const auto found = std::find_if(indicators.cbegin(), indicators.cend(), [&](const Indicator &one) { return one.id == id; });
    return found == indicators.cend() ? nullptr : &*found;
}

QString seconds(double value)
{
    return durationText(static_cast<qint64>(std::clamp(value, 0.0, 1e9)));
}

QString countText(double value)
{
    return QString::number(value, 'f', 0);
}

QString regressionText(const DecisionReason &reason)
{
    const QString passed = DecisionWords::tr("regression set: %1 of %2 passed on the canary").arg(countText(reason.value), countText(reason.limit));
    return reason.outcome == CardOutcome::Passes ? passed : u"%1 (%2)"_s.arg(passed, displaySafe(reason.name, 240));
}

/// Of the canary as a whole.
QString wholeText(const DecisionReason &reason)
{
    switch (reason.rule) {
    case DecisionRule::Window: return DecisionWords::tr("the observation window is not over: %1 left").arg(seconds(reason.seconds.value_or(reason.limit - reason.value)));
    case DecisionRule::WindowUnknown: return DecisionWords::tr("nobody knows since when the canary stands at this step");
    case DecisionRule::OffCard:
        return std::isnan(reason.value) ? DecisionWords::tr("the canary's weight is not known")
                                        : DecisionWords::tr("%1 % is the weight of no step of the card").arg(QString::number(reason.value, 'g', 4));
    case DecisionRule::ShareOff: return DecisionWords::tr("the canary does not get the share that was asked for");
    case DecisionRule::CardFault: return DecisionWords::tr("the card has an error: %1").arg(displaySafe(reason.name, 240));
    case DecisionRule::RegressionSet: return regressionText(reason);
    case DecisionRule::Deadline: return DecisionWords::tr("the deadline of %1 is over by %2").arg(seconds(reason.limit), seconds(reason.value - reason.limit));
    case DecisionRule::ApprovalsAsked: return DecisionWords::tr("%1 people have to agree: %2").arg(countText(reason.limit), displaySafe(reason.name, 160));
    default: return {};
    }
}

QString undecidedText(const DecisionReason &reason)
{
    Verdict verdict;
    verdict.kind = VerdictKind::Undecided;
    verdict.rule = reason.judged;
    const QString blind = verdictReason(verdict);
    const QString text = blind.isEmpty() ? DecisionWords::tr("undecided") : DecisionWords::tr("undecided: %1").arg(blind);
    return reason.seconds && std::isfinite(*reason.seconds) && *reason.seconds < 1e9
        ? DecisionWords::tr("%1; expected to be decided in %2").arg(text, seconds(*reason.seconds))
        : text;
}

QString stratumText(const DecisionReason &reason)
{
    return reason.name.isEmpty() ? DecisionWords::tr("worse for some %1").arg(displaySafe(reason.label, nameLength))
                                 : DecisionWords::tr("worse for %1 = %2").arg(displaySafe(reason.label, nameLength), displaySafe(reason.name, nameLength));
}

QString regressedText(const DecisionReason &reason, Unit unit)
{
    Verdict verdict;
    verdict.kind = VerdictKind::Regressed;
    verdict.rule = reason.judged;
    const QString rule = verdictReason(verdict);
    const auto shown = [&](double value) { return reason.isMean ? valueText(value, unit) : shareText(value); };
    const QString text = DecisionWords::tr("worse than stable, %1 against %2").arg(shown(reason.value), shown(reason.limit));
    return rule.isEmpty() ? text : DecisionWords::tr("%1 (%2)").arg(rule, text);
}

QString unknownText(const DecisionReason &reason)
{
    Verdict verdict;
    verdict.reason = reason.unknown;
    return DecisionWords::tr("unknown: %1").arg(verdictReason(verdict));
}

/// Of one indicator.
QString indicatorText(const DecisionReason &reason, Unit unit)
{
    const QString value = valueText(reason.value, unit), limit = valueText(reason.limit, unit);
    switch (reason.rule) {
    case DecisionRule::NotWorse: return DecisionWords::tr("not worse than stable");
    case DecisionRule::InsideGate: return DecisionWords::tr("inside its gate, %1 of %2").arg(value, limit);
    case DecisionRule::NoneSeen: return DecisionWords::tr("no regression seen so far");
    case DecisionRule::NotCompared: return DecisionWords::tr("the canary has all traffic: nothing is left to compare with");
    case DecisionRule::UnmetStratum:
        return DecisionWords::tr("the canary never met %1 = %2").arg(displaySafe(reason.label, nameLength), displaySafe(reason.name, nameLength));
    case DecisionRule::Undecided: return undecidedText(reason);
    case DecisionRule::MinimumSamples: return DecisionWords::tr("%1 of %2 requests on the canary").arg(countText(reason.value), countText(reason.limit));
    case DecisionRule::Unknown: return unknownText(reason);
    case DecisionRule::NoReading: return DecisionWords::tr("no fresh value for its gate");
    case DecisionRule::NotCounted: return DecisionWords::tr("the card compares it, and nothing counts it");
    case DecisionRule::Warn: return DecisionWords::tr("beyond its warn gate, %1 of %2").arg(value, limit);
    case DecisionRule::StratumRegressed: return stratumText(reason);
    case DecisionRule::Gate: return DecisionWords::tr("beyond its gate, %1 of %2").arg(value, limit);
    case DecisionRule::Regressed: return regressedText(reason, unit);
    default: return wholeText(reason);
    }
}

} // namespace

QString shareText(double share)
{
    if (std::isnan(share))
        return u"–"_s;
    return DecisionWords::tr("%1 %").arg(100 * share, 0, 'f', share > 0 && share < 0.01 ? 3 : 2);
}

QString decisionReasonText(const DecisionReason &reason, const QList<Indicator> &indicators)
{
    if (reason.indicator.isEmpty())
        return wholeText(reason);
    const Indicator *indicator = find(indicators, reason.indicator);
    const QString title = displaySafe(indicator ? indicator->title : reason.indicator, nameLength);
    return DecisionWords::tr("%1: %2").arg(title, indicatorText(reason, indicator ? indicator->unit : Unit::Ratio));
}

QString holdingText(const CardDecision &decision, const QList<Indicator> &indicators)
{
    QString text = decisionReasonText(decision.first(), indicators);
    const auto more = static_cast<int>(std::count_if(decision.reasons.cbegin(), decision.reasons.cend(), [](const DecisionReason &one) {
                          return one.outcome != CardOutcome::Passes;
                      })) - 1;
    return more > 0 ? text + DecisionWords::tr(" (and %n more)", nullptr, more) : text;
}

QString cardActionText(const RollbackAction &action)
{
    switch (action.verb) {
    case Verb::Degrade: return action.level ? DecisionWords::tr("degrade to level %1").arg(*action.level) : DecisionWords::tr("degrade");
    case Verb::Throttle: return DecisionWords::tr("throttle");
    case Verb::Rollback: return action.to.isEmpty() ? DecisionWords::tr("rollback") : DecisionWords::tr("rollback to %1").arg(displaySafe(action.to, nameLength));
    case Verb::Pause: return DecisionWords::tr("pause");
    case Verb::Promote:
    case Verb::Resume:
    case Verb::Restore: break;
    }
    return {};
}

} // namespace andon
