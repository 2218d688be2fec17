// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetStates.h"

#include "app/actions/LimitsJson.h"
#include "app/adapters/gateway/ArgoSteps.h"
#include "app/base/CanonicalJson.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// Why the answers are no state; stays in this file.
struct Fault {
    QString what;
};

class StateMaker {
public:
    StateMaker(const GatewayPreset &preset, const PresetAnswers &answers, const PresetWords &variables)
        : m_spec(preset.state)
        , m_answers(answers)
        , m_variables(variables)
    {
    }
    GatewayState make();

private:
    [[nodiscard]] std::optional<json> at(const PresetValue &value) const;
    [[nodiscard]] QString textAt(const PresetValue &value) const;
    [[nodiscard]] std::optional<double> numberAt(const PresetValue &value, const char *what, double least, double most) const;
    [[nodiscard]] std::optional<TimePoint> timeAt(const PresetValue &value) const;
    void readVersions();
    void readRollout();
    void readGuards();
    void readDrift();
    void addResource(Target target, const json &value);

    const PresetState &m_spec;
    const PresetAnswers &m_answers;
    const PresetWords &m_variables;
    GatewayState m_state;
};

std::optional<json> StateMaker::at(const PresetValue &value) const
{
    const Result<std::optional<json>> found = valueAt(value, m_answers, m_variables);
    if (!found)
        throw Fault{found.error().arguments.join(u": ")};
    return *found;
}

QString StateMaker::textAt(const PresetValue &value) const
{
    const std::optional<json> found = at(value);
    if (found && found->is_structured())
        throw Fault{u"%1: a list or an object instead of a text"_s.arg(placeWords(value))};
    return found ? plainText(*found).left(500) : QString();
}

std::optional<double> StateMaker::numberAt(const PresetValue &value, const char *what, double least, double most) const
{
    const std::optional<json> found = at(value);
    if (!found)
        return std::nullopt;
    bool fine = found->is_number();
    const double number = fine ? found->get<double>() : found->is_string() ? plainText(*found).toDouble(&fine) : 0;
    if (!fine || !(number >= least && number <= most)) {
        throw Fault{u"%1: \"%2\" is no %3"_s.arg(placeWords(value), plainText(*found).left(60), QLatin1StringView(what))};
    }
    return number;
}

std::optional<TimePoint> StateMaker::timeAt(const PresetValue &value) const
{
    const QString text = textAt(value);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(fromMs(time.toMSecsSinceEpoch())) : std::nullopt;
}

void StateMaker::readVersions()
{
    double others = 0;
    double sum = 0;
    for (const PresetVersion &spec : m_spec.versions) {
        GatewayVersion version;
        version.id = textAt(spec.id);
        if (version.id.isEmpty())
            throw Fault{u"%1: nothing names the %2 version"_s.arg(placeWords(spec.id), spec.role == VersionRole::Canary ? u"canary"_s : u"stable"_s)};
        version.role = spec.role;
        if (m_state.versionById(version.id))
            continue; // fully promoted: both roles are one version
        if (!spec.remainder) {
            const auto weight = numberAt(spec.weight, "weight", 0, m_spec.relativeWeights ? 1e9 : 100);
            if (!weight)
                throw Fault{u"%1: nothing stands there"_s.arg(placeWords(spec.weight))};
            version.weight = *weight;
            others += *weight;
        }
        sum += version.weight;
        m_state.versions << version;
    }
    for (qsizetype i = 0; i < m_state.versions.size(); ++i) {
        GatewayVersion &version = m_state.versions[i];
        const auto spec = std::find_if(m_spec.versions.begin(), m_spec.versions.end(),
                                       [&](const PresetVersion &candidate) { return candidate.role == version.role; });
        if (spec->remainder)
            version.weight = std::max(0.0, 100 - others);
        else if (m_spec.relativeWeights)
            version.weight = sum > 0 ? 100 * version.weight / sum : 0;
    }
    if (m_state.versions.size() == 1 && m_spec.versions.size() > 1)
        m_state.versions.first().weight = 100;
}

void StateMaker::readRollout()
{
    static const QStringList phases{u"none"_s, u"running"_s, u"paused"_s, u"aborted"_s, u"done"_s};
    GatewayRollout &rollout = m_state.rollout;
    if (const GatewayVersion *stable = m_state.withRole(VersionRole::Stable))
        rollout.stable = stable->id;
    if (const GatewayVersion *canary = m_state.withRole(VersionRole::Canary))
        rollout.canary = canary->id;
    rollout.keepsSteps = !m_spec.phase.isEmpty() && !m_spec.steps.isEmpty();
    if (m_spec.phase.isEmpty())
        return;
    const qsizetype phase = phases.indexOf(textAt(m_spec.phase));
    rollout.phase = static_cast<RolloutPhase>(std::max<qsizetype>(0, phase));
    rollout.message = textAt(m_spec.message);
    const json steps = at(m_spec.steps).value_or(json::array());
    const CountedSteps counted = m_spec.stepsForm == u"argo" ? argoSteps(steps) : percentSteps(steps);
    rollout.steps = counted.steps;
    rollout.currentStep = counted.counted(static_cast<int>(numberAt(m_spec.currentStep, "step", -1, 1e6).value_or(-1)));
    rollout.stepStartedAt = timeAt(m_spec.stepStartedAt);
    // A pause step with a duration ends by itself; a pause that a person made does not.
    rollout.countdownRuns = m_spec.stepsForm == u"argo" && rollout.phase == RolloutPhase::Paused && rollout.stepStartedAt
        && rollout.message != u"manually paused";
    const auto generation = numberAt(m_spec.generation, "generation", 0, 9e15);
    const auto observed = numberAt(m_spec.observedGeneration, "generation", 0, 9e15);
    m_state.generation = static_cast<qint64>(generation.value_or(0));
    if (generation && observed && *observed < *generation)
        rollout.message = u"the controller has not seen the newest specification yet"_s;
}

void StateMaker::readGuards()
{
    m_state.degradeLevels = m_spec.degradeLevels;
    if (!m_spec.degradeLevel.isEmpty()) {
        const auto level = numberAt(m_spec.degradeLevel, "level", 0, 100);
        if (level) {
            m_state.degradeLevel = static_cast<int>(*level);
            addResource(Target::Degrade, {{"level", m_state.degradeLevel}});
        }
    }
    if (m_spec.requestsPerSecond.isEmpty())
        return;
    const auto rate = numberAt(m_spec.requestsPerSecond, "rate", 0, 1e15);
    if (rate && (m_spec.unlimited <= 0 || *rate < m_spec.unlimited))
        m_state.throttle.append({u"all"_s, {}, *rate, std::nullopt});
    addResource(Target::Throttle, {{"limits", limitsJson(m_state.throttle)}});
}

void StateMaker::readDrift()
{
    GatewayDrift drift{textAt(m_spec.desired), textAt(m_spec.running), textAt(m_spec.reapplier)};
    if (!drift.desired.isEmpty() && !drift.running.isEmpty() && drift.desired != drift.running)
        m_state.drift = drift;
}

void StateMaker::addResource(Target target, const json &value)
{
    const PresetResource spec = m_spec.resources.value(target);
    GatewayResource resource;
    resource.value = value;
    resource.version = textAt(spec.version);
    if (resource.version.isEmpty() && !spec.version.isEmpty())
        throw Fault{u"%1: nothing names the version"_s.arg(placeWords(spec.version))};
    if (resource.version.isEmpty()) {
        const QByteArray digest = QCryptographicHash::hash(canonicalJson(value), QCryptographicHash::Sha256).toHex();
        resource.version = u"value:"_s + QString::fromLatin1(digest.left(16));
    }
    resource.stamp = textAt(spec.stamp);
    resource.actor = textAt(spec.actor);
    resource.changedAt = timeAt(spec.changedAt);
    m_state.resources.insert(target, resource);
}

GatewayState StateMaker::make()
{
    readVersions();
    readRollout();
    readGuards();
    readDrift();
    const bool open = m_state.rollout.phase == RolloutPhase::Running || m_state.rollout.phase == RolloutPhase::Paused;
    if (!m_state.versions.isEmpty()) {
        json weights = json::object();
        for (const GatewayVersion &version : std::as_const(m_state.versions))
            weights[version.id.toStdString()] = version.weight;
        json value{{"weights", weights}};
        if (!open)
            value["rollout"] = "abort"; // what a rollback asks for, and what is so where nothing is going on
        addResource(Target::Routing, value);
    }
    if (!m_spec.phase.isEmpty()) {
        static const char *const words[]{"none", "running", "paused", "aborted", "done"};
        addResource(Target::Rollout, {{"phase", words[static_cast<int>(m_state.rollout.phase)]},
                                      {"current_step", m_state.rollout.currentStep}});
    }
    return m_state;
}

} // namespace

Result<GatewayState> presetState(const GatewayPreset &preset, const PresetAnswers &answers, const PresetWords &variables,
                                 const QString &address, TimePoint readAt)
{
    try {
        GatewayState state = StateMaker(preset, answers, variables).make();
        state.readAt = readAt;
        return state;
    } catch (const Fault &fault) {
        return failure(ErrorKind::BadAnswer, {address, fault.what});
    }
}

} // namespace andon
