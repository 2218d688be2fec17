// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/PostmortemReader.h"

#include "app/incidents/PostmortemTemplate.h"
#include "app/workspace/FileBeneath.h"

#include <QDir>
#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr qint64 largestTemplate = 256 * 1024;

/// A plain path beneath the workspace's folder.
static QString readPath(MemberReader &members, const char *name, const QString &expected, bool required)
{
    static const QRegularExpression form(u"^(?!([^/]*/)*\\.{1,2}(/|\\z))[^/\\x00-\\x1f\\\\][^\\x00-\\x1f\\\\]*[^/\\x00-\\x1f\\\\]\\z"_s);
    const QString path = members.text(name, expected, required);
    if (!path.isEmpty() && !form.match(path).hasMatch())
        members.faults().add(members.at(name), u"%1 is no file beneath the workspace file's folder"_s.arg(path.left(60)), expected);
    return path;
}

QList<TemplateSpec> readTemplates(const json &value, const QString &pointer, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    QList<TemplateSpec> templates;
    QStringList names{builtInTemplate().name};
    for (const auto &[entry, at] : members.list("templates", true)) {
        MemberReader one(*entry, at, faults);
        TemplateSpec spec;
        spec.name = one.text("name", u"a name"_s);
        spec.file = readPath(one, "file", u"a file such as postmortem.md"_s, true);
        if (names.contains(spec.name))
            faults.add(one.at("name"), u"the name %1 is taken already"_s.arg(spec.name.left(60)), u"a name of its own"_s);
        names << spec.name;
        templates << spec;
    }
    return templates;
}

RegressionSpec readRegression(const json &value, const QString &pointer, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    RegressionSpec spec;
    spec.file = readPath(members, "file", u"a file such as regression.jsonl"_s, true);
    spec.report = readPath(members, "report", u"a file such as regression-report.json"_s, false);
    return spec;
}

QList<WorkspaceFault> loadTemplates(QList<TemplateSpec> &templates, const QString &folder)
{
    QList<WorkspaceFault> faults;
    for (TemplateSpec &spec : templates) {
        const QString path = QDir(folder).filePath(spec.file);
        const Result<QByteArray> bytes = readBeneath(folder, spec.file, largestTemplate);
        if (!bytes) {
            faults << WorkspaceFault{path, 0, 0, {}, u"cannot be read: "_s + bytes.error().arguments.value(1), u"a template"_s};
            continue;
        }
        spec.text = QString::fromUtf8(*bytes);
        for (const TemplateFault &fault : templateFaults(spec.text))
            faults << WorkspaceFault{path, fault.line, fault.column, {}, fault.what, fault.expected};
    }
    return faults;
}

} // namespace andon
