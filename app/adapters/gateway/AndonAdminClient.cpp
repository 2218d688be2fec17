// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/AndonAdminClient.h"

#include "app/adapters/gateway/AdminState.h"
#include "app/base/BoundedJson.h"

#include "app/base/TimeText.h"

#include <QCryptographicHash>
#include <QUrlQuery>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

HttpAccess accessOf(const AndonAdminClient::Options &options)
{
    HttpAccess access = bearerAccess(options.token, options.allowPlainHttp);
    access.pins = options.pins;
    access.caCertificates = options.caCertificates;
    access.base = options.url;
    return access;
}

/// The detail of an RFC 9457 problem, or its title.
QString problemWords(const json &problem)
{
    for (const char *member : {"detail", "title"}) {
        const auto found = problem.is_object() ? problem.find(member) : problem.end();
        if (problem.is_object() && found != problem.end() && found->is_string())
            return QString::fromStdString(found->get<std::string>()).left(500);
    }
    return {};
}

Result<GatewayState> stateOf(const HttpAnswer &answer, const QString &shown, TimePoint readAt)
{
    if (answer.error)
        return tl::unexpected(*answer.error);
    if (answer.isJson())
        return decodeAdminState(answer.body, shown, readAt);
    const QString type = QString::fromLatin1(answer.header("content-type").left(100));
    return failure(ErrorKind::NotJson, {shown, type.isEmpty() ? u"no content type"_s : type});
}

/// Each request as the gateway gave it; at most as many as were asked for.
Result<QList<json>> requestsOf(const HttpAnswer &answer, const QString &shown, int limit)
{
    if (answer.error)
        return tl::unexpected(*answer.error);
    const json document = boundedJson(answer.body);
    const auto list = document.is_object() ? document.find("requests") : document.end();
    if (!document.is_object() || list == document.end() || !list->is_array())
        return failure(ErrorKind::BadAnswer, {shown, u"an object with requests"_s});
    QList<json> requests;
    for (const json &request : *list) {
        if (request.is_object() && requests.size() < limit)
            requests << request;
    }
    return requests;
}

QString supersededWords(const GatewayState &state, const GatewayWrite &write, TimePoint now)
{
    const GatewayResource resource = state.resources.value(write.target);
    QString words = u"changed by %1"_s.arg(resource.actor.isEmpty() ? u"somebody"_s : resource.actor.left(100));
    if (resource.changedAt) {
        const TimePoint theirNow = now + std::chrono::milliseconds(state.skewMs.value_or(0));
        const auto ago = std::chrono::floor<std::chrono::seconds>(theirNow - *resource.changedAt).count();
        words += u" %1 s ago"_s.arg(std::max<qint64>(0, ago));
    }
    const std::string now_ = resource.value.dump(-1, ' ', false, json::error_handler_t::replace);
    return words + u"; now %1; nothing was sent over it"_s.arg(QString::fromStdString(now_).left(300));
}

} // namespace

WriteOutcome outcomeOf(const HttpAnswer &answer)
{
    if (answer.reach == HttpReach::NotSent)
        return WriteOutcome::NotSent;
    if (answer.reach == HttpReach::Broken)
        return WriteOutcome::Unknown;
    if (answer.status >= 200 && answer.status < 300)
        return WriteOutcome::Accepted;
    if (answer.status >= 300 && answer.status < 400)
        return WriteOutcome::Rejected;
    switch (answer.status) {
    case 400:
    case 401:
    case 403:
    case 404:
    case 405:
    case 422:
    case 428: return WriteOutcome::Rejected;
    case 412: return WriteOutcome::Superseded;
    default: return WriteOutcome::Unknown;
    }
}

AndonAdminClient::AndonAdminClient(IoThread &io, Options options, const Clock &clock)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_polls(io, accessOf(m_options))
    , m_actions(accessOf(m_options))
    , m_readBacks(accessOf(m_options))
{
}

QUrl AndonAdminClient::address(const QString &path) const
{
    QUrl url = m_options.url;
    QString base = url.path();
    while (base.endsWith(u'/'))
        base.chop(1);
    url.setPath(base + path);
    return url;
}

QString AndonAdminClient::whyAbsent(Verb) const
{
    if (m_options.tokenName.isEmpty() || !m_options.token.isEmpty())
        return {};
    return u"No credential: the secret %1 was not found. Put it into the keychain and start again."_s.arg(m_options.tokenName);
}

HttpRequest AndonAdminClient::stateRequest() const
{
    HttpRequest request;
    request.url = address(u"/admin/v1/state"_s);
    request.headers = {{"Accept", "application/json"}};
    request.deadline = std::chrono::milliseconds(4000);
    return request;
}

/// The console's time of a state that was decoded without one.
Result<GatewayState> AndonAdminClient::readNow(Result<GatewayState> state) const
{
    if (state) {
        state->readAt = m_clock.now();
        if (state->skewMs)
            *state->skewMs -= toMs(state->readAt);
    }
    return state;
}

void AndonAdminClient::read(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    const HttpRequest request = stateRequest();
    m_polls.ask<Result<GatewayState>>(
        request, context,
        [shown = shownAddress(request.url)](const HttpAnswer &answer) { return stateOf(answer, shown, TimePoint{}); },
        [this, callback](const Result<GatewayState> &state) { callback(readNow(state)); });
}

void AndonAdminClient::requests(const RequestsQuery &query, QObject *context,
                                std::function<void(Result<QList<nlohmann::json>>)> callback)
{
    HttpRequest request;
    request.url = address(u"/admin/v1/requests"_s);
    QUrlQuery words;
    for (const auto &[name, value] : {std::pair{u"version"_s, query.version}, std::pair{u"trace"_s, query.trace}, std::pair{u"tenant"_s, query.tenant},
                                      std::pair{u"from"_s, isoUtc(query.from)}, std::pair{u"to"_s, isoUtc(query.to)},
                                      std::pair{u"limit"_s, QString::number(query.limit)}}) {
        if (!value.isEmpty())
            words.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    request.url.setQuery(words);
    request.headers = {{"Accept", "application/json"}};
    request.deadline = std::chrono::milliseconds(4000);
    m_polls.ask<Result<QList<json>>>(
        request, context,
        [shown = shownAddress(request.url), limit = query.limit](const HttpAnswer &answer) { return requestsOf(answer, shown, limit); },
        [callback](const Result<QList<json>> &requests) { callback(requests); });
}

void AndonAdminClient::readBack(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    const HttpRequest request = stateRequest();
    m_readBacks.send(request, context, [this, shown = shownAddress(request.url), callback](const HttpAnswer &answer) {
        callback(stateOf(answer, shown, m_clock.now()));
    });
}

void AndonAdminClient::write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback)
{
    HttpRequest request;
    request.method = "PUT";
    request.url = address(u"/admin/v1/"_s + targetWord(write.target));
    request.body = QByteArray::fromStdString(write.body.dump());
    request.headers = {{"Content-Type", "application/json"},
                       {"If-Match", '"' + write.ifMatch.toUtf8() + '"'},
                       {"Idempotency-Key", write.opId.toUtf8()},
                       {"Andon-Actor", QUrl::toPercentEncoding(write.actor, " !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~")}};
    if (!write.anchor.isEmpty())
        request.headers.append({"Andon-Anchor", write.anchor.toLatin1()});
    request.deadline = write.deadline;
    m_actions.send(request, context, [this, write, url = request.url, callback](const HttpAnswer &answer) {
        callback(writeAnswer(write, answer, shownAddress(url)));
    });
}

WriteAnswer AndonAdminClient::writeAnswer(const GatewayWrite &write, const HttpAnswer &answer, const QString &shown) const
{
    WriteAnswer result;
    result.outcome = outcomeOf(answer);
    result.httpStatus = answer.status;
    result.digest = QCryptographicHash::hash(answer.body, QCryptographicHash::Sha256).toHex();
    const bool superseded = result.outcome == WriteOutcome::Superseded;
    // Half an answer proves nothing, so its words must not be the last ones either.
    const json body = answer.reach == HttpReach::Answered ? boundedJson(answer.body) : json();
    if (result.outcome != WriteOutcome::Accepted) {
        result.words = problemWords(body);
        if (result.words.isEmpty())
            result.words = answer.error ? answer.error->message() : u"%1 answered with status %2"_s.arg(shown).arg(answer.status);
    }
    const json state = superseded && body.is_object() ? body.value("state", json()) : body;
    if (const Result<GatewayState> read = decodeAdminState(state, shown, m_clock.now())) {
        result.state = *read;
        if (superseded)
            result.words = supersededWords(*read, write, m_clock.now());
    }
    // A gateway may echo what it was sent; the words go into the journal.
    if (!m_options.token.isEmpty())
        result.words.replace(QString::fromUtf8(m_options.token.reveal()), u"(the token)"_s);
    return result;
}

} // namespace andon
