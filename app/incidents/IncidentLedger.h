// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Incident.h"

#include <QHash>

namespace andon {

/// What was decided about incidents, and so which event belongs to which. Internal to the projections of app/incidents:
/// take() every event in the order of seq, settle(), then ask ownerOf().
class IncidentLedger {
public:
    /// Nothing of it is kept unless it says something about incidents, raises an alarm or asks for an action.
    void take(const Event &event);
    /// Works out starts, ends and merges from what was taken.
    void settle();
    /// The id of the incident that an event belongs to, merges followed; empty: none. After settle().
    [[nodiscard]] QString ownerOf(const Event &event) const;
    /// By a move or by name, merges not followed; nothing: neither.
    [[nodiscard]] std::optional<QString> namedOwner(const Event &event) const;
    /// The incidents without their events, by the order of their opening; times: started and resolved, and what was said.
    [[nodiscard]] const QList<Incident> &incidents() const { return m_incidents; }
    /// It changes which events belong to an incident, or what an incident is: all has to be projected again.
    [[nodiscard]] static bool decides(const Event &event);

private:
    /// Where an entry stands in the record, and what the clock showed when it was written.
    struct Place {
        qint64 seq = 0;
        TimePoint recordedAt;
    };
    struct Window {
        TimePoint from;
        std::optional<TimePoint> to;
        QString incident;
        Place opened;
        std::optional<Place> closed; ///< where the end is that of the closing, and nobody's word
    };
    struct End {
        TimePoint at;
        QString incident;
        qint64 seq = 0; ///< of the closing, where the end is its; else 0
    };
    void open(const Event &event);
    void change(Incident &incident, const Event &event);
    void say(Incident &incident, const Event &event);
    void resolveMerges();
    void settleEnds();
    /// The end of the last incident of its service that was closed before it was opened; nothing later led to that one, and
    /// nothing earlier to this.
    [[nodiscard]] TimePoint endBefore(const Incident &incident) const;
    /// The clock was set back between the event and that entry, as far as they and the entries about incidents between them show
    /// it: then the time of the event is not comparable with the entry's, and the numbers say which of the two was first. Never of
    /// what was told long after it happened: its number says nothing.
    [[nodiscard]] bool contradicts(const Event &event, const Place &place) const;
    [[nodiscard]] bool isInside(const Event &event, const Window &window) const;
    [[nodiscard]] KeyTimeValue startOf(const Incident &incident) const;
    [[nodiscard]] QString rootOf(const QString &id) const;
    [[nodiscard]] QString windowOwner(const Event &event) const;

    QList<Incident> m_incidents;
    QHash<QString, qsizetype> m_index; ///< by id
    QHash<QString, QString> m_moves;   ///< event_id -> incident, the newest
    QList<QPair<QString, QString>> m_merges;
    QHash<QString, QString> m_into;
    QHash<QString, Event> m_intents;   ///< by op_id
    QList<Event> m_alarms;             ///< that raise one
    QList<Place> m_decisions;          ///< entries about incidents, rising
    QList<qint64> m_setBack;           ///< numbers of those whose clock showed less than that of the one before
    QHash<QString, Place> m_openings;  ///< by incident, as the next two
    QHash<QString, KeyTimeValue> m_closings;
    QHash<QString, Place> m_closedAt;
    QHash<QString, QList<End>> m_ends; ///< by service: when its closed incidents ended, rising
    QHash<QString, QList<qint64>> m_closed;  ///< by service: numbers of the closings that hold, rising
    QHash<QString, QList<Window>> m_windows; ///< by service, the incident opened last first
};

/// incidentsOf() with a ledger that can be asked on afterwards. `events` by seq, each once.
[[nodiscard]] QList<Incident> projected(const QList<Event> &events, IncidentLedger &ledger);

} // namespace andon
