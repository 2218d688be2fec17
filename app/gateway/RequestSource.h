// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Result.h"

#include <nlohmann/json.hpp>

#include <QList>

#include <functional>

class QObject;

namespace andon {

/// Which single requests stand behind a line; an empty text asks for any.
struct RequestsQuery {
    QString version;
    QString trace;
    QString tenant;
    TimePoint from; ///< inclusive
    TimePoint to;   ///< exclusive
    int limit = 500; ///< the newest so many
};

/// Port: where single requests are kept. Some gateways are one. Calls come from the GUI thread; the callback runs there once,
/// later, and not at all once `context` is gone.
class RequestSource {
public:
    virtual ~RequestSource() = default;
    /// The requests as the source describes them (hostile, nothing taken out), in rising time. Errors: network kinds,
    /// HttpStatus (404: it keeps none), NotAuthorized, BadAnswer.
    virtual void requests(const RequestsQuery &query, QObject *context, std::function<void(Result<QList<nlohmann::json>>)> callback) = 0;
};

} // namespace andon
