// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/DemoServers.h"
#include "app/adapters/process/StaleFolders.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>

using namespace andon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const char *const listens = "echo '{\"listening\":\"http://127.0.0.1:4711\"}'\n";
const char *const ready = "echo 'msg=\"Listening on\" address=127.0.0.1:4712' >&2\n"
                          "echo 'msg=\"Server is ready to receive web requests.\"' >&2\n";
const char *const listensToo = "echo 'msg=\"Listening on\" address=127.0.0.1:4713' >&2\n";
const char *const stays = "exec sleep 1000\n";
const char *const stubborn = "trap '' TERM\nwhile :; do sleep 0.1; done\n";

/// Programs of the test's own making; each leaves its process id in <name>.pid and its token in <name>.token.
class Scripts {
public:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString write(const QString &name, const QByteArray &what) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no script");
        file.write("#!/bin/sh\necho $$ > '" + path(name + u".pid"_s).toUtf8() + "'\nprintf %s \"$ANDON_SECRET_SANDBOX\" > '"
                   + path(name + u".token"_s).toUtf8() + "'\n" + what);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path(name);
    }
    [[nodiscard]] QByteArray left(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }
    [[nodiscard]] qint64 pid(const QString &name) const { return left(name + u".pid"_s).toLongLong(); }

private:
    QTemporaryDir m_folder;
};

bool isThere(qint64 pid)
{
    return pid > 0 && ::kill(static_cast<pid_t>(pid), 0) == 0;
}

/// What the start told.
struct Start {
    int calls = 0;
    Result<DemoAddresses> result = failure(ErrorKind::BadInput);
    void of(DemoServers &servers)
    {
        servers.start([this](const Result<DemoAddresses> &given) {
            ++calls;
            result = given;
        });
    }
};

} // namespace

class DemoServersTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // Other demos on this machine clear away what killed ones left, too.
        QVERIFY(m_temporary.isValid());
        qputenv("TMPDIR", m_temporary.path().toLocal8Bit());
    }
    void init()
    {
        failOnWarnings();
        qunsetenv("ANDON_SECRET_SANDBOX");
        m_scripts = std::make_unique<Scripts>();
    }

    void aServerThatDoesNotStartIsToldInClearWords_data()
    {
        QTest::addColumn<QByteArray>("sandbox"); // empty: missing
        QTest::addColumn<QByteArray>("alertmanager");
        QTest::addColumn<QByteArray>("prometheus");
        QTest::addColumn<QString>("words");
        const QByteArray listening = QByteArray(listens) + stays, told = QByteArray(listensToo) + stays;
        QTest::newRow("no sandbox") << QByteArray() << told << QByteArray(stays)
            << u"The program andon-sandbox is not installed. Install the Debian package andon."_s;
        QTest::newRow("no Prometheus") << listening << told << QByteArray()
            << u"The program prometheus is not installed. Install the Debian package prometheus."_s;
        QTest::newRow("the sandbox refuses") << QByteArray("echo 'the port is taken' >&2; exit 1\n") << told << QByteArray(stays)
            << u"The program andon-sandbox failed: the port is taken."_s;
        QTest::newRow("Prometheus refuses") << listening << told << QByteArray("echo 'the disk is full' >&2; exit 1\n")
            << u"The program prometheus failed: the disk is full."_s;
        QTest::newRow("the sandbox ends without a word") << QByteArray("exit 0\n") << told << QByteArray(stays)
            << u"The program andon-sandbox failed: it ended without a word."_s;
        QTest::newRow("Prometheus crashes") << listening << told << QByteArray("kill -SEGV $$\n")
            << u"The program prometheus failed: it ended without a word."_s;
        QTest::newRow("no Alertmanager") << listening << QByteArray() << QByteArray(stays)
            << u"The program prometheus-alertmanager is not installed. Install the Debian package prometheus-alertmanager."_s;
        QTest::newRow("the Alertmanager refuses") << listening << QByteArray("echo 'err=\"no such route\"' >&2; exit 1\n") << QByteArray(stays)
            << u"The program prometheus-alertmanager failed: no such route."_s;
    }
    void aServerThatDoesNotStartIsToldInClearWords()
    {
        QFETCH(QByteArray, sandbox);
        QFETCH(QByteArray, alertmanager);
        QFETCH(QByteArray, prometheus);
        QFETCH(QString, words);
        const auto made = [this](const QString &name, const QByteArray &what) {
            return what.isEmpty() ? m_scripts->path(name) : m_scripts->write(name, what);
        };
        DemoServers servers({made(u"andon-sandbox"_s, sandbox), made(u"prometheus"_s, prometheus), made(u"prometheus-alertmanager"_s, alertmanager)});
        QSignalSpy ended(&servers, &DemoServers::ended);
        Start start;
        start.of(servers);
        QCOMPARE(start.calls, 0);
        QTRY_COMPARE(start.calls, 1);
        QVERIFY(!start.result);
        QCOMPARE(start.result.error().message(), words);
        QCOMPARE(ended.size(), 0);
    }
    void aServerThatIsNeverReadyIsToldByItsName_data()
    {
        QTest::addColumn<QByteArray>("sandbox");
        QTest::addColumn<QByteArray>("prometheus");
        QTest::addColumn<QString>("program");
        QTest::newRow("the sandbox") << QByteArray(stays) << QByteArray(stays) << u"andon-sandbox"_s;
        QTest::newRow("the sandbox, with other lines")
            << "echo hello; echo '{\"listening\":5}'; echo '{'\n" + QByteArray(stays) << QByteArray(stays) << u"andon-sandbox"_s;
        QTest::newRow("Prometheus") << QByteArray(listens) + stays << QByteArray(stays) << u"prometheus"_s;
        QTest::newRow("Prometheus, listening but not ready")
            << QByteArray(listens) + stays << QByteArray(ready).left(QByteArray(ready).indexOf('\n') + 1) + stays
            << u"prometheus"_s;
    }
    void aServerThatIsNeverReadyIsToldByItsName()
    {
        QFETCH(QByteArray, sandbox);
        QFETCH(QByteArray, prometheus);
        DemoServers servers({m_scripts->write(u"andon-sandbox"_s, sandbox), m_scripts->write(u"prometheus"_s, prometheus), alertmanager()}, 1500ms);
        Start start;
        start.of(servers);
        QTRY_COMPARE(start.calls, 1);
        QVERIFY(!start.result);
        QCOMPARE(start.result.error().kind, ErrorKind::ProgramFailed);
        QTEST(start.result.error().arguments.value(0), "program");
        QVERIFY(start.result.error().message().contains(u"not ready within 1500 ms"_s));
    }
    void noRoomForTheDataIsToldWithItsPlace()
    {
        const QString file = m_scripts->write(u"full"_s, stays);
        const auto back = qScopeGuard([before = qgetenv("TMPDIR")] { qputenv("TMPDIR", before); });
        qputenv("TMPDIR", file.toLocal8Bit());
        DemoServers servers({file});
        Start start;
        start.of(servers);
        QCOMPARE(start.calls, 0);
        QTRY_COMPARE(start.calls, 1);
        QVERIFY(!start.result);
        QCOMPARE(start.result.error().kind, ErrorKind::FileUnwritable);
        QVERIFY2(start.result.error().message().contains(file + u"/andon-demo-"_s), qPrintable(start.result.error().message()));
    }
    void allAddressesAreToldAndPrometheusIsPointedAtTheSandbox()
    {
        DemoServers servers({m_scripts->write(u"andon-sandbox"_s, QByteArray(listens) + stays),
                            m_scripts->write(u"prometheus"_s, QByteArray(ready) + stays), alertmanager()});
        Start start;
        start.of(servers);
        QTRY_COMPARE(start.calls, 1);
        QVERIFY2(start.result.has_value(), start.result ? "" : qPrintable(start.result.error().message()));
        QCOMPARE(start.result->gateway, u"http://127.0.0.1:4711"_s);
        QCOMPARE(start.result->prometheus, u"http://127.0.0.1:4712"_s);
        QCOMPARE(start.result->alertmanager, u"http://127.0.0.1:4713"_s);
        QFile config(start.result->folder + u"/prometheus.yml"_s);
        QVERIFY(config.open(QIODevice::ReadOnly));
        const QByteArray written = config.readAll();
        QVERIFY(written.contains("targets: ['127.0.0.1:4711']") && written.contains("targets: ['127.0.0.1:4713']"));
        QVERIFY(QFile::exists(start.result->folder + u"/rules.yml"_s));
    }
    void aRunMakesATokenOfItsOwnUnlessOneIsGiven_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("one") << QByteArray("chosen-by-hand");
    }
    void aRunMakesATokenOfItsOwnUnlessOneIsGiven()
    {
        QFETCH(QByteArray, given);
        if (!given.isEmpty())
            qputenv("ANDON_SECRET_SANDBOX", given);
        QList<QByteArray> tokens;
        for (int run = 0; run < 2; ++run) {
            DemoServers servers({m_scripts->write(u"andon-sandbox"_s, QByteArray(listens) + stays),
                                m_scripts->write(u"prometheus"_s, QByteArray(ready) + stays), alertmanager()});
            Start start;
            start.of(servers);
            QTRY_COMPARE(start.calls, 1);
            QVERIFY(start.result.has_value());
            tokens << start.result->token.reveal();
            QCOMPARE(m_scripts->left(u"andon-sandbox.token"_s), tokens.last());
            QCOMPARE(m_scripts->left(u"prometheus.token"_s), given); // it has no business with ours
        }
        if (given.isEmpty()) {
            QCOMPARE(tokens[0].size(), 64);
            QVERIFY(tokens[0] != tokens[1]);
        } else {
            QCOMPARE(tokens, (QList<QByteArray>{given, given}));
        }
    }
    void aServerThatEndsLaterIsTold_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("the sandbox") << u"andon-sandbox"_s;
        QTest::newRow("Prometheus") << u"prometheus"_s;
        QTest::newRow("the Alertmanager") << u"prometheus-alertmanager"_s;
    }
    void aServerThatEndsLaterIsTold()
    {
        QFETCH(QString, program);
        DemoServers servers({m_scripts->write(u"andon-sandbox"_s, QByteArray(listens) + stays),
                            m_scripts->write(u"prometheus"_s, QByteArray(ready) + stays), alertmanager()});
        Start start;
        start.of(servers);
        QTRY_COMPARE(start.calls, 1);
        QVERIFY(start.result.has_value());
        QSignalSpy ended(&servers, &DemoServers::ended);
        QCOMPARE(::kill(static_cast<pid_t>(m_scripts->pid(program)), SIGKILL), 0);
        QTRY_COMPARE(ended.size(), 1);
        const Error error = ended[0][0].value<Error>();
        QCOMPARE(error.kind, ErrorKind::ProgramFailed);
        QCOMPARE(error.arguments.value(0), program);
        QCOMPARE(start.calls, 1);
    }
    void allServersAndTheirDataEndWithTheObject_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::newRow("asked kindly") << QByteArray(stays);
        QTest::newRow("deaf to it") << QByteArray(stubborn);
    }
    void allServersAndTheirDataEndWithTheObject()
    {
        QFETCH(QByteArray, how);
        QString folder;
        {
            DemoServers servers({m_scripts->write(u"andon-sandbox"_s, listens + how),
                                m_scripts->write(u"prometheus"_s, ready + how), alertmanager()});
            Start start;
            start.of(servers);
            QTRY_COMPARE(start.calls, 1);
            QVERIFY(start.result.has_value());
            folder = start.result->folder;
            QVERIFY(QDir(folder).exists());
        }
        QVERIFY(!isThere(m_scripts->pid(u"andon-sandbox"_s)));
        QVERIFY(!isThere(m_scripts->pid(u"prometheus"_s)));
        QVERIFY(!QDir(folder).exists());
    }
    void allServersEndEvenWhenTheirOwnerIsKilled()
    {
        QProcess owner;
        owner.start(QCoreApplication::applicationFilePath(),
                    {u"--own"_s, m_scripts->write(u"andon-sandbox"_s, QByteArray(listens) + stays),
                     m_scripts->write(u"prometheus"_s, QByteArray(ready) + stays), alertmanager()});
        QTRY_VERIFY_WITH_TIMEOUT(owner.canReadLine(), 10'000);
        const QString folder = QString::fromUtf8(owner.readLine()).trimmed();
        QVERIFY(isThere(m_scripts->pid(u"andon-sandbox"_s)));
        QVERIFY(isThere(m_scripts->pid(u"prometheus"_s)));
        owner.kill();
        QVERIFY(owner.waitForFinished());
        QTRY_VERIFY(!isThere(m_scripts->pid(u"andon-sandbox"_s)));
        QTRY_VERIFY(!isThere(m_scripts->pid(u"prometheus"_s)));
        // Its data is what the next demo clears away.
        QVERIFY(QDir(folder).exists());
        removeStaleDemoFolders();
        QVERIFY(!QDir(folder).exists());
    }
    void theRealServersStartAndTheGatewayIsScraped()
    {
        DemoServers servers({builtProgram(u"andon-sandbox"_s)});
        Start start;
        start.of(servers);
        QTRY_COMPARE_WITH_TIMEOUT(start.calls, 1, 40'000);
        QVERIFY2(start.result.has_value(), start.result ? "" : qPrintable(start.result.error().message()));
        QCOMPARE(exchange("GET", start.result->gateway + u"/admin/v1/state"_s, start.result->token.reveal()).status, 200);
        const auto isUp = [&] {
            const auto body = exchange("GET", start.result->prometheus + u"/api/v1/query?query=up"_s).body;
            return body.is_object() && body["data"]["result"].size() == 1 && body["data"]["result"][0]["value"][1] == "1";
        };
        QTRY_VERIFY_WITH_TIMEOUT(isUp(), 30'000);
        // Its rules are read, and it knows the Alertmanager.
        QVERIFY(exchange("GET", start.result->prometheus + u"/api/v1/rules?type=alert"_s).body["data"]["groups"][0]["rules"].size() >= 5);
        const auto isTold = [&] {
            const auto body = exchange("GET", start.result->prometheus + u"/api/v1/alertmanagers"_s).body;
            return body["data"]["activeAlertmanagers"].size() == 1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(), 20'000);
        QCOMPARE(exchange("GET", start.result->alertmanager + u"/api/v2/status"_s).status, 200);
    }

private:
    /// One that starts as it should.
    [[nodiscard]] QString alertmanager() const { return m_scripts->write(u"prometheus-alertmanager"_s, QByteArray(listensToo) + stays); }

    QTemporaryDir m_temporary;
    std::unique_ptr<Scripts> m_scripts;
};

/// This program as the owner of two servers, to be killed: says their folder once they are up.
static int own(QCoreApplication &application)
{
    DemoServers servers({application.arguments().value(2), application.arguments().value(3), application.arguments().value(4)});
    servers.start([](const Result<DemoAddresses> &result) {
        std::puts(result ? qPrintable(result->folder) : "failed");
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (application.arguments().value(1) == u"--own")
        return own(application);
    DemoServersTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_DemoServers.moc"
