// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/base/Secret.h"

#include <QObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>

namespace andon {

/// Where the demo's servers listen.
struct DemoAddresses {
    QString gateway;    ///< "http://127.0.0.1:PORT"
    QString prometheus;
    Secret token;       ///< of the admin endpoints: ANDON_SECRET_SANDBOX, or made for this run
    QString folder;     ///< holds the demo's data; removed at the end
};

/// The sandbox gateway and a Prometheus that scrapes it each second, on free loopback ports, with their data in a
/// temporary folder. Both end with this object, and with this process even when it is killed. GUI thread.
class DemoServers : public QObject {
    Q_OBJECT
public:
    /// `sandbox`: path of andon-sandbox; `prometheus`: name or path of the server's program.
    DemoServers(QString sandbox, QString prometheus, QObject *parent = nullptr);
    ~DemoServers() override;
    /// Starts both. `callback` runs once, later: the addresses when both answer, or ProgramMissing or ProgramFailed.
    void start(std::function<void(Result<DemoAddresses>)> callback);

signals:
    /// A server ended by itself after the start.
    void ended(const andon::Error &error);

private:
    void run(QProcess &process, const QString &program, const QStringList &arguments);
    void startPrometheus();
    void readSandbox();
    void readPrometheus();
    void finish(const Result<DemoAddresses> &result);
    void fail(const QString &program, const QString &reason, bool missing);

    QString m_sandboxProgram;
    QString m_prometheusProgram;
    QTemporaryDir m_folder;
    QProcess m_sandbox;
    QProcess m_prometheus;
    QTimer m_patience;
    DemoAddresses m_addresses;
    QByteArray m_prometheusWords;
    std::function<void(Result<DemoAddresses>)> m_callback;
};

} // namespace andon
