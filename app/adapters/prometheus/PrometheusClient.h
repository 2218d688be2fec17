// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/PollClient.h"
#include "app/lines/ExemplarSource.h"
#include "app/lines/MetricsAccess.h"
#include "app/lines/MetricsSource.h"

#include <memory>

namespace andon {

struct DialectForm;

/// Prometheus, or whatever speaks its HTTP API. Asked from the GUI thread; answers are fetched and decoded in the I/O
/// thread.
class PrometheusClient final : public MetricsSource, public ExemplarSource {
public:
    /// Bytes of an answer that are taken at most, unpacked: of a range, and of anything else.
    static constexpr qint64 largestRange = 128 * 1024 * 1024;
    static constexpr qint64 largestOther = 16 * 1024 * 1024;

    /// `io` must outlive the client. `secret`: what `access` names, empty where it names none; an error answers every
    /// question, and nothing is sent without the credential.
    PrometheusClient(IoThread &io, MetricsAccess access, Result<Secret> secret);
    /// A Prometheus at `url`, up to and without "/api/v1". `token`: a bearer token, or empty.
    explicit PrometheusClient(IoThread &io, QUrl url, Secret token = {}, bool allowPlainHttp = false);
    void queryRange(const RangeQuery &query, QObject *context,
                    std::function<void(Result<MetricsAnswer>)> callback) override;
    void queryRanges(const QList<RangeQuery> &queries, QObject *context,
                     std::function<void(const QList<Result<MetricsAnswer>> &)> callback) override;
    void query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override;
    void exemplars(const ExemplarQuery &query, QObject *context,
                   std::function<void(Result<QList<Exemplar>>)> callback) override;
    void probe(QObject *context, std::function<void(Result<SourceInfo>)> callback) override;

private:
    /// Worked out once: a poll is to cost the GUI thread next to nothing.
    struct Endpoint {
        HttpRequest request; ///< without its form
        QString shown;       ///< the address, for words
    };
    [[nodiscard]] Endpoint endpoint(const QString &path, qint64 largestAnswer) const;
    template<typename T>
    bool refuse(QObject *context, const std::function<void(Result<T>)> &callback) const;

    std::shared_ptr<const MetricsAccess> m_access; ///< the I/O thread has it, too
    std::optional<Error> m_missing; ///< why there is no secret
    std::shared_ptr<const Endpoint> m_range; ///< the I/O thread has it, too
    Endpoint m_instant;
    Endpoint m_exemplars;
    Endpoint m_buildInfo;
    PollClient m_http;
};

} // namespace andon
