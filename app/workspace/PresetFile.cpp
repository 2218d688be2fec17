// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/PresetFile.h"

#include "app/workspace/MemberReader.h"
#include "app/workspace/PresetRequestReader.h"
#include "app/workspace/PresetStateReader.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qint64 largestFile = 1024 * 1024;

QMap<QString, PresetVariable> variablesOf(MemberReader &preset)
{
    QMap<QString, PresetVariable> variables;
    const json *value = preset.object("variables");
    if (!value)
        return variables;
    for (const auto &[name, entry] : value->items()) {
        const QString word = QString::fromStdString(name);
        const QString at = pointerTo(preset.at("variables"), word);
        if (placeholdersIn(u'{' + word + u'}').value(0) != word)
            preset.faults().add(at, u"%1 is no name of a variable"_s.arg(word.left(60)), u"small letters, digits and _"_s);
        if (presetWriteWords().contains(word))
            preset.faults().add(at, u"{%1} is a word of the write"_s.arg(word), u"another name"_s);
        MemberReader members(entry, at, preset.faults());
        variables[word] = {members.text("title", u"what it is, for people"_s), members.boolean("optional")};
    }
    return variables;
}

QMap<QString, PresetDerived> derivedOf(MemberReader &action, const PresetNames &names)
{
    QMap<QString, PresetDerived> derived;
    const json *value = action.object("let");
    if (!value)
        return derived;
    MemberReader lets(*value, action.at("let"), action.faults());
    for (const auto &[name, entry] : value->items()) {
        const QString word = QString::fromStdString(name);
        PresetDerived made;
        if (entry.is_array() || (entry.is_object() && entry.contains("read"))) {
            made.place = readPresetValue(lets, name.c_str(), names);
            derived[word] = made;
            continue;
        }
        const json *from = lets.object(name.c_str());
        if (!from)
            continue;
        MemberReader members(*from, pointerTo(action.at("let"), word), action.faults());
        made.of = members.text("of", u"a word of the write, such as level"_s);
        checkPlaceholders(u'{' + made.of + u'}', members.at("of"), presetWriteWords(), action.faults());
        made.scale = members.number("times", 1e-9, 1e9, 1);
        made.map = readMap(members, "map");
        if (const json *map = members.value("map"))
            checkLeaves(*map, members.at("map"), names.variables + presetWriteWords(), action.faults());
        if (const json *otherwise = members.value("otherwise")) {
            made.otherwise = *otherwise;
            checkLeaves(*otherwise, members.at("otherwise"), names.variables + presetWriteWords(), action.faults());
        }
        derived[word] = made;
    }
    return derived;
}

GatewayPromise promiseOf(MemberReader &action)
{
    static const QStringList tiers{u"A"_s, u"B"_s, u"C"_s, u"D"_s};
    GatewayPromise promise;
    const QString tier = action.text("tier", u"A, B, C or D"_s);
    if (!tier.isEmpty() && !tiers.contains(tier))
        action.faults().add(action.at("tier"), u"%1 is no tier"_s.arg(tier.left(60)), u"A, B, C or D"_s);
    promise.tier = static_cast<Tier>(std::max<qsizetype>(0, tiers.indexOf(tier)));
    const auto ms = [&](const char *name, double otherwise) {
        return std::chrono::milliseconds(qRound64(1000 * action.number(name, 0, 3600, otherwise)));
    };
    promise.settle = ms("settle_seconds", 0);
    promise.hold = ms("hold_seconds", 0);
    promise.serverTimeout = ms("server_timeout_seconds", 10);
    promise.lostOn = action.text("lost_on", u"what ends it, such as \"a reload\""_s, false);
    return promise;
}

bool sends(const PresetAction &action, const QString &word)
{
    return std::any_of(action.send.begin(), action.send.end(),
                       [&](const PresetRequest &request) { return requestPlaceholders(request).contains(word); });
}

/// A preset must not promise more than its requests can keep (action-protocol: tiers).
void checkTier(MemberReader &members, const PresetAction &action, const PresetResource &resource)
{
    const auto refuse = [&](const QString &what, const QString &expected) {
        members.faults().add(members.at("tier"), what, expected);
    };
    if (sends(action, u"if_match"_s) && resource.version.isEmpty())
        refuse(u"{if_match} is sent, but the state does not say where the version stands"_s, u"state/resources/…/version"_s);
    if (action.promise.tier > Tier::B)
        return;
    const QString wants = u"a tier that the requests keep: A and B need a version, a stamp, {if_match} and {op_id}"_s;
    if (resource.version.isEmpty() || !sends(action, u"if_match"_s))
        refuse(u"no compare-and-set by version"_s, wants);
    if (resource.stamp.isEmpty() || !sends(action, u"op_id"_s))
        refuse(u"no stamp"_s, wants);
    const bool keyed = std::any_of(action.send.begin(), action.send.end(), [](const PresetRequest &request) {
        return std::any_of(request.headers.begin(), request.headers.end(),
                           [](const auto &header) { return header.first.toLower() == "idempotency-key"; });
    });
    if (action.promise.tier == Tier::A && !keyed)
        refuse(u"no Idempotency-Key"_s, wants);
}

Target targetOfAction(Verb verb)
{
    return verb == Verb::Degrade ? Target::Degrade : verb == Verb::Throttle ? Target::Throttle
        : verb == Verb::Rollback ? Target::Routing : Target::Rollout;
}

PresetAction actionOf(const json &value, const QString &pointer, Verb verb, const GatewayPreset &preset, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    PresetAction action;
    action.absent = members.text("absent", u"why this cannot be done"_s, false);
    if (!action.absent.isEmpty())
        return action;
    action.promise = promiseOf(members);
    const PresetNames names{preset.reads.keys(), preset.variables.keys()};
    action.derived = derivedOf(members, names);
    for (const auto &[entry, at] : members.list("refuse", false)) {
        MemberReader refusal(*entry, at, faults);
        action.refuse.append({readPresetValue(refusal, "when", names), refusal.text("words", u"why it is not sent"_s)});
    }
    const auto requests = [&](const char *name, bool required) {
        QStringList words = preset.variables.keys() + presetWriteWords() + action.derived.keys();
        QList<PresetRequest> list;
        for (const auto &[entry, at] : members.list(name, required)) {
            list << readPresetRequest(*entry, at, preset.transport, words, faults);
            for (const auto &[word, from] : list.last().captures)
                words << word;
        }
        return list;
    };
    action.send = requests("send", true);
    action.fence = requests("fence", false);
    if (!members.list("conflict", false).isEmpty()) {
        action.conflict.clear();
        for (const auto &[entry, at] : members.list("conflict", false))
            action.conflict << statusCode(*entry, at, 400, 600, faults);
    }
    checkTier(members, action, preset.state.resources.value(targetOfAction(verb)));
    return action;
}

void readActions(MemberReader &members, GatewayPreset &preset)
{
    const json *value = members.object("actions");
    if (!value) {
        if (!members.has("actions"))
            members.faults().add({}, u"the member actions is missing"_s, u"how each verb is written"_s);
        return;
    }
    MemberReader actions(*value, members.at("actions"), members.faults());
    for (const Verb verb : allVerbs) {
        if (verb == Verb::Restore)
            continue;
        const QByteArray word = verbWord(verb).toLatin1();
        if (const json *entry = actions.object(word.constData()))
            preset.actions[verb] = actionOf(*entry, actions.at(word.constData()), verb, preset, members.faults());
        else
            members.faults().add(members.at("actions"), u"the verb %1 is missing"_s.arg(verbWord(verb)),
                                 u"how it is written, or { \"absent\": \"why it cannot be\" }"_s);
    }
}

void readProbe(MemberReader &members, GatewayPreset &preset)
{
    const json *value = members.object("probe");
    if (!value)
        return;
    MemberReader probe(*value, members.at("probe"), members.faults());
    if (const json *request = probe.object("request"))
        preset.probe = readPresetRequest(*request, probe.at("request"), PresetTransport::Http, preset.variables.keys(), members.faults());
    preset.probeAddress = probe.text("address", u"the variable that holds the address of the users' side"_s);
    checkPlaceholders(u'{' + preset.probeAddress + u'}', probe.at("address"), preset.variables.keys(), members.faults());
    preset.probeVersion = readPresetValue(probe, "version", {{u"probe"_s}, preset.variables.keys()});
    if (!preset.probe || preset.probeVersion.isEmpty())
        members.faults().add(members.at("probe"), u"a probe that tells nothing"_s, u"request and version"_s);
}

GatewayPreset presetOf(const json &value, FaultList &faults)
{
    MemberReader members(value, {}, faults);
    GatewayPreset preset;
    members.number("andon_gateway", 1, 1, std::nullopt);
    preset.name = members.text("name", u"a name"_s);
    preset.title = members.text("title", u"a title"_s);
    const QString transport = members.text("transport", u"http or line"_s);
    if (!transport.isEmpty() && transport != u"http" && transport != u"line")
        faults.add(members.at("transport"), u"%1 is not known"_s.arg(transport.left(60)), u"http or line"_s);
    preset.transport = transport == u"line" ? PresetTransport::Line : PresetTransport::Http;
    if (const json *credential = members.object("credential")) {
        MemberReader header(*credential, members.at("credential"), faults);
        preset.credentialHeader = header.text("header", u"the name of a header"_s).toLatin1();
        preset.credentialScheme = header.text("scheme", u"a word in front, such as Bearer"_s, false).toLatin1();
    }
    for (const auto &[entry, at] : members.list("notes", false)) {
        if (entry->is_string())
            preset.notes << QString::fromStdString(entry->get<std::string>());
        else
            faults.add(at, u"this note is no text"_s, u"a text"_s);
    }
    preset.variables = variablesOf(members);
    if (const json *reads = members.object("reads")) {
        for (const auto &[name, entry] : reads->items())
            preset.reads[QString::fromStdString(name)] = readPresetRequest(
                entry, pointerTo(members.at("reads"), QString::fromStdString(name)), preset.transport, preset.variables.keys(), faults);
    }
    if (preset.reads.isEmpty())
        faults.add({}, u"the member reads is missing"_s, u"how the state is read"_s);
    const PresetNames names{preset.reads.keys(), preset.variables.keys()};
    if (const json *state = members.object("state"))
        preset.state = readPresetState(*state, members.at("state"), names, faults);
    else if (!members.has("state"))
        faults.add({}, u"the member state is missing"_s, u"how the answers become the state"_s);
    readActions(members, preset);
    readProbe(members, preset);
    return preset;
}

} // namespace

const PresetAction *GatewayPreset::action(Verb verb, Target target) const
{
    const Verb written = verb != Verb::Restore ? verb : target == Target::Throttle ? Verb::Throttle : Verb::Degrade;
    const auto found = actions.constFind(written);
    return found == actions.constEnd() ? nullptr : &*found;
}

QStringList presetWriteWords()
{
    return {u"op_id"_s, u"if_match"_s, u"actor"_s, u"time"_s, u"canary_version"_s, u"stable_version"_s, u"canary_weight"_s,
            u"stable_weight"_s, u"level"_s, u"requests_per_second"_s, u"step"_s, u"own_step"_s, u"current_step"_s, u"expires_in_seconds"_s};
}

QStringList placeholdersIn(const QString &text)
{
    static const QRegularExpression form(u"\\{([a-z][a-z0-9_]{0,59})\\}"_s);
    QStringList words;
    for (auto match = form.globalMatch(text); match.hasNext();)
        words << match.next().captured(1);
    return words;
}

PresetAnswer parsePreset(const QByteArray &text, const QString &path)
{
    const PlacedJson placed = parsePlacedJson(text);
    FaultList faults(text, placed, path);
    PresetAnswer answer;
    for (const PlacedJson::Fault &fault : placed.faults)
        faults.addAt(fault.offset, fault.pointer, fault.what, fault.expected);
    if (placed.faults.isEmpty()) {
        const GatewayPreset preset = presetOf(placed.value, faults);
        if (faults.isEmpty())
            answer.preset = preset;
    }
    answer.faults = faults.sorted();
    return answer;
}

PresetAnswer loadPreset(const QString &kind, const QString &folder)
{
    const bool isFile = kind.endsWith(u".json");
    const QString path = isFile ? QDir(folder).filePath(kind) : u":/gateways/%1.json"_s.arg(kind);
    QFile file(path);
    if (!isFile && !presetNames().contains(kind)) {
        const QString near = nearestWord(kind, presetNames());
        return {std::nullopt, {{kind, 0, 0, {}, u"there is no preset of this name"_s,
                                near.isEmpty() ? u"one of "_s + presetNames().join(u", ") : u"did you mean %1?"_s.arg(near)}}};
    }
    if (!file.open(QIODevice::ReadOnly))
        return {std::nullopt, {{path, 0, 0, {}, u"cannot be read: "_s + file.errorString(), {}}}};
    if (file.size() > largestFile)
        return {std::nullopt, {{path, 0, 0, {}, u"is larger than 1 MiB"_s, u"a preset"_s}}};
    return parsePreset(file.read(largestFile + 1), path);
}

QStringList presetNames()
{
    QStringList names;
    for (const QString &file : QDir(u":/gateways"_s).entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        if (!file.endsWith(u".schema.json"))
            names << file.chopped(5);
    }
    return names;
}

} // namespace andon
