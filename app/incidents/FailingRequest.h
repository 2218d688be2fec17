// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/incidents/Redaction.h"

namespace andon {

/// A single request that did not end well, ready for the regression set: secrets and personal data are taken out.
struct FailingRequest {
    TimePoint at;
    QString trace;
    QString version;
    QString outcome;      ///< the source's word; hostile
    nlohmann::json input; ///< what was asked; of any type
};

/// Of what a RequestSource gave those that failed and whose input is known, the newest first, each input once: neither "ok"
/// nor "rejected" (it was never served). Whatever is not of the form "time", "trace_id", "version", "outcome", "input" is left
/// out.
[[nodiscard]] QList<FailingRequest> failingRequests(const QList<nlohmann::json> &requests, Redactor &redactor);

} // namespace andon
