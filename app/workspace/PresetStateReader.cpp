// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/PresetStateReader.h"

#include "app/workspace/PresetFile.h"

#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QString placeExpected = u"a constant, { \"read\": …, \"pointer\": … } or a list of these"_s;

QString pointerOf(MemberReader &members, const char *name, const PresetNames &names)
{
    const QString pointer = members.text(name, u"a JSON pointer such as /status/phase"_s, false);
    if (!pointer.isEmpty() && !pointer.startsWith(u'/'))
        members.faults().add(members.at(name), u"%1 is no JSON pointer"_s.arg(pointer.left(60)), u"/ in front"_s);
    checkPlaceholders(pointer, members.at(name), names.variables, members.faults());
    return pointer;
}

PresetForm formOf(MemberReader &members)
{
    static const QStringList words{u"number"_s, u"text"_s, u"time"_s, u"base64"_s};
    const QString word = members.text("as", u"one of "_s + words.join(u", "), false);
    if (!word.isEmpty() && !words.contains(word))
        members.faults().add(members.at("as"), u"%1 is not known here"_s.arg(word.left(60)), u"one of "_s + words.join(u", "));
    return static_cast<PresetForm>(words.indexOf(word) + 1);
}

/// Pointers and the values that are wanted there.
QList<QPair<QString, json>> readWanted(MemberReader &members, const char *name, const PresetNames &names)
{
    const QList<QPair<QString, json>> wanted = readMap(members, name);
    for (const auto &[pointer, there] : wanted) {
        checkPlaceholders(pointer, members.at(name), names.variables, members.faults());
        if (there.is_string())
            checkPlaceholders(QString::fromStdString(there.get<std::string>()), members.at(name), names.variables, members.faults());
    }
    return wanted;
}

PresetPlace placeOf(const json &value, const QString &pointer, const PresetNames &names, FaultList &faults)
{
    PresetPlace place;
    if (!value.is_object()) {
        place.constant = value;
        if (value.is_string())
            checkPlaceholders(QString::fromStdString(value.get<std::string>()), pointer, names.variables, faults);
        else if (!value.is_number() && !value.is_boolean())
            faults.add(pointer, u"this is no value"_s, placeExpected);
        return place;
    }
    MemberReader members(value, pointer, faults);
    place.read = members.text("read", u"the name of a read"_s);
    if (!place.read.isEmpty() && !names.reads.contains(place.read)) {
        const QString near = nearestWord(place.read, names.reads);
        faults.add(members.at("read"), u"there is no read named %1"_s.arg(place.read.left(60)),
                   near.isEmpty() ? u"one of "_s + names.reads.join(u", ") : u"did you mean %1?"_s.arg(near));
    }
    place.pointer = pointerOf(members, "pointer", names);
    if (const json *select = members.object("select")) {
        MemberReader selected(*select, members.at("select"), faults);
        place.list = pointerOf(selected, "list", names);
        place.where = readWanted(selected, "where", names);
        place.count = selected.boolean("count");
        if (place.where.isEmpty())
            faults.add(members.at("select"), u"select without where"_s, u"\"where\": { \"/name\": \"{canary}\" }"_s);
    }
    place.regex = readPattern(members, "regex", true);
    place.form = formOf(members);
    place.scale = members.number("divided_by", 1e-9, 1e9, 1);
    place.map = readMap(members, "map");
    place.when = readWanted(members, "when", names);
    place.percentOf = pointerOf(members, "percent_of", names);
    if (const json *otherwise = members.value("otherwise"))
        place.otherwise = *otherwise;
    place.say = members.text("say", u"a text with % in the value's place"_s, false);
    return place;
}

void readVersions(MemberReader &state, PresetState &out, const PresetNames &names)
{
    static const QStringList roles{u"stable"_s, u"canary"_s};
    for (const auto &[entry, pointer] : state.list("versions", false)) {
        MemberReader members(*entry, pointer, state.faults());
        PresetVersion version;
        version.id = readPresetValue(members, "id", names);
        const QString role = members.text("role", u"stable or canary"_s);
        if (!role.isEmpty() && !roles.contains(role))
            state.faults().add(members.at("role"), u"%1 is no role"_s.arg(role.left(60)), u"stable or canary"_s);
        version.role = role == u"canary" ? VersionRole::Canary : VersionRole::Stable;
        version.remainder = members.boolean("remainder");
        version.weight = readPresetValue(members, "weight", names);
        if (version.weight.isEmpty() == !version.remainder)
            state.faults().add(pointer, u"a version without a weight, or with two"_s, u"weight, or \"remainder\": true"_s);
        out.versions << version;
    }
    const QString weights = state.text("weights", u"percent or relative"_s, false);
    if (!weights.isEmpty() && weights != u"percent" && weights != u"relative")
        state.faults().add(state.at("weights"), u"%1 is not known here"_s.arg(weights.left(60)), u"percent or relative"_s);
    out.relativeWeights = weights == u"relative";
}

void readRollout(MemberReader &state, PresetState &out, const PresetNames &names)
{
    const json *value = state.object("rollout");
    if (!value)
        return;
    MemberReader members(*value, state.at("rollout"), state.faults());
    out.phase = readPresetValue(members, "phase", names);
    out.message = readPresetValue(members, "message", names);
    out.steps = readPresetValue(members, "steps", names);
    out.stepsForm = members.text("steps_form", u"percent or argo"_s, false);
    if (!out.stepsForm.isEmpty() && out.stepsForm != u"argo" && out.stepsForm != u"percent")
        state.faults().add(members.at("steps_form"), u"%1 is not known here"_s.arg(out.stepsForm.left(60)), u"percent or argo"_s);
    out.currentStep = readPresetValue(members, "current_step", names);
    out.stepStartedAt = readPresetValue(members, "step_started_at", names);
    out.generation = readPresetValue(members, "generation", names);
    out.observedGeneration = readPresetValue(members, "observed_generation", names);
}

void readGuards(MemberReader &state, PresetState &out, const PresetNames &names)
{
    if (const json *value = state.object("degrade")) {
        MemberReader members(*value, state.at("degrade"), state.faults());
        out.degradeLevel = readPresetValue(members, "level", names);
        for (const auto &[entry, pointer] : members.list("levels", true)) {
            MemberReader level(*entry, pointer, state.faults());
            out.degradeLevels.append({static_cast<int>(level.number("level", 0, 100, std::nullopt)),
                                      level.text("title", u"a title"_s)});
        }
    }
    if (const json *value = state.object("throttle")) {
        MemberReader members(*value, state.at("throttle"), state.faults());
        out.requestsPerSecond = readPresetValue(members, "requests_per_second", names);
        out.unlimited = members.number("unlimited", 0, 1e15, 0);
    }
    if (const json *value = state.object("drift")) {
        MemberReader members(*value, state.at("drift"), state.faults());
        out.desired = readPresetValue(members, "desired", names);
        out.running = readPresetValue(members, "running", names);
        out.reapplier = readPresetValue(members, "reapplier", names);
    }
}

} // namespace

void checkPlaceholders(const QString &text, const QString &at, const QStringList &words, FaultList &faults)
{
    for (const QString &word : placeholdersIn(text)) {
        if (words.contains(word))
            continue;
        const QString near = nearestWord(word, words);
        faults.add(at, u"nothing fills in {%1}"_s.arg(word.left(60)),
                   near.isEmpty() ? u"a variable of the preset"_s : u"did you mean {%1}?"_s.arg(near));
    }
}

QString readPattern(MemberReader &members, const char *name, bool withGroup)
{
    const QString text = members.text(name, u"a regular expression"_s, false);
    const QRegularExpression pattern(text);
    if (!pattern.isValid())
        members.faults().add(members.at(name), u"no regular expression: "_s + pattern.errorString(), {});
    else if (withGroup && !text.isEmpty() && pattern.captureCount() != 1)
        members.faults().add(members.at(name), u"%1 groups"_s.arg(pattern.captureCount()), u"one group: the value"_s);
    return text;
}

QList<QPair<QString, json>> readMap(MemberReader &members, const char *name)
{
    QList<QPair<QString, json>> map;
    if (const json *value = members.object(name)) {
        for (const auto &[from, to] : value->items())
            map.append({QString::fromStdString(from), to});
    }
    return map;
}

PresetValue readPresetValue(MemberReader &members, const char *name, const PresetNames &names)
{
    const json *value = members.value(name);
    if (!value)
        return {};
    if (!value->is_array())
        return {placeOf(*value, members.at(name), names, members.faults())};
    PresetValue places;
    for (std::size_t i = 0; i < value->size(); ++i)
        places << placeOf((*value)[i], pointerTo(members.at(name), QString::number(i)), names, members.faults());
    return places;
}

PresetState readPresetState(const json &value, const QString &pointer, const PresetNames &names, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    PresetState state;
    readVersions(members, state, names);
    readRollout(members, state, names);
    readGuards(members, state, names);
    if (const json *resources = members.object("resources")) {
        MemberReader targets(*resources, members.at("resources"), faults);
        for (const Target target : {Target::Routing, Target::Degrade, Target::Throttle, Target::Rollout}) {
            const QByteArray word = targetWord(target).toLatin1();
            const json *entry = targets.object(word.constData());
            if (!entry)
                continue;
            MemberReader resource(*entry, targets.at(word.constData()), faults);
            state.resources[target] = {readPresetValue(resource, "version", names), readPresetValue(resource, "stamp", names),
                                       readPresetValue(resource, "actor", names), readPresetValue(resource, "changed_at", names)};
        }
    }
    return state;
}

} // namespace andon
