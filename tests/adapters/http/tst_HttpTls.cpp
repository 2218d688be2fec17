// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/HttpClient.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A TLS server with a certificate that nobody signed; says all that it could decipher.
class SelfSigned {
public:
    SelfSigned()
    {
        const QString key = m_folder.filePath(u"key.pem"_s);
        const QString certificate = m_folder.filePath(u"certificate.pem"_s);
        const ProgramRun made = runProgram(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                                                          u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=localhost"_s, u"-keyout"_s,
                                                          key, u"-out"_s, certificate});
        if (made.exitCode != 0)
            return;
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.start(u"openssl"_s, {u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-key"_s, key, u"-cert"_s, certificate});
        const QString marker = u"ACCEPT 127.0.0.1:"_s;
        if (QTest::qWaitFor([&] { return said().contains(marker); }, 10'000))
            m_port = said().section(marker, 1).section(u'\n', 0, 0).toInt();
    }
    ~SelfSigned()
    {
        m_server.kill();
        m_server.waitForFinished(2000);
    }
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] QString said()
    {
        m_said += m_server.readAll();
        return QString::fromUtf8(m_said);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    QByteArray m_said;
    int m_port = 0;
};

} // namespace

class HttpTlsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aCertificateThatNobodySignedGetsNeitherTokenNorBody()
    {
        SelfSigned server;
        QVERIFY(server.port() > 0);
        HttpClient client{Secret("s3cret")};
        HttpRequest request;
        request.method = "PUT";
        request.url = QUrl(u"https://127.0.0.1:%1/admin"_s.arg(server.port()));
        request.body = "{}";
        QObject context;
        std::optional<HttpAnswer> answer;
        client.send(request, &context, [&](const HttpAnswer &given) { answer = given; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->reach, HttpReach::NotSent);
        QCOMPARE(answer->bodyBytesTaken, 0);
        QCOMPARE(answer->error->kind, ErrorKind::TlsFailed);
        QVERIFY2(answer->error->message().contains(u"127.0.0.1"), qPrintable(answer->error->message()));
        QTRY_VERIFY2(server.said().contains(u"ERROR"), qPrintable(server.said()));
        QVERIFY2(!server.said().contains(u"PUT") && !server.said().contains(u"s3cret"), qPrintable(server.said()));
    }
};

QTEST_GUILESS_MAIN(HttpTlsTest)
#include "tst_HttpTls.moc"
