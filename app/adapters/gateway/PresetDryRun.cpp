// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetDryRun.h"

#include "app/adapters/gateway/PresetPlaces.h"
#include "app/adapters/gateway/PresetRequests.h"
#include "app/workspace/PresetFile.h"
#include "app/workspace/PresetRequestReader.h"

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// A word nobody knows yet stands for itself, so that it can be seen in the request.
PresetWords withOpenWords(PresetWords words, const PresetRequest &request)
{
    for (const QString &word : requestPlaceholders(request)) {
        if (!words.contains(word) || words.value(word).is_null())
            words[word] = (u'{' + word + u'}').toStdString();
    }
    return words;
}

QStringList httpLines(const GatewayPreset &preset, const PresetRequest &request, const QUrl &node, const PresetWords &words)
{
    const Result<HttpRequest> http = httpRequestOf(request, node, words);
    if (!http)
        return {u"    cannot be made: "_s + http.error().message()};
    QString address = QString::fromUtf8(http->url.toEncoded());
    address.replace(u"%7B"_s, u"{"_s).replace(u"%7D"_s, u"}"_s);
    QStringList lines{u"    %1 %2"_s.arg(QString::fromLatin1(http->method), address)};
    for (const auto &[name, value] : http->headers)
        lines << u"    %1: %2"_s.arg(QString::fromLatin1(name), QString::fromUtf8(value));
    const QString scheme = QString::fromLatin1(preset.credentialScheme);
    lines << u"    %1: %2(the secret, where the workspace names one)"_s.arg(QString::fromLatin1(preset.credentialHeader),
                                                                        scheme.isEmpty() ? scheme : scheme + u' ');
    if (request.body)
        lines << u"    "_s + QString::fromUtf8(http->body);
    return lines;
}

QStringList requestLines(const GatewayPreset &preset, const PresetRequest &request, const DryRun &run, const PresetWords &known)
{
    QStringList lines;
    const PresetWords words = withOpenWords(known, request);
    if (!isWanted(request, run.variables))
        lines << u"    only where the workspace gives %1:"_s.arg(request.needs);
    const QList<QUrl> nodes = run.nodes.isEmpty() ? QList<QUrl>{QUrl(preset.transport == PresetTransport::Line ? u"tcp://node:1"_s : u"https://node"_s)} : run.nodes;
    for (const QUrl &node : nodes) {
        if (preset.transport == PresetTransport::Http) {
            lines += httpLines(preset, request, node, words);
            continue;
        }
        QString command = request.line;
        for (const QString &word : placeholdersIn(request.line))
            command.replace(u'{' + word + u'}', plainText(words.value(word)));
        const Result<QByteArray> line = fillLine(request.line, known);
        lines << u"    %1  %2"_s.arg(node.toString(), line ? QString::fromUtf8(*line) : command);
    }
    return lines;
}

/// The versions by the names the workspace gives them, or open.
GatewayState versionsOf(const GatewayPreset &preset, const PresetWords &variables)
{
    GatewayState state;
    for (const PresetVersion &version : preset.state.versions) {
        const Result<std::optional<json>> id = valueAt(version.id, {}, variables);
        const bool canary = version.role == VersionRole::Canary;
        state.versions.append({id && *id ? plainText(**id) : canary ? u"{canary_version}"_s : u"{stable_version}"_s, version.role,
                               canary ? 0.0 : 100.0, {}});
    }
    return state;
}

QString readBackOf(const PresetState &state, Verb verb)
{
    QStringList places;
    if (verb == Verb::Rollback) {
        for (const PresetVersion &version : state.versions)
            places << (version.remainder ? QString() : placeWords(version.weight));
    } else if (verb == Verb::Degrade) {
        places << placeWords(state.degradeLevel);
    } else if (verb == Verb::Throttle) {
        places << placeWords(state.requestsPerSecond);
    } else {
        places << placeWords(state.phase) << placeWords(state.currentStep);
    }
    places.removeAll(QString());
    places.removeDuplicates();
    return places.join(u", "_s);
}

QString promiseWords(const GatewayPromise &promise)
{
    QStringList words{u"tier "_s + tierLetter(promise.tier)};
    if (promise.settle.count() > 0)
        words << u"may take %1 s to show"_s.arg(promise.settle.count() / 1000.0);
    if (promise.hold.count() > 0)
        words << u"must still be there after %1 s"_s.arg(promise.hold.count() / 1000.0);
    if (!promise.lostOn.isEmpty())
        words << u"lost on "_s + promise.lostOn;
    return words.join(u", "_s);
}

} // namespace

QString tierLetter(Tier tier)
{
    return QString(QChar(u'A' + static_cast<int>(tier)));
}

QStringList dryRunLines(const GatewayPreset &preset, const DryRun &run, TimePoint now)
{
    QStringList lines{u"%1: %2"_s.arg(preset.name, preset.title)};
    for (const QString &note : preset.notes)
        lines << u"  note: "_s + note;
    for (const auto &[name, variable] : preset.variables.toStdMap()) {
        const auto given = run.variables.constFind(name);
        lines << u"  {%1}%2 %3: %4"_s.arg(name, variable.optional ? u" (optional)"_s : QString(), variable.title,
                                          given == run.variables.constEnd() ? u"not given"_s : plainText(*given));
    }
    for (const auto &[name, request] : preset.reads.toStdMap())
        lines << u"  read %1"_s.arg(name) << requestLines(preset, request, run, run.variables);
    const GatewayState state = versionsOf(preset, run.variables);
    for (const Verb verb : allVerbs) {
        const PresetAction *action = verb == Verb::Restore ? nullptr : preset.action(verb, Target::Routing);
        if (!action)
            continue;
        if (!action->absent.isEmpty()) {
            lines << u"  %1: not possible. %2"_s.arg(verbWord(verb), action->absent);
            continue;
        }
        lines << u"  %1 (%2)"_s.arg(verbWord(verb), promiseWords(action->promise));
        GatewayWrite write;
        write.verb = verb;
        write.body = run.values.value(verb, json::object());
        write.actor = run.actor;
        Result<PresetWords> words = wordsOfWrite(*action, write, state, run.variables, now);
        if (!words) {
            lines << u"    "_s + words.error().message();
            continue;
        }
        words->remove(u"op_id"_s);
        words->remove(u"if_match"_s);
        for (const PresetRequest &request : action->send)
            lines << requestLines(preset, request, run, *words);
        lines << u"    read back: "_s + readBackOf(preset.state, verb);
    }
    return lines;
}

} // namespace andon
