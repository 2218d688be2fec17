// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EventQueue.h"

#include <chrono>

namespace andon {

EventQueue::EventQueue(Journal &journal, std::function<Result<void>(const Event &)> spool, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
    , m_spool(std::move(spool))
{
    m_again.setSingleShot(true);
    m_again.setInterval(std::chrono::seconds(2));
    connect(&m_again, &QTimer::timeout, this, &EventQueue::writeNext);
}

EventQueue::~EventQueue()
{
    // What is being written is written; the rest, and what was refused, is kept beside the journal.
    const qsizetype first = m_writing && !m_refused ? 1 : 0;
    for (qsizetype i = first; i < m_rows.size(); ++i)
        static_cast<void>(m_spool(m_rows[i]));
}

void EventQueue::append(const Event &draft)
{
    m_rows.append(draft);
    writeNext();
}

void EventQueue::writeNext()
{
    if (m_writing || m_again.isActive() || m_rows.isEmpty())
        return;
    m_writing = true;
    m_journal.append(m_rows.first(), this, [this](const Result<Event> &written) {
        m_writing = false;
        m_refused = !written;
        if (!written) {
            m_again.start();
            return;
        }
        m_rows.removeFirst();
        writeNext();
    });
}

} // namespace andon
