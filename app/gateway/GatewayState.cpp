// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gateway/GatewayState.h"

namespace andon {

const GatewayVersion *GatewayState::versionById(const QString &id) const
{
    for (const GatewayVersion &version : versions) {
        if (version.id == id)
            return &version;
    }
    return nullptr;
}

const GatewayVersion *GatewayState::withRole(VersionRole role) const
{
    for (const GatewayVersion &version : versions) {
        if (version.role == role)
            return &version;
    }
    return nullptr;
}

} // namespace andon
