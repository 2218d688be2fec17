// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/RequestRules.h"
#include "tests/adapters/http/Exchanges.h"
#include "tests/support/Warnings.h"

using namespace andon;

namespace {

/// The words of the refusal, or nothing.
QString refusal(const HttpRequest &request, const HttpAccess &access)
{
    const std::optional<Error> error = whyNotSent(request, access);
    if (!error)
        return {};
    return error->kind == ErrorKind::BadAddress ? error->arguments.value(1) : u"another kind"_s;
}

HttpAccess accessAt(const QString &base)
{
    HttpAccess access = bearerAccess(Secret(token));
    access.base = QUrl(base);
    return access;
}

} // namespace

class RequestRulesTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatIsNotUnderTheBaseIsRefused_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("words");
        const QString base = u"https://gw.example/admin"_s;
        const QString other = u"it is not on the server https://gw.example/admin"_s;
        const QString outside = u"it is outside https://gw.example/admin"_s;
        const QString hidden = u"its path holds dots, slashes or backslashes that a server may read in another way"_s;
        const auto row = [&](const char *name, const char *url, const QString &words) {
            QTest::newRow(name) << base << QString::fromLatin1(url) << words;
        };
        row("the base", "https://gw.example/admin", {});
        row("below it", "https://gw.example/admin/v1/state?x=../y", {});
        row("with its port", "https://gw.example:443/admin/v1", {});
        row("letters' case of the host", "https://GW.example/admin/v1", {});
        row("dots that do not climb", "https://gw.example/admin/v1.2/a..b/...", {});
        row("an encoded space", "https://gw.example/admin/a%20b", {});
        row("another host", "https://gw.example.evil/admin/v1", other);
        row("another port", "https://gw.example:8443/admin/v1", other);
        row("without TLS", "http://gw.example/admin/v1",
            u"http without TLS is allowed to this machine only, unless the workspace says allow_plain_http"_s);
        row("a host before an at sign", "https://gw.example@evil.example/admin",
            u"an address must not carry a user or password"_s);
        row("beside it", "https://gw.example/other", outside);
        row("a longer word", "https://gw.example/administrator", outside);
        row("another case of the path", "https://gw.example/Admin/v1", outside);
        row("climbs", "https://gw.example/admin/../secrets", hidden);
        row("climbs at the end", "https://gw.example/admin/..", hidden);
        row("stays", "https://gw.example/admin/./v1", hidden);
        row("climbs with a parameter", "https://gw.example/admin/..;x=1/secrets", hidden);
        row("encoded dots", "https://gw.example/admin/%2e%2e/secrets", hidden);
        row("half encoded dots", "https://gw.example/admin/.%2E/secrets", hidden);
        row("encoded twice", "https://gw.example/admin/%252e%252e/secrets", hidden);
        row("encoded slash", "https://gw.example/admin/a%2Fb", hidden);
        row("encoded slash after dots", "https://gw.example/admin/..%2fsecrets", hidden);
        row("encoded backslash", "https://gw.example/admin/..%5csecrets", hidden);
        row("backslash", "https://gw.example/admin/..\\secrets", hidden);
        QTest::newRow("a base with a slash at its end") << u"https://gw.example/admin/"_s << u"https://gw.example/admin/v1"_s
                                                        << QString();
        QTest::newRow("a base without a path") << u"https://gw.example"_s << u"https://gw.example/v1"_s << QString();
        QTest::newRow("no base") << QString() << u"https://gw.example/a/../b"_s << QString();
    }
    void whatIsNotUnderTheBaseIsRefused()
    {
        QFETCH(QString, base);
        QFETCH(QString, url);
        QTEST(refusal(get(QUrl(url)), accessAt(base)), "words");
    }
    void aRequestSetsTheHeadersOfTheListOnly_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("words");
        for (const char *name : {"Content-Type", "accept", "If-Match", "Idempotency-Key", "ANDON-ACTOR", "If-None-Match", "X-Scope-OrgID",
                                 "THANOS-TENANT", "X-Grafana-Org-Id"})
            QTest::newRow(name) << QByteArray(name) << QString();
        for (const char *name : {"Host", "content-length", "Transfer-Encoding", "Connection", "Cookie", "Proxy-Authorization",
                                 "Proxy-Connection", "Keep-Alive", "TE", "Trailer", "Upgrade", "Expect", "Accept-Encoding"}) {
            QTest::newRow(name) << QByteArray(name)
                                << u"the header %1 belongs to the connection and cannot be set"_s.arg(QLatin1String(name));
        }
        QTest::newRow("the credential") << QByteArray("AUTHORIZATION")
                                        << u"the header AUTHORIZATION carries the secret and cannot be set otherwise"_s;
        for (const char *name : {"Kong-Admin-Token", "X-API-KEY", "X-Forwarded-For", "X-HTTP-Method-Override", "Origin2"}) {
            QTest::newRow(name) << QByteArray(name)
                                << u"the header %1 is not one that a request may set"_s.arg(QLatin1String(name));
        }
    }
    void aRequestSetsTheHeadersOfTheListOnly()
    {
        QFETCH(QByteArray, name);
        HttpRequest request = put(QUrl(u"https://gw.example/admin"_s));
        request.headers = {{name, "1"}};
        QTEST(refusal(request, accessAt({})), "words");
    }
    void whatCannotBeUsedIsNotSilentlyLeftOut_data()
    {
        QTest::addColumn<HttpAccess>("access");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const auto &change, const QString &words) {
            HttpAccess access = bearerAccess(Secret(token), true);
            change(access);
            QTest::newRow(name) << access << words;
        };
        row("a short pin", [](HttpAccess &a) { a.pins = {QByteArray(32, 'x'), QByteArray(20, 'x')}; },
            u"a pinned key is not a SHA-256 of 32 bytes"_s);
        row("no certificate", [](HttpAccess &a) { a.caCertificates = "hello"; },
            u"its file of CA certificates holds none in PEM"_s);
        row("a secret as the host", [](HttpAccess &a) { a.header = "Host"; }, u"the header Host cannot carry a secret"_s);
        row("a secret in a cookie", [](HttpAccess &a) { a.header = "Cookie"; }, u"the header Cookie cannot carry a secret"_s);
        row("no header", [](HttpAccess &a) { a.header = {}; }, u"the header  cannot carry a secret"_s);
        row("two headers", [](HttpAccess &a) { a.header = "X: 1\r\nY"; }, u"the header X: 1\r\nY cannot carry a secret"_s);
        row("a line in the scheme", [](HttpAccess &a) { a.scheme = "Bearer\r\nX:"; },
            u"the token holds characters that may not go into a header"_s);
        row("another header", [](HttpAccess &a) { a.header = "X-API-KEY"; }, {});
    }
    void whatCannotBeUsedIsNotSilentlyLeftOut()
    {
        QFETCH(HttpAccess, access);
        QTEST(refusal(get(QUrl(u"https://gw.example/"_s)), access), "words");
    }
    void aPinnedKeyNeedsTls()
    {
        HttpAccess access = bearerAccess(Secret(token), true);
        access.pins = {QByteArray(32, 'x')};
        QCOMPARE(refusal(get(QUrl(u"http://127.0.0.1:1/"_s)), access), u"a pinned key needs https"_s);
    }
    void theSecretGoesWhereTheGatewayLooksForIt_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("scheme");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("bearer") << QByteArray("Authorization") << QByteArray("Bearer") << "Bearer " + token;
        QTest::newRow("the secret alone") << QByteArray("Authorization") << QByteArray() << token;
        QTest::newRow("another header") << QByteArray("Kong-Admin-Token") << QByteArray() << token;
        QTest::newRow("another scheme") << QByteArray("X-API-KEY") << QByteArray("Key") << "Key " + token;
    }
    void theSecretGoesWhereTheGatewayLooksForIt()
    {
        QFETCH(QByteArray, header);
        FaultServer server;
        server.play({says(httpAnswer("200 OK", json, "{}"))});
        HttpAccess access = bearerAccess(Secret(token));
        access.header = header;
        QFETCH(QByteArray, scheme);
        access.scheme = scheme;
        HttpClient client(access);
        QCOMPARE(sent(client, put(server.url())).status, 200);
        QTEST(server.requests().first().headers.value(header.toLower()), "value");
        QVERIFY(header == "Authorization" || !server.requests().first().headers.contains("authorization"));
    }
    void nothingOutsideTheBaseIsConnectedTo()
    {
        FaultServer server;
        HttpAccess access = bearerAccess(Secret(token));
        access.base = server.url(u"/admin"_s);
        HttpClient client(access);
        const HttpAnswer answer = sent(client, put(server.url(u"/other"_s)));
        QCOMPARE(answer.reach, notSent);
        QCOMPARE(answer.error->kind, ErrorKind::BadAddress);
        QCOMPARE(server.connections(), 0);
    }
};

QTEST_GUILESS_MAIN(RequestRulesTest)
#include "tst_RequestRules.moc"
