// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/TrafficProbe.h"

#include "app/adapters/gateway/PresetRequests.h"
#include "app/base/BoundedJson.h"

#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// What a place of the probe is looked up in: { "status", "headers" by lower-case name, "body": JSON or text }.
json lookedUp(const HttpAnswer &answer)
{
    json headers = json::object();
    for (const auto &[name, value] : answer.headers)
        headers[QString::fromLatin1(name).toStdString()] = QString::fromUtf8(value.left(1000)).toStdString();
    const json body = answer.isJson() ? boundedJson(answer.body) : json(QString::fromUtf8(answer.body.left(10'000)).toStdString());
    return {{"status", answer.status}, {"headers", headers}, {"body", body.is_discarded() ? json() : body}};
}

} // namespace

TrafficProbe::TrafficProbe(const GatewayPreset &preset, PresetWords variables, bool allowPlainHttp, const Clock &clock)
    : m_preset(preset)
    , m_variables(std::move(variables))
    , m_http(bearerAccess({}, allowPlainHttp, 256 * 1024), &clock)
{
}

bool TrafficProbe::isThere() const
{
    return m_preset.probe && m_variables.contains(m_preset.probeAddress);
}

void TrafficProbe::send(int requests, QObject *context, std::function<void(Result<QMap<QString, int>>)> callback)
{
    if (!isThere()) {
        QTimer::singleShot(0, context, [callback] { callback(failure(ErrorKind::Blocked, {u"there is no traffic probe here"_s})); });
        return;
    }
    next(requests, {}, context, callback);
}

void TrafficProbe::next(int left, const QMap<QString, int> &served, QObject *context,
                        const std::function<void(Result<QMap<QString, int>>)> &callback)
{
    Result<HttpRequest> request = httpRequestOf(*m_preset.probe, QUrl(plainText(m_variables.value(m_preset.probeAddress))), m_variables);
    if (!request || left <= 0) {
        const Result<QMap<QString, int>> result = request ? Result<QMap<QString, int>>(served) : tl::unexpected(request.error());
        QTimer::singleShot(0, context, [result, callback] { callback(result); });
        return;
    }
    m_http.send(*request, context, [this, left, served, context, callback](const HttpAnswer &answer) {
        if (answer.reach != HttpReach::Answered) {
            callback(tl::unexpected(*answer.error));
            return;
        }
        const Result<std::optional<json>> version = valueAt(m_preset.probeVersion, {{u"probe"_s, lookedUp(answer)}}, m_variables);
        QMap<QString, int> counted = served;
        ++counted[version && *version && !(*version)->is_structured() ? plainText(**version).left(100) : QString()];
        next(left - 1, counted, context, callback);
    });
}

} // namespace andon
