// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/RunbookReader.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const char good[] = "{\n  'id': 'ours', 'title': 'Ours', 'trigger': 't', 'first_action': 'f',\n  'verify': ['v'], 'over': 'o', 'families': ['cost'],\n"
                    "  'alarms': ['x'] }";

QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray workspaceWith(const QByteArray &runbooks)
{
    return quoted("{ 'andon': 1, 'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': 'http://127.0.0.1:9' } ],\n"
                  "  'services': [ { 'name': 's', 'source': 'm', 'actions_absent': 'none', 'window': '1m',\n"
                  "    'indicators': [ { 'id': 'c', 'title': 'C', 'family': 'cost', 'unit': 'usd', 'query': 'q' } ] } ],\n"
                  "  'runbooks': [" + runbooks + "] }");
}

} // namespace

class RunbookReaderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theTenRunbooksThatComeWithTheProgramAreRead()
    {
        const QList<RunbookSpec> runbooks = builtInRunbooks();
        QStringList ids;
        for (const RunbookSpec &spec : runbooks) {
            ids << spec.id;
            QVERIFY(spec.verify.size() >= 4);
            QVERIFY(spec.firstAction.size() > 80);
            QVERIFY(spec.over.size() > 60);
            QCOMPARE(spec.digest.size(), 64);
        }
        ids.sort();
        QCOMPARE(ids, (QStringList{u"billing"_s, u"cost_spike"_s, u"cross_tenant_access"_s, u"data_contamination"_s, u"injection"_s, u"judge_drift"_s,
                                   u"latency_spike"_s, u"quality_regression"_s, u"retrieval_degraded"_s, u"tool_outage"_s}));
    }
    void theirSchemaIsThatOfTheWorkspacesRunbooks()
    {
        const auto schema = [](const char *path) {
            QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/") + QString::fromLatin1(path));
            return file.open(QIODevice::ReadOnly) ? nlohmann::json::parse(file.readAll().toStdString()) : nlohmann::json();
        };
        nlohmann::json own = schema("runbooks/andon-runbook.schema.json");
        const nlohmann::json entry = schema("workspaces/andon-workspace.schema.json").at("$defs").at("runbook");
        own["properties"].erase("$schema");
        QVERIFY(own.at("properties") == entry.at("properties"));
        QVERIFY(own.at("required") == entry.at("required"));
    }
    void aFaultIsToldWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("words");
        QTest::newRow("no id") << QByteArray("'id': 'ours', ") << QByteArray() << u"id"_s;
        QTest::newRow("a bad id") << QByteArray("'ours'") << QByteArray("'Our Own'") << u"Our Own is no id"_s;
        QTest::newRow("an unknown line") << QByteArray("'cost'") << QByteArray("'costs'") << u"did you mean cost?"_s;
        QTest::newRow("an unknown member") << QByteArray("'over'") << QByteArray("'ends'") << u"ends"_s;
        QTest::newRow("nothing to look at") << QByteArray("['v']") << QByteArray("[]") << u"verify is empty"_s;
        QTest::newRow("an empty text") << QByteArray("'first_action': 'f'") << QByteArray("'first_action': ''") << u"first_action"_s;
        QTest::newRow("too long") << QByteArray("'o'") << QByteArray("'" + QByteArray(2001, 'x') + "'") << u"longer than 2000"_s;
        QTest::newRow("no JSON") << QByteArray("}") << QByteArray("") << u":"_s;
    }
    void aFaultIsToldWithItsPlace()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, words);
        QByteArray text = good;
        text.replace(text.indexOf(from), from.size(), to);
        const RunbookAnswer answer = parseRunbook(quoted(text), u"own.json"_s);
        QVERIFY(!answer.runbook);
        QVERIFY(!answer.faults.isEmpty());
        QStringList told;
        for (const WorkspaceFault &fault : answer.faults)
            told << fault.words();
        QVERIFY2(told.join(u'\n').contains(words), qPrintable(told.join(u'\n')));
        QVERIFY(answer.faults.first().line >= 1 && answer.faults.first().column >= 1);
        QVERIFY(parseRunbook(quoted(good), u"own.json"_s).runbook);
        QVERIFY(!parseWorkspace(workspaceWith(text), u"andon.json"_s).workspace);
    }
    void aTeamsOwnComesFirstAndTakesThePlaceOfOneWithItsId()
    {
        QByteArray replacing = good;
        replacing.replace("'ours'", "'cost_spike'");
        const WorkspaceAnswer answer = parseWorkspace(workspaceWith(QByteArray(good) + "," + replacing), u"andon.json"_s);
        QVERIFY(answer.workspace);
        const QList<RunbookSpec> all = runbooksOf(*answer.workspace);
        QCOMPARE(all.size(), 11);
        QCOMPARE(all[0].id, u"ours"_s);
        QCOMPARE(all[1].id, u"cost_spike"_s);
        QCOMPARE(all[1].title, u"Ours"_s);
        QCOMPARE(runbookFor(all, {u"cost_spike"_s, {}, {}})->title, u"Ours"_s);
    }
    void twoOfOneIdAreAFault()
    {
        const WorkspaceAnswer answer = parseWorkspace(workspaceWith(QByteArray(good) + "," + good), u"andon.json"_s);
        QVERIFY(!answer.workspace);
        QVERIFY(answer.faults.first().words().contains(u"ours is taken already"_s));
    }
};

QTEST_GUILESS_MAIN(RunbookReaderTest)
#include "tst_RunbookReader.moc"
