// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"
#include "ui/plot/PlotValues.h"

#include <QMap>
#include <QSet>

namespace andon {

/// What the record of one service puts on the time axis: marks where actions were pressed, gates were passed, alerts of
/// others fired and were over, incidents were opened; shades while an incident was open, while anything stood beyond its
/// stop gate, and while the metrics source or the gateway did not answer. Fed with events in the record's order, in parts.
/// Pure value.
class EventMarks {
public:
    explicit EventMarks(QString service = {}) : m_service(std::move(service)) {}
    void take(const QList<Event> &events);
    [[nodiscard]] const QList<PlotMark> &marks() const { return m_marks; }
    /// A shade that has not ended has the end 0.
    [[nodiscard]] QList<PlotShade> shades() const;

private:
    /// A window of time that begins with the first of some things and ends with the last.
    struct Open {
        MarkTone tone;
        QSet<QString> things;
        qint64 sinceMs = 0;
    };
    void begin(Open &open, const QString &thing, qint64 timeMs);
    void end(Open &open, const QString &thing, qint64 timeMs);
    void takeCrossing(const Event &event);
    void takeAlert(const Event &event);
    void takeIncident(const Event &event);

    QString m_service;
    QList<PlotMark> m_marks;
    QList<PlotShade> m_shades;
    Open m_stop{MarkTone::Critical, {}, 0};
    Open m_blind{MarkTone::Neutral, {}, 0};
    Open m_incident{MarkTone::Incident, {}, 0};
};

} // namespace andon
