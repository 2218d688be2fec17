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
    case VerdictRule::NoScale: return CanaryPanel::tr("both means are 0: nothing to compare with");
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
    const QString soon = (verdict.asymptotic ? CanaryPanel::tr("%1 expected in %2, after %3 values") : CanaryPanel::tr("%1 expected in %2, after %3 requests"))
                             .arg(verdictText(verdict.forecast->kind), durationText(static_cast<qint64>(std::min(verdict.forecast->seconds, 1e9))),
                                  QString::number(std::ceil(verdict.forecast->requests), 'f', 0));
    return rule.isEmpty() ? soon : rule + u"; "_s + soon;
}

static QString eventText(EvidenceEvent event)
{
    switch (event) {
    case EvidenceEvent::None: return {};
    case EvidenceEvent::Gap: return CanaryPanel::tr("kept over a gap in the counts");
    case EvidenceEvent::LostPoll: return CanaryPanel::tr("kept over a poll without counts");
    case EvidenceEvent::ConsoleRestart: return CanaryPanel::tr("kept: read back from the record");
    case EvidenceEvent::VersionChanged: return CanaryPanel::tr("begun anew: another pair of versions");
    case EvidenceEvent::RulesChanged: return CanaryPanel::tr("begun anew: what counts or judges it is another");
    case EvidenceEvent::AskedFor: return CanaryPanel::tr("begun anew: somebody asked for it");
    case EvidenceEvent::CounterReset: return CanaryPanel::tr("begun anew: a counter went back");
    case EvidenceEvent::NoRoom: return CanaryPanel::tr("counted again: it found no room on the record");
    }
    return {};
}

QString evidenceText(const Verdict &verdict, const QString &at)
{
    QStringList words{eventText(verdict.lastEvent)};
    if (!words.first().isEmpty() && !at.isEmpty())
        words.first() += u" (%1)"_s.arg(at);
    if (verdict.restarts > 0)
        words << CanaryPanel::tr("restarts: %1").arg(verdict.restarts);
    if (verdict.lostPolls > 0)
        words << CanaryPanel::tr("polls without counts: %1").arg(verdict.lostPolls);
    if (verdict.refusedPolls > 0)
        words << CanaryPanel::tr("polls refused: %1").arg(verdict.refusedPolls);
    words.removeAll(QString());
    return words.join(u"; ");
}

/// "code, config and model".
static QString listText(const QStringList &names)
{
    if (names.size() < 2)
        return names.join(u' ');
    return CanaryPanel::tr("%1 and %2").arg(names.mid(0, names.size() - 1).join(CanaryPanel::tr(", ", "between names")), names.last());
}

static QString partText(const QString &part)
{
    const struct {
        QLatin1StringView part;
        QString text;
    } known[] = {{"code"_L1, CanaryPanel::tr("code")},   {"config"_L1, CanaryPanel::tr("configuration")}, {"prompt"_L1, CanaryPanel::tr("prompt")},
                 {"model"_L1, CanaryPanel::tr("model")}, {"index"_L1, CanaryPanel::tr("index")},          {"tools"_L1, CanaryPanel::tr("tools")},
                 {"policy"_L1, CanaryPanel::tr("policy")}};
    for (const auto &[name, text] : known) {
        if (part == name)
            return text;
    }
    return displaySafe(part, 40);
}

/// What of the release a regression is put down to.
static QString changeText(const Attribution &attribution)
{
    QStringList open, cleared;
    for (const ChangedPart &part : attribution.parts) {
        if (part.part == attribution.part)
            return CanaryPanel::tr("put down to the %1 (%2 → %3)").arg(partText(part.part), displaySafe(part.before, 60), displaySafe(part.after, 60));
        (part.standing == PartStanding::Cleared ? cleared : open) << partText(part.part);
    }
    if (attribution.parts.isEmpty())
        return CanaryPanel::tr("what the release changed is not known");
    QString text = open.isEmpty() ? CanaryPanel::tr("nothing that the release changed explains it")
                                  : CanaryPanel::tr("the release changed: %1").arg(listText(open));
    if (!cleared.isEmpty())
        text += CanaryPanel::tr("; cleared: %1").arg(listText(cleared));
    return text;
}

QString attributionText(const Attribution &attribution)
{
    if (!attribution.isHurt)
        return {};
    const QString change = changeText(attribution);
    if (attribution.label.isEmpty())
        return attribution.suspects.empty() ? change : CanaryPanel::tr("worse throughout, no value stands out; %1").arg(change);
    QStringList values;
    for (std::size_t i = 0; i < std::min<std::size_t>(mostStrata, attribution.values.size()); ++i)
        values << displaySafe(QString::fromStdString(attribution.values[i]), 60);
    if (attribution.values.size() > mostStrata)
        values << CanaryPanel::tr("%1 more").arg(attribution.values.size() - mostStrata);
    return CanaryPanel::tr("worse for %1 = %2: %3 % of the canary's requests, %4 % of its extra bad events; %5")
        .arg(displaySafe(attribution.label, 40), listText(values), QString::number(100 * attribution.requestShare, 'f', 0),
             QString::number(100 * attribution.excessShare, 'f', 0), change);
}

QStringList strataTexts(const LineVerdict &line)
{
    QStringList texts;
    if (const QString text = attributionText(line.attribution); !text.isEmpty())
        texts << text;
    for (const LabelVerdict &label : line.labels) {
        int named = 0;
        for (const UnmetStratum &stratum : label.unmet) {
            if (named++ < mostStrata)
                texts << CanaryPanel::tr("the canary never met %1 = %2, %3 % of stable's requests")
                             .arg(displaySafe(label.label, 40), displaySafe(QString::fromStdString(stratum.name), 60),
                                  QString::number(100 * stratum.share, 'f', stratum.share < 0.1 ? 1 : 0));
        }
        if (named > mostStrata)
            texts << CanaryPanel::tr("and %1 more of %2").arg(named - mostStrata).arg(displaySafe(label.label, 40));
    }
    return texts;
}

} // namespace andon
