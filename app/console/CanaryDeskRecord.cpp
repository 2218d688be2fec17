// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the judge says and has gathered goes on the record.
#include "app/console/CanaryDesk.h"

#include "app/base/TimeText.h"
#include "app/canary/VerdictJson.h"

namespace andon {

using namespace Qt::StringLiterals;

/// A line that is decided, or that no longer is, goes on the record with its numbers, and the evidence behind it.
void CanaryDesk::recordVerdicts(const QList<LineVerdict> &lines)
{
    const auto decided = [](VerdictKind kind) { return kind == VerdictKind::Regressed || kind == VerdictKind::NotWorse; };
    bool changed = false;
    m_whole = wholeVerdict(lines);
    for (const LineVerdict &line : lines) {
        const VerdictKind before = m_verdicts.value(line.indicatorId, VerdictKind::Unknown);
        m_verdicts.insert(line.indicatorId, line.verdict.kind);
        if (!m_records || before == line.verdict.kind || (!decided(before) && !decided(line.verdict.kind)))
            continue;
        changed = true;
        const std::string_view word = verdictWord(line.verdict.kind);
        m_ports.record(EventKind::verdict,
                       u"The judge on %1 of %2: %3"_s.arg(titleOf(line.indicatorId), m_judge.canary(),
                                                         QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())).replace(u'_', u' ')),
                       m_judge.canary(),
                       {{"indicator", line.indicatorId.toStdString()}, {"stable", m_judge.stable().toStdString()}, {"verdict", verdictJson(line.verdict)},
                        {"attribution", attributionJson(line.attribution)}});
    }
    if (changed)
        keepEvidence();
    else if (m_records && !m_checkpoint.isActive() && !m_judge.canary().isEmpty())
        m_checkpoint.start();
}

void CanaryDesk::recordTurn(const EvidenceTurn &turn)
{
    if (!m_records)
        return;
    QStringList titles;
    nlohmann::json ids = nlohmann::json::array();
    for (const QString &id : turn.indicators) {
        const QString label = id.section(u'/', 1);
        titles << titleOf(id.section(u'/', 0, 0)) + (label.isEmpty() ? QString() : u" by "_s + label);
        ids.push_back(id.toStdString());
    }
    const std::string_view word = eventWord(turn.event);
    nlohmann::json payload{{"cause", word}, {"stable", turn.stable.toStdString()}, {"canary", turn.canary.toStdString()}, {"indicators", ids}};
    QString title = u"The judge begins anew on %1: "_s.arg(turn.canary);
    switch (turn.event) {
    case EvidenceEvent::ConsoleRestart:
        title = u"The judge of %1 goes on with the evidence of the record, since %2"_s.arg(turn.canary, turn.since ? isoUtc(*turn.since).left(19) + u'Z' : u"its start"_s);
        break;
    case EvidenceEvent::VersionChanged:
        title += u"it is against %1 now; before, it was %2 against %3"_s.arg(turn.stable, turn.formerCanary, turn.formerStable);
        break;
    case EvidenceEvent::CounterReset: title += u"a counter of %1 began anew"_s.arg(titles.join(u", ")); break;
    case EvidenceEvent::NoRoom:
        title = u"The judge of %1 counts again since %2: no room on the record for %3"_s
                    .arg(turn.canary, turn.since ? isoUtc(*turn.since).left(19) + u'Z' : u"its start"_s, titles.join(u", "_s)).left(256);
        break;
    default: title += u"what counts or judges %1 is another"_s.arg(titles.join(u", ")); break;
    }
    m_ports.record(turn.event == EvidenceEvent::ConsoleRestart ? EventKind::evidenceContinued : EventKind::evidenceRestarted, title,
                   turn.canary, payload);
}

void CanaryDesk::keepEvidence()
{
    m_checkpoint.stop();
    const JudgeEvidence evidence = m_judge.evidence();
    if (!m_records || m_judge.canary().isEmpty() || evidence.isEmpty())
        return;
    m_checkpoint.start();
    m_ports.record(EventKind::evidence, u"The judge's evidence so far: %1 against %2"_s.arg(m_judge.canary(), m_judge.stable()), m_judge.canary(),
                   checkpoint(mostEvidence));
}

nlohmann::json CanaryDesk::checkpoint(std::size_t mostBytes) const
{
    nlohmann::json payload = evidenceJson(m_judge.evidence(), mostBytes);
    payload["step"] = m_place.step;
    payload["weight"] = m_place.weight;
    if (m_placeSince)
        payload["step_since_ms"] = toMs(*m_placeSince);
    if (m_startedAt)
        payload["started_ms"] = toMs(*m_startedAt);
    for (auto line = m_verdicts.cbegin(); line != m_verdicts.cend(); ++line)
        payload["verdicts"][line.key().toStdString()] = verdictWord(*line);
    return payload;
}

nlohmann::json CanaryDesk::frozen() const
{
    static constexpr std::size_t mostFrozen = 1 << 20;
    if (m_judge.canary().isEmpty() || !m_judge.hasLines())
        return {};
    nlohmann::json verdicts = nlohmann::json::array();
    for (const LineVerdict &line : m_judge.verdicts())
        verdicts.push_back(lineVerdictJson(line));
    return {{"evidence", checkpoint(mostFrozen)},
            {"verdicts", std::move(verdicts)},
            {"decision", m_decision ? nlohmann::json(decisionWords(*m_decision).toStdString()) : nlohmann::json()}};
}

} // namespace andon
