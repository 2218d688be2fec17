// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Programs.h"
#include "tests/support/PrometheusProcess.h"
#include "tests/support/Warnings.h"

#include <QElapsedTimer>
#include <QFile>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <memory>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QByteArray token = "drill-token";

/// A canary of the demo's gateway, and what is wrong with it.
struct Drill {
    const char *name;
    const char *rate; ///< requests a second
    QByteArray faults;
};

const QList<Drill> drills{
    {"slow", "200", R"({"version": "v42", "faults": ["slow"]})"},
    {"injected", "200", R"({"version": "v42", "faults": ["injected"]})"},
    {"wrong", "200", R"({"version": "v42", "faults": ["wrong"]})"},
    {"costly", "200", R"({"version": "v42", "faults": ["costly"]})"},
    {"tenant", "300", R"({"version": "v42", "faults": ["wrong"], "only": {"tenant": "globex"}})"},
    {"prompt", "300", R"({"version": "v42", "faults": ["wrong"], "only": {"prompt": "prompt-64"}})"},
    {"good", "1000", R"({"version": "v42", "faults": []})"},
};

struct Judged {
    int exitCode = -1;
    json said;
    /// Indicators whose limit was reached first. On a slow machine the canary may be looked at so late that others followed:
    /// an injected answer is no success either.
    [[nodiscard]] QStringList firstRegressed() const
    {
        QMap<double, QStringList> bySince;
        for (const json &line : said.value("lines", json::array())) {
            if (line["verdict"]["verdict"] == "regressed")
                bySince[line["verdict"]["since"]] << QString::fromStdString(line["indicator"]);
        }
        return bySince.isEmpty() ? QStringList() : bySince.first();
    }
    [[nodiscard]] json line(const char *indicator) const
    {
        for (const json &line : said.value("lines", json::array())) {
            if (line["indicator"] == indicator)
                return line;
        }
        return {};
    }
};

/// The demo's service once for each drill: its gateway with the fault from the first request on, and one Prometheus.
class Shop {
public:
    Shop()
    {
        QByteArray jobs;
        for (const Drill &drill : drills) {
            auto &sandbox = m_sandboxes[drill.name];
            sandbox = std::make_unique<SandboxProcess>(token, QStringList{u"--rate"_s, QString::fromLatin1(drill.rate)});
            faults(drill.name, drill.faults);
            jobs += "  - job_name: " + QByteArray(drill.name) + "\n    scrape_interval: 500ms\n    scrape_timeout: 450ms\n    static_configs:\n      - targets: ['"
                + sandbox->url().section(u"//"_s, 1).toUtf8() + "']\n";
        }
        m_prometheus = std::make_unique<PrometheusProcess>(jobs);
        writeWorkspace();
    }
    void faults(const char *drill, const QByteArray &body)
    {
        QCOMPARE(exchange("PUT", m_sandboxes.at(drill)->url() + u"/sandbox/faults"_s, token, body).status, 200);
    }
    [[nodiscard]] ProgramRun andon(const QStringList &arguments) const
    {
        return runProgram(builtProgram(u"andon"_s), arguments + QStringList{u"--workspace"_s, m_folder.filePath(u"andon.json"_s), u"--journal"_s, m_folder.filePath(u"journal.sqlite"_s)});
    }
    [[nodiscard]] Judged verdict(const QString &service) const
    {
        const QByteArray out = andon({u"verdict"_s, u"--json"_s, u"--service"_s, service}).out.toUtf8();
        Judged judged;
        judged.said = json::parse(out.begin(), out.end(), nullptr, false);
        const std::string word = judged.said.is_object() ? judged.said.value("verdict", "") : "";
        judged.exitCode = word == "not_worse" ? 0 : word == "regressed" ? 1 : word == "undecided" ? 2 : 3;
        return judged;
    }
    /// Asks until `done`, so long as a patient pipeline would.
    template<typename Done> [[nodiscard]] Judged verdictOnce(const QString &service, Done done) const
    {
        Judged judged;
        static_cast<void>(QTest::qWaitFor([&] { return done(judged = verdict(service)); }, 120'000));
        return judged;
    }
    [[nodiscard]] double canaryWeight(const char *drill) const
    {
        const json state = exchange("GET", m_sandboxes.at(drill)->url() + u"/admin/v1/state"_s, token).body;
        for (const json &version : state["versions"]) {
            if (version["id"] == "v42")
                return version["weight"];
        }
        return -1;
    }

private:
    static constexpr double demoRate = 40; ///< requests a second that the demo's gates are meant for
    /// What is spent or turned away in a time grows with the traffic, and so do its gates.
    static void scaleGates(json &service, double times)
    {
        for (json &indicator : service["indicators"]) {
            const std::string unit = indicator["unit"];
            if (unit != "usd_per_hour" && unit != "usd_per_day" && unit != "per_second")
                continue;
            for (const char *gate : {"warn", "stop"})
                indicator["gate"][gate] = indicator["gate"][gate].get<double>() * times;
        }
    }
    void writeWorkspace()
    {
        QFile demo(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(demo.open(QIODevice::ReadOnly));
        const QByteArray text = demo.readAll();
        json workspace = json::parse(text.begin(), text.end(), nullptr, true, true);
        json service = workspace["services"][0], gateway = workspace["gateways"][0];
        workspace["sources"][0]["url"] = m_prometheus->url().toString().toStdString();
        workspace["services"] = workspace["gateways"] = json::array();
        workspace.erase("alerts"); // they are bound to the demo's own service
        service["versions"].erase("manifests");
        service["judge_step_seconds"] = 5;
        // Wide enough for a minute of traffic to show that a good canary stays below it.
        service["card"]["judge"]["r0"] = 2.5;
        service["card"]["usage_cycle_seconds"] = 5;
        for (json &step : service["card"]["steps"])
            step["window_seconds"] = 5;
        for (const Drill &drill : drills) {
            service["name"] = service["gateway"] = gateway["name"] = drill.name;
            service["selector"] = std::string("job=\"") + drill.name + '"';
            gateway["url"] = m_sandboxes.at(drill.name)->url().toStdString();
            json busy = service;
            scaleGates(busy, QByteArray(drill.rate).toDouble() / demoRate);
            workspace["services"].push_back(busy);
            workspace["gateways"].push_back(gateway);
        }
        QFile file(m_folder.filePath(u"andon.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(workspace.dump(1)));
    }

    QTemporaryDir m_folder;
    std::map<std::string, std::unique_ptr<SandboxProcess>> m_sandboxes;
    std::unique_ptr<PrometheusProcess> m_prometheus;
};

} // namespace

/// Canaries of the demo with real gateways and a real Prometheus, side by side, judged by `andon verdict`.
class CanaryStoppedTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Shop> m_shop;
    std::map<QString, Judged> m_firstStops;

private slots:
    void initTestCase()
    {
        qputenv("ANDON_SECRET_SANDBOX", token);
        m_shop = std::make_unique<Shop>();
        // All four in turn, so that none is looked at long after it could have been stopped. A gate may be crossed before.
        static_cast<void>(QTest::qWaitFor([&] {
            for (const QString &service : {u"slow"_s, u"injected"_s, u"wrong"_s, u"costly"_s}) {
                if (m_firstStops.contains(service))
                    continue;
                if (Judged judged = m_shop->verdict(service); !judged.firstRegressed().isEmpty())
                    m_firstStops[service] = std::move(judged);
            }
            return m_firstStops.size() == 4;
        }, 120'000));
    }
    void cleanupTestCase() { m_shop.reset(); }
    void init() { failOnWarnings(); }

    void aBadCanaryIsStoppedByItsOwnLineFirst_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("line");
        QTest::newRow("slow, by latency") << u"slow"_s << u"latency_p95"_s;
        QTest::newRow("injected, by risk") << u"injected"_s << u"risk_hits"_s;
        QTest::newRow("wrong, by quality") << u"wrong"_s << u"success_rate"_s;
        QTest::newRow("costly, by cost") << u"costly"_s << u"budget_overruns"_s;
    }
    void aBadCanaryIsStoppedByItsOwnLineFirst()
    {
        QFETCH(QString, service);
        QFETCH(QString, line);
        QVERIFY(m_firstStops.contains(service));
        QCOMPARE(m_firstStops.at(service).firstRegressed(), QStringList{line});
    }
    void aFaultOfOneTenantIsNamedFirst()
    {
        const Judged judged = m_shop->verdictOnce(u"tenant"_s, [](const Judged &one) {
            const json line = one.line("success_rate");
            return line.is_object() && !line["attribution"]["label"].is_null();
        });
        const json found = judged.line("success_rate")["attribution"];
        QVERIFY(found["label"] == "tenant");
        QVERIFY(found["values"] == json::array({"globex"}));
        QVERIFY(found["suspects"][0]["value"] == "globex");
        QVERIFY(found["excess_share"].get<double>() > 0.5);
        QVERIFY(found["request_share"].get<double>() < 0.3);
        const ProgramRun text = m_shop->andon({u"verdict"_s, u"--service"_s, u"tenant"_s});
        QVERIFY2(text.out.contains(u"worse for tenant = globex: "_s), qPrintable(text.out));
    }
    void aFaultOfOnePromptVersionIsNamedFirstAndPutDownToThePrompt()
    {
        const Judged judged = m_shop->verdictOnce(u"prompt"_s, [](const Judged &one) {
            const json line = one.line("success_rate");
            return line.is_object() && line["attribution"]["part"] == "prompt";
        });
        const json found = judged.line("success_rate")["attribution"];
        QVERIFY(found["label"] == "prompt");
        QVERIFY(found["values"] == json::array({"prompt-64"}));
        QVERIFY(found["suspects"][0]["value"] == "prompt-64");
        QVERIFY(found["part"] == "prompt");
        const ProgramRun text = m_shop->andon({u"verdict"_s, u"--service"_s, u"prompt"_s});
        QVERIFY2(text.out.contains(u"put down to the prompt (prompt-61 to prompt-64)"_s), qPrintable(text.out));
    }
    void aGoodCanaryGoesToAHundredPercentByItsPromotes()
    {
        bool stopped = false;
        QString refusal;
        const bool arrived = QTest::qWaitFor([&] {
            const Judged judged = m_shop->verdict(u"good"_s);
            stopped |= judged.exitCode == 1;
            if (judged.exitCode == 0) {
                const ProgramRun run = m_shop->andon({u"act"_s, u"promote"_s, u"--service"_s, u"good"_s, u"--reason"_s, u"every line is not worse"_s});
                refusal = run.exitCode == 0 ? QString() : run.out + run.err;
            }
            return stopped || m_shop->canaryWeight("good") >= 100;
        }, 180'000);
        QVERIFY(!stopped);
        QVERIFY2(arrived, qPrintable(refusal));
        QCOMPARE(m_shop->canaryWeight("good"), 100.0);
    }
};

QTEST_GUILESS_MAIN(CanaryStoppedTest)
#include "tst_CanaryStopped.moc"
