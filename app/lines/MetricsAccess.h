// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace andon {

/// Who speaks Prometheus' HTTP API, for each does it in its own way. Mimir stands for Cortex and Grafana Cloud, too.
enum class Dialect { Prometheus, VictoriaMetrics, Thanos, Mimir };

/// How a metrics source is reached and asked. Holds no secret, the names of secrets only.
struct MetricsAccess {
    QUrl url;                    ///< up to and without "/api/v1"; a path of its own before it is usual
    Dialect dialect = Dialect::Prometheus;
    QString tokenSecret{};       ///< names a bearer token; or empty
    QString user{};              ///< basic authentication instead, without a colon (RFC 7617); or empty
    QString passwordSecret{};    ///< names the user's password
    /// Whose series are read: X-Scope-OrgID for Mimir ("a|b" reads both), THANOS-TENANT for Thanos. The other dialects
    /// have none.
    QString tenant{};
    std::optional<bool> partialResponse{}; ///< Thanos and VictoriaMetrics: may storage be missing? Empty: as the server will
    std::optional<bool> dedup{};           ///< Thanos: are replicas folded into one? Empty: as the server will
    QList<QPair<QByteArray, QByteArray>> headers{}; ///< of freeHeaders(), values in visible ASCII
    bool allowPlainHttp = false; ///< http beyond loopback

    /// The name of the one secret it needs; empty: none.
    [[nodiscard]] const QString &secretName() const { return user.isEmpty() ? tokenSecret : passwordSecret; }
    bool operator==(const MetricsAccess &) const = default;
};

/// "prometheus", "victoriametrics", "thanos", "mimir": the words of the workspace file, in the enumeration's order.
[[nodiscard]] const QStringList &dialectWords();
[[nodiscard]] QString dialectWord(Dialect dialect);
[[nodiscard]] std::optional<Dialect> dialectFromWord(const QString &word);

/// The headers that a workspace may set for a source. Whatever carries a credential or a tenant has a member of its own.
[[nodiscard]] const QList<QByteArray> &freeHeaders();

} // namespace andon
