// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/AdminApi.h"
#include "app/sandbox/SandboxGateway.h"

namespace andon::sandbox {

/// What a real gateway would not have: /sandbox/faults, /sandbox/admin-behaviour and /sandbox/writes, for the demo, the
/// drills and the tests. All need the bearer token.
class DrillApi {
public:
    DrillApi(SandboxGateway &gateway, AdminApi &admin, const BearerCheck &bearer);
    [[nodiscard]] HttpAnswer answer(const HttpQuestion &question);

private:
    HttpAnswer faults() const;
    HttpAnswer setFaults(const QByteArray &body);
    HttpAnswer behaviour() const;
    HttpAnswer setBehaviour(const QByteArray &body);
    HttpAnswer writes();

    SandboxGateway &m_gateway;
    AdminApi &m_admin;
    const BearerCheck &m_bearer;
};

} // namespace andon::sandbox
