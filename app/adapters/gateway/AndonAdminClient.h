// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/PollClient.h"
#include "app/base/Clock.h"
#include "app/gateway/GatewayControl.h"
#include "app/gateway/RequestSource.h"

namespace andon {

/// A gateway that speaks the Andon Admin API v1 (resources/gateways/andon-admin-v1.openapi.yaml): compare-and-set by
/// version, idempotency keys and stamps, hence tier A. Polls are fetched and decoded in the I/O thread; actions and
/// read-backs have a manager each in the GUI thread, so that no poll ever stands in their way.
class AndonAdminClient final : public GatewayControl, public RequestSource {
public:
    struct Options {
        QUrl url;              ///< of the gateway; the paths of the API are appended
        Secret token;
        QString tokenName;     ///< of the secret; where it is named and `token` is empty, nothing can be done
        bool allowPlainHttp = false;
        QList<QByteArray> pins{};       ///< as HttpAccess
        QByteArray caCertificates{};    ///< as HttpAccess
    };
    /// `io` and `clock` must outlive the client.
    AndonAdminClient(IoThread &io, Options options, const Clock &clock);
    void read(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void readBack(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback) override;
    void requests(const RequestsQuery &query, QObject *context, std::function<void(Result<QList<nlohmann::json>>)> callback) override;
    [[nodiscard]] GatewayPromise promise(Verb) const override { return {Tier::A, {}, {}, {}, {}, true}; }
    [[nodiscard]] QString whyAbsent(Verb verb) const override;

private:
    [[nodiscard]] HttpRequest stateRequest() const;
    [[nodiscard]] Result<GatewayState> readNow(Result<GatewayState> state) const;
    [[nodiscard]] WriteAnswer writeAnswer(const GatewayWrite &write, const HttpAnswer &answer, const QString &shown) const;
    [[nodiscard]] QUrl address(const QString &path) const;

    Options m_options;
    const Clock &m_clock;
    PollClient m_polls;
    HttpClient m_actions;
    HttpClient m_readBacks;
};

/// What an exchange of a write proves (action-protocol.md: states Rejected, Superseded, Unknown; reconcile 4). Pure.
[[nodiscard]] WriteOutcome outcomeOf(const HttpAnswer &answer);

} // namespace andon
