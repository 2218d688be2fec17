// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetRequests.h"

#include <QDateTime>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

tl::unexpected<Error> cannot(const QString &what, const QString &why)
{
    return failure(ErrorKind::BadInput, {what, why});
}

/// Gateways take whole numbers where a weight or a level is whole.
json wholeWherePossible(double number)
{
    return std::floor(number) == number && std::abs(number) < 1e15 ? json(static_cast<qint64>(number)) : json(number);
}

Result<bool> addWeights(const json &weights, const GatewayState &state, PresetWords &words)
{
    const GatewayVersion *stable = state.withRole(VersionRole::Stable);
    const GatewayVersion *canary = state.withRole(VersionRole::Canary);
    for (const auto &[role, version] : {std::pair(u"stable"_s, stable), std::pair(u"canary"_s, canary)}) {
        if (!version)
            continue;
        words[role + u"_version"_s] = version->id.toStdString();
        words[role + u"_weight"_s] = wholeWherePossible(version->weight);
    }
    if (!weights.is_object())
        return true;
    for (const auto &[id, weight] : weights.items()) {
        const QString version = QString::fromStdString(id);
        const bool isStable = stable && stable->id == version;
        if (!isStable && !(canary && canary->id == version))
            return cannot(u"the version "_s + version.left(100), u"the gateway has no such version now"_s);
        if (!weight.is_number())
            return cannot(u"the weight of "_s + version.left(100), u"it is no number"_s);
        words[isStable ? u"stable_weight"_s : u"canary_weight"_s] = wholeWherePossible(weight.get<double>());
    }
    return true;
}

Result<json> rateOf(const json &limits)
{
    if (!limits.is_array() || limits.size() > 1)
        return cannot(u"the limits"_s, u"this gateway takes one limit for everyone"_s);
    if (limits.empty())
        return json();
    const json &limit = limits[0];
    const bool all = limit.is_object() && limit.value("scope", "") == "all";
    const json rate = limit.is_object() ? limit.value("requests_per_second", json()) : json();
    if (!all || !rate.is_number() || (limit.contains("tokens_per_minute") && !limit["tokens_per_minute"].is_null()))
        return cannot(u"the limits"_s, u"this gateway limits the requests a second of everyone and nothing else"_s);
    return wholeWherePossible(rate.get<double>());
}

Result<json> derivedFrom(const PresetDerived &derived, const json &value, const PresetWords &words)
{
    if (value.is_null())
        return fillJson(derived.otherwise.value_or(json()), words);
    for (const auto &[from, to] : derived.map) {
        if (!value.is_structured() && plainText(value) == from)
            return fillJson(to, words);
    }
    if (!derived.map.isEmpty() && derived.otherwise)
        return fillJson(*derived.otherwise, words);
    if (!derived.map.isEmpty()) {
        QStringList taken;
        for (const auto &[from, to] : derived.map)
            taken << from;
        return cannot(u"the %1 %2"_s.arg(QString(derived.of).replace(u'_', u' '), plainText(value).left(60)),
                      u"this gateway takes %1 here and nothing else"_s.arg(taken.join(u" or ")));
    }
    return value.is_number() ? wholeWherePossible(value.get<double>() * derived.scale) : value;
}

} // namespace

bool isWanted(const PresetRequest &request, const PresetWords &words)
{
    const auto has = [&](const QString &word) { return words.contains(word) && !words.value(word).is_null(); };
    return (request.needs.isEmpty() || has(request.needs)) && (request.unless.isEmpty() || !has(request.unless));
}

Result<HttpRequest> httpRequestOf(const PresetRequest &request, const QUrl &base, const PresetWords &words)
{
    const Result<QByteArray> path = fillPath(request.path, words);
    if (!path)
        return tl::unexpected(path.error());
    HttpRequest out;
    out.method = request.method;
    QByteArray address = base.toEncoded();
    while (address.endsWith('/'))
        address.chop(1);
    out.url = QUrl::fromEncoded(address + *path, QUrl::StrictMode);
    for (const auto &[name, value] : request.headers) {
        const Result<QByteArray> filled = fillHeader(QString::fromUtf8(value), words);
        if (!filled)
            return tl::unexpected(filled.error());
        out.headers.append({name, *filled});
    }
    if (request.body) {
        const Result<json> body = fillJson(*request.body, words);
        if (!body)
            return tl::unexpected(body.error());
        out.body = QByteArray::fromStdString(body->dump(-1, ' ', false, json::error_handler_t::replace));
    }
    return out;
}

Result<PresetWords> wordsOfWrite(const PresetAction &action, const GatewayWrite &write, const GatewayState &state,
                                 const PresetWords &variables, TimePoint now)
{
    PresetWords words = variables;
    words[u"op_id"_s] = write.opId.toStdString();
    words[u"if_match"_s] = write.ifMatch.toStdString();
    words[u"actor"_s] = write.actor.toStdString();
    words[u"time"_s] = QDateTime::fromMSecsSinceEpoch(toMs(now)).toUTC().toString(Qt::ISODate).toStdString();
    const json &body = write.body;
    if (!body.is_object())
        return cannot(u"the value to write"_s, u"it is no object"_s);
    if (const Result<bool> added = addWeights(body.value("weights", json()), state, words); !added)
        return tl::unexpected(added.error());
    words[u"level"_s] = body.value("level", json());
    words[u"step"_s] = body.value("current_step", json());
    words[u"current_step"_s] = state.rollout.currentStep;
    words[u"expires_in_seconds"_s] = body.value("expires_in_seconds", json());
    if (body.contains("limits")) {
        const Result<json> rate = rateOf(body["limits"]);
        if (!rate)
            return tl::unexpected(rate.error());
        words[u"requests_per_second"_s] = *rate;
    }
    PresetWords all = words;
    for (const auto &[name, derived] : action.derived.toStdMap()) {
        if (!derived.place.isEmpty())
            continue; // among `variables`
        const Result<json> made = derivedFrom(derived, words.value(derived.of), words);
        if (!made)
            return tl::unexpected(made.error());
        all[name] = *made;
    }
    return all;
}

} // namespace andon
