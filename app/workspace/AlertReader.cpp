// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/AlertReader.h"

#include "app/workspace/GatewayReader.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QStringList severityWords{u"critical"_s, u"warning"_s, u"info"_s};

bool isLabel(const QString &name)
{
    static const QRegularExpression form(u"^[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    return form.match(name).hasMatch();
}

QStringList labelNames(MemberReader &members, const char *name, const QStringList &otherwise)
{
    const QString expected = u"names of labels"_s;
    const QStringList names = members.texts(name, expected);
    for (const QString &one : names) {
        if (!isLabel(one))
            members.faults().add(members.at(name), u"%1 is no label"_s.arg(one.left(60)), u"letters, digits and _"_s);
    }
    return members.has(name) ? names : otherwise;
}

AlertmanagerSpec alertmanagerOf(const json &value, const QString &pointer, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    AlertmanagerSpec spec;
    spec.name = members.text("name", u"a name"_s);
    spec.allowPlainHttp = members.boolean("allow_plain_http");
    spec.url = readAddress(members, spec.allowPlainHttp);
    spec.tokenSecret = members.secretName("token_secret");
    spec.intervalMs = qRound64(1000 * members.number("interval_seconds", 0.5, 3600, 5));
    return spec;
}

Labels matchOf(MemberReader &members)
{
    Labels match;
    const json *value = members.object("match");
    if (!value || value->empty()) {
        members.faults().add(members.at("match"), u"a binding without labels to match"_s,
                             u"match: labels with their values, such as { \"alertname\": \"ErrorsHigh\" }"_s);
        return match;
    }
    for (const auto &[name, text] : value->items()) {
        const QString label = QString::fromStdString(name);
        if (!isLabel(label) || !text.is_string())
            members.faults().add(members.at("match"), u"%1 is no label with a text"_s.arg(label.left(60)), u"a label and its value"_s);
        else
            match.insert(label, QString::fromStdString(text.get_ref<const std::string &>()));
    }
    return match;
}

/// A name that refers to a service of the file, and to one of its indicators.
void checkService(MemberReader &members, AlertBinding &binding, const Workspace &workspace)
{
    QStringList services, indicators;
    for (const ServiceSpec &service : workspace.services) {
        services << service.name;
        for (const Indicator &indicator : service.indicators) {
            if (binding.service.isEmpty() || service.name == binding.service)
                indicators << indicator.id;
        }
    }
    checkReference(members, "service", workspace.service(binding.service), binding.service, services);
    checkReference(members, "indicator", indicators.contains(binding.indicator), binding.indicator, indicators);
}

AlertBinding bindingOf(const json &value, const QString &pointer, const Workspace &workspace, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    AlertBinding binding;
    binding.match = matchOf(members);
    const auto optional = [&](const char *name, const QString &expected) { return members.text(name, expected, members.has(name)); };
    binding.service = optional("service", u"the name of a service"_s);
    binding.indicator = optional("indicator", u"the id of an indicator"_s);
    binding.version = optional("version", u"a version id"_s);
    binding.runbook = optional("runbook", u"the name or the address of a runbook"_s);
    checkService(members, binding, workspace);
    if (members.has("action")) {
        QStringList words;
        for (const Verb verb : allVerbs)
            words << verbWord(verb);
        binding.action = verbFromWord(members.word("action", words));
    }
    if (members.has("severity"))
        binding.severity = alertSeverityFromWord(members.word("severity", severityWords));
    const bool binds = std::any_of(value.items().begin(), value.items().end(), [](const auto &item) { return item.key() != "match"; });
    if (value.is_object() && !binds)
        faults.add(pointer, u"a binding that binds to nothing"_s, u"action, version, service, indicator, runbook or severity"_s);
    return binding;
}

} // namespace

void readAlerts(const json &value, const QString &pointer, Workspace &workspace, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    AlertSpec &spec = workspace.alerts;
    QStringList sources;
    for (const SourceSpec &source : workspace.sources)
        sources << source.name;
    spec.sources = members.texts("sources", u"names of sources"_s);
    for (const QString &name : std::as_const(spec.sources)) {
        if (!workspace.source(name)) {
            const QString near = nearestWord(name, sources);
            faults.add(members.at("sources"), u"there is no source named %1"_s.arg(name.left(60)),
                       near.isEmpty() ? u"one of "_s + sources.join(u", ") : u"did you mean %1?"_s.arg(near));
        }
    }
    spec.sources.removeDuplicates();
    QSet<QString> taken(sources.cbegin(), sources.cend());
    for (const auto &[entry, at] : members.list("alertmanagers", false)) {
        workspace.alertmanagers << alertmanagerOf(*entry, at, faults);
        const QString &name = workspace.alertmanagers.last().name;
        if (!name.isEmpty() && taken.contains(name))
            faults.add(at + u"/name"_s, u"the name %1 is taken already"_s.arg(name.left(60)), u"a name of its own, not that of a source"_s);
        taken.insert(name);
    }
    spec.versionLabels = labelNames(members, "version_labels", spec.versionLabels);
    spec.replicaLabels = labelNames(members, "replica_labels", spec.replicaLabels);
    for (const auto &[entry, at] : members.list("bindings", false))
        spec.bindings << bindingOf(*entry, at, workspace, faults);
}

} // namespace andon
