// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Journal.h"

#include <QTimer>

#include <functional>

namespace andon {

/// Rows on their way to the journal, in order, one at a time. A row that is refused is offered again, so that an outage of the
/// journal leaves no hole in the record; what it did not take when the queue ends goes to the spool. GUI thread.
class EventQueue : public QObject {
    Q_OBJECT
public:
    /// `journal` must outlive the queue.
    EventQueue(Journal &journal, std::function<Result<void>(const Event &)> spool, QObject *parent = nullptr);
    ~EventQueue() override;
    void append(const Event &draft);
    [[nodiscard]] qsizetype size() const { return m_rows.size(); }

private:
    void writeNext();

    Journal &m_journal;
    std::function<Result<void>(const Event &)> m_spool;
    QList<Event> m_rows;
    QTimer m_again;
    bool m_writing = false;
    bool m_refused = false; ///< the journal did not take the last one
};

} // namespace andon
