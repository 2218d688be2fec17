// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/DrillApi.h"

#include "app/sandbox/Problem.h"

#include <algorithm>
#include <array>
#include <utility>

namespace andon::sandbox {

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr std::array<std::pair<const char *, std::string FaultScope::*>, 5> scopeMembers{{
    {"tenant", &FaultScope::tenant},
    {"entrypoint", &FaultScope::entrypoint},
    {"tool", &FaultScope::tool},
    {"prompt", &FaultScope::prompt},
    {"index", &FaultScope::index},
}};

/// What a scope's member may be: a text that some request can have, so that a typing error is told.
static bool isKnown(const SandboxGateway &gateway, const std::string &member, const std::string &value)
{
    if (member == "tenant")
        return !value.empty() && value.size() <= 256;
    if (member == "entrypoint" || member == "tool")
        return std::ranges::count(member == "tool" ? toolNames() : entrypoints(), value) > 0;
    return std::ranges::any_of(gateway.versions(), [&](const Version &version) { return version.versionSet.at(member) == value; });
}

static Result<FaultScope> scopeFrom(const SandboxGateway &gateway, const json &object)
{
    FaultScope scope;
    if (!object.is_object())
        return failure(ErrorKind::BadInput, {u"only"_s, u"expected an object"_s});
    for (const auto &item : object.items()) {
        const auto member = std::ranges::find_if(scopeMembers, [&](const auto &known) { return known.first == item.key(); });
        if (member == scopeMembers.end())
            return failure(ErrorKind::BadInput, {u"only"_s, u"known are tenant, entrypoint, tool, prompt and index"_s});
        if (!item.value().is_string() || !isKnown(gateway, item.key(), item.value().get<std::string>()))
            return failure(ErrorKind::BadInput, {u"only."_s + QString::fromStdString(item.key()), u"there is no such %1"_s.arg(QString::fromStdString(item.key()))});
        scope.*member->second = item.value().get<std::string>();
    }
    return scope;
}

DrillApi::DrillApi(SandboxGateway &gateway, AdminApi &admin, const BearerCheck &bearer)
    : m_gateway(gateway)
    , m_admin(admin)
    , m_bearer(bearer)
{
}

HttpAnswer DrillApi::answer(const HttpQuestion &question)
{
    if (const auto refusal = m_bearer.refuse(question))
        return *refusal;
    const bool get = question.method == "GET";
    const bool put = question.method == "PUT";
    if (put && question.body.size() > largestBody)
        return problemAnswer(413, u"The body is too large; at most %1 bytes are taken."_s.arg(largestBody));
    if (question.path == "/sandbox/faults")
        return put ? setFaults(question.body) : get ? faults() : methodRefused("GET, PUT"_ba);
    if (question.path == "/sandbox/admin-behaviour")
        return put ? setBehaviour(question.body) : get ? behaviour() : methodRefused("GET, PUT"_ba);
    if (question.path == "/sandbox/writes")
        return get ? writes() : methodRefused("GET"_ba);
    return problemAnswer(404, u"There is no such resource. The sandbox has faults, admin-behaviour and writes."_s);
}

HttpAnswer DrillApi::faults() const
{
    json all = json::object();
    json scopes = json::object();
    for (const auto &[version, seeded] : m_gateway.faults()) {
        all[version] = json::array();
        for (const Fault fault : seeded.faults)
            all[version].push_back(nameOf(fault));
        for (const auto &[member, place] : scopeMembers) {
            if (const std::string &value = seeded.only.*place; !value.empty())
                scopes[version][member] = value;
        }
    }
    return jsonAnswer(scopes.empty() ? json{{"faults", all}} : json{{"faults", all}, {"only", scopes}});
}

HttpAnswer DrillApi::setFaults(const QByteArray &body)
{
    const auto object = parseObject(body);
    if (!object)
        return problemAnswer(400, object.error().message());
    if (const auto known = refuseUnknown(*object, {"version", "faults", "only"}); !known)
        return problemAnswer(400, known.error().message());
    const auto version = object->find("version");
    const auto names = object->find("faults");
    if (version == object->end() || !version->is_string() || names == object->end() || !names->is_array())
        return problemAnswer(400, u"Expected \"version\", a text, and \"faults\", a list of texts."_s);
    Faults faults;
    for (const json &name : *names) {
        const auto fault = name.is_string() ? faultNamed(name.get<std::string>()) : std::nullopt;
        if (!fault)
            return problemAnswer(400, u"faults: known are slow, costly, wrong, injected, down and flaky."_s);
        faults.insert(*fault);
    }
    const auto only = object->find("only");
    const Result<FaultScope> scope = only == object->end() ? FaultScope() : scopeFrom(m_gateway, *only);
    if (!scope)
        return problemAnswer(400, scope.error().message());
    if (!m_gateway.setFaults(version->get<std::string>(), faults, *scope))
        return problemAnswer(400, u"version: there is no such version."_s);
    return this->faults();
}

HttpAnswer DrillApi::behaviour() const
{
    return jsonAnswer(toJson(m_admin.misbehaviour()));
}

HttpAnswer DrillApi::setBehaviour(const QByteArray &body)
{
    const auto object = parseObject(body);
    if (!object)
        return problemAnswer(400, object.error().message());
    const auto wanted = misbehaviourFrom(*object);
    if (!wanted)
        return problemAnswer(400, wanted.error().message());
    m_admin.misbehave(*wanted);
    return behaviour();
}

HttpAnswer DrillApi::writes()
{
    m_admin.deliver();
    json writes = json::array();
    for (const AppliedWrite &write : m_gateway.admin().writes()) {
        writes.push_back({{"key", write.key},
                          {"target", write.target},
                          {"actor", write.actor},
                          {"time", write.time},
                          {"version_before", write.versionBefore},
                          {"version_after", write.versionAfter},
                          {"body", write.body},
                          {"value", write.value},
                          {"replay", false}});
    }
    json received = json::object();
    for (const auto &[key, count] : m_admin.putsReceived())
        received[key] = count;
    return jsonAnswer({{"writes", writes}, {"puts_received", received}, {"under_way", m_admin.underWay()}});
}

} // namespace andon::sandbox
