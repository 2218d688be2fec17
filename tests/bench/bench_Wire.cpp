// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Click to wire beside stalled polls, the GUI thread under faults, the intent's commit: each beside a peer in the same
// run. Prints a table; asserts nothing.
#include "app/adapters/http/IoThread.h"
#include "app/adapters/http/PollClient.h"
#include "app/adapters/journal/SqliteJournal.h"
#include "app/base/Uuid7.h"
#include "tests/support/FaultProxy.h"
#include "tests/support/FaultServer.h"
#include "tests/support/Heartbeat.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QNetworkReply>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr int polls = 20;
constexpr int stallMs = 1000;

qint64 nowNs()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

/// Milliseconds.
struct Figures {
    std::vector<double> all;
    [[nodiscard]] double at(double share)
    {
        if (all.empty())
            return -1;
        std::sort(all.begin(), all.end());
        return all[std::min(all.size() - 1, static_cast<size_t>(share * static_cast<double>(all.size())))];
    }
};

void row(const QString &figure, double ours, const QString &peerName, double peer, const char *goal)
{
    std::printf("%-44s %9.2f ms | %-46s %9.2f ms | ratio %7.4f | goal %s\n", qPrintable(figure), ours, qPrintable(peerName), peer,
                peer > 0 ? ours / peer : 0, goal);
    std::fflush(stdout);
}

/// Runs an object in a thread of its own.
template<typename T>
class Threaded {
public:
    template<typename Make>
    explicit Threaded(const Make &make)
    {
        QObject start;
        start.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(&start, [&] {
            m_it = make();
            start.moveToThread(nullptr);
        }, Qt::BlockingQueuedConnection);
    }
    ~Threaded()
    {
        m_it->deleteLater();
        m_thread.quit();
        m_thread.wait();
    }
    T *operator->() const { return m_it; }

private:
    QThread m_thread;
    T *m_it = nullptr;
};

/// Answers a PUT at once and notes when its first byte was there; answers anything else after a second.
class StallingServer : public QObject {
public:
    StallingServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    const bool isPut = socket->readAll().startsWith("PUT ");
                    if (isPut)
                        putNs = nowNs();
                    QTimer::singleShot(isPut ? 0 : stallMs, socket, [socket] { socket->write(httpAnswer("200 OK", "application/json", "{}")); });
                });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    [[nodiscard]] QUrl url(const QString &path) const { return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path)); }
    std::atomic<qint64> putNs{0};

private:
    QTcpServer m_server;
};

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Milliseconds from `send` to the first byte there; `send` calls back when its answer is there.
double msToWire(const Threaded<StallingServer> &server, const std::function<void(std::function<void()>)> &send)
{
    QEventLoop loop;
    server->putNs = 0;
    qint64 startNs = 0;
    QTimer::singleShot(0, &loop, [&] {
        startNs = nowNs();
        send([&loop] { loop.quit(); });
    });
    loop.exec();
    return static_cast<double>(server->putNs - startNs) / 1e6;
}

HttpRequest putTo(const QUrl &url, int deadlineMs)
{
    HttpRequest request;
    request.method = "PUT";
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = R"({"stable":100,"canary":0})";
    request.deadline = std::chrono::milliseconds(deadlineMs);
    return request;
}

void clickBesidePolls(const Threaded<StallingServer> &server)
{
    Figures ours;
    {
        IoThread io;
        PollClient client(io, HttpAccess());
        HttpClient actions;
        QObject context;
        HttpRequest poll;
        poll.url = server->url(u"/poll"_s);
        poll.deadline = std::chrono::seconds(60);
        const std::function<void()> again = [&] {
            client.ask<int>(poll, &context, [](const HttpAnswer &answer) { return answer.status; }, [&](int) { again(); });
        };
        for (int i = 0; i < polls; ++i)
            again();
        wait(200);
        for (int i = 0; i < 300; ++i) {
            ours.all.push_back(msToWire(server, [&](const std::function<void()> &done) {
                actions.send(putTo(server->url(u"/act"_s), 30'000), &context, [done](const HttpAnswer &) { done(); });
            }));
            wait(5);
        }
    }
    Figures peer;
    for (int i = 0; i < 5; ++i) {
        QNetworkAccessManager shared;
        for (int j = 0; j < polls; ++j)
            shared.get(QNetworkRequest(server->url(u"/poll"_s)));
        wait(200);
        peer.all.push_back(msToWire(server, [&](const std::function<void()> &done) {
            QNetworkRequest request(server->url(u"/act"_s));
            request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
            QObject::connect(shared.put(request, "{}"), &QNetworkReply::finished, &shared, done);
        }));
    }
    const QString name = u"one shared QNetworkAccessManager, of 5"_s;
    row(u"send to first byte, 20 stalled polls, p50 of 300"_s, ours.at(0.5), name, peer.at(0.5), "50 ms");
    row(u"send to first byte, 20 stalled polls, p99 of 300"_s, ours.at(0.99), name, peer.at(0.99), "50 ms");
}

/// The longest block of this thread while `send` meets every fault; it calls back at its end.
Figures blocksOverFaults(const QUrl &upstream, const std::function<void(const QUrl &, std::function<void()>)> &send)
{
    Figures out;
    Heartbeat heart;
    FaultProxy proxy(upstream);
    for (int fault = static_cast<int>(Fault::None); fault <= static_cast<int>(Fault::CloseBetween); ++fault) {
        proxy.inject(static_cast<Fault>(fault), 500, QUrl(u"http://127.0.0.1:1/"_s));
        const QUrl url = proxy.url();
        QEventLoop loop;
        QTimer::singleShot(0, &loop, [&] {
            heart.restart();
            send(url, [&loop] { loop.quit(); });
        });
        loop.exec();
        out.all.push_back(heart.longestBlockMs());
    }
    return out;
}

void guiUnderFaults()
{
    const Threaded<FaultServer> server([] {
        auto *made = new FaultServer;
        made->play({FaultServer::Play{{httpAnswer("200 OK", "application/json", QByteArray(200, ' ') + "{}")}, 0, false,
                                      FaultServer::End::Close, false}});
        return made;
    });
    constexpr int deadlineMs = 700;
    HttpClient actions;
    QObject context;
    Figures ours = blocksOverFaults(server->url(), [&](const QUrl &url, const std::function<void()> &done) {
        actions.send(putTo(url, deadlineMs), &context, [done](const HttpAnswer &) { done(); });
    });
    QNetworkAccessManager plain;
    Figures peer = blocksOverFaults(server->url(), [&](const QUrl &url, const std::function<void()> &done) {
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        QNetworkReply *reply = plain.put(request, "{}");
        QTimer::singleShot(deadlineMs, reply, &QNetworkReply::abort);
        QObject::connect(reply, &QNetworkReply::finished, reply, [reply, done] {
            if (reply->isOpen())
                static_cast<void>(reply->readAll());
            reply->deleteLater();
            done();
        });
    });
    row(u"longest block of the GUI thread over %1 faults"_s.arg(ours.all.size()), ours.at(1), u"QNetworkAccessManager::put, readAll at the end"_s,
        peer.at(1), "50 ms");
}

void intentCommit()
{
    constexpr int count = 500;
    QTemporaryDir folder;
    const SystemClock clock;
    Figures ours;
    {
        SqliteJournal journal(folder.filePath(u"journal.db"_s), clock);
        for (int i = 0; i < count; ++i) {
            Event intent;
            intent.eventId = newUuid7(clock.now());
            intent.kind = QString::fromUtf16(EventKind::actionIntent);
            intent.occurredAt = clock.now();
            intent.actor = {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};
            intent.opId = newUuid7(clock.now());
            intent.title = u"Roll back to stable"_s;
            intent.payload = {{"verb", "rollback"}, {"before", {{"canary", 20}}}, {"after", {{"canary", 0}}}, {"if_match", "7"}};
            QEventLoop loop;
            const qint64 startNs = nowNs();
            journal.append(intent, &journal, [&](const Result<Event> &) { loop.quit(); });
            loop.exec();
            ours.all.push_back(static_cast<double>(nowNs() - startNs) / 1e6);
        }
    }
    Figures peer;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"peer"_s);
        database.setDatabaseName(folder.filePath(u"peer.db"_s));
        if (!database.open())
            return;
        QSqlQuery query(database);
        for (const QString &text : {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s, u"CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT)"_s})
            query.exec(text);
        query.prepare(u"INSERT INTO t (body) VALUES (?)"_s);
        for (int i = 0; i < count; ++i) {
            query.bindValue(0, QString(600, u'x'));
            const qint64 startNs = nowNs();
            query.exec();
            peer.all.push_back(static_cast<double>(nowNs() - startNs) / 1e6);
        }
    }
    QSqlDatabase::removeDatabase(u"peer"_s);
    const QString name = u"plain QSqlQuery insert, synchronous=FULL"_s;
    row(u"commit of an intent, p50 of 500"_s, ours.at(0.5), name, peer.at(0.5), "-");
    row(u"commit of an intent, p99 of 500"_s, ours.at(0.99), name, peer.at(0.99), "-");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    {
        const Threaded<StallingServer> server([] { return new StallingServer; });
        clickBesidePolls(server);
    }
    guiUnderFaults();
    intentCommit();
    return 0;
}
