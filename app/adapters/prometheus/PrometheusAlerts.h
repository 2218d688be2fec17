// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/PollClient.h"
#include "app/alerts/AlertSource.h"
#include "app/lines/MetricsAccess.h"

namespace andon {

/// The alerts and rules of a Prometheus (/api/v1/alerts, /api/v1/rules), with the access of its metrics. Asked from the GUI
/// thread; answers are fetched and decoded elsewhere.
class PrometheusAlerts final : public AlertSource {
public:
    static constexpr qint64 largestAnswer = 64 * 1024 * 1024; ///< bytes, unpacked

    /// `io` must outlive the client. `secret`: as for PrometheusClient. `replicaLabels` are left out of what makes an alert.
    PrometheusAlerts(IoThread &io, MetricsAccess access, Result<Secret> secret, QStringList replicaLabels);
    void readAlerts(QObject *context, std::function<void(Result<AlertAnswer>)> callback) override;
    void readRules(QObject *context, std::function<void(Result<QList<AlertRule>>)> callback) override;

private:
    template<typename T>
    void ask(const QString &path, const QString &query, std::function<Result<T>(const QByteArray &, const QString &)> decode,
             QObject *context, std::function<void(Result<T>)> callback);

    MetricsAccess m_access;
    std::optional<Error> m_missing; ///< why there is no secret
    QStringList m_replicaLabels;
    PollClient m_http;
};

} // namespace andon
