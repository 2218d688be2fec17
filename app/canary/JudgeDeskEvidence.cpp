// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the judge's evidence: gone on with, begun anew, handed out, shown.
#include "app/canary/JudgeDesk.h"

#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

void JudgeDesk::restart(Line &line, TimePoint t, EvidenceEvent event)
{
    line.judge.restart(line.state, t, event);
    if (!line.queries.isMean()) {
        line.mean.reset();
        return;
    }
    line.mean = line.mean.value_or(MeanState());
    line.sequence.restart(*line.mean, t, event);
}

void JudgeDesk::resume()
{
    EvidenceTurn continued{EvidenceEvent::ConsoleRestart, m_evidenceOf.first, m_evidenceOf.second, {}, {}};
    EvidenceTurn restarted{EvidenceEvent::RulesChanged, m_evidenceOf.first, m_evidenceOf.second, {}, {}};
    EvidenceTurn recounted{EvidenceEvent::NoRoom, m_evidenceOf.first, m_evidenceOf.second, {}, {}};
    const auto begin = [](EvidenceTurn &turn, std::optional<TimePoint> since) {
        turn.since = since && (!turn.since || *since < *turn.since) ? since : turn.since;
    };
    for (Line &line : m_lines) {
        const QString &id = line.queries.indicatorId;
        const qsizetype dropped = recounted.indicators.size();
        resumeLine(line, recounted.indicators);
        if (recounted.indicators.size() > dropped && line.recountMs > 0)
            begin(recounted, fromMs(line.recountMs));
        if (!m_recalled->lines.contains(id))
            continue;
        const bool goesOn = line.state.lastEvent == EvidenceEvent::ConsoleRestart;
        if (goesOn)
            begin(continued, line.since());
        (goesOn ? continued : restarted).indicators << id;
    }
    for (const EvidenceTurn &turn : {continued, restarted, recounted}) {
        if (!turn.indicators.isEmpty())
            emit evidenceTurned(turn);
    }
}

/// `dropped`: grows by what of the line found no room on the record.
void JudgeDesk::resumeLine(Line &line, QStringList &dropped)
{
    const QString &id = line.queries.indicatorId;
    const auto isLeftOut = [&](const QString &name) {
        if (m_recalled->leftOut.contains(name))
            dropped << name;
        return m_recalled->leftOut.contains(name);
    };
    const auto kept = m_recalled->lines.constFind(id);
    if (kept == m_recalled->lines.constEnd()) {
        if (isLeftOut(id))
            line.recountMs = m_recalled->leftOutSince.value(id) - m_poller.stepMs();
        return;
    }
    static_cast<LineEvidence &>(line) = *kept;
    const TimePoint now = m_clock.now();
    if (m_recalled->queries.value(id) == fingerprintOf(line.queries) && line.mean.has_value() == line.queries.isMean())
        line.judge.resume(line.state, now);
    else
        restart(line, now, EvidenceEvent::RulesChanged);
    if (line.state.lastEvent != EvidenceEvent::ConsoleRestart) {
        const JudgeState fresh = line.state;
        static_cast<LineEvidence &>(line) = LineEvidence{fresh, {}, {}, {}, 0, std::exchange(line.mean, {})};
        return;
    }
    if (line.mean)
        line.sequence.resume(*line.mean, now);
    for (const StratumQueries &queries : line.queries.strata) {
        if (isLeftOut(id + u'/' + queries.label) && line.state.since)
            line.recountMs = toMs(*line.state.since) - m_poller.stepMs();
    }
}

void JudgeDesk::restartFrom(TimePoint t)
{
    const qint64 untilMs = toMs(t) + m_poller.stepMs() - 1; // a step that ends by then began before
    for (Line &line : m_lines) {
        if (line.resetMs >= untilMs)
            continue;
        restart(line, t, EvidenceEvent::AskedFor);
        line.ratio = {};
        line.strata.clear();
        line.resetMs = untilMs;
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
        if (line.isEmpty())
            continue;
        made.lines.insert(line.queries.indicatorId, line);
        made.queries.insert(line.queries.indicatorId, fingerprintOf(line.queries));
    }
    return made;
}

} // namespace andon
