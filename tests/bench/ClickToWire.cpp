// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ClickToWire.h"

#include "app/console/Console.h"
#include "tests/support/Programs.h"
#include "ui/common/ActionButton.h"
#include "ui/shell/MainWindow.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

qint64 nowNs()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// Passes every byte on to the gateway from a thread of its own and notes when a PUT began to arrive.
class WireWatch {
public:
    explicit WireWatch(const QUrl &gateway)
    {
        m_server.moveToThread(&m_thread);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, gateway] {
            while (QTcpSocket *from = m_server.nextPendingConnection()) {
                auto *to = new QTcpSocket(from);
                to->connectToHost(gateway.host(), static_cast<quint16>(gateway.port()));
                QObject::connect(from, &QTcpSocket::readyRead, to, [this, from, to] {
                    const QByteArray bytes = from->readAll();
                    qint64 none = 0;
                    if (bytes.startsWith("PUT "))
                        m_putNs.compare_exchange_strong(none, nowNs());
                    to->write(bytes);
                });
                QObject::connect(to, &QTcpSocket::readyRead, from, [from, to] { from->write(to->readAll()); });
                QObject::connect(to, &QTcpSocket::disconnected, from, &QTcpSocket::disconnectFromHost);
                QObject::connect(from, &QTcpSocket::disconnected, from, &QObject::deleteLater);
            }
        });
        m_thread.start();
        QMetaObject::invokeMethod(&m_server, [this] { m_server.listen(QHostAddress::LocalHost); }, Qt::BlockingQueuedConnection);
    }
    ~WireWatch()
    {
        QMetaObject::invokeMethod(&m_server, [this] {
            m_server.close();
            m_server.moveToThread(nullptr);
        }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())); }
    /// Milliseconds from `act` to the first byte of the next PUT, or -1.
    double msToPut(const std::function<void()> &act)
    {
        m_putNs = 0;
        // A real event loop: QTest::qWaitFor sleeps 10 ms between two looks, and a click makes several hops.
        QEventLoop loop;
        QObject::connect(&m_signal, &QTimer::timeout, &loop, [&] {
            if (m_putNs != 0)
                loop.quit();
        });
        QTimer::singleShot(5000, &loop, &QEventLoop::quit);
        m_signal.start(5);
        const qint64 startNs = nowNs();
        act();
        loop.exec();
        return m_putNs == 0 ? -1 : static_cast<double>(m_putNs - startNs) / 1e6;
    }

private:
    QThread m_thread;
    QTcpServer m_server;
    std::atomic<qint64> m_putNs{0};
    QTimer m_signal;
};

double median(std::vector<double> values)
{
    if (values.empty())
        return -1;
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

ActionButton *pauseButton(MainWindow &window)
{
    for (ActionButton *button : window.findChildren<ActionButton *>()) {
        if (button->accessibleName().startsWith(u"Pause"))
            return button;
    }
    return nullptr;
}

nlohmann::json stateAt(const QString &gateway, const Secret &token)
{
    return exchange("GET", gateway + u"/admin/v1/state"_s, token.reveal()).body;
}

/// Somebody else resumes, so that Pause can be clicked again.
void resume(const QString &gateway, const Secret &token)
{
    QNetworkAccessManager network;
    QNetworkRequest request{QUrl(gateway + u"/admin/v1/rollout"_s)};
    const nlohmann::json rollout = stateAt(gateway, token)["rollout"];
    request.setRawHeader("Authorization", "Bearer " + token.reveal());
    request.setRawHeader("If-Match", '"' + QByteArray::fromStdString(rollout["version"].dump()) + '"');
    request.setRawHeader("Idempotency-Key", "bench-" + QByteArray::number(nowNs()));
    request.setRawHeader("Andon-Actor", "bench");
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const nlohmann::json body{{"phase", "running"}, {"current_step", rollout["current_step"]}};
    QNetworkReply *reply = network.put(request, QByteArray::fromStdString(body.dump()));
    static_cast<void>(QTest::qWaitFor([reply] { return reply->isFinished(); }, 5000));
    delete reply;
}

} // namespace

ClickFigures clickToWire(const DemoWorkspace &demo, const QString &gateway, const Secret &token)
{
    WireWatch wire{QUrl(gateway)};
    Workspace workspace = demo.workspace;
    workspace.gateways.first().nodes = {wire.url()};
    Console console({workspace, demo.journalPath + u".clicks"_s, u"person"_s, {}, {{workspace.gateways.first().tokenSecret, token}}});
    bool started = false;
    QObject::connect(&console, &Console::started, &console, [&] { started = true; });
    console.open();
    if (!QTest::qWaitFor([&] { return started; }, 5000))
        return {};
    MainWindow window(console);
    window.show();
    for (const auto &desk : console.desks())
        desk->start(console.actor(), false);
    std::vector<double> clicks;
    std::vector<double> bare;
    QNetworkAccessManager network;
    for (int i = 0; i < 9; ++i) {
        ActionButton *pause = pauseButton(window);
        const bool ready = pause && QTest::qWaitFor([&] { return console.desks().front()->face(Verb::Pause).enabled(); }, 15'000);
        if (!ready)
            break;
        QTest::qWait(600); // a button whose target was repainted is dead for 400 ms
        clicks.push_back(wire.msToPut([&] { QTest::mouseClick(pause, Qt::LeftButton); }));
        if (!QTest::qWaitFor([&] { return stateAt(gateway, token)["rollout"]["phase"] == "paused"; }, 5000))
            break;
        resume(gateway, token);
        bare.push_back(wire.msToPut([&] {
            QNetworkReply *reply = network.put(QNetworkRequest(wire.url()), QByteArray(200, 'x'));
            QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
        }));
        QTest::qWait(300);
    }
    return {median(clicks), median(bare)};
}

} // namespace andon
