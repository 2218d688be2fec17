// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/VerdictWords.h"

#include "app/base/DisplayText.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/common/ClockText.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int mostStrata = 3;

QString verdictText(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Regressed: return CanaryPanel::tr("regressed");
    case VerdictKind::NotWorse: return CanaryPanel::tr("not worse");
    case VerdictKind::Undecided: return CanaryPanel::tr("undecided");
    case VerdictKind::Unknown: return CanaryPanel::tr("unknown");
    }
    return {};
}

QString verdictShape(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Regressed: return u"▲"_s;
    case VerdictKind::NotWorse: return u"✓"_s;
    case VerdictKind::Undecided: return u"…"_s;
    case VerdictKind::Unknown: return u"?"_s;
    }
    return {};
}

static QString unknownText(UnknownReason reason)
{
    switch (reason) {
    case UnknownReason::None: return {};
    case UnknownReason::NoData: return CanaryPanel::tr("no counts");
    case UnknownReason::Stale: return CanaryPanel::tr("the newest counts are too old");
    case UnknownReason::FirstSeen: return CanaryPanel::tr("this version was seen once only");
    case UnknownReason::NoTraffic: return CanaryPanel::tr("no traffic");
    case UnknownReason::NoCanaryTraffic: return CanaryPanel::tr("the canary has no traffic");
    case UnknownReason::NoStableTraffic: return CanaryPanel::tr("stable has no traffic");
    case UnknownReason::LabelMissing: return CanaryPanel::tr("the counts do not tell the versions apart");
    case UnknownReason::CounterReset: return CanaryPanel::tr("a counter went back");
    case UnknownReason::ShareMismatch: return CanaryPanel::tr("the canary does not get the share that was asked for");
    case UnknownReason::NotANumber:
    case UnknownReason::NegativeCount:
    case UnknownReason::BadAboveTotal:
    case UnknownReason::TimeBackward: return CanaryPanel::tr("the counts cannot be true");
    }
    return {};
}

static QString ruleText(VerdictRule rule)
{
    switch (rule) {
    case VerdictRule::None:
    case VerdictRule::SequentialTest: return {};
    case VerdictRule::AcceptableRate: return CanaryPanel::tr("acceptably rare");
    case VerdictRule::RedLine: return CanaryPanel::tr("beyond its stop gate");
    case VerdictRule::QuantileMultiple: return CanaryPanel::tr("beyond its multiple of stable");
    case VerdictRule::MeanSequence: return CanaryPanel::tr("by means, approximately");
    case VerdictRule::MinimumRequests: return CanaryPanel::tr("too few requests yet");
    case VerdictRule::LostPolls: return CanaryPanel::tr("too many counts were lost");
    case VerdictRule::DispersionUnknown: return CanaryPanel::tr("how bursts scatter is not known yet");
    }
    return {};
}

QString verdictReason(const Verdict &verdict)
{
    if (verdict.kind == VerdictKind::Unknown)
        return unknownText(verdict.reason);
    const QString rule = ruleText(verdict.rule);
    if (verdict.kind != VerdictKind::Undecided || !verdict.forecast || !std::isfinite(verdict.forecast->seconds))
        return rule;
    const QString soon = CanaryPanel::tr("%1 expected in %2").arg(verdictText(verdict.forecast->kind),
                                                                  durationText(static_cast<qint64>(std::min(verdict.forecast->seconds, 1e9))));
    return rule.isEmpty() ? soon : rule + u"; "_s + soon;
}

QString evidenceText(const Verdict &verdict)
{
    static constexpr int blocks = 5;
    if (verdict.logLimit <= 0)
        return {};
    const double share = std::clamp(verdict.logE / verdict.logLimit, 0.0, 1.0);
    const int filled = share >= 1 ? blocks : std::min(blocks - 1, static_cast<int>(share * blocks));
    const auto number = [](double log) { return log > std::log(99'999.0) ? u"10^%1"_s.arg(log / std::log(10.0), 0, 'f', 0) : QString::number(boundedExp(log), 'g', 3); };
    return QString(filled, u'▮') + QString(blocks - filled, u'▯') + u' '
        + CanaryPanel::tr("%1 of %2").arg(number(verdict.logE), number(verdict.logLimit));
}

QString judgeSummary(const QList<LineVerdict> &lines)
{
    if (lines.isEmpty())
        return {};
    const VerdictKind whole = wholeVerdict(lines);
    const auto such = std::count_if(lines.cbegin(), lines.cend(), [whole](const LineVerdict &line) { return line.verdict.kind == whole; });
    return verdictShape(whole) + u' ' + CanaryPanel::tr("Judge: %1 (%2 of %3)").arg(verdictText(whole)).arg(such).arg(lines.size());
}

QStringList strataTexts(const LineVerdict &line)
{
    QStringList texts;
    for (const LabelVerdict &label : line.labels) {
        int named = 0;
        for (const StratumRank &stratum : label.strata) {
            if (stratum.verdict.kind == VerdictKind::Regressed && named++ < mostStrata)
                texts << CanaryPanel::tr("worse for %1 = %2").arg(displaySafe(label.label, 40), displaySafe(QString::fromStdString(stratum.name), 60));
        }
        named = 0;
        for (const UnmetStratum &stratum : label.unmet) {
            if (named++ < mostStrata)
                texts << CanaryPanel::tr("the canary never met %1 = %2").arg(displaySafe(label.label, 40), displaySafe(QString::fromStdString(stratum.name), 60));
        }
    }
    return texts;
}

} // namespace andon
