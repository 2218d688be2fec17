// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/CheckRun.h"

#include "app/adapters/alertmanager/AlertmanagerClient.h"
#include "app/adapters/gateway/PresetDryRun.h"
#include "app/canary/VersionSources.h"
#include "app/workspace/ManifestFile.h"

#include <QFileInfo>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QString addressesOf(const GatewaySpec &spec)
{
    QStringList addresses;
    for (const QUrl &node : spec.nodes)
        addresses << node.toDisplayString();
    return addresses.join(u", "_s);
}

QString stateWords(const GatewayState &state)
{
    QStringList words;
    for (const GatewayVersion &version : state.versions)
        words << u"%1 %2 %"_s.arg(version.id.left(100)).arg(version.weight, 0, 'g', 4);
    for (const Target target : {Target::Routing, Target::Degrade, Target::Throttle, Target::Rollout}) {
        if (!state.resources.contains(target))
            words << u"no %1 here"_s.arg(targetWord(target));
    }
    return words.join(u", "_s);
}

} // namespace

void CheckRun::start()
{
    for (const SourceSpec &spec : m_console.workspace().sources)
        m_steps.emplace_back([this, spec] { checkSource(spec); });
    for (const GatewaySpec &spec : m_console.workspace().gateways)
        m_steps.emplace_back([this, spec] { checkGateway(spec); });
    for (const ServiceSpec &service : m_console.workspace().services) {
        if (!m_command.service.isEmpty() && service.name != m_command.service)
            continue;
        for (const Indicator &indicator : service.indicators)
            m_steps.emplace_back([this, service, indicator] { checkIndicator(service, indicator); });
        if (!service.versions.metricQuery.isEmpty())
            m_steps.emplace_back([this, service] { checkInfoMetric(service); });
        if (!service.versions.manifests.isEmpty())
            m_steps.emplace_back([this, service] { checkManifests(service); });
    }
    for (const QString &source : m_console.workspace().alerts.sources)
        m_steps.emplace_back([this, source] { checkRules(source); });
    for (const AlertmanagerSpec &spec : m_console.workspace().alertmanagers)
        m_steps.emplace_back([this, spec] { checkAlertmanager(spec); });
    next();
}

void CheckRun::next()
{
    if (m_steps.empty()) {
        if (m_lints > 0)
            say(u"%1 alarm rules lack an action or a version: label them (andon_action, version), or bind them in the workspace (alerts, bindings)"_s.arg(m_lints));
        say(m_problems == 0 ? u"everything answers"_s : u"%1 not ok"_s.arg(m_problems));
        emit finished(m_problems == 0 ? ExitCode::done : ExitCode::problems);
        return;
    }
    const auto step = m_steps.front();
    m_steps.pop_front();
    step();
}

void CheckRun::tell(const QString &what, bool ok, const QString &words)
{
    m_problems += ok ? 0 : 1;
    say(u"%1  %2%3"_s.arg(ok ? u"ok     "_s : u"not ok "_s, what, words.isEmpty() ? words : u": "_s + words));
    next();
}

void CheckRun::checkSource(const SourceSpec &spec)
{
    m_console.source(spec.name)->probe(this, [this, spec](const Result<SourceInfo> &info) {
        const QString what = u"source %1 (%2)"_s.arg(spec.name, spec.access.url.toDisplayString());
        if (!info) {
            tell(what, false, info.error().message());
            return;
        }
        const qint64 skew = info->skewMs.value_or(0);
        const QString version = info->version.isEmpty() ? u"its version is not told"_s : u"version %1"_s.arg(info->version);
        tell(what, true, std::abs(skew) > 5000 ? u"%1; its clock is %2 s away from ours"_s.arg(version).arg(skew / 1000) : version);
    });
}

/// What each verb promises on this gateway, or why it is absent.
void CheckRun::tellPromises(const GatewaySpec &spec)
{
    const GatewayControl &gateway = *m_console.gateway(spec.name);
    for (const Verb verb : allVerbs) {
        const QString absent = gateway.whyAbsent(verb);
        const GatewayPromise promise = gateway.promise(verb);
        QString words = absent.isEmpty() ? u"tier %1"_s.arg(tierLetter(promise.tier)) : u"not possible: "_s + absent;
        if (absent.isEmpty() && !promise.lostOn.isEmpty())
            words += u", lost on "_s + promise.lostOn;
        say(u"           %1  %2"_s.arg(verbWord(verb), -8).arg(words));
    }
}

void CheckRun::checkGateway(const GatewaySpec &spec)
{
    m_console.gateway(spec.name)->read(this, [this, spec](const Result<GatewayState> &state) {
        const QString what = u"gateway %1 (%2)"_s.arg(spec.name, addressesOf(spec));
        if (!state) {
            tell(what, false, state.error().message());
            return;
        }
        const qint64 skew = state->skewMs.value_or(0);
        QString words = u"kind %1, its state can be read: %2"_s.arg(spec.kind, stateWords(*state));
        if (std::abs(skew) > 5000)
            words += u"; its clock is %1 s away from ours"_s.arg(skew / 1000);
        say(u"%1  %2: %3"_s.arg(u"ok     "_s, what, words));
        tellPromises(spec);
        probeTraffic(spec);
    });
}

/// Who really serves, where the gateway's preset knows how to find out.
void CheckRun::probeTraffic(const GatewaySpec &spec)
{
    constexpr int requests = 20;
    const QString what = u"traffic %1"_s.arg(spec.name);
    const bool asked = m_console.gateway(spec.name)->probeTraffic(requests, this, [this, what](const Result<QMap<QString, int>> &served) {
        QStringList words;
        for (const auto &[version, count] : served.value_or(QMap<QString, int>()).toStdMap())
            words << u"%1 by %2"_s.arg(count).arg(version.isEmpty() ? u"an unnamed version"_s : version);
        tell(what, served.has_value(), served ? u"of %1 requests "_s.arg(requests) + words.join(u", "_s) : served.error().message());
    });
    if (!asked)
        next();
}

/// "v41, v42", each once.
static QString versionsIn(const QList<VersionStatement> &statements)
{
    QStringList versions;
    for (const VersionStatement &said : statements)
        versions << said.version.left(100);
    versions.removeDuplicates();
    return versions.join(u", "_s);
}

void CheckRun::checkInfoMetric(const ServiceSpec &service)
{
    m_console.source(service.source)->query(service.versions.metricQuery, this, [this, service](const Result<MetricsAnswer> &answer) {
        const QString what = u"version sets %1/info_metric"_s.arg(service.name);
        const QString versions = answer ? versionsIn(statementsOf(*answer, service.versionLabel)) : QString();
        if (!answer)
            tell(what, false, answer.error().message());
        else
            tell(what, !versions.isEmpty(), versions.isEmpty() ? u"no series names a version and a part"_s : versions);
    });
}

void CheckRun::checkManifests(const ServiceSpec &service)
{
    const ManifestFolder read = readManifests(service.versions.manifests, QFileInfo(m_console.workspace().path).path());
    QStringList words;
    for (const WorkspaceFault &fault : read.faults)
        words << fault.words();
    tell(u"version sets %1/manifests"_s.arg(service.name), words.isEmpty(), words.isEmpty() ? versionsIn(read.statements) : words.join(u"\n           "_s));
}

void CheckRun::checkIndicator(const ServiceSpec &service, const Indicator &indicator)
{
    const QString what = u"indicator %1/%2"_s.arg(service.name, indicator.id);
    if (indicator.query.isEmpty()) {
        tell(what, true, u"no source (%1)"_s.arg(indicator.noSource));
        return;
    }
    m_console.source(service.source)->query(indicator.query, this, [this, what, service](const Result<MetricsAnswer> &answer) {
        if (!answer) {
            tell(what, false, answer.error().message());
            return;
        }
        QStringList versions;
        for (const Series &series : answer->series) {
            if (!service.versionLabel.isEmpty() && !series.labels.contains(service.versionLabel)) {
                tell(what, false, u"a series has no label %1: aggregate by it"_s.arg(service.versionLabel));
                return;
            }
            versions << series.labels.value(service.versionLabel);
        }
        versions.sort();
        if (versions.isEmpty())
            tell(what, true, u"answers, with no value now (no traffic, or none of this kind)"_s);
        else
            tell(what, true, u"%1 %2: %3"_s.arg(versions.size()).arg(versions.size() == 1 ? u"version"_s : u"versions"_s, versions.join(u", ")));
    });
}

/// What fires, and what a person at night would miss in each rule.
void CheckRun::checkRules(const QString &source)
{
    m_console.alerts().rules(source)->readRules(this, [this, source](const Result<QList<AlertRule>> &rules) {
        const QString what = u"alarm rules %1"_s.arg(source);
        if (!rules) {
            tell(what, false, rules.error().message());
            return;
        }
        for (const AlertLint &lint : lintRules(source, *rules, m_console.workspace().alerts, AlertHub::servicesOf(m_console.workspace()))) {
            QStringList missing;
            for (const AlertGap &gap : lint.missing)
                missing << gapWords(gap);
            ++m_lints;
            say(u"lint     alarm %1 (%2): %3"_s.arg(lint.name.left(100), lint.where.left(100), missing.join(u", "_s)));
        }
        tell(what, true, u"%1 rules"_s.arg(rules->size()));
    });
}

void CheckRun::checkAlertmanager(const AlertmanagerSpec &spec)
{
    m_console.alerts().alertmanager(spec.name)->probe(this, [this, spec](const Result<QString> &version) {
        tell(u"alertmanager %1 (%2)"_s.arg(spec.name, spec.url.toDisplayString()), version.has_value(),
             version ? u"version %1"_s.arg(*version) : version.error().message());
    });
}

} // namespace andon
