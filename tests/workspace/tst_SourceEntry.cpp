// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A workspace whose one source has more members; it stands in line 2. Quotes are written as apostrophes.
WorkspaceAnswer withSource(const QByteArray &members, const QByteArray &url = "https://m.example.org/p")
{
    QByteArray text = "{ 'andon': 1, 'sources': [\n"
                      "{ 'name': 'm', 'kind': 'prometheus', 'url': '" + url + "'" + (members.isEmpty() ? "" : ",\n") + members + " } ],\n"
                      "'services': [ { 'name': 's', 'source': 'm', 'actions_absent': 'none', 'window': '1m',\n"
                      "  'indicators': [ { 'id': 'a', 'title': 'A', 'family': 'cost', 'unit': 'usd', 'query': 'q' } ] } ] }";
    return parseWorkspace(text.replace('\'', '"'), u"andon.json"_s);
}

QString allWords(const WorkspaceAnswer &answer)
{
    QStringList words;
    for (const WorkspaceFault &fault : answer.faults)
        words << fault.words();
    return words.join(u'\n');
}

using Headers = QList<QPair<QByteArray, QByteArray>>;

} // namespace

class SourceEntryTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aSourceIsAskedAsItsEntrySays_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<MetricsAccess>("access");
        const auto row = [](const char *name, const char *members, const auto &set) {
            MetricsAccess access{.url = QUrl(u"https://m.example.org/p"_s)};
            set(access);
            QTest::newRow(name) << QByteArray(members) << access;
        };
        row("a plain Prometheus", "", [](MetricsAccess &) {});
        row("a token", "'token_secret': 'prod-m'", [](MetricsAccess &a) { a.tokenSecret = u"prod-m"_s; });
        row("Grafana Cloud", "'dialect': 'mimir', 'user': '123456', 'password_secret': 'cloud'", [](MetricsAccess &a) {
            a.dialect = Dialect::Mimir;
            a.user = u"123456"_s;
            a.passwordSecret = u"cloud"_s;
        });
        row("two tenants of Mimir", "'dialect': 'mimir', 'tenant': 'a|b'", [](MetricsAccess &a) {
            a.dialect = Dialect::Mimir;
            a.tenant = u"a|b"_s;
        });
        row("Thanos", "'dialect': 'thanos', 'tenant': 'a', 'dedup': true, 'partial_response': false", [](MetricsAccess &a) {
            a.dialect = Dialect::Thanos;
            a.tenant = u"a"_s;
            a.dedup = true;
            a.partialResponse = false;
        });
        row("VictoriaMetrics that must be whole", "'dialect': 'victoriametrics', 'partial_response': false", [](MetricsAccess &a) {
            a.dialect = Dialect::VictoriaMetrics;
            a.partialResponse = false;
        });
        row("headers", "'headers': { 'X-Grafana-Org-Id': '2', 'Cache-Control': 'no-store' }",
            [](MetricsAccess &a) { a.headers = Headers{{"Cache-Control", "no-store"}, {"X-Grafana-Org-Id", "2"}}; });
        row("null is absent", "'dialect': null, 'user': null, 'tenant': null, 'dedup': null, 'headers': null", [](MetricsAccess &) {});
    }
    void aSourceIsAskedAsItsEntrySays()
    {
        QFETCH(QByteArray, members);
        QFETCH(MetricsAccess, access);
        const WorkspaceAnswer answer = withSource(members);
        QVERIFY2(answer.workspace, qPrintable(allWords(answer)));
        QVERIFY(answer.workspace->sources.first().access == access);
    }
    void aFaultIsToldAtItsPlaceWithWhatWasExpected_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &members, const char *words) {
            QTest::newRow(name) << members << QString::fromUtf8(words);
        };
        row("an unknown dialect", "'dialect': 'victoria'", "3:12: the dialect victoria is not known; expected: one of prometheus, victoriametrics, thanos, mimir");
        row("a typo in a dialect", "'dialect': 'tanos'", "3:12: the dialect tanos is not known; expected: did you mean thanos?");
        row("a dialect that is no text", "'dialect': 1", "3:12: dialect is no text");
        row("no dialect", "'dialect': ''", "3:12: dialect is empty");
        row("a token and a user", "'token_secret': 't', 'user': 'u', 'password_secret': 'p'",
            "3:17: both a token and a user; expected: token_secret, or user and password_secret");
        row("a user without a password", "'user': 'u'", "3:9: user and password_secret go together");
        row("a password without a user", "'password_secret': 'p'", "3:20: user and password_secret go together");
        row("a user with a colon", "'user': 'u:hush', 'password_secret': 'p'", "3:9: user is no name that basic authentication can carry");
        row("a user of two lines", "'user': 'u\\nX: 1', 'password_secret': 'p'", "3:9: user is no name");
        row("a password in the file", "'user': 'u', 'password': 'hush'", "3:14: the member password is not known; expected: no secret in the file");
        row("a password for a name", "'user': 'u', 'password_secret': 'hush hush'", "3:33: password_secret looks like a secret");
        row("a tenant of two lines", "'dialect': 'mimir', 'tenant': 'a\\r\\nX-Admin: 1'", "3:31: tenant is no id that a header can carry");
        row("a tenant with a space", "'dialect': 'mimir', 'tenant': 'a b'", "3:31: tenant is no id");
        row("a tenant with a zero", "'dialect': 'mimir', 'tenant': 'a\\u0000'", "3:31: tenant is no id");
        row("a tenant of another script", "'dialect': 'mimir', 'tenant': '质量'", "3:31: tenant is no id");
        row("a tenant that is too long", "'dialect': 'mimir', 'tenant': '" + QByteArray(151, 'a') + "'", "3:31: tenant is no id");
        row("an empty tenant", "'dialect': 'mimir', 'tenant': ''", "3:31: tenant is empty");
        row("a tenant of Prometheus", "'tenant': 'a'", "3:11: tenant does not fit the dialect prometheus; expected: the dialect mimir or thanos");
        row("a tenant of VictoriaMetrics", "'dialect': 'victoriametrics', 'tenant': '1'",
            "3:41: tenant does not fit the dialect victoriametrics; expected: the account in the address: /select/ACCOUNT/prometheus");
        row("replicas of Prometheus", "'dedup': true", "3:10: dedup does not fit the dialect prometheus; expected: the dialect thanos");
        row("replicas of Mimir", "'dialect': 'mimir', 'dedup': false", "3:30: dedup does not fit the dialect mimir");
        row("partial answers of Mimir", "'dialect': 'mimir', 'partial_response': true",
            "3:41: partial_response does not fit the dialect mimir; expected: the dialect thanos or victoriametrics");
        row("a switch that is none", "'dialect': 'thanos', 'dedup': 'yes'", "3:31: dedup is neither true nor false");
        row("headers that are none", "'headers': 'a: b'", "3:12: headers is no object");
        row("a credential as a header", "'headers': { 'Authorization': 'Bearer hush' }", "3:14: the member Authorization is not known; expected: no secret in the file");
        row("a tenant as a header", "'headers': { 'X-Scope-OrgID': 'a' }",
            "3:14: the member X-Scope-OrgID is not known; expected: one of Cache-Control, Origin, X-Grafana-Org-Id, X-Request-Id");
        row("a header of the connection", "'headers': { 'Host': 'evil.example.org' }", "3:14: the member Host is not known");
        row("a header in small letters", "'headers': { 'cache-control': 'no-store' }", "3:14: the member cache-control is not known; expected: did you mean Cache-Control?");
        row("a header of two lines", "'headers': { 'Origin': 'a\\r\\nX: 1' }", "3:24: Origin holds what a header cannot carry");
        row("a header without a value", "'headers': { 'Origin': '' }", "3:24: Origin is empty");
    }
    void aFaultIsToldAtItsPlaceWithWhatWasExpected()
    {
        QFETCH(QByteArray, members);
        QFETCH(QString, words);
        const WorkspaceAnswer answer = withSource(members);
        QVERIFY(!answer.workspace);
        QVERIFY2(allWords(answer).contains(u"andon.json:"_s + words), qPrintable(allWords(answer)));
        QVERIFY2(!allWords(answer).contains(u"hush"), qPrintable(allWords(answer)));
    }
    void aDialectAsTheKindIsToldWhereItBelongs()
    {
        const WorkspaceAnswer answer = parseWorkspace(R"({ "andon": 1, "sources": [ { "name": "m", "kind": "mimir", "url": "https://m" } ], "services": [] })",
                                                      u"andon.json"_s);
        QVERIFY2(allWords(answer).contains(u"the kind mimir is not known; expected: prometheus, with \"dialect\": \"mimir\""_s), qPrintable(allWords(answer)));
    }
    void theSecretThatASourceNeedsIsTheOneOfItsCredential()
    {
        QCOMPARE(withSource("'token_secret': 't'").workspace->sources.first().access.secretName(), u"t"_s);
        QCOMPARE(withSource("'user': 'u', 'password_secret': 'p'").workspace->sources.first().access.secretName(), u"p"_s);
        QCOMPARE(withSource("").workspace->sources.first().access.secretName(), QString());
    }
};

QTEST_GUILESS_MAIN(SourceEntryTest)
#include "tst_SourceEntry.moc"
