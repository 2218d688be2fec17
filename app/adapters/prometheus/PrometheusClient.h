// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/PollClient.h"
#include "app/lines/ExemplarSource.h"
#include "app/lines/MetricsSource.h"

namespace andon {

/// Prometheus, or whatever speaks its HTTP API. Asked from the GUI thread; answers are fetched and decoded in the I/O
/// thread.
class PrometheusClient final : public MetricsSource, public ExemplarSource {
public:
    /// `io` must outlive the client. `url`: up to and without "/api/v1". `token`: a bearer token, or empty.
    explicit PrometheusClient(IoThread &io, QUrl url, Secret token = {}, bool allowPlainHttp = false);
    void queryRange(const RangeQuery &query, QObject *context,
                    std::function<void(Result<MetricsAnswer>)> callback) override;
    void query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override;
    void exemplars(const ExemplarQuery &query, QObject *context,
                   std::function<void(Result<QList<Exemplar>>)> callback) override;
    void probe(QObject *context, std::function<void(Result<SourceInfo>)> callback) override;

private:
    void ask(const QString &path, const QByteArray &form, const QString &promql, QObject *context,
             std::function<void(Result<MetricsAnswer>)> callback);
    [[nodiscard]] QUrl address(const QString &path) const;

    QUrl m_url;
    PollClient m_http;
};

} // namespace andon
