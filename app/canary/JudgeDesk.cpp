// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/JudgeDesk.h"

#include <algorithm>

namespace andon {

static JudgeOptions withLines(JudgeOptions options, qsizetype lines, qint64 stepMs)
{
    options.lines = static_cast<int>(std::max<qsizetype>(1, lines));
    const std::chrono::seconds steps(3 * stepMs / 1000);
    options.staleAfter = std::max(options.staleAfter, steps);
    options.gapAfter = std::max(options.gapAfter, steps);
    return options;
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
    for (const CountQueries &one : queries)
        m_lines.push_back({one, Judge(m_options), Strata(withLabels(m_options, one.strata.size())), {}, {}, {}});
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
    for (const Line &line : m_lines) {
        if (line.state.last)
            sinceMs = std::max(sinceMs, toMs(*line.state.last));
    }
    m_poller.start(sinceMs);
}

void JudgeDesk::restart(const QString &stable, const QString &canary)
{
    const bool hasEvidence = !m_evidenceOf.second.isEmpty();
    m_evidenceOf = {stable, canary};
    for (Line &line : m_lines) {
        if (hasEvidence)
            line.judge.restart(line.state, m_clock.now(), EvidenceEvent::VersionChanged);
        line.ratio = {};
        line.strata.clear();
    }
}

void JudgeDesk::stop()
{
    m_poller.stop();
    m_stable.clear();
    m_canary.clear();
    m_error.reset();
}

void JudgeDesk::setRules(const std::optional<StrategyCard> &card)
{
    const JudgeOptions before = m_options;
    m_options = withLines(judgeOptionsOf(card), static_cast<qsizetype>(m_lines.size()), m_poller.stepMs());
    const bool otherStrata = before.r0 != m_options.r0 || before.correctBursts != m_options.correctBursts;
    for (Line &line : m_lines) {
        line.judge = Judge(lineOptionsOf(m_options, card, line.queries.indicatorId));
        line.strataJudge = Strata(withLabels(m_options, line.queries.strata.size()));
        const JudgeOptions &now = line.judge.options();
        if (line.state.polls > 0 && (line.state.r0 != now.r0 || line.state.corrected != now.correctBursts))
            line.judge.restart(line.state, m_clock.now(), EvidenceEvent::RulesChanged);
        if (otherStrata)
            line.strata.clear();
    }
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
    if (step.label.isEmpty())
        takeWhole(*line, step, t);
    else
        takeStrata(*line, step, t);
}

void JudgeDesk::takeWhole(Line &line, const CountStep &step, TimePoint t)
{
    if (!step.versions.contains(m_stable) && !step.versions.contains(m_canary)) {
        // Series without the label stand under the empty name.
        const bool unlabelled = step.versions.size() == 1 && step.versions.firstKey().isEmpty();
        line.judge.lose(line.state, t, unlabelled ? UnknownReason::LabelMissing : UnknownReason::NoData);
        return;
    }
    CountPoll poll;
    poll.t = t;
    poll.stable = step.versions.value(m_stable).value(QString());
    poll.canary = step.versions.value(m_canary).value(QString());
    const bool isNewest = step.endMs + m_poller.stepMs() > toMs(m_clock.now()) - CountPoller::settleMs;
    poll.redLineCrossed = isNewest && m_redLines.contains(line.queries.indicatorId);
    line.judge.take(line.state, poll);
    // A step that began before the weight changed was asked for with two weights.
    if (m_weight && step.endMs - m_poller.stepMs() >= m_weightSinceMs)
        m_ratio.take(line.ratio, t, poll.stable.total, poll.canary.total, *m_weight);
}

void JudgeDesk::takeStrata(Line &line, const CountStep &step, TimePoint t)
{
    const QMap<QString, ArmCounts> stable = step.versions.value(m_stable), canary = step.versions.value(m_canary);
    const auto queries = std::find_if(line.queries.strata.cbegin(), line.queries.strata.cend(),
                                      [&](const StratumQueries &one) { return one.label == step.label; });
    std::vector<StratumCounts> counts;
    if (queries != line.queries.strata.cend() && !queries->part.isEmpty()) {
        // Stable does not serve what is new in the release: its requests of all kinds stand for how it was before.
        ArmCounts whole;
        for (const ArmCounts &arm : stable)
            whole = {whole.bad + arm.bad, whole.total + arm.total};
        for (auto value = canary.cbegin(); value != canary.cend(); ++value)
            counts.push_back({value.key().toStdString(), whole, *value});
    } else {
        QStringList names = stable.keys() + canary.keys();
        names.sort();
        names.removeDuplicates();
        for (const QString &name : std::as_const(names))
            counts.push_back({name.toStdString(), stable.value(name), canary.value(name)});
    }
    line.strataJudge.take(line.strata[step.label], t, counts);
}

LabelVerdict JudgeDesk::labelVerdict(const Line &line, const StratumQueries &queries, TimePoint now) const
{
    const StrataState &state = line.strata.find(queries.label).value();
    const bool isPart = !queries.part.isEmpty();
    return {queries.label, line.strataJudge.isRegressed(state), line.strataJudge.ranked(state, now),
            isPart ? std::vector<UnmetStratum>() : line.strataJudge.unmet(state), queries.part};
}

QList<LineVerdict> JudgeDesk::verdicts() const
{
    const TimePoint now = m_clock.now();
    const bool pair = !m_stable.isEmpty() && !m_canary.isEmpty();
    QList<LineVerdict> found;
    for (const Line &line : m_lines) {
        LineVerdict one;
        one.indicatorId = line.queries.indicatorId;
        const UnknownReason known = !pair                          ? UnknownReason::NoCanaryTraffic
            : line.ratio.mismatchSince ? UnknownReason::ShareMismatch
                                       : UnknownReason::None;
        one.verdict = line.judge.verdict(line.state, now, known, line.queries.bad.toStdString());
        for (const StratumQueries &queries : line.queries.strata) {
            if (line.strata.contains(queries.label))
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
