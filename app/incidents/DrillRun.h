// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillPlan.h"
#include "app/incidents/Incident.h"

namespace andon {

/// Why a drill ended.
enum class DrillEnd {
    Finished,       ///< the loss was stopped, and everything that could be seen of it was
    TimeUp,         ///< drillLimit after the fault
    Stopped,        ///< a person ended it
    IncidentClosed, ///< a person closed its incident
    ConsoleClosed,
    LeftOpen,       ///< its console ended without a word; another one ended it
    FaultFailed,    ///< the fault could not be put in
};

/// "finished", "time_up", "stopped", "incident_closed", "console_closed", "left_open", "fault_failed": of the file format.
[[nodiscard]] QString drillEndWord(DrillEnd end);
[[nodiscard]] std::optional<DrillEnd> drillEndFromWord(const QString &word);

/// One drill as the record tells it.
struct DrillRun {
    enum class Seal { Closed, Holds, Broken, Lost };

    QString id;
    QString service;
    QString gateway;
    QString commitment;   ///< as it was written at the start; empty: that entry is not here
    TimePoint startedAt;
    QString startedEvent; ///< event ids; empty: there is no such entry
    QString endedEvent;
    QString incident;     ///< of the end; empty: none
    std::optional<TimePoint> endedAt;
    std::optional<TimePoint> injectedAt; ///< none: no fault was put in, or nobody knows when
    std::optional<DrillEnd> end;
    std::optional<DrillSecret> secret;   ///< opened at the end; none: still sealed, or lost with its console
    bool healed = false;                 ///< the fault was taken out again
    [[nodiscard]] bool isOver() const { return endedAt.has_value(); }
    /// Holds: what was opened has the hash that was written before, and its seed gives that very plan.
    [[nodiscard]] Seal seal() const;
};

/// Drafts of the entries; who, when and the entry's id are left to the caller.
[[nodiscard]] Event drillStartedRow(const QString &id, const QString &service, const QString &gateway, const QString &commitment);
/// `run` with all that was found out.
[[nodiscard]] Event drillEndedRow(const DrillRun &run);

/// The drills of a record in the order of their starts; an end without a start counts, an entry without an id does not. Pure.
[[nodiscard]] QList<DrillRun> drillRunsOf(const QList<Event> &events);
/// The drill of an incident: the one whose end names it, else the last that began. None: it is no drill, or its entries are gone.
[[nodiscard]] std::optional<DrillRun> drillRunOf(const Incident &incident);

} // namespace andon
