// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/AdminDouble.h"

#include <nlohmann/json.hpp>

#include <QUrlQuery>

namespace andon {

/// Admin sides with the rules of the real ones, where Debian ships no such program. Each has the state that a test looks
/// at and changes, and a server that speaks for it.

inline DoubleAnswer says(int status, const nlohmann::json &body)
{
    return {status, QByteArray::fromStdString(body.dump())};
}
/// JSON with apostrophes for quotes.
inline nlohmann::json parsed(const char *text)
{
    return nlohmann::json::parse(QByteArray(text).replace('\'', '"').toStdString());
}
inline nlohmann::json bodyOf(const AdminDouble::Request &request)
{
    return nlohmann::json::parse(request.body.toStdString(), nullptr, false);
}
inline QByteArrayList partsOf(const AdminDouble::Request &request)
{
    return request.path.split('?').first().mid(1).split('/');
}

/// Envoy: /runtime and /runtime_modify, of which the parameters stand in the query; answers of two kinds; no password.
struct EnvoyDouble {
    QMap<QString, QString> overrides; ///< of the admin layer
    QMap<QString, QString> base;      ///< of a layer below
    bool hasAdminLayer = true;
    AdminDouble server{[this](const AdminDouble::Request &request) { return answer(request); }};

    DoubleAnswer answer(const AdminDouble::Request &request)
    {
        const QUrl url = QUrl::fromEncoded(request.path);
        if (url.path() == QStringLiteral("/runtime"))
            return says(200, runtime());
        if (url.path() != QStringLiteral("/runtime_modify"))
            return {404, "invalid path. admin commands are:\n", "text/plain; charset=UTF-8"};
        if (request.method != "POST")
            return {400, "Method GET not allowed, POST required.\n", "text/plain; charset=UTF-8"};
        if (!hasAdminLayer)
            return {503, "No admin layer specified\n", "text/plain; charset=UTF-8"};
        for (const auto &[name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
            if (value.isEmpty())
                overrides.remove(name);
            else
                overrides[name] = value;
        }
        return {200, "OK\n", "text/plain; charset=UTF-8"};
    }
    nlohmann::json runtime() const
    {
        nlohmann::json entries = nlohmann::json::object();
        for (const QString &name : base.keys() + overrides.keys()) {
            const std::string below = base.value(name).toStdString();
            const std::string above = overrides.value(name).toStdString();
            entries[name.toStdString()] = {{"layer_values", {below, above}}, {"final_value", above.empty() ? below : above}};
        }
        return {{"layers", {"static_layer_0", "admin"}}, {"entries", entries}};
    }
};

/// Kong: targets with weights, two plugins; PATCH merges; DB-less refuses every write with 405; a token of its own.
struct KongDouble {
    nlohmann::json targets = parsed("{'10.0.0.1:80': {'target': '10.0.0.1:80', 'weight': 900}, '10.0.0.2:80': {'target': '10.0.0.2:80', 'weight': 100}}");
    nlohmann::json plugins = parsed("{'limit-1': {'name': 'rate-limiting', 'enabled': false, 'config': {'second': 7, 'minute': null, 'policy': 'local'}},"
                                    " 'term-1': {'name': 'request-termination', 'enabled': false, 'config': {'status_code': 200}}}");
    bool withoutDatabase = false;
    QByteArray token = "k0ng";
    AdminDouble server{[this](const AdminDouble::Request &request) { return answer(request); }};

    DoubleAnswer answer(const AdminDouble::Request &request)
    {
        if (request.headers.value("kong-admin-token") != token)
            return says(401, {{"message", "Invalid credentials. Token or User credentials required"}});
        const QByteArrayList parts = partsOf(request);
        nlohmann::json *found = nullptr;
        const std::string id = QByteArray::fromPercentEncoding(parts.last()).toStdString();
        if (parts.size() == 4 && parts[0] == "upstreams" && parts[1] == "chat" && parts[2] == "targets" && targets.contains(id))
            found = &targets[id];
        if (parts.size() == 2 && parts[0] == "plugins" && plugins.contains(id))
            found = &plugins[id];
        if (!found)
            return says(404, {{"message", "Not found"}});
        if (request.method == "GET")
            return says(200, *found);
        if (request.method != "PATCH" || withoutDatabase)
            return says(405, {{"message", "cannot create, update, or delete entities when not using a database"}});
        const nlohmann::json body = bodyOf(request);
        if (!request.headers.value("content-type").startsWith("application/json") || !body.is_object())
            return says(415, {{"message", "Unsupported Content-Type"}});
        const nlohmann::json weight = body.value("weight", nlohmann::json(1));
        if (!weight.is_number_integer() || weight < 0 || weight > 65535)
            return says(400, {{"message", "schema violation (weight: value should be between 0 and 65535)"}, {"name", "schema violation"}});
        found->merge_patch(body);
        return says(200, *found);
    }
};

/// APISIX 3 (or 2 with the state below /node): PATCH of a route merges, PATCH of a path below it replaces what stands there.
struct ApisixDouble {
    nlohmann::json route = parsed("{'uri': '/chat', 'plugins': {'traffic-split': {'rules': [{'weighted_upstreams':"
                                  " [{'upstream_id': 'up-1', 'weight': 9}, {'upstream_id': 'up-2', 'weight': 1}]}]},"
                                  " 'fault-injection': {'abort': {'http_status': 200, 'body': 'degraded'}, '_meta': {'disable': true}}}}");
    bool isOld = false;
    QByteArray key = "edd1c9";
    AdminDouble server{[this](const AdminDouble::Request &request) { return answer(request); }};

    DoubleAnswer answer(const AdminDouble::Request &request)
    {
        if (request.headers.value("x-api-key") != key)
            return says(401, {{"description", "wrong apikey"}, {"error_msg", "failed to check token"}});
        const QByteArrayList parts = partsOf(request);
        if (parts.size() < 4 || parts.mid(0, 3) != QByteArrayList{"apisix", "admin", "routes"})
            return says(404, {{"error_msg", "not found"}});
        if (parts[3] != "1")
            return says(404, {{"message", "Key not found"}});
        if (request.method == "PATCH") {
            const nlohmann::json body = bodyOf(request);
            if (!body.is_structured())
                return says(400, {{"error_msg", "invalid request body"}});
            std::string pointer;
            for (const QByteArray &part : parts.mid(4))
                pointer += '/' + QByteArray::fromPercentEncoding(part).toStdString();
            if (pointer.empty())
                route.merge_patch(body);
            else
                route[nlohmann::json::json_pointer(pointer)] = body;
        } else if (request.method != "GET") {
            return says(405, {{"error_msg", "method not allowed"}});
        }
        const nlohmann::json node = {{"key", "/apisix/routes/1"}, {"value", route}};
        return says(200, isOld ? nlohmann::json{{"action", "get"}, {"node", node}} : node);
    }
};

/// LiteLLM: what is written comes into force with the next take(); only a database can be written; admins alone.
struct LiteLlmDouble {
    nlohmann::json deployments = {{"dep-1", 9}, {"dep-2", 1}};
    nlohmann::json pending = nlohmann::json::object();
    nlohmann::json alias = nlohmann::json::object();
    nlohmann::json rpm;
    QByteArray key = "sk-admin";
    bool isAdmin = true;
    bool hasDatabase = true;
    AdminDouble server{[this](const AdminDouble::Request &request) { return answer(request); }};

    /// The proxy takes over what was written.
    void take()
    {
        deployments.update(pending);
        pending = nlohmann::json::object();
    }
    DoubleAnswer answer(const AdminDouble::Request &request)
    {
        if (request.headers.value("authorization") != "Bearer " + key)
            return says(401, {{"error", {{"message", "Authentication Error, Invalid proxy server token passed"}, {"type", "auth_error"}, {"code", "401"}}}});
        const QByteArrayList parts = partsOf(request);
        if (request.method == "GET")
            return reading(request);
        if (!isAdmin)
            return says(403, {{"detail", {{"error", "Only proxy admins can do this. Your role=internal_user"}}}});
        if (!hasDatabase)
            return says(400, {{"detail", {{"error", "No DB Connected. Here's how to do it - https://docs.litellm.ai/docs/proxy/virtual_keys"}}}});
        const nlohmann::json body = bodyOf(request);
        if (parts.size() == 3 && parts[0] == "model" && parts[2] == "update" && request.method == "PATCH") {
            if (!deployments.contains(parts[1].toStdString()))
                return says(404, {{"error", {{"message", "Model " + parts[1].toStdString() + " not found on proxy."}}}});
            pending[parts[1].toStdString()] = body["litellm_params"]["weight"];
        } else if (request.path == "/config/update" && request.method == "POST") {
            alias = body["router_settings"]["model_group_alias"];
        } else if (request.path == "/key/update" && request.method == "POST" && body.value("key", "") == "88dc28d0") {
            rpm = body["rpm_limit"];
        } else {
            return says(404, {{"detail", "Not Found"}});
        }
        return says(200, {{"status", "ok"}});
    }
    DoubleAnswer reading(const AdminDouble::Request &request) const
    {
        if (request.path == "/model/info") {
            nlohmann::json data = nlohmann::json::array();
            for (const auto &[id, weight] : deployments.items())
                data.push_back({{"model_name", "chat"}, {"litellm_params", {{"model", "openai/x"}, {"weight", weight}}}, {"model_info", {{"id", id}, {"db_model", true}}}});
            return says(200, {{"data", data}});
        }
        if (request.path == "/router/settings")
            return says(200, {{"fields", nlohmann::json::array()}, {"current_values", {{"model_group_alias", alias}, {"num_retries", 3}}}});
        if (request.path == "/key/info?key=88dc28d0")
            return says(200, {{"key", "88dc28d0"}, {"info", {{"rpm_limit", rpm}, {"spend", 0.1}}}});
        return says(404, {{"detail", "Not Found"}});
    }
};

/// Unleash: one switch for each environment of a flag; no body; the token without a word in front.
struct UnleashDouble {
    nlohmann::json flags = parsed("{'canary': {'name': 'production', 'enabled': true, 'strategies':"
                                  " [{'name': 'flexibleRollout', 'parameters': {'rollout': '10', 'stickiness': 'default'}}]},"
                                  " 'small': {'name': 'production', 'enabled': false, 'strategies': []}}");
    bool wantsChangeRequests = false;
    QByteArray token = "*:*.964a287e1b728cb5f4f3e0120df92cb5";
    AdminDouble server{[this](const AdminDouble::Request &request) { return answer(request); }};

    DoubleAnswer answer(const AdminDouble::Request &request)
    {
        if (request.headers.value("authorization") != token)
            return says(401, {{"name", "UnauthorizedError"}, {"message", "You must log in to use Unleash."}});
        const QByteArrayList parts = partsOf(request);
        const QByteArrayList front{"api", "admin", "projects", "default", "features"};
        if (parts.size() < 8 || parts.mid(0, 5) != front || parts[6] != "environments" || parts[7] != "production" || !flags.contains(parts[5].toStdString()))
            return says(404, {{"name", "NotFoundError"}, {"message", "Could not find feature"}});
        nlohmann::json &flag = flags[parts[5].toStdString()];
        if (request.method == "GET" && parts.size() == 8)
            return says(200, flag);
        if (request.method != "POST" || parts.size() != 9 || (parts[8] != "on" && parts[8] != "off"))
            return says(404, {{"message", "The path does not exist."}});
        if (wantsChangeRequests)
            return says(403, {{"name", "NoAccessError"}, {"message", "Change requests are enabled in project \"default\" for environment \"production\""}});
        flag["enabled"] = parts[8] == "on";
        return {200, {}};
    }
};

} // namespace andon
