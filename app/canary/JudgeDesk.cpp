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

/// A line's own: what its value is compared with.
static JudgeOptions ofLine(JudgeOptions options, const CountQueries &queries)
{
    options.quantileMultiple = queries.multiple.query.isEmpty() ? 0 : queries.multiple.timesStable;
    options.quantilePolls = queries.multiple.polls;
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
        m_lines.push_back({{}, one, Judge(ofLine(m_options, one)), Strata(withLabels(m_options, one.strata.size()))});
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

/// What one part's evidence reaches to, ms since the epoch; 0: there is none.
qint64 JudgeDesk::countedUntil(const QString &indicatorId, const QString &label) const
{
    const auto line = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &one) { return one.queries.indicatorId == indicatorId; });
    return line == m_lines.end() ? 0 : line->countedMs.value(label, 0);
}

void JudgeDesk::restart(const QString &stable, const QString &canary)
{
    const std::pair former = m_recalled ? std::pair(m_recalled->stable, m_recalled->canary) : m_evidenceOf;
    const bool recalled = m_recalled && former == std::pair(stable, canary);
    const bool hadEvidence = !m_evidenceOf.second.isEmpty();
    m_evidenceOf = {stable, canary};
    QStringList ids;
    for (Line &line : m_lines) {
        if (hadEvidence)
            line.judge.restart(line.state, m_clock.now(), EvidenceEvent::VersionChanged);
        line.ratio = {};
        line.strata.clear();
        line.countedMs.clear();
        line.resetMs = 0;
        ids << line.queries.indicatorId;
    }
    if (recalled)
        resume();
    else if (!former.second.isEmpty())
        emit evidenceTurned({EvidenceEvent::VersionChanged, stable, canary, ids, {}, former.first, former.second});
    m_recalled.reset();
}

void JudgeDesk::resume()
{
    EvidenceTurn continued{EvidenceEvent::ConsoleRestart, m_evidenceOf.first, m_evidenceOf.second, {}, {}};
    EvidenceTurn restarted{EvidenceEvent::RulesChanged, m_evidenceOf.first, m_evidenceOf.second, {}, {}};
    const TimePoint now = m_clock.now();
    for (Line &line : m_lines) {
        const QString &id = line.queries.indicatorId;
        const auto kept = m_recalled->lines.constFind(id);
        if (kept == m_recalled->lines.constEnd())
            continue; // counted again from the source
        static_cast<LineEvidence &>(line) = *kept;
        if (m_recalled->queries.value(id) == fingerprintOf(line.queries))
            line.judge.resume(line.state, now);
        else
            line.judge.restart(line.state, now, EvidenceEvent::RulesChanged);
        const bool goesOn = line.state.lastEvent == EvidenceEvent::ConsoleRestart;
        if (goesOn) {
            continued.since = line.state.since && (!continued.since || *line.state.since < *continued.since) ? line.state.since : continued.since;
        } else {
            const JudgeState fresh = line.state;
            static_cast<LineEvidence &>(line) = LineEvidence{fresh, {}, {}, {}};
        }
        (goesOn ? continued : restarted).indicators << id;
    }
    for (const EvidenceTurn &turn : {continued, restarted}) {
        if (!turn.indicators.isEmpty())
            emit evidenceTurned(turn);
    }
}

void JudgeDesk::show(const JudgeEvidence &evidence, TimePoint at)
{
    m_stable = evidence.stable;
    m_canary = evidence.canary;
    m_evidenceOf = {m_stable, m_canary};
    m_shownAt = at;
    for (Line &line : m_lines)
        static_cast<LineEvidence &>(line) = evidence.lines.value(line.queries.indicatorId);
}

JudgeEvidence JudgeDesk::evidence() const
{
    JudgeEvidence made{m_evidenceOf.first, m_evidenceOf.second, {}, {}};
    for (const Line &line : m_lines) {
        if (!line.state.last && line.state.restarts == 0)
            continue;
        made.lines.insert(line.queries.indicatorId, line);
        made.queries.insert(line.queries.indicatorId, fingerprintOf(line.queries));
    }
    return made;
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
    EvidenceTurn restarted{EvidenceEvent::RulesChanged, m_evidenceOf.first, m_evidenceOf.second, {}, {}};
    for (Line &line : m_lines) {
        line.judge = Judge(ofLine(lineOptionsOf(m_options, card, line.queries.indicatorId), line.queries));
        line.strataJudge = Strata(withLabels(m_options, line.queries.strata.size()));
        const JudgeOptions &now = line.judge.options();
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
    const bool isNewest = step.endMs + m_poller.stepMs() > toMs(m_clock.now()) - CountPoller::settleMs;
    poll.redLineCrossed = isNewest && m_redLines.contains(line.queries.indicatorId);
    line.judge.take(line.state, poll);
    // A step that began before the weight changed was asked for with two weights.
    if (m_weight && step.endMs - m_poller.stepMs() >= m_weightSinceMs)
        m_ratio.take(line.ratio, t, poll.stable.total, poll.canary.total, *m_weight);
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
    const TimePoint now = m_shownAt.value_or(m_clock.now());
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
