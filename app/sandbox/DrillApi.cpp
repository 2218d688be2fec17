// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/DrillApi.h"

#include "app/sandbox/Problem.h"

namespace andon::sandbox {

using namespace Qt::StringLiterals;
using nlohmann::json;

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
    for (const auto &[version, faults] : m_gateway.faults()) {
        all[version] = json::array();
        for (const Fault fault : faults)
            all[version].push_back(nameOf(fault));
    }
    return jsonAnswer({{"faults", all}});
}

HttpAnswer DrillApi::setFaults(const QByteArray &body)
{
    const auto object = parseObject(body);
    if (!object)
        return problemAnswer(400, object.error().message());
    if (const auto known = refuseUnknown(*object, {"version", "faults"}); !known)
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
    if (!m_gateway.setFaults(version->get<std::string>(), faults))
        return problemAnswer(400, u"version: there is no such version."_s);
    return this->faults();
}

HttpAnswer DrillApi::behaviour() const
{
    const Misbehaviour &current = m_admin.misbehaviour();
    return jsonAnswer({{"mode", nameOf(current.mode)}, {"delay_ms", current.delay.count()}, {"count", current.count}});
}

HttpAnswer DrillApi::setBehaviour(const QByteArray &body)
{
    const auto object = parseObject(body);
    if (!object)
        return problemAnswer(400, object.error().message());
    if (const auto known = refuseUnknown(*object, {"mode", "delay_ms", "count"}); !known)
        return problemAnswer(400, known.error().message());
    const auto mode = object->find("mode");
    const auto named = mode != object->end() && mode->is_string() ? modeNamed(mode->get<std::string>()) : std::nullopt;
    if (!named)
        return problemAnswer(400, u"mode: known are normal, late, refuse, conflict, die_after_apply and lie."_s);
    Misbehaviour wanted;
    wanted.mode = *named;
    wanted.count = wanted.mode == Misbehaviour::Mode::Normal ? 0 : 1;
    for (const char *name : {"delay_ms", "count"}) {
        const auto found = object->find(name);
        if (found == object->end())
            continue;
        if (!found->is_number_unsigned() || found->get<quint64>() > 600'000)
            return problemAnswer(400,
                                 u"%1: expected a whole number from 0 to 600000."_s.arg(QString::fromLatin1(name)));
        if (*name == 'd')
            wanted.delay = std::chrono::milliseconds(found->get<int>());
        else if (wanted.mode != Misbehaviour::Mode::Normal)
            wanted.count = found->get<int>();
    }
    m_admin.misbehave(wanted.count > 0 ? wanted : Misbehaviour{});
    return behaviour();
}

HttpAnswer DrillApi::writes() const
{
    json writes = json::array();
    for (const AppliedWrite &write : m_gateway.admin().writes()) {
        writes.push_back({{"key", write.key},
                          {"target", write.target},
                          {"actor", write.actor},
                          {"time", write.time},
                          {"body", write.body},
                          {"replay", false}});
    }
    json received = json::object();
    for (const auto &[key, count] : m_admin.putsReceived())
        received[key] = count;
    return jsonAnswer({{"writes", writes}, {"puts_received", received}});
}

} // namespace andon::sandbox
