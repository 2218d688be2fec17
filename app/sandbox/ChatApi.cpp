// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/ChatApi.h"

#include "app/sandbox/Problem.h"

#include <algorithm>
#include <cmath>

namespace andon::sandbox {

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr double defaultBudgetMs = 8000;
static constexpr double largestBudgetMs = 120'000;

namespace {

struct Asked {
    ChatRequest request;
    std::string prompt;
};

} // namespace

static Result<std::string> text(const json &object, const char *name, std::size_t limit)
{
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string() || found->get_ref<const std::string &>().empty()
        || found->get_ref<const std::string &>().size() > limit)
        return failure(ErrorKind::BadInput,
                       {QString::fromLatin1(name), u"expected a text of 1 to %1 bytes"_s.arg(limit)});
    return found->get<std::string>();
}

/// Does the prompt try to talk the model out of its instructions?
static bool isAttack(const std::string &prompt)
{
    const QString lower = QString::fromStdString(prompt).toLower();
    return lower.contains(u"ignore previous instructions"_s) || lower.contains(u"ignore all previous instructions"_s)
        || lower.contains(u"reveal your system prompt"_s);
}

/// A trace id is free text: visible ASCII of at most 128 characters is kept, anything else replaced by a new id.
static std::string keptTraceId(const QByteArray &header)
{
    const bool plain = std::all_of(header.begin(), header.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    return plain && header.size() <= 128 ? header.toStdString() : std::string();
}

static Result<Asked> parse(const HttpQuestion &question)
{
    const auto object = parseObject(question.body);
    if (!object)
        return tl::unexpected(object.error());
    Asked asked;
    for (const auto &[name, limit, place] : {std::tuple{"user_id", std::size_t(256), &asked.request.userId},
                                             std::tuple{"tenant_id", std::size_t(256), &asked.request.tenantId},
                                             std::tuple{"prompt", std::size_t(largestBody), &asked.prompt}}) {
        const auto value = text(*object, name, limit);
        if (!value)
            return tl::unexpected(value.error());
        *place = *value;
    }
    double budget = defaultBudgetMs;
    if (const auto found = object->find("budget_ms"); found != object->end() && !found->is_null()) {
        if (!found->is_number() || found->get<double>() < 1 || found->get<double>() > largestBudgetMs)
            return failure(ErrorKind::BadInput,
                           {u"budget_ms"_s, u"expected a number from 1 to %1"_s.arg(largestBudgetMs)});
        budget = found->get<double>();
    }
    if (const auto found = object->find("entrypoint"); found != object->end() && !found->is_null()) {
        if (!found->is_string() || std::ranges::count(entrypoints(), found->get<std::string>()) == 0)
            return failure(ErrorKind::BadInput, {u"entrypoint"_s, u"known are web, api and mobile"_s});
        asked.request.entrypoint = found->get<std::string>();
    }
    asked.request.budgetSeconds = budget / 1000;
    asked.request.traceId = keptTraceId(question.header("x-trace-id"_ba));
    asked.request.attack = isAttack(asked.prompt);
    asked.request.prompt = asked.prompt.substr(0, 2000);
    return asked;
}

static std::string wordsOf(const ChatResult &result, const std::string &prompt)
{
    const RequestSample &sample = result.sample;
    if (result.degradeLevel >= 3)
        return "We answer with short notes at the moment. Please see the help pages or ask again later.";
    if (sample.goodRefusal)
        return "I cannot help with that request.";
    const std::string topic = QString::fromStdString(prompt).simplified().left(80).toStdString();
    if (sample.outcome == Outcome::Wrong)
        return "I am not certain, but \"" + topic + "\" does not seem to be covered.";
    return "About \"" + topic + "\": the knowledge base has a matching article, and the steps in it apply.";
}

static HttpAnswer refused(const ChatResult &result)
{
    switch (result.sample.outcome) {
    case Outcome::Rejected: {
        const bool throttled = result.sample.rejection == "throttle";
        HttpAnswer answer =
            problemAnswer(429, throttled ? u"A limit for this tenant, user or all is reached. Ask again later."_s
                                         : u"The gateway is overloaded. Ask again later."_s);
        answer.headers.append({"Retry-After"_ba, "1"_ba});
        return answer;
    }
    case Outcome::Timeout: return problemAnswer(504, u"No answer within budget_ms. Ask again or allow more time."_s);
    default: return problemAnswer(503, u"Version %1 failed. Ask again."_s.arg(QString::fromStdString(result.version)));
    }
}

ChatApi::ChatApi(SandboxGateway &gateway)
    : m_gateway(gateway)
{
}

HttpAnswer ChatApi::answer(const HttpQuestion &question)
{
    if (question.method != "POST")
        return methodRefused("POST"_ba);
    if (question.body.size() > largestBody)
        return problemAnswer(
            413, u"The body has %1 bytes; at most %2 are taken."_s.arg(question.body.size()).arg(largestBody));
    const auto asked = parse(question);
    if (!asked)
        return problemAnswer(400, asked.error().message());
    const ChatResult result = m_gateway.serve(asked->request);
    const RequestSample &sample = result.sample;
    HttpAnswer answer;
    if (sample.outcome == Outcome::Ok || sample.outcome == Outcome::Wrong) {
        answer = jsonAnswer({{"answer", wordsOf(result, asked->prompt)},
                             {"trace_id", result.traceId},
                             {"request_id", result.requestId},
                             {"version", result.version},
                             {"model", sample.model},
                             {"degrade_level", result.degradeLevel},
                             {"tokens_in", sample.tokensIn},
                             {"tokens_out", sample.tokensOut},
                             {"cost_usd", sample.costUsd},
                             {"cache_hit", sample.cacheHit.value_or(false)},
                             {"latency_ms", std::lround(sample.latencySeconds * 1000)}});
    } else {
        answer = refused(result);
    }
    answer.headers.append({"x-trace-id"_ba, QByteArray::fromStdString(result.traceId)});
    answer.headers.append({"x-version"_ba, QByteArray::fromStdString(result.version)});
    answer.delay = std::chrono::milliseconds(std::lround(sample.latencySeconds * 1000));
    return answer;
}

} // namespace andon::sandbox
