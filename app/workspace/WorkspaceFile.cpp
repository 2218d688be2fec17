// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"

#include "app/workspace/AlertReader.h"
#include "app/workspace/GatewayReader.h"
#include "app/workspace/MemberReader.h"
#include "app/workspace/RunbookReader.h"
#include "app/workspace/PostmortemReader.h"
#include "app/workspace/ServiceReader.h"
#include "app/workspace/SourceReader.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qint64 largestFile = 4 * 1024 * 1024;

template<typename Spec>
void checkNames(const QList<Spec> &specs, const QString &list, FaultList &faults)
{
    QSet<QString> seen;
    for (qsizetype i = 0; i < specs.size(); ++i) {
        if (!specs[i].name.isEmpty() && seen.contains(specs[i].name)) {
            faults.add(u"/%1/%2/name"_s.arg(list).arg(i), u"the name %1 is taken already"_s.arg(specs[i].name.left(60)),
                       u"a name of its own"_s);
        }
        seen << specs[i].name;
    }
}

void readRunbooks(MemberReader &members, Workspace &workspace, FaultList &faults)
{
    QSet<QString> seen;
    for (const auto &[entry, pointer] : members.list("runbooks", false)) {
        workspace.runbooks << readRunbook(*entry, pointer, faults);
        const QString id = workspace.runbooks.last().id;
        if (!id.isEmpty() && seen.contains(id))
            faults.add(pointer + u"/id"_s, u"the id %1 is taken already"_s.arg(id.left(60)), u"an id of its own"_s);
        seen << id;
    }
}

/// A promotion must not wait for a report that nobody can write.
void checkRegression(const Workspace &workspace, FaultList &faults)
{
    for (qsizetype i = 0; i < workspace.services.size(); ++i) {
        const std::optional<StrategyCard> &card = workspace.services[i].card;
        if (card && card->regressionPasses && workspace.regression.report.isEmpty()) {
            faults.add(u"/services/%1/card/regression_passes"_s.arg(i), u"a promotion would wait for a report that is not named"_s,
                       u"regression: file and report"_s);
        }
    }
}

Workspace workspaceOf(const json &value, const QString &folder, FaultList &faults)
{
    MemberReader members(value, {}, faults);
    Workspace workspace;
    members.number("andon", 1, 1, std::nullopt);
    workspace.title = members.text("title", u"a title"_s, false);
    for (const auto &[entry, pointer] : members.list("sources", true))
        workspace.sources << readSource(*entry, pointer, faults);
    for (const auto &[entry, pointer] : members.list("gateways", false))
        workspace.gateways << readGateway(*entry, pointer, folder, faults);
    for (const auto &[entry, pointer] : members.list("services", true))
        workspace.services << readService(*entry, pointer, workspace, faults);
    readRunbooks(members, workspace, faults);
    if (const json *alerts = members.object("alerts"))
        readAlerts(*alerts, members.at("alerts"), workspace, faults);
    if (const json *postmortem = members.object("postmortem"))
        workspace.templates = readTemplates(*postmortem, members.at("postmortem"), faults);
    if (const json *regression = members.object("regression"))
        workspace.regression = readRegression(*regression, members.at("regression"), faults);
    checkRegression(workspace, faults);
    for (const auto &[entry, pointer] : members.list("redaction", false)) {
        MemberReader rule(*entry, pointer, faults);
        const RedactionRule read{rule.text("name", u"a name"_s), rule.text("pattern", u"a regular expression"_s)};
        workspace.redaction << read;
        if (const Result<Redactor> made = Redactor::make({read}); !made && !read.pattern.isEmpty())
            faults.add(rule.at("pattern"), made.error().arguments.value(1), u"a regular expression that fits no empty text"_s);
    }
    checkNames(workspace.redaction, u"redaction"_s, faults);
    checkNames(workspace.sources, u"sources"_s, faults);
    checkNames(workspace.gateways, u"gateways"_s, faults);
    checkNames(workspace.services, u"services"_s, faults);
    return workspace;
}

template<typename Spec>
const Spec *named(const QList<Spec> &specs, const QString &name)
{
    const auto found = std::find_if(specs.begin(), specs.end(), [&](const Spec &spec) { return spec.name == name; });
    return found == specs.end() ? nullptr : &*found;
}

} // namespace

const SourceSpec *Workspace::source(const QString &name) const
{
    return named(sources, name);
}

const GatewaySpec *Workspace::gateway(const QString &name) const
{
    return named(gateways, name);
}

const ServiceSpec *Workspace::service(const QString &name) const
{
    return named(services, name);
}

QStringList Workspace::secretNames() const
{
    QStringList names;
    for (const SourceSpec &spec : sources)
        names << spec.access.secretName();
    for (const GatewaySpec &spec : gateways)
        names << spec.tokenSecret;
    for (const AlertmanagerSpec &spec : alertmanagers)
        names << spec.tokenSecret;
    names.removeAll(QString());
    names.removeDuplicates();
    return names;
}

QString servingQuery(const ServiceSpec &spec)
{
    if (!spec.requestRateQuery.isEmpty())
        return spec.requestRateQuery;
    const auto asked = std::find_if(spec.indicators.cbegin(), spec.indicators.cend(), [](const Indicator &one) { return !one.query.isEmpty(); });
    return asked == spec.indicators.cend() ? QString() : asked->query;
}

QString WorkspaceFault::words() const
{
    const QString where = line > 0 ? u"%1:%2:%3"_s.arg(path).arg(line).arg(column) : path;
    return expected.isEmpty() ? u"%1: %2"_s.arg(where, what) : u"%1: %2; expected: %3"_s.arg(where, what, expected);
}

WorkspaceAnswer parseWorkspace(const QByteArray &text, const QString &path)
{
    const PlacedJson placed = parsePlacedJson(text);
    FaultList faults(text, placed, path);
    WorkspaceAnswer answer;
    for (const PlacedJson::Fault &fault : placed.faults)
        faults.addAt(fault.offset, fault.pointer, fault.what, fault.expected);
    if (placed.faults.isEmpty() || !placed.value.is_null()) {
        const Workspace workspace = workspaceOf(placed.value, QFileInfo(path).path(), faults);
        if (faults.isEmpty()) {
            answer.workspace = workspace;
            answer.workspace->path = path;
            answer.workspace->digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
        }
    }
    answer.faults = faults.sorted();
    return answer;
}

WorkspaceAnswer loadWorkspace(const QString &path)
{
    const auto fault = [&](const QString &what, const QString &expected) {
        return WorkspaceAnswer{std::nullopt, {{path, 0, 0, {}, what, expected}}};
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fault(u"cannot be read: "_s + file.errorString(), {});
    if (file.size() > largestFile)
        return fault(u"is larger than 4 MiB"_s, u"a workspace file"_s);
    WorkspaceAnswer answer = parseWorkspace(file.read(largestFile + 1), path);
    if (!answer.workspace)
        return answer;
    answer.faults = loadTemplates(answer.workspace->templates, QFileInfo(path).path());
    if (!answer.faults.isEmpty())
        answer.workspace.reset();
    return answer;
}

} // namespace andon
