// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/JudgeDesk.h"

#include "app/canary/StratumSteps.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace andon {

static JudgeOptions withLines(JudgeOptions options, qsizetype lines, qint64 stepMs)
{
    options.lines = static_cast<int>(std::max<qsizetype>(1, lines));
    const std::chrono::seconds steps(3 * stepMs / 1000);
    options.staleAfter = std::max(options.staleAfter, steps);
    options.gapAfter = std::max(options.gapAfter, steps);
    return options;
}

/// A line's own: what its value is compared with, and what is acceptable.
static JudgeOptions ofLine(JudgeOptions options, const CountQueries &queries)
{
    options.quantileMultiple = queries.multiple.query.isEmpty() ? 0 : queries.multiple.timesStable;
    options.quantilePolls = queries.multiple.polls;
    options.acceptableRate = queries.acceptableRate;
    return options;
}

/// A mean by the same errors: r0 times stable's mean is what must not pass.
static MeanOptions meanOptionsOf(const JudgeOptions &options, const MeanQuery &mean)
{
    return {options.alpha, options.lines, options.beta, mean.higherIsWorse, options.r0 - 1, mean.minimumSamples, options.staleAfter, options.gapAfter};
}

JudgeOptions judgeOptionsOf(const std::optional<StrategyCard> &card)
{
    JudgeOptions options;
    if (!card)
        return options;
    options.alpha = card->judge.alpha;
    options.r0 = card->judge.r0;
    options.beta = card->judge.beta;
    options.correctBursts = card->judge.correctBursts;
    return options;
}

JudgeOptions lineOptionsOf(JudgeOptions options, const std::optional<StrategyCard> &card, const QString &indicatorId)
{
    for (const CardThreshold &threshold : card ? card->thresholds : QList<CardThreshold>()) {
        if (threshold.indicator != indicatorId)
            continue;
        options.r0 = threshold.notWorseThan.value_or(options.r0);
        options.minimumRequests = static_cast<double>(threshold.minimumSamples);
    }
    return options;
}

/// A value of any label of a line is named at α over lines and labels, so that of good canaries at most α ever accuse anybody.
static JudgeOptions withLabels(JudgeOptions options, qsizetype labels)
{
    options.lines *= static_cast<int>(std::max<qsizetype>(1, labels));
    return options;
}

JudgeDesk::JudgeDesk(MetricsSource &source, const Clock &clock, const QList<CountQueries> &queries, QString versionLabel, qint64 stepMs,
                     JudgeOptions options, QObject *parent)
    : QObject(parent), m_clock(clock), m_options(withLines(options, queries.size(), stepMs)),
      m_poller(source, clock, queries, std::move(versionLabel), stepMs)
{
    for (const CountQueries &one : queries) {
        m_lines.push_back({{}, one, Judge(ofLine(m_options, one)), Strata(withLabels(m_options, one.strata.size())),
                           MeanSequence(meanOptionsOf(m_options, one.mean))});
        if (one.isMean())
            m_lines.back().mean.emplace();
    }
    connect(&m_poller, &CountPoller::counted, this, &JudgeDesk::take);
    connect(&m_poller, &CountPoller::failed, this, [this](const QString &, const Error &error) { m_error = error; });
    connect(&m_poller, &CountPoller::roundEnded, this, [this](bool complete) {
        if (complete)
            m_error.reset();
        emit judged(complete);
    });
}

void JudgeDesk::judge(const QString &stable, const QString &canary, qint64 sinceMs)
{
    if (stable == m_stable && canary == m_canary)
        return;
    stop();
    m_stable = stable;
    m_canary = canary;
    if (stable.isEmpty() || canary.isEmpty() || m_lines.empty())
        return;
    if (m_evidenceOf != std::pair(stable, canary))
        restart(stable, canary);
    // What is counted already is evidence already.
    m_poller.start([&](const QString &indicatorId, const QString &label) {
        const qint64 until = countedUntil(indicatorId, label);
        return until > 0 ? until : sinceMs;
    });
}

/// What one part's evidence reaches to, or where it is to be counted from, ms since the epoch; 0: there is none.
qint64 JudgeDesk::countedUntil(const QString &indicatorId, const QString &label) const
{
    const auto line = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &one) { return one.queries.indicatorId == indicatorId; });
    const qint64 until = line == m_lines.end() ? 0 : line->countedMs.value(label, 0);
    return until > 0 || line == m_lines.end() ? until : line->recountMs;
}

void JudgeDesk::restart(const QString &stable, const QString &canary)
{
    const std::pair former = m_recalled ? std::pair(m_recalled->stable, m_recalled->canary) : m_evidenceOf;
    const bool recalled = m_recalled && former == std::pair(stable, canary);
    const bool hadEvidence = !m_evidenceOf.second.isEmpty();
    m_evidenceOf = {stable, canary};
    m_redLines.clear();
    QStringList ids;
    for (Line &line : m_lines) {
        if (hadEvidence)
            restart(line, m_clock.now(), EvidenceEvent::VersionChanged);
        line.ratio = {};
        line.strata.clear();
        line.countedMs.clear();
        line.resetMs = line.recountMs = 0;
        ids << line.queries.indicatorId;
    }
    if (recalled)
        resume();
    else if (!former.second.isEmpty())
        emit evidenceTurned({EvidenceEvent::VersionChanged, stable, canary, ids, {}, former.first, former.second});
    m_recalled.reset();
}

void JudgeDesk::stop()
{
    m_poller.stop();
    m_stable.clear();
    m_canary.clear();
    m_error.reset();
}

void JudgeDesk::setRedLine(const QString &indicatorId, bool crossed)
{
    if (crossed)
        m_redLines.insert(indicatorId);
    else
        m_redLines.remove(indicatorId);
}

void JudgeDesk::setRules(const std::optional<StrategyCard> &card)
{
    const JudgeOptions before = m_options;
    m_options = withLines(judgeOptionsOf(card), static_cast<qsizetype>(m_lines.size()), m_poller.stepMs());
    m_labels = card ? card->judge.strata : QStringList();
    m_poller.setLabels(m_labels);
    const bool otherStrata = before.r0 != m_options.r0 || before.correctBursts != m_options.correctBursts;
    EvidenceTurn restarted{EvidenceEvent::RulesChanged, m_evidenceOf.first, m_evidenceOf.second, {}, {}};
    for (Line &line : m_lines) {
        const JudgeOptions was = line.judge.options();
        line.judge = Judge(ofLine(lineOptionsOf(m_options, card, line.queries.indicatorId), line.queries));
        const auto labels = std::count_if(line.queries.strata.cbegin(), line.queries.strata.cend(), [this](const StratumQueries &one) { return isLookedAt(one); });
        line.strataJudge = Strata(withLabels(m_options, labels));
        const JudgeOptions &now = line.judge.options();
        line.sequence = MeanSequence(meanOptionsOf(now, line.queries.mean));
        // Shown to be not worse than the former r0 is not shown of a stricter one, also before the next step.
        if (line.mean && (now.r0 < was.r0 || now.beta < was.beta))
            line.mean->notWorseSince.reset();
        if (line.state.polls > 0 && (line.state.r0 != now.r0 || line.state.corrected != now.correctBursts)) {
            line.judge.restart(line.state, m_clock.now(), EvidenceEvent::RulesChanged);
            restarted.indicators << line.queries.indicatorId;
        }
        if (otherStrata)
            line.strata.clear();
    }
    if (!restarted.indicators.isEmpty())
        emit evidenceTurned(restarted);
}

void JudgeDesk::setWeight(std::optional<double> weight, std::optional<TimePoint> since)
{
    if (weight == m_weight)
        return;
    m_weight = weight;
    m_weightSinceMs = toMs(since.value_or(m_clock.now()));
}

void JudgeDesk::take(const CountStep &step)
{
    const auto line = std::find_if(m_lines.begin(), m_lines.end(),
                                   [&](const Line &one) { return one.queries.indicatorId == step.indicatorId; });
    if (line == m_lines.end())
        return;
    const TimePoint t = fromMs(step.endMs);
    line->countedMs[step.label] = step.endMs;
    if (step.label.isEmpty())
        takeWhole(*line, step, t);
    else
        takeStrata(*line, step, t);
}

void JudgeDesk::takeWhole(Line &line, const CountStep &step, TimePoint t)
{
    if (step.endMs <= line.resetMs)
        return;
    if (line.mean) {
        takeMean(line, step, t);
        return;
    }
    if (!step.versions.contains(m_stable) && !step.versions.contains(m_canary)) {
        // Series without the label stand under the empty name.
        const bool unlabelled = step.versions.size() == 1 && step.versions.firstKey().isEmpty();
        line.judge.lose(line.state, t, unlabelled ? UnknownReason::LabelMissing : UnknownReason::NoData);
        return;
    }
    if (step.reset.contains(m_stable) || step.reset.contains(m_canary)) {
        reset(line, t);
        return;
    }
    CountPoll poll;
    poll.t = t;
    poll.stableQuantile = step.values.value(m_stable, poll.stableQuantile);
    poll.canaryQuantile = step.values.value(m_canary, poll.canaryQuantile);
    poll.stable = step.versions.value(m_stable).value(QString());
    poll.canary = step.versions.value(m_canary).value(QString());
    poll.redLineCrossed = isRedLine(line, step);
    line.judge.take(line.state, poll);
    // A step that began before the weight changed was asked for with two weights.
    if (&line == shareLine() && m_weight && step.endMs - m_poller.stepMs() >= m_weightSinceMs)
        m_ratio.take(line.ratio, t, poll.stable.total, poll.canary.total, *m_weight);
}

/// What a gate says of now is no news of the steps before.
bool JudgeDesk::isRedLine(const Line &line, const CountStep &step) const
{
    const bool isNewest = step.endMs + m_poller.stepMs() > toMs(m_clock.now()) - CountPoller::settleMs;
    return isNewest && m_redLines.contains(line.queries.indicatorId);
}

/// Stable's values of before the canary's first are of another time of day: they tell nothing of the difference.
void JudgeDesk::takeMean(Line &line, const CountStep &step, TimePoint t)
{
    MeanPoll poll;
    poll.t = t;
    poll.stable = step.values.value(m_stable, poll.stable);
    poll.canary = step.values.value(m_canary, poll.canary);
    poll.redLineCrossed = isRedLine(line, step);
    const bool unlabelled = step.values.size() == 1 && step.values.firstKey().isEmpty();
    if (std::isnan(poll.stable) && std::isnan(poll.canary))
        line.sequence.lose(*line.mean, t, unlabelled ? UnknownReason::LabelMissing : UnknownReason::NoData);
    else if (std::isnan(poll.canary) && !(line.mean->canary.count > 0))
        line.sequence.lose(*line.mean, t, UnknownReason::NoCanaryTraffic);
    else
        line.sequence.take(*line.mean, poll);
}

/// Tool calls or answers may be more of one version than its share of requests, and rightly.
const JudgeDesk::Line *JudgeDesk::shareLine() const
{
    const auto line = std::find_if(m_lines.cbegin(), m_lines.cend(), [](const Line &one) { return one.queries.ofRequests && !one.queries.isMean(); });
    return line == m_lines.cend() ? nullptr : &*line;
}

void JudgeDesk::reset(Line &line, TimePoint t)
{
    const bool wasRegressed = line.state.regressedAt.has_value();
    line.resetMs = toMs(t);
    line.judge.reset(line.state, t);
    if (wasRegressed)
        return;
    // Who was shown to be hurt stays so.
    line.strata.removeIf([](const auto &label) { return !label.value().regressedAt; });
    emit evidenceTurned({EvidenceEvent::CounterReset, m_stable, m_canary, {line.queries.indicatorId}, {}});
}

void JudgeDesk::takeStrata(Line &line, const CountStep &step, TimePoint t)
{
    if (step.endMs <= line.resetMs)
        return;
    const auto queries = std::find_if(line.queries.strata.cbegin(), line.queries.strata.cend(),
                                      [&](const StratumQueries &one) { return one.label == step.label; });
    const bool isPart = queries != line.queries.strata.cend() && !queries->part.isEmpty();
    line.strataJudge.take(line.strata[step.label], t, stratumCounts(step, m_stable, m_canary, isPart));
}

LabelVerdict JudgeDesk::labelVerdict(const Line &line, const StratumQueries &queries, TimePoint now) const
{
    const StrataState &state = line.strata.find(queries.label).value();
    const bool isPart = !queries.part.isEmpty();
    return {queries.label, line.strataJudge.isRegressed(state), line.strataJudge.ranked(state, now),
            isPart ? std::vector<UnmetStratum>() : line.strataJudge.unmet(state), queries.part, queries.bad.toStdString(), state.unjudged};
}

QList<LineVerdict> JudgeDesk::verdicts() const
{
    const TimePoint now = m_shownAt.value_or(m_clock.now());
    const bool pair = !m_stable.isEmpty() && !m_canary.isEmpty();
    const Line *share = shareLine();
    QList<LineVerdict> found;
    for (const Line &line : m_lines) {
        LineVerdict one;
        one.indicatorId = line.queries.indicatorId;
        const UnknownReason known = !pair                 ? UnknownReason::NoCanaryTraffic
            : share && share->ratio.mismatchSince ? UnknownReason::ShareMismatch
                                                  : UnknownReason::None;
        one.verdict = line.mean ? line.sequence.verdict(*line.mean, now, known, line.queries.mean.query.toStdString())
                                : line.judge.verdict(line.state, now, known, line.queries.bad.toStdString());
        for (const StratumQueries &queries : line.queries.strata) {
            if (isLookedAt(queries) && line.strata.contains(queries.label))
                one.labels.append(labelVerdict(line, queries, now));
        }
        one.attribution = attribute(one.verdict, one.labels, m_changes);
        for (LabelVerdict &label : one.labels)
            label.strata.resize(std::min(label.strata.size(), mostRanked));
        found.append(one);
    }
    return found;
}

} // namespace andon
