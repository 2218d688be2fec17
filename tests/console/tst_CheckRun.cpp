// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/AlertServers.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// What `andon check` says of the alarm rules of a real Prometheus.
class CheckRunTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// `bindings`: the JSON list of the workspace.
    ProgramRun check(const AlertServers &servers, const QByteArray &bindings) const
    {
        QFile workspace(m_folder.filePath(u"andon.json"_s));
        if (!workspace.open(QIODevice::WriteOnly))
            return {};
        QByteArray text = "{ 'andon': 1, 'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': '" + servers.prometheusUrl().toEncoded() + "' } ],"
            " 'gateways': [ { 'name': 'edge', 'kind': 'andon-admin-v1', 'url': 'http://127.0.0.1:9' } ],"
            " 'services': [ { 'name': 'assistant', 'source': 'm', 'gateway': 'edge', 'window': '1m', 'actions': { 'rollback': {} }, 'indicators': ["
            " { 'id': 'up', 'title': 'Up', 'family': 'quality', 'unit': 'ratio', 'headline': true, 'query': 'nothing_of_this_name' } ] } ],"
            " 'alerts': { 'sources': [ 'm' ], 'bindings': BINDINGS } }";
        text.replace('\'', '"');
        workspace.write(text.replace("BINDINGS", bindings));
        workspace.close();
        return runProgram(builtProgram(u"andon"_s), {u"check"_s, u"--workspace"_s, workspace.fileName(), u"--journal"_s, m_folder.filePath(u"journal.sqlite"_s)});
    }
    static QString lintOf(const ProgramRun &run, const QString &rule)
    {
        for (const QString &line : run.out.split(u'\n')) {
            if (line.startsWith(u"lint     alarm %1 ("_s.arg(rule)))
                return line.section(u"): "_s, 1);
        }
        return {};
    }

private slots:
    void init() { failOnWarnings(); }

    void alarmRulesWithoutAnActionOrAVersionAreListedAndBoundOnesAreNot()
    {
        const AlertServers servers("  - alert: Bare\n    expr: up == 7\n"
                                   "  - alert: NoVersion\n    expr: up == 7\n    labels: {andon_action: rollback}\n"
                                   "  - alert: NoAction\n    expr: up == 7\n    labels: {version: v42}\n"
                                   "  - alert: Unknown\n    expr: up == 7\n    labels: {version: v42, andon_action: reboot}\n"
                                   "  - alert: NotOffered\n    expr: up == 7\n    labels: {version: v42, andon_action: degrade}\n"
                                   "  - alert: Whole\n    expr: up == 7\n    labels: {version: v42, andon_action: rollback}\n"
                                   "  - alert: BySeries\n    expr: sum by (version) (up) == 7\n    labels: {andon_action: rollback}\n"
                                   "  - alert: \"Hostile\\u202e\"\n    expr: up == 7\n");
        QVERIFY(servers.areUp());
        const ProgramRun run = check(servers, "[]");
        QCOMPARE(lintOf(run, u"Bare"_s), u"no action, no version"_s);
        QCOMPARE(lintOf(run, u"NoVersion"_s), u"no version"_s);
        QCOMPARE(lintOf(run, u"NoAction"_s), u"no action"_s);
        QCOMPARE(lintOf(run, u"Unknown"_s), u"reboot is no action"_s);
        QCOMPARE(lintOf(run, u"NotOffered"_s), u"degrade is no action of assistant"_s);
        QCOMPARE(lintOf(run, u"Hostile‹U+202E›"_s), u"no action, no version"_s);
        QVERIFY2(lintOf(run, u"Whole"_s).isEmpty() && lintOf(run, u"BySeries"_s).isEmpty(), qPrintable(run.out));
        QVERIFY2(run.out.contains(u"ok       alarm rules m: 8 rules"_s), qPrintable(run.out));
        QVERIFY2(run.out.contains(u"6 alarm rules lack an action or a version: label them (andon_action, version), or bind them in the workspace"_s), qPrintable(run.out));
        // A lint is no fault; the gateway that is away is.
        QVERIFY(run.out.contains(u"1 not ok"_s));
        QCOMPARE(run.exitCode, 1);

        const ProgramRun bound = check(servers, R"([ { "match": { "alertname": "Bare" }, "service": "assistant", "action": "rollback", "version": "v42" } ])");
        QVERIFY2(lintOf(bound, u"Bare"_s).isEmpty(), qPrintable(bound.out));
        QVERIFY2(bound.out.contains(u"5 alarm rules lack"_s), qPrintable(bound.out));
    }
};

QTEST_GUILESS_MAIN(CheckRunTest)
#include "tst_CheckRun.moc"
