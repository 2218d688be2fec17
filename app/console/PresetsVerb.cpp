// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PresetsVerb.h"

#include "app/actions/LimitsJson.h"
#include "app/adapters/gateway/PresetDryRun.h"
#include "app/workspace/PresetFile.h"

#include <QFileInfo>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// What the buttons of the services on this gateway would write, as far as that needs no reading.
QMap<Verb, json> valuesOf(const Workspace &workspace, const QString &gateway)
{
    QMap<Verb, json> values;
    for (const ServiceSpec &service : workspace.services) {
        if (service.gateway != gateway)
            continue;
        for (const ActionSpec &action : service.actions) {
            if (action.verb == Verb::Degrade)
                values[action.verb] = {{"level", action.level}};
            if (action.verb == Verb::Throttle)
                values[action.verb] = {{"limits", limitsJson(action.limits)}};
        }
    }
    return values;
}

QString verbsOf(const GatewayPreset &preset)
{
    QStringList verbs;
    for (const Verb verb : allVerbs) {
        const PresetAction *action = verb == Verb::Restore ? nullptr : preset.action(verb, Target::Routing);
        if (action && action->absent.isEmpty())
            verbs << u"%1 %2"_s.arg(verbWord(verb), tierLetter(action->promise.tier));
    }
    return verbs.join(u", "_s);
}

} // namespace

QStringList presetList()
{
    QStringList lines{u"%1  %2: %3"_s.arg(u"andon-admin-v1"_s, -16).arg(u"Andon Admin API v1"_s, u"every verb, tier A"_s)};
    for (const QString &name : presetNames()) {
        const PresetAnswer answer = loadPreset(name, {});
        lines << (answer.preset ? u"%1  %2: %3"_s.arg(name, -16).arg(answer.preset->title, verbsOf(*answer.preset))
                                : answer.faults.first().words());
    }
    return lines;
}

Result<QStringList> presetLines(const QString &name, const Workspace *workspace, const QString &actor, TimePoint now)
{
    if (name == u"andon-admin-v1")
        return QStringList{u"andon-admin-v1 is spoken by the program itself: resources/gateways/andon-admin-v1.openapi.yaml"_s};
    const QString folder = workspace ? QFileInfo(workspace->path).path() : u"."_s;
    const PresetAnswer answer = loadPreset(name, folder);
    if (!answer.preset) {
        const WorkspaceFault fault = answer.faults.first();
        return failure(ErrorKind::BadInput, {u"the preset"_s, fault.words()});
    }
    DryRun run;
    run.actor = actor;
    for (const GatewaySpec &spec : workspace ? workspace->gateways : QList<GatewaySpec>()) {
        if (spec.kind == name)
            run = {spec.nodes, spec.variables, valuesOf(*workspace, spec.name), actor};
    }
    const PresetState &state = answer.preset->state;
    json weights = json::object();
    for (const PresetVersion &version : state.versions) {
        const bool canary = version.role == VersionRole::Canary;
        const QString open = canary ? u"{canary_version}"_s : u"{stable_version}"_s;
        const json id = version.id.isEmpty() || !version.id.first().read.isEmpty() ? json(open.toStdString()) : version.id.first().constant;
        const QString word = id.is_string() ? QString::fromStdString(id.get<std::string>()).mid(1).chopped(1) : QString();
        const QString named = run.variables.contains(word) ? plainText(run.variables.value(word)) : open;
        weights[named.toStdString()] = canary ? 0 : 100;
    }
    run.values[Verb::Rollback] = {{"weights", weights}};
    return dryRunLines(*answer.preset, run, now);
}

} // namespace andon
