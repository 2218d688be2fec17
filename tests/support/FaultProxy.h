// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/FaultScript.h"

#include <QHash>
#include <QThread>
#include <QUrl>

#include <memory>

namespace andon {

/// Stands between a client and a server with one fault at a time, in a thread of its own: whatever it does, it takes
/// no time from the thread of the client. Each request is passed on whole, each answer is played by the fault's script.
/// The oracle for copies on the wire.
class FaultProxy {
public:
    /// What went over the wire, by the request's method.
    struct Copies {
        QHash<QByteArray, int> begun;     ///< heads that the client wrote here
        QHash<QByteArray, int> forwarded; ///< whole requests that reached the server
    };

    /// `server`: http on this machine.
    explicit FaultProxy(const QUrl &server);
    ~FaultProxy();
    FaultProxy(const FaultProxy &) = delete;
    FaultProxy &operator=(const FaultProxy &) = delete;
    /// Of the proxy; after Refuse and BlackHole: of the place where it happens.
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    /// For all requests from now on; forgets the copies.
    void inject(Fault fault, int delayMs, const QUrl &elsewhere = {});
    [[nodiscard]] Copies copies() const;
    /// Connections that are open here.
    [[nodiscard]] int openConnections() const;

private:
    class Desk;
    QThread m_thread;
    Desk *m_desk; ///< lives in the thread
};

/// A place that takes no connection and refuses none: its queue is full.
class BlackHole {
public:
    BlackHole();
    ~BlackHole();
    BlackHole(const BlackHole &) = delete;
    BlackHole &operator=(const BlackHole &) = delete;
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    int m_listener;
    QList<int> m_waiting;
    quint16 m_port = 0;
};

} // namespace andon
