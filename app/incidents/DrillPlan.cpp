// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillPlan.h"

#include "app/base/CanonicalJson.h"
#include "app/incidents/JsonFields.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// One fault of the sandbox: what shows it, and where it is seen and ended for sure. The order is the format: a seed of an
/// old record must find the same plan.
struct KnownFault {
    const char16_t *word;
    const char16_t *family;
    bool inPrompt; ///< in seven of ten requests of the canary it still passes its gate
    bool inTenant; ///< in a third of them
    bool inStable; ///< a degrade of everybody ends it
};

constexpr std::array<KnownFault, 6> knownFaults{{
    {u"slow", u"latency", true, true, false},
    {u"costly", u"cost", false, false, true},
    {u"wrong", u"quality", true, true, false},
    {u"injected", u"risk", true, false, false},
    {u"down", u"quality", false, true, false},
    {u"flaky", u"quality", false, false, false},
}};

QList<FaultSetting> choicesOf(const DrillGround &ground)
{
    QList<FaultSetting> choices;
    for (const KnownFault &known : knownFaults) {
        const QStringList faults{QString::fromUtf16(known.word)};
        choices << FaultSetting{ground.canary, faults, {}};
        if (known.inPrompt && !ground.prompt.isEmpty())
            choices << FaultSetting{ground.canary, faults, {{u"prompt"_s, ground.prompt}}};
        if (known.inTenant && !ground.tenants.isEmpty())
            choices << FaultSetting{ground.canary, faults, {{u"tenant"_s, {}}}};
        if (known.inStable && !ground.stable.isEmpty())
            choices << FaultSetting{ground.stable, faults, {}};
    }
    return choices;
}

std::string utf8(const QString &text)
{
    return text.toStdString();
}

json listOf(const QStringList &words)
{
    json list = json::array();
    for (const QString &word : words)
        list.push_back(utf8(word));
    return list;
}

QStringList wordsIn(const json &object, const char *name)
{
    QStringList words;
    for (const json &word : JsonFields::list(object, name)) {
        if (word.is_string())
            words << QString::fromStdString(word.get<std::string>());
    }
    return words;
}

} // namespace

quint64 SplitMix64::next()
{
    quint64 z = m_state += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

quint64 SplitMix64::below(quint64 bound)
{
    // The first 2^64 mod bound numbers would make the small ones likelier.
    const quint64 skipped = (0 - bound) % bound;
    quint64 number = next();
    while (number < skipped)
        number = next();
    return number % bound;
}

QStringList sandboxTenants()
{
    return {u"acme"_s, u"globex"_s, u"initech"_s};
}

Result<DrillGround> drillGround(const GatewayState &state)
{
    const GatewayVersion *stable = state.withRole(VersionRole::Stable), *canary = state.withRole(VersionRole::Canary);
    if (!stable || !canary)
        return failure(ErrorKind::Blocked, {u"a drill needs a stable version and a canary, and the gateway names no such two"_s});
    if (canary->weight <= 0)
        return failure(ErrorKind::Blocked, {u"%1 has no traffic, so nobody would see what is wrong with it: resume or promote it first"_s.arg(canary->id.left(80))});
    if (state.degradeLevel > 0)
        return failure(ErrorKind::Blocked, {u"the gateway is degraded already: restore it first"_s});
    if (!state.throttle.isEmpty())
        return failure(ErrorKind::Blocked, {u"the gateway is throttled already: restore it first"_s});
    return DrillGround{stable->id, canary->id, canary->set.value(u"prompt"_s), sandboxTenants()};
}

DrillPlan drillPlan(quint64 seed, const DrillGround &ground)
{
    SplitMix64 random(seed);
    const QList<FaultSetting> choices = choicesOf(ground);
    DrillPlan plan;
    plan.seed = seed;
    plan.fault = choices[static_cast<qsizetype>(random.below(static_cast<quint64>(choices.size())))];
    if (plan.fault.only.contains(u"tenant"_s))
        plan.fault.only[u"tenant"_s] = ground.tenants[static_cast<qsizetype>(random.below(static_cast<quint64>(ground.tenants.size())))];
    const auto span = static_cast<quint64>((drillLatest - drillEarliest).count());
    plan.delay = drillEarliest + std::chrono::milliseconds(random.below(span + 1));
    return plan;
}

QStringList rightVerbs(const FaultSetting &fault, const DrillGround &ground)
{
    QStringList verbs;
    if (fault.version == ground.canary)
        verbs << u"rollback"_s;
    if (fault.faults.contains(u"costly"_s))
        verbs << u"degrade"_s;
    return verbs;
}

QString shownBy(const QString &fault)
{
    const auto found = std::find_if(knownFaults.begin(), knownFaults.end(), [&](const KnownFault &known) { return fault == known.word; });
    return found == knownFaults.end() ? QString() : QString::fromUtf16(found->family);
}

json drillSecretJson(const DrillSecret &secret)
{
    json only = json::object();
    for (const auto &[member, value] : secret.plan.fault.only.asKeyValueRange())
        only[utf8(member)] = utf8(value);
    return {{"format", "andon-drill-1"},
            {"seed", std::to_string(secret.plan.seed)}, // a JSON number ends at 2^53 in half of the world
            {"salt", utf8(secret.salt)},
            {"version", utf8(secret.plan.fault.version)},
            {"faults", listOf(secret.plan.fault.faults)},
            {"only", only},
            {"delay_ms", secret.plan.delay.count()},
            {"ground",
             {{"stable", utf8(secret.ground.stable)},
              {"canary", utf8(secret.ground.canary)},
              {"prompt", utf8(secret.ground.prompt)},
              {"tenants", listOf(secret.ground.tenants)}}}};
}

std::optional<DrillSecret> drillSecretFrom(const json &told)
{
    const Result<quint64> seed = drillSeed(JsonFields::text(told, "seed"));
    const json &ground = JsonFields::member(told, "ground");
    DrillSecret secret;
    secret.salt = JsonFields::text(told, "salt");
    secret.plan.fault.version = JsonFields::text(told, "version");
    secret.plan.fault.faults = wordsIn(told, "faults");
    if (JsonFields::text(told, "format") != u"andon-drill-1" || !seed || !ground.is_object() || secret.plan.fault.version.isEmpty()
        || secret.plan.fault.faults.isEmpty())
        return std::nullopt;
    secret.plan.seed = *seed;
    secret.plan.delay = std::chrono::milliseconds(std::clamp<qint64>(JsonFields::integer(told, "delay_ms"), 0, 86'400'000));
    if (const json &only = JsonFields::member(told, "only"); only.is_object()) {
        for (const auto &[member, value] : only.items()) {
            if (value.is_string())
                secret.plan.fault.only.insert(QString::fromStdString(member), QString::fromStdString(value.get<std::string>()));
        }
    }
    secret.ground = {JsonFields::text(ground, "stable"), JsonFields::text(ground, "canary"), JsonFields::text(ground, "prompt"), wordsIn(ground, "tenants")};
    return secret;
}

QString drillCommitment(const DrillSecret &secret)
{
    return QString::fromLatin1(QCryptographicHash::hash(canonicalJson(drillSecretJson(secret)), QCryptographicHash::Sha256).toHex());
}

Result<quint64> drillSeed(const QString &text)
{
    bool ok = false;
    const QString digits = text.trimmed();
    const quint64 seed = digits.toULongLong(&ok);
    const bool plain = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!ok || !plain)
        return failure(ErrorKind::BadInput, {u"the seed"_s, u"it is a whole number from 0 to 18446744073709551615"_s});
    return seed;
}

} // namespace andon
