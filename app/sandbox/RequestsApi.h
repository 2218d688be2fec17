// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/HttpExchange.h"
#include "app/sandbox/SandboxGateway.h"

namespace andon::sandbox {

/// GET /admin/v1/requests: single requests that stand behind the lines, by version, trace, tenant and time. The latest
/// RequestLog::mostKept are known; the answer holds the newest that fit, in rising time.
class RequestsApi {
public:
    static constexpr char path[] = "/admin/v1/requests";
    static constexpr int usualLimit = 100;
    static constexpr int mostRequests = 2000; ///< of one answer

    RequestsApi(SandboxGateway &gateway, const BearerCheck &bearer);
    [[nodiscard]] HttpAnswer answer(const HttpQuestion &question) const;

private:
    SandboxGateway &m_gateway;
    const BearerCheck &m_bearer;
};

} // namespace andon::sandbox
