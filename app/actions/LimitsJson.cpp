// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/LimitsJson.h"

namespace andon {

using nlohmann::json;

json limitsJson(const QList<ThrottleLimit> &limits)
{
    json list = json::array();
    for (const ThrottleLimit &limit : limits) {
        list.push_back({{"scope", limit.scope.toStdString()},
                        {"id", limit.id.toStdString()},
                        {"requests_per_second", limit.requestsPerSecond ? json(*limit.requestsPerSecond) : json()},
                        {"tokens_per_minute", limit.tokensPerMinute ? json(*limit.tokensPerMinute) : json()}});
    }
    return list;
}

} // namespace andon
