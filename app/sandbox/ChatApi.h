// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/HttpExchange.h"
#include "app/sandbox/SandboxGateway.h"

namespace andon::sandbox {

/// POST /chat: one question of a user, answered by the version that the routing picks, after the time it took.
class ChatApi {
public:
    explicit ChatApi(SandboxGateway &gateway);
    [[nodiscard]] HttpAnswer answer(const HttpQuestion &question);

private:
    SandboxGateway &m_gateway;
};

} // namespace andon::sandbox
