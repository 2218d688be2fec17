// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/UserTraffic.h"

#include <QTcpSocket>

namespace andon {

UserTraffic::UserTraffic(QUrl service)
    : m_service(std::move(service))
    , m_thread([this] { run(); })
{
}

UserTraffic::~UserTraffic()
{
    m_ends = true;
    m_thread.join();
}

void UserTraffic::run()
{
    const QByteArray body = R"({"user_id": "u1", "tenant_id": "acme", "prompt": "a question", "budget_ms": 8000})";
    const QByteArray request = "POST /chat HTTP/1.1\r\nHost: chat\r\nConnection: close\r\nContent-Type: application/json\r\n"
                               "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    while (!m_ends) {
        QTcpSocket socket;
        socket.connectToHost(m_service.host(), static_cast<quint16>(m_service.port()));
        QByteArray answer;
        if (socket.waitForConnected(1000)) {
            socket.write(request);
            while (socket.waitForReadyRead(2000))
                answer += socket.readAll();
        }
        if (answer.startsWith("HTTP/1.1 200"))
            ++m_answered;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace andon
