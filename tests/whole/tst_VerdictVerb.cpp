// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QByteArray token = "demo-token";

struct Judged {
    int exitCode = -1;
    nlohmann::json said;
    [[nodiscard]] std::string of(const std::string &indicator) const
    {
        for (const auto &line : said.value("lines", nlohmann::json::array())) {
            if (line.value("indicator", "") == indicator)
                return line["verdict"].value("verdict", "");
        }
        return {};
    }
};

} // namespace

/// `andon verdict` against the demo's real Prometheus and gateway.
class VerdictVerbTest : public QObject {
    Q_OBJECT

    QProcess m_demo;
    QString m_workspace;

    Judged verdict() const
    {
        const ProgramRun run = runProgram(builtProgram(u"andon"_s), {u"verdict"_s, u"--json"_s, u"--workspace"_s, m_workspace});
        const QByteArray text = run.out.toUtf8();
        return {run.exitCode, nlohmann::json::parse(text.begin(), text.end(), nullptr, false)};
    }
    QString gateway() const
    {
        QFile file(m_workspace);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(file.readAll()).section(u"\"andon-admin-v1\", \"url\": \""_s, 1).section(u'"', 0, 0);
    }

private slots:
    void initTestCase()
    {
        qputenv("ANDON_SECRET_SANDBOX", token);
        m_demo.start(builtProgram(u"andon"_s), {u"--demo"_s});
        QString out;
        QVERIFY(QTest::qWaitFor([&] {
            out += QString::fromUtf8(m_demo.readAllStandardOutput());
            return out.contains(u"journal "_s) && out.endsWith(u'\n');
        }, 30'000));
        m_workspace = out.section(u"workspace "_s, 1).section(u'\n', 0, 0);
    }
    void cleanupTestCase()
    {
        m_demo.terminate();
        m_demo.waitForFinished(5000);
        m_demo.kill();
    }
    void init() { failOnWarnings(); }

    void aCrossedGateAloneIsSaidAsTheVerdict()
    {
        QFile file(m_workspace);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile other(m_workspace + u".crossed.json"_s);
        QVERIFY(other.open(QIODevice::WriteOnly));
        const QByteArray text = file.readAll();
        nlohmann::json workspace = nlohmann::json::parse(text.begin(), text.end(), nullptr, true, true);
        // Neither counted nor on the card, and never that fast; nothing else has a gate.
        nlohmann::json &service = workspace["services"][0];
        service.erase("card");
        for (nlohmann::json &indicator : service["indicators"]) {
            indicator.erase("gate");
            if (indicator["id"] == "latency_p50")
                indicator["gate"] = {{"warn", 1e-7}, {"stop", 1e-6}};
        }
        other.write(QByteArray::fromStdString(workspace.dump()));
        other.close();
        ProgramRun run;
        QVERIFY(QTest::qWaitFor([&] {
            run = runProgram(builtProgram(u"andon"_s), {u"verdict"_s, u"--json"_s, u"--workspace"_s, other.fileName()});
            return run.exitCode == 1;
        }, 90'000));
        const QByteArray said = run.out.toUtf8();
        QCOMPARE(nlohmann::json::parse(said.begin(), said.end(), nullptr, false).value("verdict", ""), std::string("regressed"));
        run = runProgram(builtProgram(u"andon"_s), {u"verdict"_s, u"--workspace"_s, other.fileName()});
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.out.section(u'\n', 0, 0).endsWith(u": regressed"_s), qPrintable(run.out));
        QVERIFY(other.remove());
    }
    void aGoodCanaryIsNeverStoppedAndASlowOneIsByItsLatency()
    {
        Judged judged;
        QVERIFY(QTest::qWaitFor([&] {
            judged = verdict();
            return judged.exitCode == 2 || judged.exitCode == 0;
        }, 90'000));
        QCOMPARE(judged.said.value("canary", ""), std::string("v42"));
        QCOMPARE(judged.said.value("stable", ""), std::string("v41"));
        QCOMPARE(judged.said["lines"].size(), std::size_t(5));
        QVERIFY(judged.of("latency_p95") != "regressed");
        QCOMPARE(exchange("PUT", gateway() + u"/sandbox/faults"_s, token, R"({"version": "v42", "faults": ["slow"]})").status, 200);
        QVERIFY(QTest::qWaitFor([&] {
            judged = verdict();
            // A gate of the card may stop it before the counts do.
            return judged.exitCode == 1 && judged.of("latency_p95") == "regressed";
        }, 120'000));
        QCOMPARE(judged.exitCode, 1);
        QCOMPARE(judged.of("latency_p95"), std::string("regressed"));
        QVERIFY(judged.of("risk_hits") != "regressed");
    }
    void whatCannotBeJudgedIsUnknown()
    {
        QFile file(m_workspace);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QFile other(m_workspace + u".uncounted.json"_s);
        QVERIFY(other.open(QIODevice::WriteOnly));
        const QByteArray text = file.readAll();
        nlohmann::json workspace = nlohmann::json::parse(text.begin(), text.end(), nullptr, true, true);
        for (nlohmann::json &indicator : workspace["services"][0]["indicators"])
            indicator.erase("counts");
        other.write(QByteArray::fromStdString(workspace.dump()));
        other.close();
        const ProgramRun run = runProgram(builtProgram(u"andon"_s), {u"verdict"_s, u"--workspace"_s, other.fileName()});
        QVERIFY2(run.err.contains(u"no indicator of assistant is counted"_s), qPrintable(run.err));
        QCOMPARE(run.exitCode, 3);
        QVERIFY(other.remove());
    }
};

QTEST_GUILESS_MAIN(VerdictVerbTest)
#include "tst_VerdictVerb.moc"
