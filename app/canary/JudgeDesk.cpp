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

VerdictKind wholeVerdict(const QList<LineVerdict> &lines)
{
    const auto any = [&](VerdictKind kind) {
        return std::any_of(lines.cbegin(), lines.cend(), [kind](const LineVerdict &line) { return line.verdict.kind == kind; });
    };
    if (any(VerdictKind::Regressed))
        return VerdictKind::Regressed;
    if (lines.isEmpty() || any(VerdictKind::Unknown))
        return VerdictKind::Unknown;
    return any(VerdictKind::Undecided) ? VerdictKind::Undecided : VerdictKind::NotWorse;
}

JudgeDesk::JudgeDesk(MetricsSource &source, const Clock &clock, const QList<CountQueries> &queries, QString versionLabel, qint64 stepMs,
                     JudgeOptions options, QObject *parent)
    : QObject(parent), m_clock(clock), m_options(withLines(options, queries.size(), stepMs)), m_strata(m_options),
      m_poller(source, clock, queries, std::move(versionLabel), stepMs)
{
    for (const CountQueries &one : queries)
        m_lines.push_back({one, {}, {}, {}, Judge(m_options)});
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
            line.rules.restart(line.state, m_clock.now(), EvidenceEvent::VersionChanged);
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
    m_strata = Strata(m_options);
    const bool otherStrata = before.r0 != m_options.r0 || before.correctBursts != m_options.correctBursts;
    for (Line &line : m_lines) {
        line.rules = Judge(lineOptionsOf(m_options, card, line.queries.indicatorId));
        const JudgeOptions &now = line.rules.options();
        if (line.state.polls > 0 && (line.state.r0 != now.r0 || line.state.corrected != now.correctBursts))
            line.rules.restart(line.state, m_clock.now(), EvidenceEvent::RulesChanged);
        if (otherStrata)
            line.strata.clear();
    }
}

void JudgeDesk::setWeight(std::optional<double> weight)
{
    if (weight == m_weight)
        return;
    m_weight = weight;
    m_weightSinceMs = toMs(m_clock.now());
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
        line.rules.lose(line.state, t, unlabelled ? UnknownReason::LabelMissing : UnknownReason::NoData);
        return;
    }
    CountPoll poll;
    poll.t = t;
    poll.stable = step.versions.value(m_stable).value(QString());
    poll.canary = step.versions.value(m_canary).value(QString());
    const bool isNewest = step.endMs + m_poller.stepMs() > toMs(m_clock.now()) - CountPoller::settleMs;
    poll.redLineCrossed = isNewest && m_redLines.contains(line.queries.indicatorId);
    line.rules.take(line.state, poll);
    // A step that began before the weight changed was asked for with two weights.
    if (m_weight && step.endMs - m_poller.stepMs() >= m_weightSinceMs)
        m_ratio.take(line.ratio, t, poll.stable.total, poll.canary.total, *m_weight);
}

void JudgeDesk::takeStrata(Line &line, const CountStep &step, TimePoint t)
{
    const QMap<QString, ArmCounts> stable = step.versions.value(m_stable), canary = step.versions.value(m_canary);
    QStringList names = stable.keys() + canary.keys();
    names.sort();
    names.removeDuplicates();
    std::vector<StratumCounts> counts;
    for (const QString &name : std::as_const(names))
        counts.push_back({name.toStdString(), stable.value(name), canary.value(name)});
    m_strata.take(line.strata[step.label], t, counts);
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
        one.verdict = line.rules.verdict(line.state, now, known, line.queries.bad.toStdString());
        for (auto label = line.strata.cbegin(); label != line.strata.cend(); ++label) {
            LabelVerdict of{label.key(), m_strata.isRegressed(*label), m_strata.ranked(*label, now), m_strata.unmet(*label)};
            if (of.strata.size() > mostRanked)
                of.strata.resize(mostRanked);
            one.labels.append(of);
        }
        found.append(one);
    }
    return found;
}

} // namespace andon
