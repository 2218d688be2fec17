// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/PollClient.h"
#include "app/alerts/AlertSource.h"

namespace andon {

/// An Alertmanager by its API v2: alerts, and silences made and ended. Asked from the GUI thread; answers are fetched and
/// decoded elsewhere. Writes have a connection of their own: a stalled poll never holds one up.
class AlertmanagerClient final : public AlertSource, public SilenceControl {
public:
    struct Options {
        QUrl url;              ///< up to and without "/api/v2"
        bool allowPlainHttp = false;
        QStringList replicaLabels{};
    };
    static constexpr qint64 largestAnswer = 64 * 1024 * 1024; ///< bytes, unpacked

    /// `io` must outlive the client. `secret`: a bearer token or empty; an error answers every question.
    AlertmanagerClient(IoThread &io, Options options, Result<Secret> secret);
    /// With the silences that the alerts name, where they name any.
    void readAlerts(QObject *context, std::function<void(Result<AlertAnswer>)> callback) override;
    /// None: rules are of a Prometheus.
    void readRules(QObject *context, std::function<void(Result<QList<AlertRule>>)> callback) override;
    /// Its version, as a sign that it is one.
    void probe(QObject *context, std::function<void(Result<QString>)> callback);
    void createSilence(const Silence &silence, QObject *context, std::function<void(Result<QString>)> callback) override;
    void expireSilence(const QString &id, QObject *context, std::function<void(Result<void>)> callback) override;

private:
    [[nodiscard]] HttpRequest question(const QString &path, const QString &query = {}) const;
    template<typename T>
    bool refuse(QObject *context, const std::function<void(Result<T>)> &callback) const;
    void readSilences(AlertAnswer answer, QObject *context, std::function<void(Result<AlertAnswer>)> callback);

    Options m_options;
    std::optional<Error> m_missing; ///< why there is no secret
    PollClient m_polls;
    PollClient m_writes;
};

} // namespace andon
