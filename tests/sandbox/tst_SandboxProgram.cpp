// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/sandbox/HttpClient.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#include <csignal>

using namespace andon;
using namespace andon::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QString program = QStringLiteral(ANDON_BIN_DIR "/andon-sandbox");

/// The program started, and its port once it says that it listens.
struct Running {
    QProcess process;
    QUrl url;

    explicit Running(const QStringList &arguments, const QString &token = QString::fromLatin1(HttpClient::token))
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"ANDON_SECRET_SANDBOX"_s);
        if (!token.isEmpty())
            environment.insert(u"ANDON_SECRET_SANDBOX"_s, token);
        process.setProcessEnvironment(environment);
        process.start(program, arguments);
        while (process.state() != QProcess::NotRunning && !process.canReadLine()) {
            if (!process.waitForReadyRead(20'000))
                break;
        }
        const auto line = parsed(process.readLine());
        if (line.is_object())
            url = QUrl(QString::fromStdString(line.value("listening", std::string())));
    }
    ~Running()
    {
        process.kill();
        process.waitForFinished();
    }
    QByteArray complaint()
    {
        process.waitForFinished();
        return process.readAllStandardError();
    }
};

} // namespace

class SandboxProgramTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void itSaysWhereItListensMakesTrafficAndEndsCleanly_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void itSaysWhereItListensMakesTrafficAndEndsCleanly()
    {
        QFETCH(int, signal);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"requests.jsonl"_s);
        Running running({u"--log"_s, path, u"--rate"_s, u"100"_s, u"--seed"_s, u"5"_s});
        QCOMPARE(running.url.host(), u"127.0.0.1"_s);
        QVERIFY(running.url.port() > 0);
        HttpClient client(static_cast<quint16>(running.url.port()));
        QTRY_VERIFY(
            client.send("GET", u"/metrics"_s).body.contains("gateway_tokens_total{version=\"v42\",direction=\"in\"} "));
        QTRY_VERIFY(QFile(path).size() > 0);
        QCOMPARE(client.get(u"/admin/v1/state"_s).status, 200);
        QCOMPARE(::kill(static_cast<pid_t>(running.process.processId()), signal), 0);
        QVERIFY(running.process.waitForFinished());
        QCOMPARE(running.process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(running.process.exitCode(), 0);
        QCOMPARE(running.process.readAllStandardError(), ""_ba);
        QFile log(path);
        QVERIFY(log.open(QIODevice::ReadOnly));
        while (!log.atEnd())
            QVERIFY(parsed(log.readLine()).is_object());
    }

    void trafficOfTheTimeBeforeTheStartIsThereAtOnce()
    {
        Running running({u"--rate"_s, u"40"_s, u"--preheat"_s, u"60"_s});
        HttpClient client(static_cast<quint16>(running.url.port()));
        const QByteArray text = client.send("GET", u"/metrics"_s).body;
        const QByteArray name = "gateway_request_duration_seconds_count{version=\"v41\"} "_ba;
        const qsizetype at = text.indexOf(name);
        QVERIFY(at > 0);
        QVERIFY(text.mid(at + name.size(), text.indexOf('\n', at) - at - name.size()).toInt() > 1000);
        QVERIFY(!text.contains("reason=\"overload\"")); // a minute's traffic did not come at once
    }

    void itRefusesToStartWithoutATokenAndSaysWhichVariable()
    {
        Running running({}, {});
        const QByteArray complaint = running.complaint();
        QVERIFY(complaint.contains("set the environment variable ANDON_SECRET_SANDBOX"));
        QCOMPARE(running.process.exitCode(), 1);
    }

    void badArgumentsAreNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("port") << QStringList{u"--port"_s, u"99999"_s} << "--port"_ba;
        QTest::newRow("rate") << QStringList{u"--rate"_s, u"fast"_s} << "--rate"_ba;
        QTest::newRow("rate nan") << QStringList{u"--rate"_s, u"nan"_s} << "--rate"_ba;
        QTest::newRow("seed") << QStringList{u"--seed"_s, u"1.5"_s} << "--seed"_ba;
        QTest::newRow("stray") << QStringList{u"stray"_s} << "stray"_ba;
    }
    void badArgumentsAreNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        Running running(arguments);
        QVERIFY(running.complaint().contains(named));
        QCOMPARE(running.process.exitCode(), 64);
    }

    void aTakenPortAndAnUnwritableLogAreNamed()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        Running port({u"--port"_s, QString::number(taken.serverPort())});
        QVERIFY(port.complaint().contains("take another port"));
        QCOMPARE(port.process.exitCode(), 1);
        QTemporaryDir folder;
        Running log({u"--log"_s, folder.path()});
        QVERIFY(log.complaint().contains("cannot be written"));
        QCOMPARE(log.process.exitCode(), 1);
    }
};

QTEST_GUILESS_MAIN(SandboxProgramTest)
#include "tst_SandboxProgram.moc"
