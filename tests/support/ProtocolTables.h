// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionRows.h"
#include "app/actions/ActionRun.h"

#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

namespace andon::protocol {

using Id = quint16;

/// One row on its way to the journal.
struct QueuedRow {
    quint8 op = 0;
    bool awaited = false;
    Id row = 0;
    auto operator<=>(const QueuedRow &) const = default;
};

/// What one step asked for, without words.
struct Asked {
    ActionEffect::Kind kind = ActionEffect::Kind::Record;
    Id row = 0;
};
struct Stepped {
    Id run = 0;
    std::vector<Asked> effects;
};

/// Runs, rows and records with the same meaning get the same number, so that a world is a few bytes and each step() of the
/// product is taken once for each run and event that differ. Words, and values that only words carry, are left out; so is
/// the number of waits, which only matters where a refused probe ends: both ways are explored there.
class ProtocolTables {
public:
    ProtocolTables();
    [[nodiscard]] Id runId(ActionRun run);
    [[nodiscard]] const ActionRun &run(Id id) const { return m_runs[id]; }
    /// step() of the product. `key` tells events apart.
    [[nodiscard]] const Stepped &stepped(Id run, const ActionEvent &event, quint64 key, int tries = 0);
    [[nodiscard]] Stepped pressed(const ActionRun &run);
    /// The record with one more durable row: runFromRows() of the product.
    [[nodiscard]] Id recorded(Id record, Id row);
    /// What a restart reads, as runFromRows() of the product gives it.
    [[nodiscard]] const ActionRun &recovered(Id record) const { return m_records[record].run; }
    [[nodiscard]] const Event &lastRow(Id record) const { return m_records[record].rows.last(); }
    /// A closed record: of what happened before only the version that it made is asked for again.
    [[nodiscard]] Id forgotten(Id record);
    [[nodiscard]] Id queueId(const std::vector<QueuedRow> &queue);
    [[nodiscard]] const std::vector<QueuedRow> &queue(Id id) const { return m_queues[id]; }
    [[nodiscard]] const Event &row(Id id) const { return m_rows[id]; }
    [[nodiscard]] size_t runs() const { return m_runs.size(); }

private:
    struct Record {
        QList<Event> rows;
        ActionRun run;
    };
    [[nodiscard]] Id rowId(const ActionRun &run, const ActionEffect &effect);
    [[nodiscard]] std::vector<Asked> asked(const ActionStep &step);

    std::deque<ActionRun> m_runs; ///< references stay good
    std::unordered_map<std::string, Id> m_runIds;
    std::unordered_map<quint64, Stepped> m_steps;
    std::deque<Event> m_rows;
    std::unordered_map<std::string, Id> m_rowIds;
    std::deque<Record> m_records;
    std::unordered_map<std::string, Id> m_recordIds;
    std::unordered_map<quint32, Id> m_recorded;
    std::unordered_map<std::string, Id> m_forgotten; ///< by op_id and version
    std::deque<std::vector<QueuedRow>> m_queues;
    std::map<std::vector<QueuedRow>, Id> m_queueIds;
};

} // namespace andon::protocol
