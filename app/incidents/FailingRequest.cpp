// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/FailingRequest.h"

#include "app/base/CanonicalJson.h"
#include "app/incidents/JsonFields.h"

#include <QSet>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

QList<FailingRequest> failingRequests(const QList<nlohmann::json> &requests, Redactor &redactor)
{
    QList<FailingRequest> failing;
    for (const nlohmann::json &request : requests) {
        const QString outcome = JsonFields::text(request, "outcome");
        const auto at = JsonFields::time(request, "time");
        const nlohmann::json &input = JsonFields::member(request, "input");
        if (outcome.isEmpty() || outcome == u"ok" || outcome == u"rejected" || !at || input.is_null() || input == "")
            continue;
        failing.append({*at, JsonFields::text(request, "trace_id"), JsonFields::text(request, "version"), redactor.text(outcome),
                        redactor.value(input, true)});
    }
    std::stable_sort(failing.begin(), failing.end(), [](const FailingRequest &a, const FailingRequest &b) { return a.at > b.at; });
    QSet<QByteArray> known;
    failing.removeIf([&](const FailingRequest &one) {
        const QByteArray input = canonicalJson(one.input);
        const bool again = known.contains(input);
        known.insert(input);
        return again;
    });
    return failing;
}

} // namespace andon
