// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/base/Secret.h"

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <functional>

namespace andon {

/// Where the demo's servers listen.
struct DemoAddresses {
    QString gateway;    ///< "http://127.0.0.1:PORT"
    QString prometheus;
    Secret token;       ///< of the admin endpoints: ANDON_SECRET_SANDBOX, or made for this run
    QString folder;     ///< holds the demo's data; removed at the end
    QString alertmanager{};
};

/// Names or paths of the programs.
struct DemoPrograms {
    QString sandbox;
    QString prometheus = QStringLiteral("prometheus");
    QString alertmanager = QStringLiteral("prometheus-alertmanager");
};

/// The sandbox gateway, a Prometheus with rules that scrapes it twice a second, and the Alertmanager that it tells, on free
/// loopback ports, with their data in a temporary folder. All end with this object, and with this process even when it is
/// killed. GUI thread.
class DemoServers : public QObject {
    Q_OBJECT
public:
    /// `patience` is for all of them together.
    explicit DemoServers(DemoPrograms programs, std::chrono::milliseconds patience = std::chrono::seconds(30), QObject *parent = nullptr);
    ~DemoServers() override;
    /// Starts them. `callback` runs once, later: the addresses when all answer, or ProgramMissing, ProgramFailed or
    /// FileUnwritable.
    void start(std::function<void(Result<DemoAddresses>)> callback);

signals:
    /// A server ended by itself after the start; told once.
    void ended(const andon::Error &error);

private:
    struct Server {
        QString program;
        QString package; ///< of Debian
        QProcess process{};
        QByteArray words{}; ///< the last it said on standard error
    };
    void watch(Server &server);
    void run(Server &server, const QStringList &arguments);
    void startAlertmanager();
    void startPrometheus();
    void readSandbox();
    void readAlertmanager();
    void readPrometheus();
    [[nodiscard]] Result<QString> write(const QString &name, const QByteArray &content);
    void finish(const Result<DemoAddresses> &result);
    void fail(const Error &error);
    void failed(const Server &server, const QString &reason);
    [[nodiscard]] const Server &awaited() const;

    QTemporaryDir m_folder;
    Server m_sandbox;
    Server m_alertmanager;
    Server m_prometheus;
    QTimer m_patience;
    DemoAddresses m_addresses;
    bool m_failed = false; ///< it was told, by the callback or by ended()
    std::function<void(Result<DemoAddresses>)> m_callback;
};

} // namespace andon
