// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/AdminState.h"

#include "app/base/CanonicalJson.h"
#include "app/base/TimeText.h"
#include "app/sandbox/Problem.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace andon::sandbox {

using namespace Qt::StringLiterals;
using nlohmann::json;

static std::string timeText(TimePoint time)
{
    return isoUtc(time).toStdString();
}

/// "7" with its quotes, and nothing else: no list, no weak tag, no star.
static std::optional<QByteArray> strongTag(const QByteArray &header)
{
    const QByteArray tag = header.trimmed();
    if (tag.size() < 2 || !tag.startsWith('"') || !tag.endsWith('"') || tag.count('"') != 2)
        return std::nullopt;
    return tag.mid(1, tag.size() - 2);
}

static bool isVisibleAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

static bool isPlainText(const QByteArray &text)
{
    const QString decoded = QString::fromUtf8(text);
    return decoded.toUtf8() == text
        && std::all_of(decoded.begin(), decoded.end(), [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

static AdminAnswer refuse(int status, const QString &detail)
{
    AdminAnswer answer;
    answer.status = status;
    answer.body = bytesOf(problem(status, detail));
    return answer;
}

AdminState::AdminState(const Clock &clock, const std::vector<Version> &versions)
    : m_clock(clock)
    , m_versions(versions)
    , m_steps{{5, 120}, {20, 300}, {50, 300}, {100, 600}}
{
    for (const Version &version : m_versions) {
        m_routing.weights[version.id] = version.weight;
        if (version.role == Role::Stable)
            m_stable = version.id;
        if (version.role == Role::Canary)
            m_canary = version.id;
    }
    m_rollout = {Phase::Running, 1};
    m_stepStartedAt = m_clock.now();
    m_rolloutStartedAt = m_stepStartedAt - std::chrono::seconds(m_steps[0].windowSeconds);
    for (Stamped &stamped : m_stamped) {
        stamped.actor = "gateway";
        stamped.stamp = "start";
        stamped.changedAt = m_stepStartedAt;
    }
}

std::string AdminState::version(Resource resource) const
{
    return std::to_string(m_stamped[static_cast<std::size_t>(resource)].version);
}

AdminBody AdminState::value(Resource resource) const
{
    switch (resource) {
    case Resource::Routing: return m_routing;
    case Resource::Rollout: return m_rollout;
    case Resource::Degrade: return m_degrade;
    case Resource::Throttle: return m_throttle;
    }
    return m_routing;
}

std::optional<AdminAnswer> AdminState::refuseHeaders(const AdminPut &put) const
{
    if (put.key.isEmpty())
        return refuse(400, u"Idempotency-Key is missing: send a key of your own, one for each intended change."_s);
    if (put.key.size() > 255 || !isVisibleAscii(put.key))
        return refuse(400, u"Idempotency-Key: expected at most 255 visible ASCII characters."_s);
    if (put.actor.isEmpty())
        return refuse(400, u"Andon-Actor is missing: say who makes this change."_s);
    if (put.actor.size() > 255 || !isPlainText(put.actor))
        return refuse(400, u"Andon-Actor: expected at most 255 bytes of UTF-8 without control characters."_s);
    if (put.anchor.size() > 255 || !isVisibleAscii(put.anchor))
        return refuse(400, u"Andon-Anchor: expected at most 255 visible ASCII characters."_s);
    if (put.ifMatch.isEmpty())
        return refuse(428, u"If-Match is missing: read the state and send the resource's version in quotes."_s);
    if (!strongTag(put.ifMatch))
        return refuse(400, u"If-Match: expected one version in quotes, such as \"7\"."_s);
    return std::nullopt;
}

AdminAnswer AdminState::conflict(const AdminPut &put) const
{
    const Stamped &current = m_stamped[static_cast<std::size_t>(put.resource)];
    json body = problem(
        412, u"%1 is at version %2, changed by %3 at %4; nothing was changed. Read the state and decide again."_s.arg(
                 QString::fromLatin1(nameOf(put.resource)), QString::number(current.version),
                 QString::fromStdString(current.actor), isoUtc(current.changedAt)));
    body["state"] = stateJson();
    AdminAnswer answer;
    answer.status = 412;
    answer.body = bytesOf(body);
    answer.generation = m_generation;
    return answer;
}

BodyContext AdminState::bodyContext() const
{
    BodyContext context;
    for (const Version &version : m_versions)
        context.versions.push_back(version.id);
    context.steps = static_cast<int>(m_steps.size());
    context.levels = static_cast<int>(degradeLevels().size());
    return context;
}

AdminAnswer AdminState::apply(const AdminPut &put)
{
    expire();
    if (const auto refusal = refuseHeaders(put))
        return *refusal;
    const auto body = parseBody(put.resource, put.body, bodyContext());
    const QByteArray normal = body ? canonicalJson(toJson(*body)) : put.body;
    const QByteArray fingerprint = QCryptographicHash::hash(QByteArray(nameOf(put.resource)) + '\n' + normal,
                                                            QCryptographicHash::Sha256);
    if (const auto kept = m_keys.find(put.key, m_clock.sinceBoot())) {
        if (kept->fingerprint != fingerprint)
            return refuse(422,
                          u"This Idempotency-Key was used for another change; nothing was changed. Take a new key."_s);
        return {200, kept->answer, kept->generation, true};
    }
    if (!body)
        return refuse(400, body.error().message());
    if (*strongTag(put.ifMatch) != QByteArray::fromStdString(version(put.resource)))
        return conflict(put);

    const Writer writer{put.key.toStdString(), put.actor.toStdString()};
    const bool fence = put.key.startsWith("cancel:");
    if (fence && *body != value(put.resource))
        return refuse(400,
                      u"A key that begins with cancel: is a write that changes nothing: send the current value."_s);
    const std::string versionBefore = version(put.resource);
    ++m_generation;
    touch(put.resource, writer);
    if (!fence) {
        switch (put.resource) {
        case Resource::Routing: setRouting(std::get<RoutingBody>(*body), writer); break;
        case Resource::Rollout: setRollout(std::get<RolloutBody>(*body), writer); break;
        case Resource::Degrade: setDegrade(std::get<DegradeBody>(*body)); break;
        case Resource::Throttle: setThrottle(std::get<ThrottleBody>(*body)); break;
        }
    }
    m_lastOp = AppliedWrite{writer.key, nameOf(put.resource), writer.actor, timeText(m_clock.now()),
                            versionBefore, version(put.resource), json::parse(put.body.begin(), put.body.end()),
                            toJson(value(put.resource))};
    m_writes.push_back(*m_lastOp);
    if (!put.anchor.isEmpty())
        m_anchor = Anchor{put.anchor.toStdString(), writer.key, m_lastOp->time};
    const AdminAnswer answer{200, bytesOf(stateJson()), m_generation, false};
    m_keys.keep(put.key, {fingerprint, answer.body, m_generation, m_clock.sinceBoot()});
    return answer;
}

void AdminState::touch(Resource resource, const Writer &writer)
{
    Stamped &target = stamped(resource);
    ++target.version;
    target.stamp = writer.key;
    target.actor = writer.actor;
    target.changedAt = m_clock.now();
}

void AdminState::setRouting(const RoutingBody &body, const Writer &writer)
{
    m_routing = body;
    if (body.abortRollout && m_rollout.phase != Phase::Aborted) {
        m_rollout.phase = Phase::Aborted;
        touch(Resource::Rollout, writer);
    }
}

void AdminState::setRollout(const RolloutBody &body, const Writer &writer)
{
    // A pause at the current step, or the same value again, moves no traffic.
    const bool moves = body != m_rollout && !(body.phase == Phase::Paused && body.currentStep == m_rollout.currentStep
                                              && m_rollout.phase == Phase::Running);
    const bool revived = m_rollout.phase == Phase::Aborted && body.phase != Phase::Aborted;
    if (body.currentStep != m_rollout.currentStep || revived)
        m_stepStartedAt = m_clock.now();
    m_rollout = body;
    if (!moves)
        return;
    double canary = 0;
    if (body.phase != Phase::Aborted)
        canary = body.phase == Phase::Done ? 100 : m_steps[static_cast<std::size_t>(body.currentStep)].weight;
    RoutingBody routing;
    for (const auto &[id, weight] : m_routing.weights)
        routing.weights[id] = id == m_canary ? canary : id == m_stable ? 100 - canary : 0;
    routing.abortRollout = m_routing.abortRollout && body.phase == Phase::Aborted;
    if (routing != m_routing) {
        m_routing = routing;
        touch(Resource::Routing, writer);
    }
}

std::optional<AdminState::End> AdminState::endAfter(const std::optional<qint64> &seconds) const
{
    if (!seconds)
        return std::nullopt;
    const std::chrono::seconds wait(*seconds);
    return End{m_clock.sinceBoot() + wait, m_clock.now() + wait};
}

void AdminState::setDegrade(const DegradeBody &body)
{
    m_degrade = body;
    m_degradeEnd = endAfter(body.expiresInSeconds);
}

void AdminState::setThrottle(const ThrottleBody &body)
{
    m_throttle = body;
    m_throttleEnd = endAfter(body.expiresInSeconds);
}

bool AdminState::expire()
{
    const auto now = m_clock.sinceBoot();
    const Writer gateway{"expiry", "gateway"};
    const auto end = [&](Resource resource) {
        ++m_generation;
        touch(resource, gateway);
        m_lastOp = AppliedWrite{gateway.key, nameOf(resource), gateway.actor, timeText(m_clock.now()), {}, {}, {}, {}};
    };
    const bool degradeOver = m_degradeEnd && now >= m_degradeEnd->sinceBoot;
    const bool throttleOver = m_throttleEnd && now >= m_throttleEnd->sinceBoot;
    if (degradeOver) {
        setDegrade({});
        end(Resource::Degrade);
    }
    if (throttleOver) {
        setThrottle({});
        end(Resource::Throttle);
    }
    return degradeOver || throttleOver;
}

} // namespace andon::sandbox
