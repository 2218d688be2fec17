// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/RunbookReader.h"

#include "app/base/CanonicalJson.h"
#include "app/lines/Indicator.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qsizetype longestText = 2000;

QStringList familyWords()
{
    QStringList words;
    for (const Family family : {Family::Quality, Family::Latency, Family::Cost, Family::Risk, Family::Stability, Family::Retrieval})
        words << familyWord(family);
    return words;
}

QString readText(MemberReader &members, const char *name, const QString &expected)
{
    const QString text = members.text(name, expected);
    if (text.size() > longestText)
        members.faults().add(members.at(name), u"is longer than %1 characters"_s.arg(longestText), expected);
    return text;
}

QStringList readFamilies(MemberReader &members)
{
    const QStringList families = members.texts("families", u"lines: "_s + familyWords().join(u", "));
    for (qsizetype i = 0; i < families.size(); ++i) {
        if (familyWords().contains(families[i]))
            continue;
        const QString near = nearestWord(families[i], familyWords());
        members.faults().add(members.at("families") + u"/%1"_s.arg(i), u"there is no line %1"_s.arg(families[i].left(60)),
                             near.isEmpty() ? u"one of "_s + familyWords().join(u", ") : u"did you mean %1?"_s.arg(near));
    }
    return families;
}

} // namespace

RunbookSpec readRunbook(const json &value, const QString &pointer, FaultList &faults)
{
    static const QRegularExpression form(u"^[a-z][a-z0-9_]{0,59}\\z"_s);
    MemberReader members(value, pointer, faults);
    RunbookSpec spec;
    if (pointer.isEmpty())
        members.text("$schema", u"the address of the schema"_s, false);
    spec.id = members.text("id", u"a name such as cost_spike"_s);
    if (!spec.id.isEmpty() && !form.match(spec.id).hasMatch())
        faults.add(members.at("id"), u"%1 is no id"_s.arg(spec.id.left(60)), u"a-z, 0-9 and _, a letter first"_s);
    spec.title = readText(members, "title", u"a title"_s);
    spec.trigger = readText(members, "trigger", u"how it shows"_s);
    spec.firstAction = readText(members, "first_action", u"the first thing to do"_s);
    spec.verify = members.texts("verify", u"what to look at, a text each"_s);
    if (!members.has("verify"))
        faults.add(pointer, u"verify is missing"_s, u"what to look at, a text each"_s);
    spec.over = readText(members, "over", u"when it is over"_s);
    spec.families = readFamilies(members);
    spec.alarms = members.texts("alarms", u"ids of indicators or names of alerts"_s);
    spec.digest = QCryptographicHash::hash(canonicalJson(value), QCryptographicHash::Sha256).toHex();
    return spec;
}

RunbookAnswer parseRunbook(const QByteArray &text, const QString &path)
{
    const PlacedJson placed = parsePlacedJson(text);
    FaultList faults(text, placed, path);
    RunbookAnswer answer;
    for (const PlacedJson::Fault &fault : placed.faults)
        faults.addAt(fault.offset, fault.pointer, fault.what, fault.expected);
    if (placed.faults.isEmpty()) {
        const RunbookSpec spec = readRunbook(placed.value, {}, faults);
        if (faults.isEmpty())
            answer.runbook = spec;
    }
    answer.faults = faults.sorted();
    return answer;
}

QList<RunbookSpec> builtInRunbooks()
{
    QList<RunbookSpec> runbooks;
    const QDir folder(u":/runbooks"_s);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (name.endsWith(u".schema.json") || !file.open(QIODevice::ReadOnly))
            continue;
        if (const RunbookAnswer answer = parseRunbook(file.readAll(), name); answer.runbook)
            runbooks << *answer.runbook;
    }
    return runbooks;
}

QList<RunbookSpec> runbooksOf(const Workspace &workspace)
{
    QList<RunbookSpec> runbooks = workspace.runbooks;
    for (const RunbookSpec &spec : builtInRunbooks()) {
        const bool replaced = std::any_of(workspace.runbooks.cbegin(), workspace.runbooks.cend(),
                                          [&](const RunbookSpec &own) { return own.id == spec.id; });
        if (!replaced)
            runbooks << spec;
    }
    return runbooks;
}

} // namespace andon
