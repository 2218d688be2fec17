// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertDesk.h"
#include "app/alerts/AlertPoller.h"
#include "app/base/Secret.h"
#include "app/console/EventQueue.h"
#include "app/console/ServiceDesk.h"
#include "app/workspace/Workspace.h"

#include <QSet>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace andon {

class AlertmanagerClient;
class IoThread;
class OwnAlerts;
class PrometheusAlerts;

/// Everything about alerts of a console: who tells them, the desk that lists them, and their way to the record. GUI thread.
class AlertHub : public QObject {
    Q_OBJECT
public:
    struct Ports {
        IoThread &io;
        Journal &journal;
        const Clock &clock;
        std::function<Result<Secret>(const QString &name)> secret;
        std::function<MetricsSource *(const QString &source)> metrics; ///< null: there is none of that name
        std::function<Result<void>(const Event &)> spool;
    };
    /// All must outlive the hub.
    AlertHub(Ports ports, const Workspace &workspace, const std::vector<std::unique_ptr<ServiceDesk>> &desks, QObject *parent = nullptr);
    ~AlertHub() override;
    /// Polls from now on. `records`: what happens goes on the record (the window does that; a verb that runs beside it must
    /// not do it twice).
    void start(const Actor &actor, bool records);

    [[nodiscard]] AlertDesk &desk() { return *m_desk; }
    /// The record was read, and every outside source answered, or failed to, since the start.
    [[nodiscard]] bool isHeard() const;
    [[nodiscard]] QStringList alertmanagers() const { return m_alertmanagers.keys(); }
    /// Null: there is none of that name.
    [[nodiscard]] AlertmanagerClient *alertmanager(const QString &name) const;
    /// Of a Prometheus of the workspace's alerts; null: there is none of that name.
    [[nodiscard]] AlertSource *rules(const QString &source) const;
    /// A silence in an Alertmanager, on the record once it is there; its alerts are read at once.
    void silence(const Silence &silence, const QString &alertmanager, const Actor &who, QObject *context, std::function<void(Result<void>)> callback);
    void endSilence(const QString &id, const QString &alertmanager, const Actor &who, QObject *context, std::function<void(Result<void>)> callback);

    /// What binding must know of a workspace's services.
    [[nodiscard]] static QList<AlertService> servicesOf(const Workspace &workspace);

private:
    void poll(AlertSource &source, const QString &name, qint64 intervalMs, MetricsSource *metrics);
    void watchSource(const AlertReport &report);
    void recall();
    [[nodiscard]] AlertPoller *poller(const QString &name) const;

    Ports m_ports;
    EventQueue m_queue;
    Actor m_actor;
    bool m_records = false;
    std::unique_ptr<AlertDesk> m_desk;
    std::map<QString, std::unique_ptr<PrometheusAlerts>> m_rules;
    QMap<QString, std::shared_ptr<AlertmanagerClient>> m_alertmanagers;
    std::vector<std::unique_ptr<AlertPoller>> m_pollers;
    std::vector<std::unique_ptr<OwnAlerts>> m_own;
    QSet<QString> m_lost; ///< sources whose outage is on the record
    QTimer m_second;
};

} // namespace andon
