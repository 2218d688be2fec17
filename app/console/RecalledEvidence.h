// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/RecordedEvidence.h"

#include <QSet>

namespace andon {

/// The evidence of an incident with what its record, and the bundles that it names, have of the gateway, the alarms, the operations,
/// the judge and the versions. `evidence`: has the samples and the entries by then. `service`: how its alarms are bound. Pure; it
/// goes through the whole record more than once: for the pool.
[[nodiscard]] Evidence recalledEvidence(Evidence evidence, const RecordedEvidence &record, const AlertService &service);

/// Names what could not be had, once.
void addMissing(Evidence &evidence, const QString &what, const QString &why);
/// Those that have samples or stand in a state of the gateway.
[[nodiscard]] QSet<QString> versionsIn(const Evidence &evidence);

} // namespace andon
