// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/QueryWords.h"
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A right workspace; the tests break one place of it. Quotes are written as apostrophes.
QByteArray rightText()
{
    return QByteArray("{ 'andon': 1, // a comment\n"
                      "  'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': 'http://127.0.0.1:9090' } ],\n"
                      "  'gateways': [ { 'name': 'g', 'kind': 'andon-admin-v1', 'url': 'https://gw.example.org', 'token_secret': 'gw' } ],\n"
                      "  'services': [ { 'name': 's', 'source': 'm', 'gateway': 'g', 'version_label': 'version', 'window': '1m',\n"
                      "    'indicators': [ { 'id': 'p95', 'title': 'P95', 'family': 'latency', 'unit': 'seconds',\n"
                      "      'direction': 'higher_is_worse', 'gate': { 'warn': 1, 'stop': 2 }, 'query': 'max by($version)(x{$selector,a=\\'b\\'}[$window])' } ],\n"
                      "    'actions': { 'rollback': {}, 'degrade': { 'level': 2 } } } ] }\n");
}

QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class WorkspaceFileTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aRightFileBecomesAWorkspace()
    {
        const WorkspaceAnswer answer = parseWorkspace(quoted(rightText()), u"andon.json"_s);
        for (const WorkspaceFault &fault : answer.faults)
            QFAIL(qPrintable(fault.words()));
        QVERIFY(answer.workspace);
        const ServiceSpec &service = answer.workspace->services.first();
        QCOMPARE(service.title, u"s"_s);
        QCOMPARE(service.indicators.first().query, u"max by(version)(x{a=\"b\"}[1m])"_s);
        QCOMPARE(service.actions.size(), 2);
        QCOMPARE(service.indicators.first().gate.stop, std::optional(2.0));
    }
    void aFaultIsToldWithItsPlaceAndWhatWasExpected_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *before, const char *after, const char *place, const char *words) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString::fromUtf8(place) << QString::fromUtf8(words);
        };
        row("a typo in a member", "'family'", "'famly'", "5:52", "did you mean family?");
        row("a typo in a word", "'latency'", "'latencyy'", "5:62", "did you mean latency?");
        row("a missing member", "'window': '1m',", "", "4:17", "the member window is missing");
        row("gates the wrong way round", "'warn': 1, 'stop': 2", "'warn': 3, 'stop': 2", "6:47", "stop lies before warn");
        row("an unknown source", "'source': 'm'", "'source': 'n'", "4:42", "no source named n");
        row("a number as text", "'level': 2", "'level': '2'", "7:56", "level is no number");
        row("a password in the address", "https://gw", "https://me:pw@gw", "3:65", "carries a user or a password");
        row("http beyond this machine", "https://gw", "http://gw", "3:65", "leaves this machine");
        row("a token in the file", "'token_secret': 'gw'", "'bearer_token': 'gw'", "3:91", "no secret in the file");
        row("lowered friction", "'rollback': {}", "'promote': { 'friction': 'click' }", "7:43", "cannot be lowered");
        row("a comma too much", "'level': 2 }", "'level': 2, }", "7:59", "a comma before }");
        row("a member twice", "'name': 's',", "'name': 's', 'name': 't',", "4:32", "a second time");
        row("an end that is missing", "} ] }\n", "} ]", "7:65", "the end of the file");
        row("columns count characters, not bytes", "'name': 's', 'source': 'm'", "'name': '\xc3\xa9\xf0\x9f\x98\x80', 'source': 'n'", "4:43", "no source named n");
    }
    void aFaultIsToldWithItsPlaceAndWhatWasExpected()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, place);
        QFETCH(QString, words);
        QByteArray text = rightText();
        QVERIFY(text.contains(before));
        const WorkspaceAnswer answer = parseWorkspace(quoted(text.replace(before, after)), u"andon.json"_s);
        QVERIFY(!answer.workspace);
        QStringList all;
        bool found = false;
        for (const WorkspaceFault &fault : answer.faults) {
            all << fault.words();
            found = found || (fault.words().startsWith(u"andon.json:%1: "_s.arg(place)) && fault.words().contains(words));
        }
        QVERIFY2(found, qPrintable(all.join(u'\n')));
    }
    void everyFaultIsToldAtOnceInTheOrderOfTheFile()
    {
        QByteArray text = rightText();
        text.replace("'kind': 'prometheus'", "'kind': 'graphite'").replace("'seconds'", "'hours'").replace("'level': 2", "'level': 0");
        const WorkspaceAnswer answer = parseWorkspace(quoted(text), u"andon.json"_s);
        QCOMPARE(answer.faults.size(), 3);
        QCOMPARE(answer.faults[0].line, 2);
        QCOMPARE(answer.faults[1].line, 5);
        QCOMPARE(answer.faults[2].line, 7);
    }
    void hostileTextIsAFaultAndNoCrash_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("binary") << QByteArray("\x00\xff\xfe{", 4);
        QTest::newRow("half a surrogate") << QByteArray("{\"a\": \"\\ud800\"}");
        QTest::newRow("a huge number") << QByteArray("{\"andon\": 1e999}");
        QTest::newRow("an open comment") << QByteArray("/* {");
    }
    void hostileTextIsAFaultAndNoCrash()
    {
        QFETCH(QByteArray, text);
        const WorkspaceAnswer answer = parseWorkspace(text, u"x.json"_s);
        QVERIFY(!answer.workspace);
        QVERIFY(!answer.faults.isEmpty());
    }
    void everyCutOfARightFileIsAFaultAndNoCrash()
    {
        const QByteArray text = quoted(rightText().trimmed());
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY(!parseWorkspace(text.left(size), u"x.json"_s).faults.isEmpty());
    }
    void theReadyWorkspacesAreRight_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("demo") << u"demo.json"_s;
        QTest::newRow("budgeted gateway") << u"budgeted-gateway.json"_s;
    }
    void theReadyWorkspacesAreRight()
    {
        QFETCH(QString, file);
        const WorkspaceAnswer answer = loadWorkspace(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/") + file);
        for (const WorkspaceFault &fault : answer.faults)
            QFAIL(qPrintable(fault.words()));
        QVERIFY(answer.workspace);
    }
    void theDemoHasAnIndicatorForEveryFamilyWithUnitAndGate()
    {
        const WorkspaceAnswer answer = loadWorkspace(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(answer.workspace);
        QMap<Family, int> count;
        for (const Indicator &indicator : answer.workspace->services.first().indicators) {
            ++count[indicator.family];
            QVERIFY2(indicator.id == u"latency_p50" || indicator.gate.stop, qPrintable(indicator.id));
        }
        QCOMPARE(count, (QMap<Family, int>{{Family::Quality, 4}, {Family::Latency, 4}, {Family::Cost, 6}, {Family::Risk, 5},
                                           {Family::Stability, 4}, {Family::Retrieval, 3}}));
    }
    void anEmptySelectorTakesItsCommaWithIt_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("filled");
        QTest::newRow("alone") << u"x{$selector}[$window]"_s << u"x{}[5m]"_s;
        QTest::newRow("first") << u"x{$selector,a=\"b\"}"_s << u"x{a=\"b\"}"_s;
        QTest::newRow("last") << u"x{a=\"b\", $selector}"_s << u"x{a=\"b\"}"_s;
        QTest::newRow("words of the press stay") << u"x{v=\"$canary\"} by($version)"_s << u"x{v=\"$canary\"} by(ver)"_s;
    }
    void anEmptySelectorTakesItsCommaWithIt()
    {
        QFETCH(QString, query);
        QFETCH(QString, filled);
        QCOMPARE(fillQuery(query, {u"ver"_s, {}, u"5m"_s}), filled);
    }
    void aFileThatCannotBeReadIsOneFaultWithItsPath()
    {
        QTemporaryDir folder;
        const WorkspaceAnswer answer = loadWorkspace(folder.path());
        QCOMPARE(answer.faults.size(), 1);
        QVERIFY(answer.faults.first().words().startsWith(folder.path() + u": cannot be read"_s));
    }
};

QTEST_GUILESS_MAIN(WorkspaceFileTest)
#include "tst_WorkspaceFile.moc"
