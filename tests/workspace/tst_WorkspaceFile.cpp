// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/QueryWords.h"
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QSet>
#include <QTest>

#include <algorithm>

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
    void aMultipleOfStableAndResetsAreReadWithTheirWordsFilledIn()
    {
        QByteArray text = rightText();
        text.replace("'query': ", "'counts': { 'bad': 'b', 'total': 't', 'multiple': { 'query': 'q by($version)', 'times_stable': 1.5, 'polls': 5 },"
                                  " 'resets': 'resets(x[$step])', 'of_requests': false, 'acceptable_rate': 0.001 }, 'query': ");
        const WorkspaceAnswer answer = parseWorkspace(quoted(text), u"andon.json"_s);
        for (const WorkspaceFault &fault : answer.faults)
            QFAIL(qPrintable(fault.words()));
        const CountQueries counts = answer.workspace->services.first().counts.value(0);
        QCOMPARE(counts.multiple, (MultipleQuery{u"q by(version)"_s, 1.5, 5}));
        QVERIFY2(counts.resets.startsWith(u"resets(x["_s) && !counts.resets.contains(u'$'), qPrintable(counts.resets));
        QVERIFY(!counts.ofRequests);
        QCOMPARE(counts.acceptableRate, 0.001);
        text.replace(", 'polls': 5", "").replace(", 'of_requests': false, 'acceptable_rate': 0.001", "");
        const CountQueries usual = parseWorkspace(quoted(text), u"andon.json"_s).workspace->services.first().counts.value(0);
        QCOMPARE(usual.multiple.polls, 3);
        QVERIFY(usual.ofRequests);
        QCOMPARE(usual.acceptableRate, 0.0);
    }
    void anIndicatorIsSplitByALabelOrBySeveral_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QStringList>("labels");
        QTest::addColumn<QStringList>("queries");
        QTest::newRow("a word") << QByteArray("'split_by': 'tenant', 'split_query': 'by($version, tenant)'") << QStringList{u"tenant"_s}
                                << QStringList{u"by(version, tenant)"_s};
        QTest::newRow("a word in its query") << QByteArray("'split_by': 'tenant', 'split_query': 'by($version, $split)'") << QStringList{u"tenant"_s}
                                             << QStringList{u"by(version, tenant)"_s};
        QTest::newRow("several, one query") << QByteArray("'split_by': ['tenant', 'tool'], 'split_query': 'by($version, $split)[$window]'")
                                            << QStringList{u"tenant"_s, u"tool"_s}
                                            << QStringList{u"by(version, tenant)[1m]"_s, u"by(version, tool)[1m]"_s};
        QTest::newRow("several, each its own") << QByteArray("'split_by': ['tenant', 'tool'], 'split_query': ['a{$split!=1}', 'b']")
                                               << QStringList{u"tenant"_s, u"tool"_s} << QStringList{u"a{tenant!=1}"_s, u"b"_s};
        QTest::newRow("none") << QByteArray("'headline': false") << QStringList() << QStringList();
    }
    void anIndicatorIsSplitByALabelOrBySeveral()
    {
        QFETCH(QByteArray, members);
        QByteArray text = rightText();
        text.replace("'query': ", members + ", 'query': ");
        const WorkspaceAnswer answer = parseWorkspace(quoted(text), u"andon.json"_s);
        for (const WorkspaceFault &fault : answer.faults)
            QFAIL(qPrintable(fault.words()));
        QStringList labels, queries;
        for (const SplitSpec &split : answer.workspace->services.first().splits) {
            QCOMPARE(split.indicatorId, u"p95"_s);
            labels << split.label;
            queries << split.query;
        }
        QTEST(labels, "labels");
        QTEST(queries, "queries");
    }
    void whatServesIsAskedForByTheRequestRateElseByAnIndicator()
    {
        ServiceSpec spec;
        QVERIFY(servingQuery(spec).isEmpty());
        spec.indicators.resize(2);
        spec.indicators[1].query = u"q"_s;
        QCOMPARE(servingQuery(spec), u"q"_s);
        spec.requestRateQuery = u"r"_s;
        QCOMPARE(servingQuery(spec), u"r"_s);
    }
    void aMeanIsReadInPlaceOfCounts()
    {
        QByteArray text = rightText();
        text.replace("'query': ", "'mean': { 'query': 'avg by($version)(avg_over_time(x[$step]))' }, 'query': ");
        text.replace("higher_is_worse", "lower_is_worse");
        text.replace("'warn': 1, 'stop': 2", "'warn': 2, 'stop': 1");
        const WorkspaceAnswer answer = parseWorkspace(quoted(text), u"andon.json"_s);
        for (const WorkspaceFault &fault : answer.faults)
            QFAIL(qPrintable(fault.words()));
        const CountQueries line = answer.workspace->services.first().counts.value(0);
        QCOMPARE(line.indicatorId, answer.workspace->services.first().indicators.first().id);
        QCOMPARE(line.mean, (MeanQuery{u"avg by(version)(avg_over_time(x[60s]))"_s, false, 50}));
        QVERIFY(line.isMean() && line.bad.isEmpty());
        text.replace("(x[$step]))'", "(x[$step]))', 'minimum_samples': 200");
        QCOMPARE(parseWorkspace(quoted(text), u"andon.json"_s).workspace->services.first().counts.value(0).mean.minimumSamples, 200.0);
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
        row("http to a name that looks like this machine", "https://gw.example.org", "http://127.0.0.1.example.org", "3:65", "leaves this machine");
        row("a sandbox elsewhere", "'token_secret': 'gw'", "'sandbox': true, 'token_secret': 'gw'", "3:102", "is not on this machine");
        row("a sandbox that is no word", "'token_secret': 'gw'", "'sandbox': 'yes', 'token_secret': 'gw'", "3:102", "neither true nor false");
        row("a token in the file", "'token_secret': 'gw'", "'bearer_token': 'gw'", "3:91", "no secret in the file");
        row("a token for a name", "'token_secret': 'gw'", "'token_secret': 'Bearer abc'", "3:107", "looks like a secret");
        row("a token of a known form", "'token_secret': 'gw'", "'token_secret': 'ghp_abc'", "3:107", "looks like a secret");
        row("a long token", "'token_secret': 'gw'", "'token_secret': '0123456789012345678901234567890123456789a'", "3:107", "looks like a secret");
        row("a key in the address", "gw.example.org", "gw.example.org?key=abc", "3:65", "the address alone");
        row("an API key in the file", "'token_secret': 'gw'", "'api_key': 'gw'", "3:91", "no secret in the file");
        row("no address", "'https://gw.example.org'", "'gw.example.org'", "3:65", "no http or https address");
        row("a later format", "'andon': 1", "'andon': 2", "1:12", "expected: the number 1");
        row("a list that is none", "'sources': [ {", "'sources': 5, 'x': [ {", "2:14", "sources is no list");
        row("an empty list", "'indicators': [ {", "'indicators': [], 'x': [ {", "5:19", "indicators is empty");
        row("an object that is none", "'gate': { 'warn': 1, 'stop': 2 }", "'gate': 2", "6:47", "gate is no object");
        row("an entry that is none", "'services': [ {", "'services': [ 7, {", "4:17", "no object");
        row("a text that is none", "'title': 'P95'", "'title': 95", "5:45", "title is no text");
        row("an empty text", "'title': 'P95'", "'title': ' '", "5:45", "title is empty");
        row("a word that is none", "'unit': 'seconds'", "'headline': 'yes', 'unit': 'seconds'", "5:85", "neither true nor false");
        row("a number out of range", "'level': 2", "'level': 0", "7:56", "a number from 1 to 100");
        row("an id with capitals", "'id': 'p95'", "'id': 'P95'", "5:29", "small letters");
        row("no duration", "'window': '1m'", "'window': '1 minute'", "4:101", "a duration such as 30s");
        row("no label", "'version_label': 'version'", "'version_label': 'a b'", "4:80", "a b is no label");
        row("a typo in a query", "$window", "$windw", "6:82", "did you mean $window?");
        row("a word with an end of its own", "$window", "$windows", "6:82", "did you mean $window?");
        row("neither query nor reason", "'query': ", "'no_source': '', 'query': '', 'title2': ", "6:99", "query is empty");
        row("a query and a reason", "'query': ", "'no_source': 'none', 'query': ", "6:86", "one of them");
        row("a split without its query", "'query': ", "'split_by': 'tenant', 'query': ", "6:85", "go together");
        row("a split by a list without its query", "'query': ", "'split_by': ['tenant', 'tool'], 'query': ", "6:85", "go together");
        row("a split by no label in a list", "'query': ", "'split_by': ['tenant', 'a b'], 'split_query': 'x$split', 'query': ", "6:96", "a b is no label");
        row("a split by a label twice", "'query': ", "'split_by': ['tenant', 'tenant'], 'split_query': 'x$split', 'query': ", "6:96", "stands here a second time");
        row("a split by nothing", "'query': ", "'split_by': [], 'split_query': 'x', 'query': ", "6:85", "split_by is empty");
        row("a split by no text", "'query': ", "'split_by': ['tenant', 7], 'split_query': 'x$split', 'query': ", "6:96", "no text");
        row("one query for several labels", "'query': ", "'split_by': ['tenant', 'tool'], 'split_query': 'x', 'query': ", "6:120", "one query for 2 labels that does not say $split");
        row("a query too few", "'query': ", "'split_by': ['a', 'b', 'c'], 'split_query': ['x', 'y'], 'query': ", "6:117", "2 queries for 3 label(s)");
        row("a typo in a split's query", "'query': ", "'split_by': ['a', 'b'], 'split_query': ['x', 'y{$selectr}'], 'query': ", "6:118", "did you mean $selector?");
        row("a split by no label", "'query': ", "'split_by': 'a b', 'split_query': 'x', 'query': ", "6:85", "a b is no label");
        row("a multiple without its query", "'query': ", "'counts': { 'bad': 'b', 'total': 't', 'multiple': { 'times_stable': 2 } }, 'query': ", "", "the member query is missing");
        row("a multiple of less than stable", "'query': ", "'counts': { 'bad': 'b', 'total': 't', 'multiple': { 'query': 'q', 'times_stable': 1 } }, 'query': ", "", "a number from 1.01 to 100");
        row("a multiple of nothing", "'query': ", "'counts': { 'bad': 'b', 'total': 't', 'multiple': { 'query': 'q' } }, 'query': ", "", "the member times_stable is missing");
        row("an acceptable rate that accepts most", "'query': ", "'counts': { 'bad': 'b', 'total': 't', 'acceptable_rate': 0.6 }, 'query': ", "", "a number from 0 to 0.5");
        row("a typo in the resets", "'query': ", "'counts': { 'bad': 'b', 'total': 't', 'resets': 'r{$selectr}' }, 'query': ", "", "did you mean $selector?");
        row("a mean without its query", "'query': ", "'mean': { 'minimum_samples': 60 }, 'query': ", "6:81", "the member query is missing");
        row("a mean of too few values", "'query': ", "'mean': { 'query': 'q', 'minimum_samples': 5 }, 'query': ", "6:116", "a number from 10 to");
        row("a mean beside counts", "'query': ", "'counts': { 'bad': 'b', 'total': 't' }, 'mean': { 'query': 'q' }, 'query': ", "6:121", "one of them");
        row("a typo in a mean", "'query': ", "'mean': { 'query': 'm{$selectr}' }, 'query': ", "6:92", "did you mean $selector?");
        row("an effect without a bound", "'rollback': {}", "'rollback': { 'effect': { 'query': 'x' } }", "7:42", "neither below nor above");
        row("a limit without a number", "'rollback': {}", "'throttle': { 'limits': [ { 'scope': 'all' } ] }", "7:44", "a limit without a number");
        row("a limit that does not say for whom", "'rollback': {}", "'throttle': { 'limits': [ { 'id': 'acme', 'tokens_per_minute': 1 } ] }", "7:44", "the member scope is missing");
        row("a limit of one for all", "'rollback': {}", "'throttle': { 'limits': [ { 'scope': 'all', 'id': 'acme', 'tokens_per_minute': 1 } ] }", "7:68", "throttles everyone");
        row("a tenant without a name", "'rollback': {}", "'throttle': { 'limits': [ { 'scope': 'tenant', 'tokens_per_minute': 1 } ] }", "7:44", "the member id is missing");
        row("a selector in braces", "'gateway': 'g'", "'gateway': 'g', 'selector': '{a=1}'", "4:75", "without braces");
        row("actions without a gateway", "'gateway': 'g'", "'actions_absent': 'why'", "7:16", "actions without a gateway");
        row("version sets from nowhere", "'gateway': 'g'", "'gateway': 'g', 'versions': {}", "4:75", "nobody who says what a version is made of");
        row("a typo in the version sets", "'gateway': 'g'", "'gateway': 'g', 'versions': { 'manifest': 'v' }", "4:77", "did you mean manifests?");
        row("manifests out of the folder", "'gateway': 'g'", "'gateway': 'g', 'versions': { 'manifests': '../v' }", "4:90", "../v is no folder or pattern");
        row("a wildcard for folders", "'gateway': 'g'", "'gateway': 'g', 'versions': { 'manifests': '*/v.json' }", "4:90", "*/v.json is no folder or pattern");
        row("a typo in the info metric", "'gateway': 'g'", "'gateway': 'g', 'versions': { 'info_metric': 'i{$selectr}' }", "4:92", "did you mean $selector?");
        row("neither gateway nor reason", "'gateway': 'g', ", "", "4:17", "the member actions_absent is missing");
        row("lowered friction", "'rollback': {}", "'promote': { 'friction': 'click' }", "7:43", "cannot be lowered");
        row("a comma too much", "'level': 2 }", "'level': 2, }", "7:59", "a comma before }");
        row("a comma too much in a list", "'token_secret': 'gw' } ]", "'token_secret': 'gw' }, ]", "3:115", "a comma before ]");
        row("a comma too few", "'source': 'm', 'gateway'", "'source': 'm' 'gateway'", "4:46", "no comma before");
        row("no colon", "'source': 'm'", "'source' 'm'", "4:41", "expected: : after the name");
        row("no quotes", "'source': 'm'", "source: 'm'", "4:32", "a member's name in quotes");
        row("a bare word", "'level': 2", "'level': two", "7:56", "expected: a value");
        row("a text over two lines", "'title': 'P95'", "'title': 'P\n95'", "5:47", "a text that does not end");
        row("a wrong escape", "'title': 'P95'", "'title': '\\x'", "5:47", "an escape such as");
        row("a sign in an escape", "'title': 'P95'", "'title': '\\u+12f'", "5:48", "four hexadecimal digits");
        row("text after the end", "} ] }\n", "} ] }\nx", "8:1", "nothing more");
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
            found = found || (fault.words().startsWith(place.isEmpty() ? u"andon.json:6:"_s : u"andon.json:%1: "_s.arg(place)) && fault.words().contains(words));
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
    void aCommaTooManyOrTooFewHidesNoOtherFault()
    {
        QByteArray text = rightText();
        text.replace("'token_secret': 'gw' }", "'token_secret': 'gw', }").replace("'seconds'", "'hours'").replace("'source': 'm', 'g", "'source': 'n' 'g");
        const WorkspaceAnswer answer = parseWorkspace(quoted(text), u"andon.json"_s);
        QVERIFY(!answer.workspace);
        QStringList all;
        for (const WorkspaceFault &fault : answer.faults)
            all << fault.words();
        QCOMPARE(all.size(), 4);
        QVERIFY2(all[0].contains(u"a comma before }") && all[1].contains(u"no source named n") && all[2].contains(u"no comma before")
                     && all[3].contains(u"hours"), qPrintable(all.join(u'\n')));
    }
    void aSecretThatStandsInTheFileIsNotRepeated_data()
    {
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("for a name") << QByteArray("'token_secret': 'ghp_hush'");
        QTest::newRow("in a member of its own") << QByteArray("'password': 'ghp_hush'");
        QTest::newRow("as no text") << QByteArray("'token_secret': { 'ghp': 'ghp_hush' }");
        QTest::newRow("in the address") << QByteArray("'x': 1, 'url': 'https://me:ghp_hush@gw.example.org'");
        QTest::newRow("behind the address") << QByteArray("'x': 1, 'url': 'https://gw.example.org?t=ghp_hush'");
        QTest::newRow("in a broken address") << QByteArray("'x': 1, 'url': 'ftp://me:ghp_hush@gw.example.org'");
    }
    void aSecretThatStandsInTheFileIsNotRepeated()
    {
        QFETCH(QByteArray, after);
        QByteArray text = rightText();
        const QByteArray before = after.contains("'url'") ? "'url': 'https://gw.example.org'" : "'token_secret': 'gw'";
        QVERIFY(text.contains(before));
        const WorkspaceAnswer answer = parseWorkspace(quoted(text.replace(before, after)), u"andon.json"_s);
        QVERIFY(!answer.faults.isEmpty());
        for (const WorkspaceFault &fault : answer.faults)
            QVERIFY2(!fault.words().contains(u"hush"), qPrintable(fault.words()));
    }
    void commentsMayStandAnywhereBetweenTheParts()
    {
        QByteArray text = quoted(rightText());
        text.replace("[ {", "/* one\n * two */ [ // three\n {").replace(":", " /**/ :").replace("https /**/ :", "https:").replace("http /**/ :", "http:")
            .replace("0.1 /**/ :", "0.1:");
        const WorkspaceAnswer answer = parseWorkspace("// first\n" + text + "// last", u"andon.json"_s);
        for (const WorkspaceFault &fault : answer.faults)
            QFAIL(qPrintable(fault.words()));
        QCOMPARE(answer.workspace->gateways.first().nodes.first(), QUrl(u"https://gw.example.org"_s));
    }
    void aMarkOfTheByteOrderShiftsNoColumn()
    {
        const WorkspaceAnswer answer = parseWorkspace("\xef\xbb\xbf{ \"andon\": 2 }", u"andon.json"_s);
        QVERIFY(!answer.faults.isEmpty());
        QVERIFY2(std::any_of(answer.faults.begin(), answer.faults.end(),
                             [](const WorkspaceFault &fault) { return fault.words().startsWith(u"andon.json:1:12: "); }),
                 qPrintable(answer.faults.last().words()));
    }
    void aLargeFileThatIsWrongEverywhereIsToldInOneWalk()
    {
        // A walk for each of the 100,000 faults would outlast the time a test has by far.
        const WorkspaceAnswer answer = parseWorkspace("{\"sources\": [" + QByteArray("1,true,").repeated(50'000) + "null]}", u"x.json"_s);
        QVERIFY(answer.faults.size() > 100'000);
        QCOMPARE(answer.faults.last().line, 1);
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
    void theDemoMeasuresEveryItemOfTheSixFamiliesWithAGate_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<Family>("family");
        QTest::addColumn<Unit>("unit");
        QTest::addColumn<Direction>("direction");
        const auto row = [](const char *item, Family family, const QString &id, Unit unit, Direction direction) {
            QTest::newRow(item) << id << family << unit << direction;
        };
        const auto up = Direction::HigherIsWorse;
        const auto down = Direction::LowerIsWorse;
        row("success rate", Family::Quality, u"success_rate"_s, Unit::Ratio, down);
        row("feedback score", Family::Quality, u"feedback_score"_s, Unit::Ratio, down);
        row("adoption", Family::Quality, u"adoption"_s, Unit::Ratio, down);
        row("judged-bad samples", Family::Quality, u"judged_bad"_s, Unit::Ratio, up);
        row("P50", Family::Latency, u"latency_p50"_s, Unit::Seconds, up);
        row("P95", Family::Latency, u"latency_p95"_s, Unit::Seconds, up);
        row("timeout rate", Family::Latency, u"timeout_rate"_s, Unit::Ratio, up);
        row("queue time", Family::Latency, u"queue_p95"_s, Unit::Seconds, up);
        row("cost per request", Family::Cost, u"cost_per_request"_s, Unit::Usd, up);
        row("cost per hour", Family::Cost, u"cost_per_hour"_s, Unit::UsdPerHour, up);
        row("cost per day", Family::Cost, u"cost_per_day"_s, Unit::UsdPerDay, up);
        row("peak", Family::Cost, u"cost_peak"_s, Unit::UsdPerHour, up);
        row("token budget overruns", Family::Cost, u"budget_overruns"_s, Unit::Ratio, up);
        row("cache hit rate", Family::Cost, u"cache_hit_rate"_s, Unit::Ratio, down);
        row("5xx", Family::Stability, u"errors_5xx"_s, Unit::Ratio, up);
        row("retries", Family::Stability, u"retries"_s, Unit::Ratio, up);
        row("overload rejections", Family::Stability, u"overload_rejections"_s, Unit::PerSecond, up);
        row("restarts", Family::Stability, u"restarts"_s, Unit::Count, up);
        row("hit rate", Family::Retrieval, u"retrieval_hit_rate"_s, Unit::Ratio, down);
        row("tool failures", Family::Retrieval, u"tool_failures"_s, Unit::Ratio, up);
        row("tool time", Family::Retrieval, u"tool_p95"_s, Unit::Seconds, up);
        row("unauthorized attempts", Family::Risk, u"unauthorized_attempts"_s, Unit::Ratio, up);
        row("injection hits", Family::Risk, u"injection_hits"_s, Unit::Ratio, up);
        row("sensitive hits", Family::Risk, u"sensitive_hits"_s, Unit::Ratio, up);
        row("bad refusals", Family::Risk, u"bad_refusals"_s, Unit::Ratio, up);
    }
    void theDemoMeasuresEveryItemOfTheSixFamiliesWithAGate()
    {
        QFETCH(QString, id);
        const WorkspaceAnswer answer = loadWorkspace(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(answer.workspace);
        const QList<Indicator> &indicators = answer.workspace->services.first().indicators;
        const auto found = std::find_if(indicators.begin(), indicators.end(), [&](const Indicator &one) { return one.id == id; });
        QVERIFY(found != indicators.end());
        QTEST(found->family, "family");
        QTEST(found->unit, "unit");
        QTEST(found->direction, "direction");
        QVERIFY(!found->title.isEmpty() && !found->query.isEmpty());
        QVERIFY(found->gate.warn && found->gate.stop);
    }
    void theDemoIsLookedAtByTenantEntrypointAndTool()
    {
        const WorkspaceAnswer answer = loadWorkspace(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(answer.workspace);
        QMap<QString, QStringList> labels;
        for (const SplitSpec &split : answer.workspace->services.first().splits) {
            labels[split.indicatorId] << split.label;
            QVERIFY2(split.query.contains(u"by(version, "_s + split.label + u')') && !split.query.contains(u'$'), qPrintable(split.query));
        }
        const QStringList three{u"tenant"_s, u"entrypoint"_s, u"tool"_s};
        QCOMPARE(labels, (QMap<QString, QStringList>{{u"success_rate"_s, three}, {u"budget_overruns"_s, three}, {u"risk_hits"_s, three},
                                                     {u"tool_failures"_s, {u"tool"_s}}}));
    }
    void theDemoDrawsSomethingOnEachOfTheFourLines()
    {
        const WorkspaceAnswer answer = loadWorkspace(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(answer.workspace);
        QSet<Line> drawn;
        for (const Indicator &indicator : answer.workspace->services.first().indicators) {
            if (indicator.headline && lineOf(indicator.family))
                drawn << *lineOf(indicator.family);
        }
        QCOMPARE(drawn.size(), 4);
    }
    void anEmptySelectorTakesItsCommaWithIt_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("filled");
        QTest::newRow("alone") << u"x{$selector}[$window]"_s << u"x{}[5m]"_s;
        QTest::newRow("first") << u"x{$selector,a=\"b\"}"_s << u"x{a=\"b\"}"_s;
        QTest::newRow("last") << u"x{a=\"b\", $selector}"_s << u"x{a=\"b\"}"_s;
        QTest::newRow("in the middle") << u"x{a=\"b\",$selector,c=\"d\"}"_s << u"x{a=\"b\",c=\"d\"}"_s;
        QTest::newRow("the end of a regular expression stays") << u"x{a=~\"b$\",$selector}"_s << u"x{a=~\"b$\"}"_s;
        QTest::newRow("a longer word stays") << u"x{$selectors}[$windows]"_s << u"x{$selectors}[$windows]"_s;
        QTest::newRow("words of the press stay") << u"x{v=\"$canary\"} by($version)"_s << u"x{v=\"$canary\"} by(ver)"_s;
    }
    void anEmptySelectorTakesItsCommaWithIt()
    {
        QFETCH(QString, query);
        QFETCH(QString, filled);
        QCOMPARE(fillQuery(query, {u"ver"_s, {}, u"5m"_s}), filled);
    }
    void whatIsFilledInIsNotFilledAgain()
    {
        QCOMPARE(fillQuery(u"x{$selector}[$window]"_s, {u"ver"_s, u"a=~\"b$version\""_s, u"5m"_s}), u"x{a=~\"b$version\"}[5m]"_s);
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
