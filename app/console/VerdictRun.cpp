// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VerdictRun.h"

#include "app/base/DisplayText.h"
#include "app/base/TimeText.h"
#include "app/canary/StepTime.h"
#include "app/canary/VerdictJson.h"
#include "app/console/CardWatch.h"
#include "app/console/ReadingsAsk.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

/// For the newest readings.
static constexpr std::chrono::seconds patience(5);
/// Counts are read back so far: a canary that takes longer is judged by its last days.
static constexpr qint64 lookBackMs = 3 * 86'400'000LL;

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
                                           DecisionRule::NoReading,     DecisionRule::NotCounted, DecisionRule::NoThreshold};
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

void VerdictRun::start()
{
    m_desk = m_console.desk(m_command.service);
    if (m_desk->spec().counts.isEmpty()) {
        endUnknown(u"no indicator of %1 is counted: give one of its indicators counts (see the manual, The judge)"_s.arg(m_desk->spec().name));
        return;
    }
    if (!m_desk->hasGateway()) {
        endUnknown(u"%1 has no gateway that says which version is the canary"_s.arg(m_desk->spec().name));
        return;
    }
    connect(&m_desk->watch(), &GatewayWatch::stateRead, this, &VerdictRun::judge);
    connect(&m_desk->watch(), &GatewayWatch::readFailed, this, [this](Freshness, const Error &error) { endUnknown(error.message()); });
    m_desk->watch().readNow();
}

void VerdictRun::judge(const GatewayState &state)
{
    m_desk->watch().disconnect(this);
    const GatewayVersion *stable = state.withRole(VersionRole::Stable), *canary = state.withRole(VersionRole::Canary);
    if (!stable || !canary) {
        endUnknown(stable ? u"the gateway has no canary"_s : u"the gateway has no stable version"_s);
        return;
    }
    const ServiceSpec &spec = m_desk->spec();
    m_state = state;
    m_judge = std::make_unique<JudgeDesk>(*m_console.source(spec.source), m_console.clock(), spec.counts, spec.versionLabel,
                                          spec.judgeStepSeconds * 1000, judgeOptionsOf(spec.card));
    m_judge->setRules(spec.card);
    connect(m_judge.get(), &JudgeDesk::judged, this, &VerdictRun::finish);
    // Without a time from which on the weight stands, no step is known to be counted under it.
    std::optional<TimePoint> weighedSince = state.rollout.stepStartedAt;
    if (const auto routing = state.resources.constFind(Target::Routing); routing != state.resources.constEnd() && routing->changedAt)
        weighedSince = std::max(weighedSince, routing->changedAt);
    if (weighedSince)
        m_judge->setWeight(canary->weight / 100, weighedSince);
    m_judge->setChanges(m_desk->versions().changes(stable->id, canary->id));
    m_judge->judge(stable->id, canary->id, toMs(m_console.clock().now()) - lookBackMs);
}

void VerdictRun::finish(bool complete)
{
    m_judge->disconnect(this);
    if (!complete) {
        endUnknown(m_judge->error() ? m_judge->error()->message() : u"the counts could not be read"_s);
        return;
    }
    const QList<LineVerdict> lines = m_judge->verdicts();
    if (m_desk->spec().card)
        askReadings(lines);
    else
        end(lines, {});
}

/// What the card's gates are held against.
void VerdictRun::askReadings(const QList<LineVerdict> &lines)
{
    const ServiceSpec &spec = m_desk->spec();
    DecisionInput input;
    input.card = *spec.card;
    input.indicators = spec.indicators;
    input.lines = lines;
    input.weight = m_state.withRole(VersionRole::Canary)->weight;
    auto *ask = new ReadingsAsk(*m_console.source(spec.source), spec, m_judge->stable(), m_judge->canary(), this);
    connect(ask, &ReadingsAsk::told, this, [this, input](const QMap<QString, GuardReading> &readings) mutable {
        input.readings = readings;
        askRecord(input);
    });
    ask->start(patience);
}

/// Since when the canary is on its way, for the card's deadline.
void VerdictRun::askRecord(DecisionInput input)
{
    EventQuery query;
    query.service = m_desk->spec().name;
    query.kinds = {QString::fromUtf16(EventKind::cardStarted), QString::fromUtf16(EventKind::cardChanged)};
    query.limit = CardWatch::mostRead;
    m_console.journal().read(query, this, [this, input](const Result<QList<Event>> &events) mutable {
        input.now = m_console.clock().now();
        input.secondsInStep = secondsAtWeight(m_state, {}, input.now);
        const std::optional<CardOnRecord> started = events ? cardOnRecord(*events, m_judge->stable(), m_judge->canary(), m_state.rollout)
                                                           : std::nullopt;
        if (started)
            input.secondsSinceStart = std::chrono::floor<std::chrono::seconds>(input.now - started->startedAt).count();
        askRegression(input);
    });
}

void VerdictRun::askRegression(DecisionInput input)
{
    RegressionWatch *watch = m_console.regression();
    if (input.card.regressionPasses && watch) {
        input.regression = watch->standing(m_judge->canary());
        if (!input.regression) {
            connect(watch, &RegressionWatch::changed, this, [this, input] { askRegression(input); }, Qt::SingleShotConnection);
            return;
        }
    }
    end(input.lines, decide(input));
}

void VerdictRun::end(const QList<LineVerdict> &lines, const std::optional<CardDecision> &decision)
{
    if (m_command.json)
        say(QString::fromStdString(asJson(lines, decision).dump(2, ' ', false, json::error_handler_t::replace)));
    else
        sayText(lines);
    if (decision && !m_command.json)
        sayDecision(*decision);
    emit finished(decision ? verdictExitCode(*decision) : verdictExitCode(wholeVerdict(lines)));
}

void VerdictRun::endUnknown(const QString &why)
{
    m_desk->watch().disconnect(this);
    if (m_command.json)
        say(QString::fromStdString(json{{"service", m_desk->spec().name.toStdString()}, {"verdict", "unknown"}, {"why", why.toStdString()}}
                                       .dump(2, ' ', false, json::error_handler_t::replace)));
    complain(u"unknown: "_s + why);
    emit finished(verdictExitCode(VerdictKind::Unknown));
}

json VerdictRun::asJson(const QList<LineVerdict> &lines, const std::optional<CardDecision> &decision) const
{
    json list = json::array();
    for (const LineVerdict &line : lines)
        list.push_back(lineVerdictJson(line));
    const std::string_view whole = verdictWord(wholeVerdict(lines));
    return {{"service", m_desk->spec().name.toStdString()}, {"time", isoUtc(m_console.clock().now()).toStdString()},
            {"stable", m_judge->stable().toStdString()},     {"canary", m_judge->canary().toStdString()},
            {"verdict", std::string(whole)},                  {"lines", list},
            {"card", decision ? decisionJson(*decision) : json()}};
}

void VerdictRun::sayDecision(const CardDecision &decision) const
{
    say(u"card: "_s + displaySafe(decisionWords(decision), 400));
    for (const DecisionReason &reason : decision.reasons)
        say(u"  %1 %2"_s.arg(outcomeWord(reason.outcome), -7).arg(displaySafe(reasonWords(reason), 400)));
}

void VerdictRun::sayText(const QList<LineVerdict> &lines) const
{
    const auto percent = [](double value) { return std::isnan(value) ? u"–"_s : QString::number(100 * value, 'f', 2) + u" %"_s; };
    say(u"%1: canary %2 against stable %3: %4"_s.arg(displaySafe(m_desk->spec().title, 80), displaySafe(m_judge->canary(), 60),
                                                     displaySafe(m_judge->stable(), 60), wordsOf(wholeVerdict(lines))));
    for (const LineVerdict &line : lines) {
        const Verdict &verdict = line.verdict;
        const std::string_view reason = reasonWord(verdict.reason);
        QString text = u"  %1 %2 %3 against %4, n %5, E %6 of %7"_s
                           .arg(line.indicatorId, -24)
                           .arg(wordsOf(verdict.kind), -10)
                           .arg(percent(verdict.canaryValue), percent(verdict.stableValue))
                           .arg(verdict.badEvents, 0, 'f', 0)
                           .arg(verdict.e(), 0, 'g', 3)
                           .arg(boundedExp(verdict.logLimit), 0, 'g', 3);
        if (verdict.kind == VerdictKind::Unknown && !reason.empty())
            text += u": "_s + QString::fromUtf8(reason.data(), static_cast<qsizetype>(reason.size())).replace(u'_', u' ');
        say(text);
        if (const QString words = attributionWords(line.attribution); !words.isEmpty())
            say(u"      "_s + words);
        for (const LabelVerdict &label : line.labels) {
            for (const UnmetStratum &stratum : label.unmet)
                say(u"      never met by the canary: %1 = %2, %3 of stable's requests"_s
                        .arg(label.label, displaySafe(QString::fromStdString(stratum.name), 80), percent(stratum.share)));
        }
    }
}

} // namespace andon
