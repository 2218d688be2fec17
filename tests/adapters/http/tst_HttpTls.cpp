// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/HttpClient.h"
#include "app/adapters/http/PublicKeyPin.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A certificate for this machine and its key, made by openssl; nobody signed it.
class Certificate {
public:
    explicit Certificate(const QStringList &keyKind)
    {
        static_cast<void>(runProgram(u"openssl"_s, QStringList{u"genpkey"_s, u"-out"_s, keyPath()} + keyKind));
        renew();
    }
    /// Another certificate with the same key.
    void renew() const
    {
        static_cast<void>(runProgram(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-new"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                                                    u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=IP:127.0.0.1"_s,
                                                    u"-key"_s, keyPath(), u"-out"_s, path()}));
    }
    [[nodiscard]] QString path() const { return m_folder.filePath(u"certificate.pem"_s); }
    [[nodiscard]] QString keyPath() const { return m_folder.filePath(u"key.pem"_s); }
    [[nodiscard]] QByteArray pem() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// What openssl makes of it.
    [[nodiscard]] QByteArray pin() const
    {
        const QString key = runProgram(u"openssl"_s, {u"pkey"_s, u"-in"_s, keyPath(), u"-pubout"_s}).out;
        const QByteArray base64 = key.section(u'\n', 1).section(u"-----"_s, 0, 0).toLatin1();
        return QCryptographicHash::hash(QByteArray::fromBase64(base64), QCryptographicHash::Sha256);
    }

private:
    QTemporaryDir m_folder;
};

/// A TLS server; says all that it could decipher.
class TlsServer {
public:
    explicit TlsServer(const Certificate &certificate, const QStringList &more = {})
    {
        m_server.setProcessChannelMode(QProcess::MergedChannels);
        m_server.start(u"openssl"_s, QStringList{u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-key"_s,
                                                 certificate.keyPath(), u"-cert"_s, certificate.path()} + more);
        const QString marker = u"ACCEPT 127.0.0.1:"_s;
        if (QTest::qWaitFor([&] { return said().contains(marker); }, 10'000))
            m_port = said().section(marker, 1).section(u'\n', 0, 0).toInt();
    }
    ~TlsServer()
    {
        m_server.kill();
        m_server.waitForFinished(2000);
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"https://127.0.0.1:%1/admin"_s.arg(m_port)); }
    [[nodiscard]] QString said()
    {
        m_said += m_server.readAll();
        return QString::fromUtf8(m_said);
    }
    /// Connections that ended, cleanly or not.
    [[nodiscard]] qsizetype ends() { return said().count(u"DONE"_s) + said().count(u"ERROR"_s); }
    /// Whether it saw anything of a request: its line, the token, the body.
    [[nodiscard]] bool gotSomething()
    {
        return said().contains(u"/admin") || said().contains(u"s3cret") || said().contains(u"weight");
    }

private:
    QProcess m_server;
    QByteArray m_said;
    int m_port = 0;
};

const QStringList rsa{u"-algorithm"_s, u"RSA"_s, u"-pkeyopt"_s, u"rsa_keygen_bits:2048"_s};
const QStringList ec{u"-algorithm"_s, u"EC"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s};
const QStringList ed25519{u"-algorithm"_s, u"ED25519"_s};

HttpRequest requestOf(const QByteArray &method, const QUrl &url)
{
    HttpRequest request;
    request.method = method;
    request.url = url;
    if (method != "GET" && method != "DELETE")
        request.body = R"({"weight":0})";
    return request;
}

HttpAnswer sent(HttpClient &client, const HttpRequest &request)
{
    QObject context;
    std::optional<HttpAnswer> answer;
    client.send(request, &context, [&](const HttpAnswer &given) { answer = given; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 15'000))
        QTest::qFail("no callback", __FILE__, __LINE__);
    return answer.value_or(HttpAnswer());
}

HttpAccess access(const QByteArray &caCertificates, const QList<QByteArray> &pins = {})
{
    HttpAccess access = bearerAccess(Secret("s3cret"));
    access.caCertificates = caCertificates;
    access.pins = pins;
    return access;
}

} // namespace

class HttpTlsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aCertificateThatNobodySignedGetsNeitherTokenNorBody()
    {
        TlsServer server(m_ours);
        for (const QByteArray &others : {QByteArray(), m_strange.pem()}) {
            HttpClient client(access(others));
            const HttpAnswer answer = sent(client, requestOf("PUT", server.url()));
            QCOMPARE(answer.reach, HttpReach::NotSent);
            QCOMPARE(answer.bodyBytesTaken, 0);
            QCOMPARE(answer.error->kind, ErrorKind::TlsFailed);
            QVERIFY2(answer.error->message().contains(u"127.0.0.1"), qPrintable(answer.error->message()));
        }
        QTRY_VERIFY2(server.said().contains(u"ERROR"), qPrintable(server.said()));
        QVERIFY2(!server.gotSomething(), qPrintable(server.said()));
    }
    void aKeyThatChangedGetsNeitherTokenNorBody_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QByteArray>("method");
        for (const QString &version : {u"-tls1_2"_s, u"-tls1_3"_s}) {
            for (const char *method : {"GET", "PUT", "PATCH", "POST", "DELETE"})
                QTest::newRow(qPrintable(version + u' ' + QLatin1String(method))) << version << QByteArray(method);
        }
    }
    void aKeyThatChangedGetsNeitherTokenNorBody()
    {
        QFETCH(QString, version);
        QFETCH(QByteArray, method);
        TlsServer server(m_ours, {version});
        HttpClient client(access(m_ours.pem(), {m_strange.pin()}));
        for (int i = 1; i <= 2; ++i) { // also where a connection may have been kept
            const HttpAnswer answer = sent(client, requestOf(method, server.url()));
            QCOMPARE(answer.reach, HttpReach::NotSent);
            QCOMPARE(answer.bodyBytesTaken, 0);
            QCOMPARE(answer.error->kind, ErrorKind::TlsFailed);
            const QString words = u"the certificate's key changed: sha256 %1 instead of %2"_s
                                      .arg(QString::fromLatin1(m_ours.pin().toBase64()), QString::fromLatin1(m_strange.pin().toBase64()));
            QCOMPARE(answer.error->arguments.value(1), words);
            // The server knows that the connection is over, and with it everything that will have come.
            QTRY_VERIFY2(server.ends() == i, qPrintable(server.said()));
            QVERIFY2(!server.gotSomething(), qPrintable(server.said()));
        }
    }
    void aPinnedKeyIsSpokenTo_data()
    {
        QTest::addColumn<QStringList>("kind");
        QTest::newRow("RSA") << rsa;
        QTest::newRow("EC") << ec;
        QTest::newRow("Ed25519") << ed25519;
    }
    void aPinnedKeyIsSpokenTo()
    {
        QFETCH(QStringList, kind);
        Certificate certificate(kind);
        const QByteArray pin = certificate.pin();
        QCOMPARE(publicKeyPin(QSslCertificate(certificate.pem())), pin);
        certificate.renew();
        QCOMPARE(publicKeyPin(QSslCertificate(certificate.pem())), pin);
        TlsServer server(certificate);
        HttpClient client(access(certificate.pem(), {m_strange.pin(), pin}));
        QObject context;
        client.send(requestOf("PUT", server.url()), &context, [](const HttpAnswer &) {});
        QTRY_VERIFY2(server.said().contains(u"weight"), qPrintable(server.said()));
        QVERIFY2(server.said().contains(u"Bearer s3cret"), qPrintable(server.said()));
    }
    void withoutACertificateThereIsNoPin() { QCOMPARE(publicKeyPin(QSslCertificate()), QByteArray()); }

private:
    Certificate m_ours{ec};
    Certificate m_strange{rsa};
};

QTEST_GUILESS_MAIN(HttpTlsTest)
#include "tst_HttpTls.moc"
