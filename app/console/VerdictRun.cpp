// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VerdictRun.h"

#include "app/base/DisplayText.h"
#include "app/base/TimeText.h"
#include "app/canary/CardFacts.h"
#include "app/canary/VerdictJson.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

/// For record, lines and counts together.
static constexpr std::chrono::seconds patience(30);

int verdictExitCode(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::NotWorse: return 0;
    case VerdictKind::Regressed: return 1;
    case VerdictKind::Undecided: return 2;
    case VerdictKind::Unknown: return 3;
    }
    return 3;
}

int verdictExitCode(const CardDecision &decision)
{
    static const QList<DecisionRule> blind{DecisionRule::WindowUnknown, DecisionRule::OffCard,    DecisionRule::Unknown,
                                           DecisionRule::NoReading,     DecisionRule::NotCounted, DecisionRule::NoThreshold,
                                           DecisionRule::CardFault};
    switch (decision.outcome) {
    case CardOutcome::Passes: return 0;
    case CardOutcome::Stops: return 1;
    case CardOutcome::Holds: break;
    }
    const bool isBlind = std::any_of(decision.reasons.begin(), decision.reasons.end(),
                                     [](const DecisionReason &one) { return one.outcome == CardOutcome::Holds && blind.contains(one.rule); });
    return isBlind ? 3 : 2;
}

static QString wordsOf(VerdictKind kind)
{
    const std::string_view word = verdictWord(kind);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())).replace(u'_', u' ');
}

static QString words(const QStringList &list)
{
    return list.size() < 2 ? list.join(u' ') : list.mid(0, list.size() - 1).join(u", "_s) + u" and "_s + list.last();
}

static QStringList partsThat(const Attribution &attribution, bool areCleared)
{
    QStringList names;
    for (const ChangedPart &part : attribution.parts) {
        if ((part.standing == PartStanding::Cleared) == areCleared)
            names << part.part;
    }
    return names;
}

static QString changeWords(const Attribution &attribution)
{
    const auto blamed = std::find_if(attribution.parts.cbegin(), attribution.parts.cend(),
                                     [&](const ChangedPart &part) { return part.part == attribution.part; });
    if (blamed != attribution.parts.cend())
        return u"put down to the %1 (%2 to %3)"_s.arg(blamed->part, displaySafe(blamed->before, 60), displaySafe(blamed->after, 60));
    const QStringList open = partsThat(attribution, false), cleared = partsThat(attribution, true);
    if (attribution.parts.isEmpty())
        return u"what the release changed is not known"_s;
    QString text = open.isEmpty() ? u"nothing that the release changed explains it"_s : u"the release changed %1"_s.arg(words(open));
    if (!cleared.isEmpty())
        text += u"; cleared: %1"_s.arg(words(cleared));
    return text;
}

QString attributionWords(const Attribution &attribution)
{
    static constexpr std::size_t mostNamed = 3;
    if (!attribution.isHurt)
        return {};
    if (attribution.label.isEmpty())
        return attribution.suspects.empty() ? changeWords(attribution) : u"worse throughout, no value stands out; %1"_s.arg(changeWords(attribution));
    QStringList values;
    for (std::size_t i = 0; i < std::min(mostNamed, attribution.values.size()); ++i)
        values << displaySafe(QString::fromStdString(attribution.values[i]), 80);
    if (attribution.values.size() > mostNamed)
        values << u"%1 more"_s.arg(attribution.values.size() - mostNamed);
    return u"worse for %1 = %2: %3 % of the canary's requests, %4 % of its extra bad events; %5"_s
        .arg(displaySafe(attribution.label, 40), words(values), QString::number(100 * attribution.requestShare, 'f', 0),
             QString::number(100 * attribution.excessShare, 'f', 0), changeWords(attribution));
}

static QString percentText(double value)
{
    return std::isnan(value) ? u"–"_s : QString::number(100 * value, 'f', 2) + u" %"_s;
}

static QString numbersText(const Verdict &verdict)
{
    const QString evidence = u"E %1 of %2"_s.arg(verdict.e(), 0, 'g', 3).arg(boundedExp(verdict.logLimit), 0, 'g', 3);
    if (!verdict.asymptotic)
        return u"%1 against %2, n %3, %4"_s.arg(percentText(verdict.canaryValue), percentText(verdict.stableValue), QString::number(verdict.badEvents, 'f', 0), evidence);
    const auto number = [](double value) { return std::isnan(value) ? u"–"_s : QString::number(value, 'g', 4); };
    const QString bound = verdict.low && verdict.high ? u", difference %1 to %2"_s.arg(number(*verdict.low), number(*verdict.high)) : QString();
    return u"mean %1 against %2 of %3 values%4, %5, approximately"_s
        .arg(number(verdict.canaryValue), number(verdict.stableValue), QString::number(verdict.stableRequests + verdict.canaryRequests, 'f', 0), bound, evidence);
}

QStringList verdictTexts(const LineVerdict &line)
{
    const Verdict &verdict = line.verdict;
    QString text = u"  %1 %2 %3"_s.arg(line.indicatorId, -24).arg(wordsOf(verdict.kind), -10).arg(numbersText(verdict));
    const std::string_view reason = reasonWord(verdict.reason);
    if (verdict.kind == VerdictKind::Unknown && !reason.empty())
        text += u": "_s + QString::fromUtf8(reason.data(), static_cast<qsizetype>(reason.size())).replace(u'_', u' ');
    if (verdict.forecast) {
        text += u": %1 expected in %2, after %3 %4"_s.arg(wordsOf(verdict.forecast->kind), durationWords(qRound64(std::ceil(verdict.forecast->seconds))),
                                                          QString::number(std::ceil(verdict.forecast->requests), 'f', 0),
                                                          verdict.asymptotic ? u"values"_s : u"requests"_s);
    }
    QStringList texts{text};
    if (const QString words = attributionWords(line.attribution); !words.isEmpty())
        texts << u"      "_s + words;
    for (const LabelVerdict &label : line.labels) {
        const QString name = displaySafe(label.label, 40);
        for (const UnmetStratum &stratum : label.unmet)
            texts << u"      never met by the canary: %1 = %2, %3 of stable's requests"_s
                         .arg(name, displaySafe(QString::fromStdString(stratum.name), 80), percentText(stratum.share));
        if (label.unjudged > 0)
            texts << u"      %1 further values of %2 are not judged"_s.arg(label.unjudged).arg(name);
    }
    return texts;
}

VerdictKind wholeVerdict(const CanaryDesk &canary)
{
    return wholeVerdict(canary.judge().verdicts(), canary.crossedGates());
}

int verdictExitCode(const CanaryDesk &canary)
{
    const std::optional<CardDecision> &decision = canary.decision();
    int code = verdictExitCode(wholeVerdict(canary));
    if (decision)
        code = verdictExitCode(*decision);
    else if (!canary.cardHolds().isEmpty())
        code = verdictExitCode(VerdictKind::Unknown);
    if (!canary.crossedGates().isEmpty())
        return verdictExitCode(VerdictKind::Regressed);
    // Who holds it has settled nothing about the canary.
    return code == verdictExitCode(VerdictKind::NotWorse) && canary.hold() ? verdictExitCode(VerdictKind::Undecided) : code;
}

/// The same judge, card, record and holds as the window's and a promote's.
void VerdictRun::start()
{
    m_desk = m_console.desk(m_command.service);
    const ServiceSpec &spec = m_desk->spec();
    if (spec.counts.isEmpty()) {
        const QString uncounted = u"no indicator of %1 is counted: give one of its indicators counts (see the manual, The judge)"_s.arg(spec.name);
        // A card that asks for counts cannot decide without; one of gates alone can.
        if (!spec.card || !standingErrors(*spec.card, spec.indicators, {}).isEmpty()) {
            endUnknown(uncounted);
            return;
        }
        complain(uncounted + u"; its card decides by gates alone"_s);
    }
    if (!m_desk->hasGateway()) {
        endUnknown(u"%1 has no gateway that says which version is the canary"_s.arg(spec.name));
        return;
    }
    connect(m_desk, &ServiceDesk::gatewayChanged, this, &VerdictRun::look);
    connect(m_desk, &ServiceDesk::judged, this, [this] { look(m_desk->watch().freshness(), std::nullopt); });
    connect(&m_desk->canary().judge(), &JudgeDesk::judged, this, [this](bool complete) { m_countsFailed = !complete; });
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout(this, [this] { look(m_desk->watch().freshness(), std::nullopt); });
    m_patience.start(patience);
    m_desk->startJudging();
    m_desk->watch().start();
}

void VerdictRun::look(Freshness, const std::optional<Error> &error)
{
    if (m_ended)
        return;
    const std::optional<GatewayState> &state = m_desk->watch().state();
    if (!state || error) {
        endUnknown(error ? error->message() : u"the gateway's state could not be read in time"_s);
        return;
    }
    const bool hasStable = state->withRole(VersionRole::Stable);
    if (!hasStable || !state->withRole(VersionRole::Canary)) {
        endUnknown(hasStable ? u"the gateway has no canary"_s : u"the gateway has no stable version"_s);
        return;
    }
    const CanaryDesk &canary = m_desk->canary();
    if (!m_desk->isJudged() && !m_countsFailed && m_patience.isActive())
        return;
    // What the record or a gate says against it stands, whatever else could not be read.
    const int code = verdictExitCode(canary);
    if (!canary.isReady())
        endUnknown(u"the record could not be read: what was gathered, and whether somebody holds the canary, is not known"_s);
    else if (!canary.isCounted() && code != verdictExitCode(VerdictKind::Regressed))
        endUnknown(canary.judge().error() ? canary.judge().error()->message() : u"the counts could not be read"_s);
    else
        end(code);
}

void VerdictRun::end(int code)
{
    m_ended = true;
    if (m_command.json) {
        say(QString::fromStdString(asJson().dump(2, ' ', false, json::error_handler_t::replace)));
    } else {
        sayText(m_desk->canary().judge().verdicts());
        sayRest();
    }
    emit finished(code);
}

void VerdictRun::endUnknown(const QString &why)
{
    m_ended = true;
    if (m_command.json)
        say(QString::fromStdString(json{{"service", m_desk->spec().name.toStdString()}, {"verdict", "unknown"}, {"why", why.toStdString()}}
                                       .dump(2, ' ', false, json::error_handler_t::replace)));
    complain(u"unknown: "_s + why);
    emit finished(verdictExitCode(VerdictKind::Unknown));
}

json VerdictRun::asJson() const
{
    const CanaryDesk &canary = m_desk->canary();
    const auto idOf = [&](VersionRole role) { return m_desk->watch().state()->withRole(role)->id; };
    const auto setOf = [&](VersionRole role) { return m_desk->versions().setsFor(idOf(role)).value("version_set", json()); };
    json lines = json::array(), crossed = json::array(), held, counted;
    const QList<LineVerdict> verdicts = canary.judge().verdicts();
    for (const LineVerdict &line : verdicts)
        lines.push_back(lineVerdictJson(line));
    for (const QString &id : canary.crossedGates())
        crossed.push_back(id.toStdString());
    if (const std::optional<PromoteHold> hold = canary.hold())
        held = {{"by", hold->by.calledName().toStdString()}, {"since", isoUtc(hold->since).toStdString()}, {"reason", hold->reason.toStdString()}};
    if (canary.weighedSince())
        counted = isoUtc(*canary.weighedSince()).toStdString();
    return {{"service", m_desk->spec().name.toStdString()}, {"time", isoUtc(m_console.clock().now()).toStdString()},
            {"stable", idOf(VersionRole::Stable).toStdString()}, {"canary", idOf(VersionRole::Canary).toStdString()},
            {"stable_set", setOf(VersionRole::Stable)}, {"canary_set", setOf(VersionRole::Canary)},
            {"verdict", std::string(verdictWord(wholeVerdict(canary)))}, {"lines", lines}, {"crossed_gates", crossed}, {"held", held},
            {"share_checked_since", counted}, {"card", canary.decision() ? decisionJson(*canary.decision()) : json()}};
}

/// What beside the lines speaks for or against going on.
void VerdictRun::sayRest() const
{
    const CanaryDesk &canary = m_desk->canary();
    if (!canary.weighedSince())
        say(u"  the share of traffic was not checked: the gateway does not say since when the weight stands"_s);
    for (const QString &id : canary.crossedGates())
        say(u"  %1 stands beyond its stop gate"_s.arg(displaySafe(id, 80)));
    if (canary.decision())
        sayDecision(*canary.decision());
    else if (!canary.cardHolds().isEmpty())
        say(u"card: hold: "_s + canary.cardHolds());
    if (const std::optional<PromoteHold> hold = canary.hold())
        say(u"held by %1 since %2: %3"_s.arg(displaySafe(hold->by.calledName(), 80), isoUtc(hold->since).left(19) + u'Z', displaySafe(hold->reason, 200)));
}

void VerdictRun::sayDecision(const CardDecision &decision) const
{
    say(u"card: "_s + displaySafe(decisionWords(decision), 400));
    for (const DecisionReason &reason : decision.reasons)
        say(u"  %1 %2"_s.arg(outcomeWord(reason.outcome), -7).arg(displaySafe(reasonWords(reason), 400)));
}

void VerdictRun::sayText(const QList<LineVerdict> &lines) const
{
    const CanaryDesk &canary = m_desk->canary();
    const JudgeDesk &judge = canary.judge();
    say(u"%1: canary %2 against stable %3: %4"_s.arg(displaySafe(m_desk->spec().title, 80), displaySafe(judge.canary(), 60),
                                                     displaySafe(judge.stable(), 60), wordsOf(wholeVerdict(canary))));
    for (const LineVerdict &line : lines) {
        for (const QString &text : verdictTexts(line))
            say(text);
    }
}

} // namespace andon
