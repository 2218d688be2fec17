// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetPlaces.h"
#include "app/adapters/http/HttpClient.h"

#include <memory>

namespace andon {

/// Sends a few requests as a user sends them and counts which version served: what a gateway's state says about weights
/// is a wish, this is what happens. No secret goes along. GUI thread.
class TrafficProbe {
public:
    /// `preset` and `clock` must outlive the probe.
    TrafficProbe(const GatewayPreset &preset, PresetWords variables, bool allowPlainHttp, const Clock &clock);
    /// Does the preset have one, and does the workspace say where the users' side is?
    [[nodiscard]] bool isThere() const;
    /// `requests` one after the other. Answers by version; an answer that names none counts for "". The first error ends
    /// it. The callback runs once, later, and not at all once `context` is gone.
    void send(int requests, QObject *context, std::function<void(Result<QMap<QString, int>>)> callback);

private:
    void next(int left, const QMap<QString, int> &served, QObject *context, const std::function<void(Result<QMap<QString, int>>)> &callback);

    const GatewayPreset &m_preset;
    PresetWords m_variables;
    HttpClient m_http;
};

} // namespace andon
