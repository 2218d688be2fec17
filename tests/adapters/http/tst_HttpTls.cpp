// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/HttpClient.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A TLS server with a certificate that nobody signed; keeps what it could decipher.
struct SelfSigned {
    QSslServer server;
    QByteArray deciphered;
    int connections = 0;

    SelfSigned(const QSslCertificate &certificate, const QSslKey &key, QSsl::SslProtocol protocol)
    {
        QSslConfiguration tls;
        tls.setLocalCertificate(certificate);
        tls.setPrivateKey(key);
        tls.setProtocol(protocol);
        server.setSslConfiguration(tls);
        QObject::connect(&server, &QTcpServer::pendingConnectionAvailable, [this] {
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, [this, socket] { deciphered += socket->readAll(); });
        });
        QObject::connect(&server, &QSslServer::startedEncryptionHandshake, [this] { ++connections; });
        server.listen(QHostAddress::LocalHost);
    }
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class HttpTlsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QTemporaryDir folder;
        const QString key = folder.filePath(u"key.pem"_s);
        const QString certificate = folder.filePath(u"certificate.pem"_s);
        const ProgramRun made = runProgram(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                                                          u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=localhost"_s, u"-keyout"_s,
                                                          key, u"-out"_s, certificate});
        QCOMPARE(made.exitCode, 0);
        m_certificate = QSslCertificate(contentOf(certificate));
        m_key = QSslKey(contentOf(key), QSsl::Rsa);
        QVERIFY(!m_certificate.isNull());
        QVERIFY(!m_key.isNull());
    }
    void init() { failOnWarnings(); }

    void aCertificateThatNobodySignedGetsNeitherTokenNorBody()
    {
        SelfSigned other(m_certificate, m_key, QSsl::TlsV1_2OrLater);
        HttpClient client{Secret("s3cret")};
        HttpRequest request;
        request.method = "PUT";
        request.url = QUrl(u"https://127.0.0.1:%1/admin"_s.arg(other.server.serverPort()));
        request.body = "{}";
        QObject context;
        std::optional<HttpAnswer> answer;
        client.send(request, &context, [&](const HttpAnswer &given) { answer = given; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->reach, HttpReach::NotSent);
        QCOMPARE(answer->bodyBytesTaken, 0);
        QCOMPARE(answer->error->kind, ErrorKind::TlsFailed);
        QVERIFY2(answer->error->message().contains(u"127.0.0.1"), qPrintable(answer->error->message()));
        QVERIFY(other.connections > 0);
        QCOMPARE(other.deciphered, QByteArray());
    }

private:
    QSslCertificate m_certificate;
    QSslKey m_key;
};

QTEST_GUILESS_MAIN(HttpTlsTest)
#include "tst_HttpTls.moc"
