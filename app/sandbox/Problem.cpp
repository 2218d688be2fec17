// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/Problem.h"

namespace andon::sandbox {

static std::pair<const char *, const char *> kindOf(int status)
{
    switch (status) {
    case 400: return {"bad-request", "Bad request"};
    case 401: return {"unauthorized", "No credentials"};
    case 403: return {"forbidden", "Refused"};
    case 404: return {"not-found", "Not found"};
    case 405: return {"method-not-allowed", "Method not allowed"};
    case 412: return {"precondition-failed", "The resource has another version"};
    case 413: return {"too-large", "Body too large"};
    case 422: return {"key-reused", "Idempotency-Key reused with another request"};
    case 428: return {"precondition-required", "If-Match is missing"};
    case 429: return {"too-many-requests", "Too many requests"};
    case 502: return {"bad-gateway", "The version failed"};
    case 503: return {"unavailable", "Unavailable"};
    case 504: return {"timeout", "The time budget is used up"};
    default: return {"error", "Error"};
    }
}

nlohmann::json problem(int status, const QString &detail)
{
    const auto [kind, title] = kindOf(status);
    return {{"type", std::string("urn:andon:problem:") + kind},
            {"title", title},
            {"status", status},
            {"detail", detail.toStdString()}};
}

QByteArray bytesOf(const nlohmann::json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

} // namespace andon::sandbox
