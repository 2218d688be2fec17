// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Runbook.h"

#include <QWidget>

namespace andon {

class PlainLabel;

/// The running incident in one line of the board: which, how long, mitigated or not, what is next. Not there while none runs.
class IncidentStrip : public QWidget {
    Q_OBJECT
public:
    explicit IncidentStrip(QWidget *parent = nullptr);
    /// Without a running one the strip hides. `others`: how many run beside it.
    void setIncident(const std::optional<Incident> &incident, int others);
    void setNow(TimePoint now);
    /// The whole line, as a screen reader has it.
    [[nodiscard]] QString words() const;

signals:
    void asked();

private:
    void refresh();

    std::optional<Incident> m_incident;
    RunbookRun m_run;
    int m_others = 0;
    TimePoint m_now;
    PlainLabel *m_state;
    PlainLabel *m_title;
    PlainLabel *m_next;
};

} // namespace andon
