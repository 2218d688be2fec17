// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/DispatcherRunning.h"

namespace andon {

using Happened = ActionEvent::Kind;

/// Rows are written one after the other, so that the journal holds them in the order they happened.
void Dispatcher::writeNextRow()
{
    if (m_writing)
        return;
    if (m_rows.empty()) {
        emit written();
        return;
    }
    m_writing = true;
    const Row row = m_rows.front();
    const auto done = [this, row](const Result<Event> &result) { rowDone(row, result); };
    if (row.intent)
        m_ports.journal.open(m_gatewayName + u'/' + targetWord(m_running.at(row.opId)->run.plan.target), row.draft, this,
                             done);
    else
        m_ports.journal.append(row.draft, this, done);
}

void Dispatcher::rowDone(const Row &row, const Result<Event> &result)
{
    m_writing = false;
    const auto found = m_running.find(row.opId);
    const bool blocked = !result && result.error().kind == ErrorKind::Blocked;
    const bool unlogged = found != m_running.end() && found->second->unlogged;
    bool durable = result.has_value();
    if (!durable && !blocked && unlogged)
        durable = m_ports.spool(row.draft).has_value();
    if (!durable && !row.awaited) {
        refuseAwaitedRows(result.error());
        QTimer::singleShot(2000, this, &Dispatcher::writeNextRow);
        return;
    }
    m_rows.pop_front();
    if (result && row.intent && found != m_running.end())
        found->second->anchor = anchorOf(*result);
    if (row.awaited) {
        ActionEvent event;
        event.kind = durable ? Happened::RowDurable : Happened::RowRefused;
        if (!durable)
            event.words = result.error().message();
        take(row.opId, event);
    }
    writeNextRow();
}

/// While an earlier row waits for the journal to return, no press waits with it: it is refused (or spooled) at once.
void Dispatcher::refuseAwaitedRows(const Error &error)
{
    std::deque<Row> awaited;
    std::deque<Row> kept;
    for (Row &row : m_rows)
        (row.awaited ? awaited : kept).push_back(std::move(row));
    m_rows = std::move(kept);
    for (const Row &row : awaited) {
        const auto found = m_running.find(row.opId);
        const bool spooled = found != m_running.end() && found->second->unlogged && m_ports.spool(row.draft).has_value();
        ActionEvent event;
        event.kind = spooled ? Happened::RowDurable : Happened::RowRefused;
        event.words = spooled ? QString() : error.message();
        take(row.opId, event);
    }
}

} // namespace andon
