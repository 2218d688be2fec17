// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/FaultServer.h"

#include <functional>

namespace andon {

/// What a double answers.
struct DoubleAnswer {
    int status = 200;
    QByteArray body;
    QByteArray type = "application/json";
};

/// A small HTTP server on a free loopback port: each whole request is answered by one function and kept. The admin side
/// of a gateway, or a model behind one. Lives in the test's thread.
class AdminDouble : public QObject {
public:
    using Request = FaultServer::Request;
    using Answering = std::function<DoubleAnswer(const Request &)>;
    explicit AdminDouble(Answering answering);
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    /// Those that are no GET, as "METHOD path body".
    [[nodiscard]] QStringList writes() const;
    void answerBy(Answering answering) { m_answering = std::move(answering); }
    /// From now on nothing listens there.
    void die();

private:
    void read(QTcpSocket *socket);
    Answering m_answering;
    QHash<QTcpSocket *, QByteArray> m_received;
    QList<Request> m_requests;
    QTcpServer m_server; ///< goes first
};

/// An upstream that answers everything with its name.
[[nodiscard]] AdminDouble::Answering alwaysSays(const QByteArray &text);

} // namespace andon
