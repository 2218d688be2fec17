// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpClient.h"
#include "app/gateway/FaultSwitch.h"

namespace andon {

/// The faults of an andon-sandbox: GET and PUT /sandbox/faults with its bearer token. It speaks to this machine alone: another
/// address is refused before anything is sent. GUI thread.
class SandboxFaults final : public FaultSwitch {
public:
    struct Options {
        QUrl url;        ///< of the gateway
        Secret token;
        QString tokenName{}; ///< of the secret; where it is named and `token` is empty, nothing is sent
    };
    explicit SandboxFaults(Options options);
    void read(QObject *context, std::function<void(Result<QList<FaultSetting>>)> callback) override;
    void set(const FaultSetting &setting, QObject *context, std::function<void(Result<void>)> callback) override;

private:
    void ask(const QByteArray &method, const QByteArray &body, QObject *context, std::function<void(Result<QList<FaultSetting>>)> callback);

    Options m_options;
    HttpClient m_client;
};

/// Every version with its faults, in the order of their names. BadAnswer where it is not what the sandbox answers: an object
/// "faults" of lists of texts, and "only" of objects of texts. Pure.
[[nodiscard]] Result<QList<FaultSetting>> faultsOf(const QByteArray &body, const QString &shown);

} // namespace andon
