// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetGateway.h"

#include "app/adapters/gateway/PresetReadWords.h"
#include "app/workspace/PresetRequestReader.h"

#include <QCryptographicHash>
#include <QPointer>
#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

/// One reading of all nodes on its way.
struct PresetGateway::Reading {
    std::vector<PresetAnswers> answers; ///< by node
    std::optional<Error> error;         ///< the first
    std::optional<TimePoint> nodeTime;
    int missing = 0;
    std::function<void(Result<GatewayState>)> callback;
};

/// One write on its way through requests and nodes.
struct PresetGateway::Writing {
    GatewayWrite write;
    PresetWords words;
    QList<PresetRequest> requests; ///< of one node
    QList<int> conflict;
    std::size_t node = 0;
    qsizetype request = 0;
    int accepted = 0;
    std::chrono::nanoseconds until{0};
    QByteArray answers;            ///< of all requests, for the digest
    int status = 0;
    QPointer<QObject> context;
    std::function<void(WriteAnswer)> callback;
};

PresetGateway::PresetGateway(IoThread &io, Options options, const Clock &clock)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_probe(m_options.preset, m_options.variables, m_options.access.allowPlainHttp, clock)
{
    HttpAccess access = m_options.access;
    access.header = m_options.preset.credentialHeader;
    access.scheme = m_options.preset.credentialScheme;
    for (const QUrl &url : std::as_const(m_options.nodes)) {
        access.base = m_options.preset.transport == PresetTransport::Http ? url : QUrl();
        m_nodes.push_back(std::make_unique<PresetNode>(io, m_options.preset, url, access, clock));
    }
}

PresetGateway::~PresetGateway() = default;

GatewayPromise PresetGateway::promise(Verb verb) const
{
    const PresetAction *action = m_options.preset.action(verb, Target::Degrade);
    if (verb == Verb::Restore && action && !action->absent.isEmpty())
        action = m_options.preset.action(verb, Target::Throttle);
    if (!action)
        return {};
    GatewayPromise promise = action->promise;
    promise.endsByItself = std::any_of(action->send.begin(), action->send.end(), [](const PresetRequest &request) {
        return requestPlaceholders(request).contains(u"expires_in_seconds"_s);
    });
    return promise;
}

QString PresetGateway::whyAbsent(Verb verb) const
{
    if (!m_options.secretName.isEmpty() && m_options.access.secret.isEmpty())
        return u"No credential: the secret %1 was not found. Put it into the keychain and start again."_s.arg(m_options.secretName);
    if (verb != Verb::Restore)
        return whyNot(verb, Target::Degrade);
    const bool possible = whyNot(Verb::Degrade, Target::Degrade).isEmpty() || whyNot(Verb::Throttle, Target::Throttle).isEmpty();
    return possible ? QString() : u"%1 is neither degraded nor throttled from here, so there is nothing to restore."_s.arg(m_options.preset.title);
}

/// The preset's own reason, or the variable that the workspace leaves out.
QString PresetGateway::whyNot(Verb verb, Target target) const
{
    const PresetAction *action = m_options.preset.action(verb, target);
    if (!action || !action->absent.isEmpty())
        return action ? action->absent : u"%1 cannot do this."_s.arg(m_options.preset.title);
    for (const PresetRequest &request : action->send) {
        for (const QString &word : requestPlaceholders(request)) {
            const auto variable = m_options.preset.variables.constFind(word);
            if (variable != m_options.preset.variables.constEnd() && !m_options.variables.contains(word))
                return u"The workspace does not give this gateway's variable %1: %2."_s.arg(word, variable->title);
        }
    }
    return {};
}

bool PresetGateway::probeTraffic(int requests, QObject *context, std::function<void(Result<QMap<QString, int>>)> callback)
{
    if (!m_probe.isThere())
        return false;
    m_probe.send(requests, context, std::move(callback));
    return true;
}

void PresetGateway::read(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    readAll(PresetNode::Channel::Poll, context, std::move(callback));
}

void PresetGateway::readBack(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    readAll(PresetNode::Channel::ReadBack, context, std::move(callback));
}

void PresetGateway::readAll(PresetNode::Channel channel, QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    const auto reading = std::make_shared<Reading>();
    reading->answers.resize(m_nodes.size());
    reading->callback = std::move(callback);
    for (const PresetRequest &request : std::as_const(m_options.preset.reads))
        reading->missing += isWanted(request, m_options.variables) ? static_cast<int>(m_nodes.size()) : 0;
    if (reading->missing == 0) {
        QTimer::singleShot(0, context, [reading] { reading->callback(failure(ErrorKind::Blocked, {u"the preset reads nothing here"_s})); });
        return;
    }
    for (std::size_t node = 0; node < m_nodes.size(); ++node) {
        for (auto entry = m_options.preset.reads.cbegin(); entry != m_options.preset.reads.cend(); ++entry) {
            if (!isWanted(*entry, m_options.variables))
                continue;
            m_nodes[node]->ask(*entry, m_options.variables, channel, context, [this, reading, node, name = entry.key()](const Result<NodeReading> &answer) {
                if (!answer && !reading->error)
                    reading->error = answer.error();
                if (answer) {
                    reading->answers[node][name] = answer->value;
                    reading->nodeTime = answer->nodeTime ? answer->nodeTime : reading->nodeTime;
                }
                if (--reading->missing == 0)
                    readingDone(reading);
            });
        }
    }
}

void PresetGateway::readingDone(const std::shared_ptr<Reading> &reading)
{
    Result<GatewayState> state = agreed(*reading);
    if (state) {
        m_last = *state;
        m_lastAnswers = reading->answers.front();
    }
    reading->callback(state);
}

/// The state of the first node, if all the others are in the same.
Result<GatewayState> PresetGateway::agreed(const Reading &reading) const
{
    if (reading.error)
        return tl::unexpected(*reading.error);
    std::optional<GatewayState> first;
    for (std::size_t node = 0; node < m_nodes.size(); ++node) {
        Result<GatewayState> state = presetState(m_options.preset, reading.answers[node], m_options.variables,
                                                 m_nodes[node]->shown(), m_clock.now());
        if (!state)
            return state;
        for (const auto &[target, resource] : state->resources.toStdMap()) {
            const json before = first ? first->resources.value(target).value : resource.value;
            if (before != resource.value) {
                return failure(ErrorKind::BadAnswer, {m_nodes[node]->shown(), u"its %1 is %2, but at %3 it is %4; the nodes do not agree"_s.arg(
                    targetWord(target), QString::fromStdString(resource.value.dump()).left(200), m_nodes[0]->shown(), QString::fromStdString(before.dump()).left(200))});
            }
        }
        if (!first)
            first = *state;
    }
    if (reading.nodeTime) {
        // The header's seconds are cut, so that a clock in step looks up to a second late.
        const qint64 skew = toMs(*reading.nodeTime) - toMs(first->readAt);
        first->skewMs = std::abs(skew) <= 2000 ? 0 : skew;
    }
    return *first;
}

void PresetGateway::write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback)
{
    const auto never = [&](const QString &words) {
        QTimer::singleShot(0, context, [words, callback] { callback({WriteOutcome::NotSent, 0, words, {}, {}}); });
    };
    const PresetAction *action = m_options.preset.action(write.verb, write.target);
    if (!action || !action->absent.isEmpty())
        return never(action ? action->absent : u"this gateway cannot do it"_s);
    if (!m_last)
        return never(u"the gateway's state was never read, so it is not known which version is the canary"_s);
    if (const QString refused = write.fence ? QString() : whyRefused(*action, m_lastAnswers, m_options.variables); !refused.isEmpty())
        return never(refused);
    const Result<PresetWords> words = wordsOfWrite(*action, write, *m_last, wordsOfReading(m_options.preset, *action, write.body, m_lastAnswers, m_options.variables), m_clock.now());
    if (!words)
        return never(words.error().message());
    const auto writing = std::make_shared<Writing>();
    writing->write = write;
    writing->words = *words;
    for (const PresetRequest &request : write.fence && !action->fence.isEmpty() ? action->fence : action->send) {
        if (isWanted(request, *words))
            writing->requests << request;
    }
    writing->conflict = action->conflict;
    writing->until = m_clock.sinceBoot() + write.deadline;
    writing->context = context;
    if (writing->requests.isEmpty())
        return never(u"the preset sends nothing here: a variable is missing in the workspace"_s);
    writing->callback = std::move(callback);
    sendNext(writing);
}

void PresetGateway::sendNext(const std::shared_ptr<Writing> &writing)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(writing->until - m_clock.sinceBoot());
    m_nodes[writing->node]->send(writing->requests[writing->request], writing->words, writing->conflict, left, writing->context,
                                 [this, writing](const NodeAnswer &answer) { taken(writing, answer); });
}

void PresetGateway::taken(const std::shared_ptr<Writing> &writing, const NodeAnswer &answer)
{
    writing->status = answer.status;
    writing->answers += answer.body;
    if (answer.outcome != WriteOutcome::Accepted) {
        if (answer.outcome == WriteOutcome::Superseded && writing->accepted == 0) {
            judgeConflict(writing, answer);
            return;
        }
        WriteAnswer result;
        result.httpStatus = answer.status;
        result.words = answer.words;
        result.outcome = writing->accepted == 0 ? answer.outcome : WriteOutcome::Unknown;
        if (writing->accepted > 0) {
            const qsizetype all = writing->requests.size() * static_cast<qsizetype>(m_nodes.size());
            result.words = u"%1 of %2 requests were accepted, then %3 said: %4"_s.arg(writing->accepted).arg(all)
                               .arg(m_nodes[writing->node]->shown(), answer.words);
        }
        writing->callback(result);
        return;
    }
    ++writing->accepted;
    const json body = json::parse(answer.body.begin(), answer.body.end(), nullptr, false);
    for (const auto &[name, pointer] : writing->requests[writing->request].captures) {
        PresetPlace place;
        place.read = u"answer"_s;
        place.pointer = pointer;
        const Result<std::optional<json>> captured = valueAt({place}, {{u"answer"_s, body}}, writing->words);
        if (captured && *captured)
            writing->words[name] = **captured;
    }
    if (++writing->request == writing->requests.size()) {
        writing->request = 0;
        ++writing->node;
    }
    if (writing->node < m_nodes.size()) {
        sendNext(writing);
        return;
    }
    WriteAnswer result;
    result.outcome = WriteOutcome::Accepted;
    result.httpStatus = writing->status;
    result.digest = QCryptographicHash::hash(writing->answers, QCryptographicHash::Sha256).toHex();
    writing->callback(result);
}

/// A failed compare-and-set and a plain refusal share their status codes in some systems. Neither changed anything; the
/// state tells which it was.
void PresetGateway::judgeConflict(const std::shared_ptr<Writing> &writing, const NodeAnswer &answer)
{
    readBack(writing->context, [writing, answer](const Result<GatewayState> &state) {
        WriteAnswer result;
        result.httpStatus = answer.status;
        result.words = answer.words;
        result.outcome = WriteOutcome::Rejected;
        const GatewayResource now = state ? state->resources.value(writing->write.target) : GatewayResource{};
        if (state && now.version != writing->write.ifMatch) {
            result.outcome = WriteOutcome::Superseded;
            result.state = *state;
            result.words = u"changed by %1; now %2; nothing was sent over it"_s.arg(
                now.actor.isEmpty() ? u"somebody"_s : now.actor.left(100), QString::fromStdString(now.value.dump()).left(300));
        }
        writing->callback(result);
    });
}

} // namespace andon
