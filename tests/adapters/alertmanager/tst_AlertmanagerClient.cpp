// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/alertmanager/AlertmanagerClient.h"
#include "app/adapters/http/IoThread.h"
#include "app/adapters/prometheus/PrometheusAlerts.h"
#include "app/alerts/Binding.h"
#include "tests/support/AlertServers.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <optional>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QByteArray rules = "  - alert: Low\n    expr: up{job=\"self\"} * 0.5 < 0.85\n"
                         "    labels: {severity: critical, andon_action: rollback, version: v42}\n"
                         "    annotations: {summary: \"<b>half</b>\"}\n"
                         "  - alert: Quiet\n    expr: up < 0\n";

template<typename T>
std::optional<Result<T>> asked(const std::function<void(QObject *, std::function<void(Result<T>)>)> &ask, int ms = 10'000)
{
    std::optional<Result<T>> given;
    QObject context;
    ask(&context, [&](const Result<T> &answer) { given = answer; });
    static_cast<void>(QTest::qWaitFor([&] { return given.has_value(); }, ms));
    return given;
}

} // namespace

/// Against the real servers.
class AlertmanagerClientTest : public QObject {
    Q_OBJECT

    std::unique_ptr<AlertServers> m_servers;
    std::unique_ptr<IoThread> m_io;
    std::unique_ptr<AlertmanagerClient> m_client;

    Result<AlertAnswer> alerts()
    {
        return *asked<AlertAnswer>([this](QObject *context, auto callback) { m_client->readAlerts(context, callback); });
    }
    Silence silence(const QString &name) const
    {
        const qint64 now = toMs(SystemClock().now());
        return {{}, {{u"alertname"_s, name}}, now, now + 60'000, u"Anna"_s, u"a drill"_s};
    }

private slots:
    void initTestCase()
    {
        m_servers = std::make_unique<AlertServers>(rules);
        QVERIFY2(m_servers->areUp(), m_servers->prometheus().said().constData());
        m_io = std::make_unique<IoThread>();
        m_client = std::make_unique<AlertmanagerClient>(*m_io, AlertmanagerClient::Options{m_servers->alertmanagerUrl()}, Secret());
    }
    void init() { failOnWarnings(); }
    void cleanupTestCase()
    {
        m_client.reset();
        m_io.reset();
        m_servers.reset();
    }

    void theServerTellsItsVersion()
    {
        const auto version = asked<QString>([this](QObject *context, auto callback) { m_client->probe(context, callback); });
        QVERIFY(version && *version);
        QVERIFY2((*version)->contains(u'.'), qPrintable(**version));
    }
    void aRuleThatFiresIsToldByBothWithTheSameKey()
    {
        PrometheusAlerts prometheus(*m_io, MetricsAccess{m_servers->prometheusUrl()}, Secret(), {});
        Result<AlertAnswer> told = failure(ErrorKind::NoData);
        QTRY_VERIFY_WITH_TIMEOUT((told = alerts()) && !told->alerts.isEmpty(), 40'000);
        const auto fired = asked<AlertAnswer>([&](QObject *context, auto callback) { prometheus.readAlerts(context, callback); });
        QVERIFY(fired && *fired);
        QCOMPARE((*fired)->alerts.size(), 1);
        QCOMPARE((*fired)->alerts.first().key, told->alerts.first().key);
        QCOMPARE((*fired)->alerts.first().value, 0.5);
        QCOMPARE(told->alerts.first().annotations.value(u"summary"_s), u"<b>half</b>"_s);
        const auto read = asked<QList<AlertRule>>([&](QObject *context, auto callback) { prometheus.readRules(context, callback); });
        QVERIFY(read && *read);
        QCOMPARE((*read)->size(), 2);
        QCOMPARE(limitOf((*read)->first().query)->limit, 0.85);
    }
    void aSilenceIsMadeSeenAndEnded()
    {
        Result<AlertAnswer> told = failure(ErrorKind::NoData);
        QTRY_VERIFY_WITH_TIMEOUT((told = alerts()) && !told->alerts.isEmpty(), 40'000);
        const auto made = asked<QString>([&](QObject *context, auto callback) { m_client->createSilence(silence(u"Low"_s), context, callback); });
        QVERIFY(made && *made);
        QTRY_VERIFY_WITH_TIMEOUT((told = alerts()) && told->alerts.first().silencedBy == QStringList{**made}, 10'000);
        QCOMPARE(told->silences.size(), 1);
        QCOMPARE(told->silences.first().author, u"Anna"_s);
        QCOMPARE(told->silences.first().comment, u"a drill"_s);
        const auto ended = asked<void>([&](QObject *context, auto callback) { m_client->expireSilence(**made, context, callback); });
        QVERIFY(ended && *ended);
        QTRY_VERIFY_WITH_TIMEOUT((told = alerts()) && told->alerts.first().silencedBy.isEmpty(), 10'000);
    }
    void aRefusalIsToldInTheServersWords()
    {
        Silence wrong = silence(u"Low"_s);
        wrong.endMs = wrong.startMs - 3'600'000;
        const auto made = asked<QString>([&](QObject *context, auto callback) { m_client->createSilence(wrong, context, callback); });
        QVERIFY(made && !*made);
        QVERIFY2(made->error().message().contains(u"start time must be before end time"_s), qPrintable(made->error().message()));
        const auto ended = asked<void>([&](QObject *context, auto callback) {
            m_client->expireSilence(u"4b4f8ba4-1111-4222-8333-123412341234"_s, context, callback);
        });
        QVERIFY(ended && !*ended);
        QVERIFY2(ended->error().message().contains(u"silence not found"_s), qPrintable(ended->error().message()));
        const auto strange = asked<void>([&](QObject *context, auto callback) { m_client->expireSilence(u"../alerts"_s, context, callback); });
        QVERIFY(strange && !*strange);
        QCOMPARE(strange->error().kind, ErrorKind::BadInput);
    }
    void aServerThatIsNoAlertmanagerIsToldApart()
    {
        AlertmanagerClient other(*m_io, {m_servers->prometheusUrl()}, Secret());
        const auto answer = asked<AlertAnswer>([&](QObject *context, auto callback) { other.readAlerts(context, callback); });
        QVERIFY(answer && !*answer);
        QCOMPARE(answer->error().kind, ErrorKind::HttpStatus);
        AlertmanagerClient nobody(*m_io, {QUrl(u"http://127.0.0.1:%1"_s.arg(freePorts(1).first()))}, Secret());
        const auto refused = asked<AlertAnswer>([&](QObject *context, auto callback) { nobody.readAlerts(context, callback); });
        QVERIFY(refused && !*refused);
        QCOMPARE(refused->error().kind, ErrorKind::ConnectionRefused);
        AlertmanagerClient locked(*m_io, {m_servers->alertmanagerUrl()}, failure(ErrorKind::NoSecret, {u"prod-am"_s, u"X"_s}));
        const auto unasked = asked<AlertAnswer>([&](QObject *context, auto callback) { locked.readAlerts(context, callback); });
        QVERIFY(unasked && !*unasked);
        QCOMPARE(unasked->error().kind, ErrorKind::NoSecret);
    }
};

QTEST_GUILESS_MAIN(AlertmanagerClientTest)
#include "tst_AlertmanagerClient.moc"
