// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/AdminApi.h"

#include "app/sandbox/Problem.h"

#include <algorithm>

namespace andon::sandbox {

using namespace Qt::StringLiterals;
using Mode = Misbehaviour::Mode;

static QByteArray entityTag(qint64 generation)
{
    return '"' + QByteArray::number(generation) + '"';
}

AdminApi::AdminApi(const Clock &clock, AdminState &state, const BearerCheck &bearer)
    : m_clock(clock)
    , m_state(state)
    , m_bearer(bearer)
{
}

HttpAnswer AdminApi::answer(const HttpQuestion &question)
{
    deliver();
    const QByteArray key = question.method == "PUT" ? question.header("idempotency-key"_ba) : QByteArray();
    if (!key.isEmpty() && key.size() <= 255
        && (m_putsReceived.size() < 10'000 || m_putsReceived.contains(key.toStdString())))
        ++m_putsReceived[key.toStdString()];
    if (const auto refusal = m_bearer.refuse(question))
        return *refusal;
    const QByteArray name = question.path.mid(static_cast<qsizetype>(std::size("/admin/v1/")) - 1);
    const bool versioned = question.path.startsWith("/admin/v1/");
    if (versioned && name == "state")
        return question.method == "GET" ? read(question) : methodRefused("GET"_ba);
    if (const auto resource = versioned ? resourceNamed(name) : std::nullopt)
        return question.method == "PUT" ? write(*resource, question) : methodRefused("PUT"_ba);
    return problemAnswer(
        404, u"There is no such resource. The API has /admin/v1/state, routing, rollout, degrade and throttle."_s);
}

HttpAnswer AdminApi::read(const HttpQuestion &question)
{
    m_state.expire();
    const QByteArray tag = entityTag(m_state.generation());
    for (QByteArray known : question.header("if-none-match"_ba).split(',')) {
        known = known.trimmed();
        if (known.startsWith("W/"))
            known = known.mid(2); // If-None-Match compares weakly
        if (known == tag || known == "*") {
            HttpAnswer same;
            same.status = 304;
            same.headers.append({"ETag"_ba, tag});
            return same;
        }
    }
    HttpAnswer answer = jsonAnswer(m_state.stateJson());
    answer.headers.append({"ETag"_ba, tag});
    return answer;
}

HttpAnswer AdminApi::toHttp(const AdminAnswer &answer) const
{
    HttpAnswer http;
    http.status = answer.status;
    http.contentType = answer.status == 200 ? "application/json"_ba : "application/problem+json"_ba;
    http.body = answer.body;
    http.headers.append({"Cache-Control"_ba, "no-cache"_ba});
    if (answer.generation > 0)
        http.headers.append({"ETag"_ba, entityTag(answer.generation)});
    if (answer.replayed)
        http.headers.append({"Idempotency-Replayed"_ba, "true"_ba});
    return http;
}

Misbehaviour AdminApi::takeMisbehaviour()
{
    Misbehaviour taken = m_misbehaviour;
    if (m_misbehaviour.count > 0)
        --m_misbehaviour.count;
    if (m_misbehaviour.count <= 0)
        m_misbehaviour = {};
    return taken;
}

HttpAnswer AdminApi::write(Resource resource, const HttpQuestion &question)
{
    if (question.body.size() > largestBody)
        return problemAnswer(
            413, u"The body has %1 bytes; at most %2 are taken."_s.arg(question.body.size()).arg(largestBody));
    const Misbehaviour misbehaviour = takeMisbehaviour();
    const AdminPut put{resource, question.header("idempotency-key"_ba), question.header("andon-actor"_ba),
                       question.header("if-match"_ba), question.body, question.header("andon-anchor"_ba)};
    if (misbehaviour.mode == Mode::Conflict || misbehaviour.foreign == Misbehaviour::Foreign::Before)
        writeAsSomebodyElse(resource);
    HttpAnswer right;
    if (misbehaviour.applies == Misbehaviour::Applies::Now) {
        right = toHttp(m_state.apply(put));
    } else {
        right = jsonAnswer(m_state.stateJson());
        right.headers.append({"ETag"_ba, entityTag(m_state.generation())});
    }
    if (misbehaviour.applies == Misbehaviour::Applies::Late || misbehaviour.mode == Mode::ApplyTwice)
        postpone(put, misbehaviour.delay);
    if (misbehaviour.foreign == Misbehaviour::Foreign::After)
        writeAsSomebodyElse(resource);
    if (misbehaviour.forgetKeys)
        m_state.forgetKeys();
    return heard(misbehaviour, resource, right);
}

/// What the writer hears in place of the right answer.
HttpAnswer AdminApi::heard(const Misbehaviour &misbehaviour, Resource resource, HttpAnswer right) const
{
    switch (misbehaviour.mode) {
    case Mode::Normal:
    case Mode::Conflict:
    case Mode::Lie:
    case Mode::ApplyTwice: return right;
    case Mode::Late: right.delay = misbehaviour.delay; return right;
    case Mode::Refuse:
        return problemAnswer(403, u"This token may not change the %1. Ask for the right."_s
                                      .arg(QString::fromLatin1(nameOf(resource))));
    case Mode::AcceptedForever: right.status = 202; return right;
    case Mode::ErrorAfterApply:
        return problemAnswer(503, u"The gateway is overloaded; the change may or may not have been made."_s);
    case Mode::DieAfterApply: right.ending = HttpAnswer::Ending::Closed; return right;
    case Mode::Stall: right.ending = HttpAnswer::Ending::Stalled; return right;
    case Mode::Reset: right.ending = HttpAnswer::Ending::Reset; return right;
    }
    return right;
}

void AdminApi::postpone(const AdminPut &put, std::chrono::milliseconds delay)
{
    const Copy copy{m_clock.sinceBoot() + delay, put};
    const auto later = std::upper_bound(m_copies.begin(), m_copies.end(), copy,
                                        [](const Copy &a, const Copy &b) { return a.due < b.due; });
    m_copies.insert(later, copy);
}

std::optional<std::chrono::nanoseconds> AdminApi::untilNextCopy() const
{
    if (m_copies.empty())
        return std::nullopt;
    return std::max(std::chrono::nanoseconds(0), m_copies.front().due - m_clock.sinceBoot());
}

void AdminApi::deliver()
{
    while (!m_copies.empty() && m_copies.front().due <= m_clock.sinceBoot()) {
        static_cast<void>(m_state.apply(m_copies.front().put));
        m_copies.pop_front();
    }
}

/// A real change by another operator that lands just before: another weight, level, limit or phase.
void AdminApi::writeAsSomebodyElse(Resource resource)
{
    AdminBody body = m_state.value(resource);
    if (auto *routing = std::get_if<RoutingBody>(&body)) {
        // A point of traffic moves from the version that has most to the next one.
        auto most = routing->weights.begin();
        for (auto it = routing->weights.begin(); it != routing->weights.end(); ++it) {
            if (it->second > most->second)
                most = it;
        }
        auto next = std::next(most) == routing->weights.end() ? routing->weights.begin() : std::next(most);
        most->second -= 1;
        next->second += 1;
        routing->abortRollout = false;
    } else if (auto *rollout = std::get_if<RolloutBody>(&body)) {
        const bool running = rollout->phase == Phase::Running;
        rollout->phase = running || rollout->phase == Phase::Aborted ? Phase::Paused : Phase::Running;
        rollout->currentStep = std::min(rollout->currentStep, 1);
    } else if (auto *degrade = std::get_if<DegradeBody>(&body)) {
        degrade->level = degrade->level == 1 ? 2 : 1;
        degrade->expiresInSeconds.reset();
    } else if (auto *throttle = std::get_if<ThrottleBody>(&body)) {
        throttle->limits = {{ThrottleLimit::Scope::All, {}, 1000.0 + m_foreignWrites, {}}};
        throttle->expiresInSeconds.reset();
    }
    const QByteArray key = "foreign-" + QByteArray::number(++m_foreignWrites);
    const QByteArray version = '"' + QByteArray::fromStdString(m_state.version(resource)) + '"';
    static_cast<void>(m_state.apply({resource, key, "anna"_ba, version, bytesOf(toJson(body))}));
}

} // namespace andon::sandbox
