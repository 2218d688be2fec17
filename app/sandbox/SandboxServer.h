// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/ChatApi.h"
#include "app/sandbox/DrillApi.h"
#include "app/sandbox/RequestsApi.h"

#include <QAbstractHttpServer>
#include <QTimer>

class QTcpServer;

namespace andon::sandbox {

/// The gateway behind HTTP on 127.0.0.1, with its traffic running. One thread, that of its event loop.
class SandboxServer final : public QAbstractHttpServer {
    Q_OBJECT
public:
    SandboxServer(const Clock &clock, const GatewayOptions &options, const QByteArray &token,
                  QObject *parent = nullptr);

    /// Opens the port (0: the system chooses), starts the traffic and gives the port that was opened. BadInput
    /// where it cannot be opened.
    [[nodiscard]] Result<quint16> start(quint16 port);
    [[nodiscard]] SandboxGateway &gateway() { return m_gateway; }

private:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &request, QTcpSocket *socket) override;
    HttpAnswer route(const HttpQuestion &question);
    void send(const HttpAnswer &answer, const QHttpServerRequest &request, QTcpSocket *socket);
    void tick();
    void awaitCopies();

    const Clock &m_clock;
    SandboxGateway m_gateway;
    BearerCheck m_bearer;
    AdminApi m_admin;
    ChatApi m_chat;
    DrillApi m_drill;
    RequestsApi m_requests;
    QTcpServer *m_listener; ///< owned by this
    QTimer m_ticks;
    QTimer m_copies;
    std::chrono::nanoseconds m_lastTick{0};
};

} // namespace andon::sandbox
