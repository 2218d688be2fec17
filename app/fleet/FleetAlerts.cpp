// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fleet/FleetAlerts.h"

namespace andon {

QHash<QString, FleetAlerts> fleetAlerts(const QList<AlertPointer> &alerts)
{
    QHash<QString, FleetAlerts> found;
    for (const AlertPointer &alert : alerts) {
        if (alert->service.isEmpty() || alert->origin == AlertOrigin::Gate || alert->severity == AlertSeverity::Info
            || alert->phase == AlertPhase::Returned || alert->isHidden())
            continue;
        FleetAlerts &of = found[alert->service];
        if (!of.worst)
            of.worst = alert;
        ++of.count;
    }
    return found;
}

} // namespace andon
