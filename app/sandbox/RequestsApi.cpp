// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/RequestsApi.h"

#include "app/base/TimeText.h"
#include "app/sandbox/Problem.h"

#include <QUrlQuery>

#include <algorithm>

namespace andon::sandbox {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

struct Wanted {
    std::string version, trace, tenant; ///< empty: any
    std::optional<TimePoint> from, to;  ///< to: exclusive
    int limit = RequestsApi::usualLimit;

    [[nodiscard]] bool fits(const LogEntry &entry) const
    {
        return (version.empty() || entry.version == version) && (trace.empty() || entry.traceId == trace)
            && (tenant.empty() || entry.tenantId == tenant) && (!from || entry.at >= *from) && (!to || entry.at < *to);
    }
};

Result<Wanted> wantedOf(const QByteArray &query)
{
    Wanted wanted;
    const QUrlQuery parsed(QString::fromLatin1(query));
    const auto items = parsed.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (name == u"version") {
            wanted.version = value.toStdString();
        } else if (name == u"trace") {
            wanted.trace = value.toStdString();
        } else if (name == u"tenant") {
            wanted.tenant = value.toStdString();
        } else if (name == u"from" || name == u"to") {
            const Result<TimePoint> time = parseIso(value);
            if (!time)
                return failure(ErrorKind::BadInput, {name, u"expected a time such as 2026-11-24T15:30:00Z"_s});
            (name == u"from" ? wanted.from : wanted.to) = *time;
        } else if (name == u"limit") {
            bool number = false;
            wanted.limit = value.toInt(&number);
            if (!number || wanted.limit < 1 || wanted.limit > RequestsApi::mostRequests)
                return failure(ErrorKind::BadInput, {name, u"expected 1 to %1"_s.arg(RequestsApi::mostRequests)});
        } else {
            return failure(ErrorKind::BadInput, {name, u"expected version, trace, tenant, from, to or limit"_s});
        }
    }
    return wanted;
}

json entryJson(const LogEntry &entry)
{
    json out = json::parse(RequestLog::line(entry).toStdString());
    out["input"] = entry.input;
    return out;
}

} // namespace

RequestsApi::RequestsApi(SandboxGateway &gateway, const BearerCheck &bearer)
    : m_gateway(gateway)
    , m_bearer(bearer)
{
}

HttpAnswer RequestsApi::answer(const HttpQuestion &question) const
{
    if (const auto refusal = m_bearer.refuse(question))
        return *refusal;
    if (question.method != "GET")
        return methodRefused("GET"_ba);
    const Result<Wanted> wanted = wantedOf(question.query);
    if (!wanted)
        return problemAnswer(400, wanted.error().message());
    const std::deque<LogEntry> &kept = m_gateway.log().kept();
    std::vector<const LogEntry *> found; // newest first
    bool more = false;
    for (auto entry = kept.rbegin(); entry != kept.rend() && !more; ++entry) {
        if (!wanted->fits(*entry))
            continue;
        more = found.size() == static_cast<std::size_t>(wanted->limit);
        if (!more)
            found.push_back(&*entry);
    }
    json requests = json::array();
    for (auto entry = found.rbegin(); entry != found.rend(); ++entry)
        requests.push_back(entryJson(**entry));
    return jsonAnswer({{"requests", std::move(requests)},
                       {"more", more},
                       {"kept_since", kept.empty() ? json() : json(isoUtc(kept.front().at).toStdString())}});
}

} // namespace andon::sandbox
