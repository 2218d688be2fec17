// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Runbook.h"

namespace andon {

// The events by which incidents are opened and changed, as drafts: who wrote it, when and its id are left to the caller.

struct NewIncident {
    QString id; ///< UUIDv7
    QString title;
    QString service;
    QString version;   ///< it speaks of, or empty
    Severity severity = Severity::S2;
    QString cause;     ///< "action", "acknowledge", "hand", "drill"
    QString fromEvent; ///< event_id of what opened it, or empty
    bool drill = false;
};

[[nodiscard]] Event openedRow(const NewIncident &incident);
/// `field` as in Incident's format: "title", "severity", "role.commander" ..., "versions" (a list), "impact".
[[nodiscard]] Event changedRow(const Incident &incident, const QString &field, const nlohmann::json &value, const QString &why);
[[nodiscard]] Event timeRow(const Incident &incident, KeyTime key, TimePoint at, const QString &fromEvent, const QString &why);
[[nodiscard]] Event mergedRow(const Incident &incident, const Incident &into, const QString &why);
/// `to` null: to none.
[[nodiscard]] Event movedRow(const Event &event, const Incident *to, const QString &why);
[[nodiscard]] Event closedRow(const Incident &incident, const QString &why);
[[nodiscard]] Event reopenedRow(const Incident &incident, const QString &why);
[[nodiscard]] Event runbookStartedRow(const Incident &incident, const RunbookSpec &runbook);
[[nodiscard]] Event stepClosedRow(const Incident &incident, RunbookStep step, const Artefact &artefact);

/// The same UUID in every console that reacts to an event: two of them open one incident, since the journal takes an id
/// once. `what` tells apart what is made from one event.
[[nodiscard]] QString derivedId(const QString &eventId, const QString &what);

} // namespace andon
