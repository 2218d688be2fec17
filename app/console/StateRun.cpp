// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/StateRun.h"

#include "app/base/TimeText.h"

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

QString freshnessWord(Freshness freshness)
{
    return freshness == Freshness::Live ? u"live"_s : freshness == Freshness::Late ? u"late"_s : u"lost"_s;
}

QString phaseWord(RolloutPhase phase)
{
    switch (phase) {
    case RolloutPhase::None: return u"none"_s;
    case RolloutPhase::Running: return u"running"_s;
    case RolloutPhase::Paused: return u"paused"_s;
    case RolloutPhase::Aborted: return u"aborted"_s;
    case RolloutPhase::Done: return u"done"_s;
    }
    return {};
}

QString roleWord(VersionRole role)
{
    return role == VersionRole::Stable ? u"stable"_s : role == VersionRole::Canary ? u"canary"_s : u"idle"_s;
}

json finite(double value)
{
    return std::isfinite(value) ? json(value) : json(nullptr);
}

} // namespace

void StateRun::start()
{
    m_desk = m_console.desk(m_command.service);
    connect(m_desk, &ServiceDesk::indicatorRead, this,
            [this](const IndicatorReading &reading) { m_readings << reading; });
    connect(m_desk, &ServiceDesk::sourceChanged, this, [this](Freshness, const std::optional<Error> &error) {
        m_linesRead = true;
        m_linesError = error;
        finish();
    });
    connect(m_desk, &ServiceDesk::gatewayChanged, this, [this](Freshness, const std::optional<Error> &error) {
        m_gatewayRead = true;
        m_gatewayError = error;
        finish();
    });
    m_gatewayRead = !m_desk->hasGateway();
    m_desk->start(m_console.actor(), false);
}

void StateRun::finish()
{
    if (!m_linesRead || !m_gatewayRead)
        return;
    m_desk->disconnect(this);
    if (m_command.json)
        say(QString::fromStdString(asJson().dump(2, ' ', false, json::error_handler_t::replace)));
    else
        sayText();
    if (m_linesError)
        complain(m_linesError->message());
    if (m_gatewayError)
        complain(m_gatewayError->message());
    emit finished(m_linesError || m_gatewayError ? ExitCode::problems : ExitCode::done);
}

json StateRun::asJson() const
{
    const qint64 now = toMs(m_console.clock().now());
    json indicators = json::array();
    for (const IndicatorReading &reading : m_readings) {
        json values = json::object();
        for (const VersionColumns &version : reading.versions)
            values[version.version.toStdString()] = finite(latestValue(reading, version.version, now, 60'000));
        indicators.push_back({{"id", reading.indicator.id.toStdString()},
                              {"family", familyWord(reading.indicator.family).toStdString()},
                              {"unit", unitWord(reading.indicator.unit).toStdString()},
                              {"values", values},
                              {"freshness", freshnessWord(reading.freshness).toStdString()},
                              {"no_source", reading.indicator.noSource.toStdString()}});
    }
    json out{{"service", m_desk->spec().name.toStdString()},
             {"time", isoUtc(m_console.clock().now()).toStdString()},
             {"indicators", indicators}};
    if (!m_desk->watch().state())
        return out;
    const Rollout rollout = m_desk->rollout();
    json versions = json::array();
    for (const VersionShare &share : rollout.shares) {
        versions.push_back({{"version", share.version.toStdString()},
                            {"role", roleWord(share.role).toStdString()},
                            {"weight", share.asked},
                            {"observed_share", finite(share.observed)}});
    }
    out["versions"] = versions;
    out["rollout"] = {{"phase", phaseWord(rollout.phase).toStdString()},
                      {"step", rollout.currentStep},
                      {"steps", rollout.steps.size()},
                      {"seconds_left", rollout.secondsLeft ? json(*rollout.secondsLeft) : json(nullptr)}};
    out["degrade_level"] = rollout.degradeLevel;
    out["throttle_limits"] = rollout.throttleLimits;
    out["gateway_freshness"] = freshnessWord(rollout.freshness).toStdString();
    return out;
}

void StateRun::sayText() const
{
    const json state = asJson();
    say(u"%1 at %2"_s.arg(m_desk->spec().title, isoUtc(m_console.clock().now())));
    if (state.contains("versions")) {
        for (const json &version : state["versions"]) {
            say(u"  version %1  %2  weight %3 %  observed %4"_s
                    .arg(QString::fromStdString(version["version"]), -12)
                    .arg(QString::fromStdString(version["role"]), -7)
                    .arg(version["weight"].get<double>())
                    .arg(version["observed_share"].is_null()
                             ? u"–"_s : QString::number(version["observed_share"].get<double>(), 'f', 1) + u" %"_s));
        }
        say(u"  rollout %1, step %2 of %3; degrade level %4; %5 throttle limits"_s
                .arg(QString::fromStdString(state["rollout"]["phase"]))
                .arg(state["rollout"]["step"].get<int>() + 1)
                .arg(state["rollout"]["steps"].get<int>())
                .arg(state["degrade_level"].get<int>())
                .arg(state["throttle_limits"].get<int>()));
    }
    for (const json &indicator : state["indicators"]) {
        QStringList values;
        for (const auto &[version, value] : indicator["values"].items()) {
            values << u"%1 %2"_s.arg(QString::fromStdString(version),
                                     value.is_null() ? u"–"_s : QString::number(value.get<double>(), 'g', 4));
        }
        const QString none = indicator["no_source"].get<std::string>().empty() ? u"no data"_s : u"no source"_s;
        say(u"  %1  %2  [%3]"_s.arg(QString::fromStdString(indicator["id"]), -28)
                .arg(values.isEmpty() ? none : values.join(u"  "), QString::fromStdString(indicator["unit"])));
    }
}

} // namespace andon
