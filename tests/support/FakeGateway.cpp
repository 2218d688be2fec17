// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeGateway.h"

namespace andon {

using namespace Qt::StringLiterals;

FakeGateway::FakeGateway()
{
    state.versions = {{u"v41"_s, VersionRole::Stable, 80, {{u"prompt"_s, u"p1"_s}}},
                      {u"v42"_s, VersionRole::Canary, 20, {{u"prompt"_s, u"p2"_s}}}};
    state.rollout = {RolloutPhase::Running, {{5, 60}, {20, 60}, {50, 60}, {100, 0}}, 1, TimePoint(), u"v42"_s, u"v41"_s};
    state.degradeLevels = {{0, u"normal"_s}, {1, u"fewer tools"_s}, {2, u"cheaper model"_s}};
    state.resources[Target::Routing] = {u"7"_s, {}, u"ci"_s, TimePoint(), {{"weights", {{"v41", 80}, {"v42", 20}}}}};
    state.resources[Target::Degrade] = {u"1"_s, {}, u"ci"_s, TimePoint(), {{"level", 0}}};
    state.resources[Target::Throttle] = {u"1"_s, {}, u"ci"_s, TimePoint(), {{"limits", nlohmann::json::array()}}};
    state.resources[Target::Rollout] = {u"3"_s, {}, u"ci"_s, TimePoint(), {{"phase", "running"}, {"current_step", 1}}};
}

void FakeGateway::read(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    readBack(context, std::move(callback));
}

void FakeGateway::readBack(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    const Result<GatewayState> answer = unreadable ? Result<GatewayState>(failure(ErrorKind::TimedOut, {u"gw:1"_s, u"5000"_s}))
                                                   : Result<GatewayState>(state);
    QTimer::singleShot(0, context, [answer, callback] { callback(answer); });
}

WriteAnswer FakeGateway::apply(const GatewayWrite &write)
{
    if (m_keys.contains(write.opId)) {
        if (m_keys.value(write.opId) != write.body)
            return {WriteOutcome::Rejected, 422, u"the key was used with another body"_s, {}, {}};
        return {WriteOutcome::Accepted, 200, {}, "00", state};
    }
    GatewayResource &resource = state.resources[write.target];
    if (resource.version != write.ifMatch)
        return {WriteOutcome::Superseded, 412, u"changed by %1"_s.arg(resource.actor), {}, state};
    m_keys[write.opId] = write.body;
    appliedKeys << write.opId;
    resource.version = QString::number(resource.version.toInt() + 1);
    resource.stamp = write.opId;
    resource.actor = write.actor;
    resource.value = write.body;
    if (!write.anchor.isEmpty())
        state.anchor = GatewayAnchor{write.anchor, write.opId, {}};
    if (write.target == Target::Routing) {
        for (GatewayVersion &version : state.versions)
            version.weight = write.body["weights"].value(version.id.toStdString(), 0.0);
    }
    return {WriteOutcome::Accepted, 200, {}, "00", state};
}

void FakeGateway::write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback)
{
    received << write;
    WriteAnswer answer;
    switch (std::exchange(mood, Mood::Normal)) {
    case Mood::Normal: answer = apply(write); break;
    case Mood::Refuse: answer = {WriteOutcome::Rejected, 403, u"you may not"_s, {}, {}}; break;
    case Mood::NotSent: answer = {WriteOutcome::NotSent, 0, u"connection refused"_s, {}, {}}; break;
    case Mood::AppliesThenDies:
        apply(write);
        answer = {WriteOutcome::Unknown, 0, u"the connection broke"_s, {}, {}};
        break;
    case Mood::DiesThenForgets: answer = {WriteOutcome::Unknown, 0, u"the connection broke"_s, {}, {}}; break;
    case Mood::Lies: answer = {WriteOutcome::Accepted, 200, {}, "00", state}; break;
    }
    QTimer::singleShot(0, context, [answer, callback] { callback(answer); });
}

void FakeGateway::foreignWrite(Target target)
{
    GatewayResource &resource = state.resources[target];
    resource.version = QString::number(resource.version.toInt() + 1);
    resource.stamp = u"someone-else"_s;
    resource.actor = u"anna"_s;
}

} // namespace andon
