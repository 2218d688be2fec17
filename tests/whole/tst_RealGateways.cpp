// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CaddyProcess.h"
#include "tests/support/HaproxyProcess.h"
#include "tests/support/Programs.h"
#include "tests/support/PrometheusProcess.h"
#include "tests/support/UserTraffic.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

quint16 portOf(const SandboxProcess &sandbox)
{
    return static_cast<quint16>(QUrl(sandbox.url()).port());
}

QByteArray scrapeOf(const SandboxProcess &sandbox, const char *version)
{
    const QByteArray target = QUrl(sandbox.url()).authority().toUtf8();
    return QByteArray("  - job_name: ") + version + "\n    static_configs:\n      - targets: ['" + target + "']\n        labels: { served_by: " + version + " }\n";
}

/// Two sandboxes as the versions v1 and v2, a Prometheus that watches both, and a workspace for a gateway in front.
struct Shop {
    QTemporaryDir folder;
    SandboxProcess v1{"t", {u"--rate"_s, u"0"_s}};
    SandboxProcess v2{"t", {u"--rate"_s, u"0"_s}};
    PrometheusProcess prometheus{scrapeOf(v1, "v1") + scrapeOf(v2, "v2")};
    QString workspace = folder.filePath(u"andon.json"_s);
    QString journal = folder.filePath(u"journal.sqlite"_s);

    void open(const json &gateway) const
    {
        const std::string rate = "sum by (served_by) (rate(gateway_requests_total[$window]))";
        const json service{
            {"name", "chat"}, {"source", "metrics"}, {"gateway", "edge"}, {"version_label", "served_by"}, {"window", "5s"},
            {"request_rate", rate},
            {"indicators", json::array({{{"id", "requests"}, {"title", "Requests"}, {"family", "quality"}, {"headline", true}, {"unit", "per_second"}, {"query", rate}}})},
            {"actions", {{"rollback", {{"effect", {{"query", "sum(rate(gateway_requests_total{served_by=\"$canary\"}[2s]))"}, {"below", 0.001}, {"within_seconds", 60}}}}},
                         {"degrade", {{"level", 1}}}, {"restore", json::object()}}}};
        const json file{{"andon", 1},
                        {"sources", json::array({{{"name", "metrics"}, {"kind", "prometheus"}, {"url", prometheus.url().toString().toStdString()}}})},
                        {"gateways", json::array({gateway})},
                        {"services", json::array({service})}};
        QFile out(workspace);
        if (out.open(QIODevice::WriteOnly))
            out.write(QByteArray::fromStdString(file.dump(1)));
    }
    [[nodiscard]] ProgramRun andon(const QStringList &arguments) const
    {
        return runProgram(builtProgram(u"andon"_s), arguments + QStringList{u"--workspace"_s, workspace, u"--journal"_s, journal});
    }
    /// Requests a second that reach a version, as Prometheus sees them; -1: it does not know yet.
    [[nodiscard]] double rate(const QString &version) const
    {
        const QString query = u"sum(rate(gateway_requests_total{served_by=\"%1\"}[2s]))"_s.arg(version);
        const json answer = exchange("GET", prometheus.url().toString() + u"/api/v1/query?query="_s
                                                + QString::fromLatin1(QUrl::toPercentEncoding(query))).body;
        const json result = answer.is_object() ? answer.value("data", json::object()).value("result", json::array()) : json::array();
        return result.empty() ? -1 : std::stod(result[0]["value"][1].get<std::string>());
    }
};

json haproxyGateway(const HaproxyProcess &haproxy)
{
    return {{"name", "edge"}, {"kind", "haproxy"}, {"url", haproxy.admin().toString().toStdString()},
            {"variables", {{"backend", "be"}, {"stable", "v1"}, {"canary", "v2"}, {"switches_key", "degrade"},
                           {"switches_map", haproxy.map(u"switches.map"_s).toStdString()}}}};
}

json caddyGateway(const CaddyProcess &caddy, const Shop &shop)
{
    return {{"name", "edge"}, {"kind", "caddy"}, {"url", caddy.admin().toString().toStdString()},
            {"variables", {{"proxy", "andon_proxy"}, {"switch", "andon_switch"}, {"stable", "v1"}, {"canary", "v2"},
                           {"stable_dial", "127.0.0.1:" + std::to_string(portOf(shop.v1))},
                           {"canary_dial", "127.0.0.1:" + std::to_string(portOf(shop.v2))}}}};
}

/// One rollback by the command line, with users on the line all the time.
void rollBack(const Shop &shop, const QUrl &users)
{
    const UserTraffic traffic(users);
    QTRY_VERIFY_WITH_TIMEOUT(shop.rate(u"v2"_s) > 0.1, 30'000);
    const ProgramRun run = shop.andon({u"act"_s, u"rollback"_s, u"--reason"_s, u"a drill"_s, u"--wait"_s, u"effect"_s});
    QVERIFY2(run.exitCode == 0, qPrintable(run.out + run.err));
    QVERIFY2(run.out.contains(u"effective"_s), qPrintable(run.out));
    QCOMPARE(shop.rate(u"v2"_s), 0.0);
    QVERIFY(shop.rate(u"v1"_s) > 0.1);
    const int answered = traffic.answered();
    QTRY_VERIFY_WITH_TIMEOUT(traffic.answered() > answered + 5, 30'000);
    const ProgramRun again = shop.andon({u"act"_s, u"rollback"_s, u"--reason"_s, u"a drill"_s});
    QCOMPARE(again.exitCode, 6);
    QVERIFY2((again.out + again.err).contains(u"Already there"_s), qPrintable(again.out + again.err));
}

} // namespace

class RealGatewaysTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aRollbackOnHaproxyMovesRealTrafficAndTheMetricProvesIt()
    {
        if (!hasProgram(u"haproxy"_s))
            QFAIL("haproxy is not installed: see packaging/packages.txt");
        const Shop shop;
        const HaproxyProcess haproxy(portOf(shop.v1), portOf(shop.v2));
        QVERIFY(haproxy.runs());
        shop.open(haproxyGateway(haproxy));
        rollBack(shop, haproxy.users());
    }

    void theSameWorkspaceRollsBackOnCaddy()
    {
        if (!hasProgram(u"caddy"_s))
            QFAIL("caddy is not installed: see packaging/packages.txt");
        const Shop shop;
        const CaddyProcess caddy(portOf(shop.v1), portOf(shop.v2));
        QVERIFY(caddy.runs());
        shop.open(caddyGateway(caddy, shop));
        rollBack(shop, caddy.users());
    }

    void checkTellsTheTierAndProvesThatTheStateCanBeRead()
    {
        const Shop shop;
        const HaproxyProcess haproxy(portOf(shop.v1), portOf(shop.v2));
        QVERIFY(haproxy.runs());
        shop.open(haproxyGateway(haproxy));
        const QString said = shop.andon({u"check"_s}).out;
        QVERIFY2(said.contains(u"its state can be read: v1 90 %, v2 10 %"_s), qPrintable(said));
        QVERIFY2(said.contains(u"rollback  tier C, lost on a reload"_s), qPrintable(said));
        QVERIFY2(said.contains(u"throttle  not possible: The workspace does not give this gateway's variable limits_map"_s), qPrintable(said));
        QVERIFY2(said.contains(u"promote   not possible: HAProxy keeps weights but no rollout steps"_s), qPrintable(said));
    }

    void aDryRunPrintsTheRequestsAndSendsNothing()
    {
        const Shop shop;
        shop.open({{"name", "edge"}, {"kind", "haproxy"}, {"url", "tcp://127.0.0.1:9"},
                   {"variables", {{"backend", "be"}, {"stable", "v1"}, {"canary", "v2"}}}});
        const ProgramRun run = shop.andon({u"presets"_s, u"show"_s, u"haproxy"_s});
        QVERIFY2(run.exitCode == 0, qPrintable(run.err));
        QVERIFY2(run.out.contains(u"tcp://127.0.0.1:9  set weight be/v2 0\n"_s), qPrintable(run.out));
        QVERIFY2(run.out.contains(u"tcp://127.0.0.1:9  set weight be/v1 100\n"_s), qPrintable(run.out));
        QVERIFY2(run.out.contains(u"tcp://127.0.0.1:9  get weight be/v1\n"_s), qPrintable(run.out));
        QVERIFY2(run.out.contains(u"pause: not possible."_s), qPrintable(run.out));
        const QString list = shop.andon({u"presets"_s}).out;
        for (const char *name : {"andon-admin-v1", "haproxy"})
            QVERIFY2(list.contains(QLatin1StringView(name)), qPrintable(list));
    }
};

QTEST_GUILESS_MAIN(RealGatewaysTest)
#include "tst_RealGateways.moc"
