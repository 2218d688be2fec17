// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Evidence.h"
#include "app/incidents/Incident.h"

namespace andon {

/// A bundle that an entry of the record names (EventKind::evidenceAdded), as it was kept.
struct KeptEvidence {
    Event entry;
    Evidence evidence;
};

/// What there is of an incident when nobody remembers it any more: its entries, and the bundles that they name, in the record's
/// order. Whatever process asks, and whenever, it is the same.
struct RecordedEvidence {
    Incident incident;
    QList<KeptEvidence> kept{};
    QStringList missing{}; ///< bundles that are on record and could not be had, with the reason, in words
};

/// The gateway's states from `from` to `to`, in rising time: as the bundles hold them, and where no bundle had read it at that
/// time, with what an operation found before and read back after it and what somebody else was seen to change. `earlier` and
/// `journal`: as Evidence has them. Before the first state that a bundle holds only the part that such an entry tells of is known,
/// and who is who as far as the record said by then. Pure.
[[nodiscard]] QList<GatewayRead> recordedReads(const RecordedEvidence &record, const QList<Event> &earlier, const QList<Event> &journal, TimePoint from,
                                               TimePoint to);
/// Whether one of the bundles holds a whole state of the gateway.
[[nodiscard]] bool holdsState(const RecordedEvidence &record);
/// What the versions were made of: as the newest bundle says, else the newest entry. In the order of their ids. Pure.
[[nodiscard]] QList<KnownVersion> recordedVersions(const RecordedEvidence &record, const QList<Event> &earlier, const QList<Event> &journal);
/// Versions that had traffic, and those that the incident names. Sorted.
[[nodiscard]] QStringList recordedTraffic(const RecordedEvidence &record);
/// Single requests that the bundles hold, by Evidence::samples' names, each once. Pure.
[[nodiscard]] QMap<QString, QList<nlohmann::json>> recordedSamples(const RecordedEvidence &record);
/// Rows that the newest bundle showed and that `told` (rows of alertRowJson()) does not hold, but for those that are on record as
/// over since. Pure.
[[nodiscard]] QList<nlohmann::json> alsoShown(const RecordedEvidence &record, const QList<nlohmann::json> &told, const QList<Event> &earlier,
                                              const QList<Event> &journal);
/// Evidence::judge of the newest bundle, unless the record holds something newer of the judge; null: there is none. Pure.
[[nodiscard]] nlohmann::json recordedJudge(const RecordedEvidence &record, const QList<Event> &journal);

} // namespace andon
