// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"
#include "app/adapters/http/PollClient.h"
#include "tests/adapters/http/Exchanges.h"
#include "tests/support/Warnings.h"

#include <QNetworkProxyFactory>
#include <QNetworkReply>

using namespace andon;

/// A proxy stands in every variable that programs look at.
class NoProxyTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
            qputenv(name, m_proxy.url().toEncoded());
        for (const char *name : {"no_proxy", "NO_PROXY"})
            qunsetenv(name);
        m_proxy.play({says(httpAnswer("200 OK", json, "\"of the proxy\""))});
        QNetworkProxyFactory::setUseSystemConfiguration(true);
    }
    void init() { failOnWarnings(); }

    void thisProxyWouldBeUsedByOthers()
    {
        QNetworkAccessManager plain;
        std::unique_ptr<QNetworkReply> reply(plain.get(QNetworkRequest(QUrl(u"http://andon.invalid/"_s))));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->readAll(), QByteArray("\"of the proxy\""));
        QCOMPARE(m_proxy.connections(), 1);
    }
    void noProxyOfTheEnvironmentIsAsked_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("http") << u"http://andon.invalid/"_s;
        QTest::newRow("https") << u"https://andon.invalid/"_s;
        QTest::newRow("http, an address") << u"http://127.0.0.2:%1/"_s.arg(deadUrl().port());
        QTest::newRow("https, an address") << u"https://127.0.0.2:%1/"_s.arg(deadUrl().port());
    }
    void noProxyOfTheEnvironmentIsAsked()
    {
        QFETCH(QString, address);
        const int before = m_proxy.connections();
        HttpClient client(bearerAccess(Secret(token), true));
        QCOMPARE(sent(client, put(QUrl(address))).reach, notSent);
        QCOMPARE(sent(client, get(QUrl(address))).reach, notSent);
        HttpAccess pinned = bearerAccess(Secret(token), true);
        if (address.startsWith(u"https"))
            pinned.pins = {QByteArray(32, 'p')};
        HttpClient ofPins(pinned);
        QCOMPARE(sent(ofPins, put(QUrl(address))).reach, notSent);
        IoThread io;
        PollClient polls(io, bearerAccess(Secret(token), true));
        std::optional<HttpReach> reach;
        QObject context;
        polls.ask<HttpReach>(get(QUrl(address)), &context, [](const HttpAnswer &answer) { return answer.reach; },
                             [&](const HttpReach &given) { reach = given; });
        QTRY_VERIFY(reach);
        QCOMPARE(*reach, notSent);
        QCOMPARE(m_proxy.connections(), before);
    }

private:
    FaultServer m_proxy;
};

QTEST_GUILESS_MAIN(NoProxyTest)
#include "tst_NoProxy.moc"
