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
};

/// The sandbox gateway and a Prometheus that scrapes it twice a second, on free loopback ports, with their data in a
/// temporary folder. Both end with this object, and with this process even when it is killed. GUI thread.
class DemoServers : public QObject {
    Q_OBJECT
public:
    /// `sandbox`: path of andon-sandbox; `prometheus`: name or path of the server's program. `patience` is for both.
    DemoServers(QString sandbox, QString prometheus, std::chrono::milliseconds patience = std::chrono::seconds(30),
                QObject *parent = nullptr);
    ~DemoServers() override;
    /// Starts both. `callback` runs once, later: the addresses when both answer, or ProgramMissing, ProgramFailed
    /// or FileUnwritable.
    void start(std::function<void(Result<DemoAddresses>)> callback);

signals:
    /// A server ended by itself after the start; told once.
    void ended(const andon::Error &error);

private:
    void run(QProcess &process, const QString &program, const QStringList &arguments);
    void startPrometheus();
    void readSandbox();
    void readPrometheus();
    void finish(const Result<DemoAddresses> &result);
    void fail(const Error &error);
    void missing(bool isSandbox, const QString &reason);
    void failed(bool isSandbox, const QString &reason);

    QString m_sandboxProgram;
    QString m_prometheusProgram;
    QTemporaryDir m_folder;
    QProcess m_sandbox;
    QProcess m_prometheus;
    QTimer m_patience;
    DemoAddresses m_addresses;
    QByteArray m_prometheusWords;
    bool m_failed = false; ///< it was told, by the callback or by ended()
    std::function<void(Result<DemoAddresses>)> m_callback;
};

} // namespace andon
