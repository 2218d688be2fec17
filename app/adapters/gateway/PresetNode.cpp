// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetNode.h"

#include "app/adapters/gateway/AndonAdminClient.h"
#include "app/adapters/http/HttpDate.h"
#include "app/base/BoundedJson.h"

#include <QRegularExpression>
#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr std::chrono::milliseconds readDeadline{4000};

/// What a server says of its refusal: the member that Kubernetes, Kong, APISIX, LiteLLM, Caddy and others put it in.
QString refusalWords(const HttpAnswer &http)
{
    if (http.header("content-type").startsWith("text/plain"))
        return QString::fromUtf8(http.body.left(500)).trimmed().section(u'\n', 0, 0).left(200);
    const json answer = boundedJson(http.body);
    for (const char *member : {"message", "detail", "error_msg", "error", "title"}) {
        const auto found = answer.is_object() ? answer.find(member) : answer.end();
        if (!answer.is_object() || found == answer.end())
            continue;
        if (found->is_string())
            return QString::fromStdString(found->get<std::string>()).left(500);
        for (const char *inner : {"message", "error"}) {
            if (found->is_object() && found->contains(inner) && (*found)[inner].is_string())
                return QString::fromStdString((*found)[inner].get<std::string>()).left(500);
        }
    }
    return {};
}

Result<NodeReading> readingOf(const HttpAnswer &answer, bool asText, const QString &shown)
{
    if (answer.error)
        return tl::unexpected(*answer.error);
    NodeReading reading;
    reading.nodeTime = httpDate(answer.header("date"));
    if (asText) {
        reading.value = QString::fromUtf8(answer.body).toStdString();
        return reading;
    }
    const QByteArray type = answer.header("content-type").split(';').first().trimmed().toLower();
    if (type != "application/json" && !type.endsWith("+json"))
        return failure(ErrorKind::NotJson, {shown, type.isEmpty() ? u"no content type"_s : QString::fromLatin1(type.left(100))});
    reading.value = boundedJson(answer.body);
    if (reading.value.is_discarded())
        return failure(ErrorKind::BadAnswer, {shown, u"it is no complete JSON"_s});
    return reading;
}

/// A gateway may echo what it was sent; the words go into the journal.
QString withoutSecret(QString words, const Secret &secret)
{
    return secret.isEmpty() ? words : words.replace(QString::fromUtf8(secret.reveal()), u"(the secret)"_s);
}

} // namespace

PresetNode::PresetNode(IoThread &io, const GatewayPreset &preset, QUrl url, const HttpAccess &access, const Clock &clock)
    : m_preset(preset)
    , m_url(std::move(url))
    , m_secret(access.secret)
    , m_line(m_url, access.allowPlainHttp, clock)
    , m_polls(io, access, &clock)
    , m_actions(access, &clock)
    , m_readBacks(access, &clock)
{
}

void PresetNode::ask(const PresetRequest &request, const PresetWords &words, Channel channel, QObject *context,
                     std::function<void(Result<NodeReading>)> callback)
{
    if (m_preset.transport == PresetTransport::Line) {
        const Result<QByteArray> line = fillLine(request.line, words);
        if (!line) {
            QTimer::singleShot(0, context, [error = line.error(), callback] { callback(tl::unexpected(error)); });
            return;
        }
        m_line.send(*line, readDeadline, context, [callback](const LineAnswer &answer) {
            if (answer.error)
                callback(tl::unexpected(*answer.error));
            else
                callback(NodeReading{QString::fromUtf8(answer.reply).toStdString(), {}});
        });
        return;
    }
    Result<HttpRequest> http = httpRequestOf(request, m_url, words);
    if (!http) {
        QTimer::singleShot(0, context, [error = http.error(), callback] { callback(tl::unexpected(error)); });
        return;
    }
    http->isQuestion = true;
    http->deadline = readDeadline;
    if (std::none_of(http->headers.begin(), http->headers.end(), [](const auto &header) { return header.first.toLower() == "accept"; }))
        http->headers.append(qMakePair(QByteArray("Accept"), QByteArray(request.readsText ? "*/*" : "application/json")));
    const auto decode = [asText = request.readsText, shown = shownAddress(http->url)](const HttpAnswer &answer) {
        return readingOf(answer, asText, shown);
    };
    if (channel == Channel::Poll)
        m_polls.ask<Result<NodeReading>>(*http, context, decode, callback);
    else
        m_readBacks.send(*http, context, [decode, callback](const HttpAnswer &answer) { callback(decode(answer)); });
}

void PresetNode::send(const PresetRequest &request, const PresetWords &words, const QList<int> &conflict,
                      std::chrono::milliseconds deadline, QObject *context, std::function<void(NodeAnswer)> callback)
{
    const auto never = [&](const Error &error) {
        QTimer::singleShot(0, context, [error, callback] { callback({WriteOutcome::NotSent, 0, error.message(), {}}); });
    };
    if (m_preset.transport == PresetTransport::Line) {
        const Result<QByteArray> line = fillLine(request.line, words);
        if (line)
            sendLine(request, *line, deadline, context, std::move(callback));
        else
            never(line.error());
        return;
    }
    Result<HttpRequest> http = httpRequestOf(request, m_url, words);
    if (!http) {
        never(http.error());
        return;
    }
    http->deadline = deadline;
    m_actions.send(*http, context, [this, accepted = request.accepted, refused = request.refused, conflict, shown = shownAddress(http->url), callback](const HttpAnswer &answer) {
        NodeAnswer result{outcomeOf(answer), answer.status, {}, answer.body};
        if (answer.reach == HttpReach::Answered) {
            if (accepted.contains(answer.status))
                result.outcome = WriteOutcome::Accepted;
            else if (conflict.contains(answer.status))
                result.outcome = WriteOutcome::Superseded;
            else if (refused.contains(answer.status))
                result.outcome = WriteOutcome::Rejected;
            else if (!accepted.isEmpty() && result.outcome == WriteOutcome::Accepted)
                result.outcome = WriteOutcome::Unknown;
        }
        if (result.outcome != WriteOutcome::Accepted) {
            // Half an answer proves nothing, so its words must not be the last ones either.
            const QString theirs = answer.reach == HttpReach::Answered ? refusalWords(answer) : QString();
            const QString ours = answer.error ? answer.error->message() : u"%1 answered with status %2"_s.arg(shown).arg(answer.status);
            result.words = withoutSecret(theirs.isEmpty() ? ours : theirs, m_secret);
        }
        callback(result);
    });
}

void PresetNode::sendLine(const PresetRequest &request, const QByteArray &line, std::chrono::milliseconds deadline,
                          QObject *context, std::function<void(NodeAnswer)> callback)
{
    const QRegularExpression accepted(request.acceptedReply);
    m_line.send(line, deadline, context, [accepted, callback](const LineAnswer &answer) {
        const QString reply = QString::fromUtf8(answer.reply);
        NodeAnswer result{WriteOutcome::Accepted, 0, {}, answer.reply};
        if (answer.error) {
            result.outcome = answer.reach == LineAnswer::Reach::NotSent ? WriteOutcome::NotSent : WriteOutcome::Unknown;
            result.words = answer.error->message();
        } else if (!accepted.match(reply).hasMatch()) {
            // A line protocol has no status: a reply to a write that is not the agreed one is a refusal in words.
            result.outcome = WriteOutcome::Rejected;
            result.words = reply.trimmed().left(500);
        }
        callback(result);
    });
}

} // namespace andon
