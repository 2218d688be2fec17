// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A workspace with the member `alerts`, whose content stands in line 5. Quotes are written as apostrophes.
WorkspaceAnswer withAlerts(const QByteArray &members)
{
    QByteArray text = "{ 'andon': 1, 'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': 'https://m.example.org' } ],\n"
                      "'services': [ { 'name': 'chat', 'source': 'm', 'actions_absent': 'none', 'window': '1m',\n"
                      "  'indicators': [ { 'id': 'cost', 'title': 'A', 'family': 'cost', 'unit': 'usd', 'query': 'q' } ] } ],\n"
                      "'alerts': {\n" + members + " } }";
    return parseWorkspace(text.replace('\'', '"'), u"andon.json"_s);
}

} // namespace

class AlertEntryTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void alarmsAreReadAndBoundAsTheFileSays()
    {
        const WorkspaceAnswer answer = withAlerts("'sources': ['m'], 'version_labels': ['release'], 'replica_labels': ['replica'],\n"
            "'alertmanagers': [ { 'name': 'am', 'url': 'https://am.example.org/x', 'token_secret': 'prod-am', 'interval_seconds': 10 } ],\n"
            "'bindings': [ { 'match': { 'alertname': 'Costly', 'team': 'a' }, 'service': 'chat', 'indicator': 'cost', 'version': 'v2',\n"
            "  'action': 'throttle', 'runbook': 'cost spike', 'severity': 'critical' } ]");
        QVERIFY2(answer.workspace, answer.faults.isEmpty() ? "" : qPrintable(answer.faults.first().words()));
        const AlertSpec &spec = answer.workspace->alerts;
        QCOMPARE(spec.sources, QStringList{u"m"_s});
        QCOMPARE(spec.versionLabels, QStringList{u"release"_s});
        QCOMPARE(spec.replicaLabels, QStringList{u"replica"_s});
        QCOMPARE(answer.workspace->alertmanagers, (QList<AlertmanagerSpec>{{u"am"_s, QUrl(u"https://am.example.org/x"_s), u"prod-am"_s, 10'000, false}}));
        AlertBinding binding;
        binding.match = {{u"alertname"_s, u"Costly"_s}, {u"team"_s, u"a"_s}};
        binding.service = u"chat"_s;
        binding.indicator = u"cost"_s;
        binding.version = u"v2"_s;
        binding.action = Verb::Throttle;
        binding.runbook = u"cost spike"_s;
        binding.severity = AlertSeverity::Critical;
        QCOMPARE(spec.bindings, QList<AlertBinding>{binding});
    }
    void withoutTheMemberNobodyIsAskedForAlarms()
    {
        const WorkspaceAnswer answer = withAlerts("");
        QVERIFY(answer.workspace);
        QVERIFY(answer.workspace->alerts.sources.isEmpty() && answer.workspace->alertmanagers.isEmpty());
        QCOMPARE(answer.workspace->alerts.versionLabels, (QStringList{u"version"_s, u"model_version"_s}));
    }
    void aFaultIsToldWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("words");
        QTest::newRow("a source that is not there") << QByteArray("'sources': ['n']") << u"andon.json:5:12: there is no source named n; expected: did you mean m?"_s;
        QTest::newRow("a name that a source has") << QByteArray("'alertmanagers': [ { 'name': 'm', 'url': 'https://a' } ]") << u"andon.json:5:30: the name m is taken already"_s;
        QTest::newRow("an address in clear text") << QByteArray("'alertmanagers': [ { 'name': 'a', 'url': 'http://am.example.org' } ]") << u"http without TLS leaves this machine"_s;
        QTest::newRow("a secret in the file") << QByteArray("'alertmanagers': [ { 'name': 'a', 'url': 'https://a', 'token_secret': 'Bearer x' } ]") << u"looks like a secret"_s;
        QTest::newRow("an action with a typo") << QByteArray("'bindings': [ { 'match': { 'a': 'b' }, 'action': 'rolback' } ]") << u"rolback is not known here; expected: did you mean rollback?"_s;
        QTest::newRow("a service that is not there") << QByteArray("'bindings': [ { 'match': { 'a': 'b' }, 'service': 'chatt' } ]") << u"there is no service named chatt; expected: did you mean chat?"_s;
        QTest::newRow("an indicator that is not there") << QByteArray("'bindings': [ { 'match': { 'a': 'b' }, 'indicator': 'costs' } ]") << u"there is no indicator named costs"_s;
        QTest::newRow("a binding of everything") << QByteArray("'bindings': [ { 'match': {}, 'action': 'rollback' } ]") << u"a binding without labels to match"_s;
        QTest::newRow("a binding to nothing") << QByteArray("'bindings': [ { 'match': { 'a': 'b' } } ]") << u"andon.json:5:15: a binding that binds to nothing"_s;
        QTest::newRow("a label that is none") << QByteArray("'version_labels': ['a b']") << u"a b is no label"_s;
        QTest::newRow("a member that is not known") << QByteArray("'source': ['m']") << u"did you mean sources?"_s;
    }
    void aFaultIsToldWithItsPlace()
    {
        QFETCH(QByteArray, members);
        QFETCH(QString, words);
        const WorkspaceAnswer answer = withAlerts(members);
        QVERIFY(!answer.workspace);
        QStringList all;
        for (const WorkspaceFault &fault : answer.faults)
            all << fault.words();
        QVERIFY2(all.join(u'\n').contains(words), qPrintable(all.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(AlertEntryTest)
#include "tst_AlertEntry.moc"
