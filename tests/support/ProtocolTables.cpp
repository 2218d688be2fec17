// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ProtocolTables.h"

namespace andon::protocol {

namespace {

/// What of a run its next steps depend on.
std::string keyOf(const ActionRun &run)
{
    nlohmann::json key = intentPayload(run);
    key["op"] = run.opId.toStdString();
    key["made"] = run.made.toStdString();
    std::string text = key.dump();
    for (const int part : {static_cast<int>(run.state), static_cast<int>(run.awaiting), run.attempt, run.misses})
        text += ' ' + std::to_string(part);
    for (const bool part : {run.accepted, run.fenced, run.keyUnknown, run.held, run.interrupted, run.notSent, run.targetFree, run.closed, run.decided})
        text += part ? '1' : '0';
    return text + (run.expiresAt ? std::to_string(toMs(*run.expiresAt)) : std::string());
}

template <class Key>
Id numbered(std::unordered_map<std::string, Id> &ids, const std::string &key, size_t next, const Key &keep)
{
    const auto [found, isNew] = ids.try_emplace(key, static_cast<Id>(next));
    if (isNew) {
        if (next > 0xffff)
            qFatal("more different things than ids");
        keep();
    }
    return found->second;
}

} // namespace

ProtocolTables::ProtocolTables()
    : m_runs(1)
    , m_rows(1)
    , m_records(1)
    , m_queues(1)
{
    m_queueIds[{}] = 0;
}

Id ProtocolTables::runId(ActionRun run)
{
    run.words.clear();
    run.read = nullptr;
    run.tries = 0;
    return numbered(m_runIds, keyOf(run), m_runs.size(), [&] { m_runs.push_back(run); });
}

const Stepped &ProtocolTables::stepped(Id run, const ActionEvent &event, quint64 key, int tries)
{
    const auto [found, isNew] = m_steps.try_emplace(key << 24 | static_cast<quint64>(tries) << 16 | run);
    if (isNew) {
        ActionRun from = m_runs[run];
        from.tries = tries;
        const ActionStep step = andon::step(from, event);
        found->second.effects = asked(step);
        found->second.run = runId(step.run);
    }
    return found->second;
}

Stepped ProtocolTables::pressed(const ActionRun &run)
{
    const ActionStep step = andon::pressed(run);
    std::vector<Asked> effects = asked(step);
    return {runId(step.run), std::move(effects)};
}

std::vector<Asked> ProtocolTables::asked(const ActionStep &step)
{
    std::vector<Asked> effects;
    for (const ActionEffect &effect : step.effects)
        effects.push_back({effect.kind, effect.rowKind.isEmpty() ? Id(0) : rowId(step.run, effect)});
    return effects;
}

Id ProtocolTables::rowId(const ActionRun &run, const ActionEffect &effect)
{
    nlohmann::json payload = effect.payload;
    for (const char *words : {"words", "read", "asked"}) {
        if (payload.is_object())
            payload.erase(words);
    }
    const std::string key = run.opId.toStdString() + effect.rowKind.toStdString() + payload.dump();
    return numbered(m_rowIds, key, m_rows.size(),
                    [&] { m_rows.push_back(rowOf(run, effect.rowKind, payload, TimePoint())); });
}

Id ProtocolTables::recorded(Id record, Id row)
{
    if (record == 0 && m_rows[row].kind != EventKind::actionIntent)
        return 0; // what a refused press leaves is read by nobody as an operation
    const auto [known, isNew] = m_recorded.try_emplace(quint32(record) << 16 | row);
    if (!isNew)
        return known->second;
    Record next = m_records[record];
    next.rows.append(m_rows[row]);
    const std::optional<ActionRun> run = runFromRows(next.rows);
    if (!run)
        qFatal("a record that cannot be read");
    next.run = *run;
    next.run.words.clear();
    next.run.read = nullptr;
    const std::string key = keyOf(next.run) + m_rows[row].kind.toStdString() + m_rows[row].payload.value("probe", "");
    const Id id = numbered(m_recordIds, key, m_records.size(), [&] { m_records.push_back(next); });
    return m_recorded[quint32(record) << 16 | row] = id;
}

Id ProtocolTables::forgotten(Id record)
{
    const ActionRun &run = m_records[record].run;
    if (record == 0 || !run.closed)
        return record;
    return m_forgotten.try_emplace(run.opId.toStdString() + ' ' + run.made.toStdString(), record).first->second;
}

Id ProtocolTables::queueId(const std::vector<QueuedRow> &queue)
{
    const auto [found, isNew] = m_queueIds.try_emplace(queue, static_cast<Id>(m_queues.size()));
    if (isNew) {
        if (m_queues.size() > 0xffff)
            qFatal("more different queues than ids");
        m_queues.push_back(queue);
    }
    return found->second;
}

} // namespace andon::protocol
