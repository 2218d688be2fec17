// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Alert.h"

#include <QHash>

namespace andon {

/// What others than a service's own gates say is wrong with it.
struct FleetAlerts {
    AlertPointer worst; ///< null: nothing
    int count = 0;
};

/// By service, of alerts in the order of loss. What counts: critical and warning alerts and the judge's verdicts that fire,
/// or whose source is lost (what is not known to be over is not over). Gates do not, a row sees its own; neither does what
/// is over, what somebody silenced or shelved, and what is for information only. Pure; one pass.
[[nodiscard]] QHash<QString, FleetAlerts> fleetAlerts(const QList<AlertPointer> &alerts);

} // namespace andon
