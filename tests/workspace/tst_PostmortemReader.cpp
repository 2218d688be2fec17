// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

QByteArray textWith(const QByteArray &members)
{
    return QByteArray("{ 'andon': 1,\n" + members
                      + "'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': 'http://127.0.0.1:9090' } ],\n"
                        "'services': [ { 'name': 's', 'source': 'm', 'actions_absent': 'none', 'window': '1m',\n"
                        "  'indicators': [ { 'id': 'a', 'title': 'A', 'family': 'latency', 'unit': 'seconds', 'query': 'q' } ] } ] }\n")
        .replace('\'', '"');
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class PostmortemReaderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aTemplateAndARegressionSetAreRead()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"andon.json"_s),
              textWith("'postmortem': { 'templates': [ { 'name': 'ours', 'file': 'forms/pm.md' } ] },\n"
                       "'regression': { 'file': 'regression.jsonl', 'report': 'report.json' },\n"));
        QDir(folder.path()).mkdir(u"forms"_s);
        write(folder.filePath(u"forms/pm.md"_s), "# {{title}}\n");
        const WorkspaceAnswer answer = loadWorkspace(folder.filePath(u"andon.json"_s));
        QVERIFY2(answer.workspace, answer.faults.isEmpty() ? "" : qPrintable(answer.faults.first().words()));
        QCOMPARE(answer.workspace->templates, (QList<TemplateSpec>{{u"ours"_s, u"forms/pm.md"_s, u"# {{title}}\n"_s}}));
        QCOMPARE(answer.workspace->regression, (RegressionSpec{u"regression.jsonl"_s, u"report.json"_s}));
    }

    void aPlaceholderThatNobodyKnowsIsAFaultAtItsPlaceInTheTemplate()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"andon.json"_s), textWith("'postmortem': { 'templates': [ { 'name': 'ours', 'file': 'pm.md' } ] },\n"));
        write(folder.filePath(u"pm.md"_s), "# {{title}}\n\n- {{sumary}}\n");
        const WorkspaceAnswer answer = loadWorkspace(folder.filePath(u"andon.json"_s));
        QVERIFY(!answer.workspace);
        QCOMPARE(answer.faults.size(), 1);
        QVERIFY2(answer.faults.first().words().contains(u"/pm.md:3:3: nothing is known that could be filled in for {{sumary}}; expected: title, "),
                 qPrintable(answer.faults.first().words()));
    }

    void whatIsWrongIsToldWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("words");
        const auto templates = [](const char *entry) { return QByteArray("'postmortem': { 'templates': [ ") + entry + " ] },\n"; };
        QTest::newRow("a template climbs out") << templates("{ 'name': 'a', 'file': '../pm.md' }") << u"andon.json:2:55: ../pm.md is no file"_s;
        QTest::newRow("an absolute template") << templates("{ 'name': 'a', 'file': '/etc/passwd' }") << u"/etc/passwd is no file beneath"_s;
        QTest::newRow("the built-in name") << templates("{ 'name': 'built-in', 'file': 'pm.md' }") << u"the name built-in is taken already"_s;
        QTest::newRow("a name twice") << templates("{ 'name': 'a', 'file': 'a.md' }, { 'name': 'a', 'file': 'b.md' }") << u"the name a is taken already"_s;
        QTest::newRow("no templates") << QByteArray("'postmortem': {},\n") << u"templates"_s;
        QTest::newRow("no set") << QByteArray("'regression': { 'report': 'r.json' },\n") << u"the member file is missing"_s;
        QTest::newRow("a set that climbs out") << QByteArray("'regression': { 'file': 'a/../../b' },\n") << u"a/../../b is no file beneath"_s;
    }
    void whatIsWrongIsToldWithItsPlace()
    {
        QFETCH(QByteArray, members);
        QFETCH(QString, words);
        const WorkspaceAnswer answer = parseWorkspace(textWith(members), u"andon.json"_s);
        QVERIFY(!answer.workspace);
        QStringList all;
        for (const WorkspaceFault &fault : answer.faults)
            all << fault.words();
        QVERIFY2(all.join(u'\n').contains(words), qPrintable(all.join(u'\n')));
    }

    void aTemplateThatIsALinkOrMissingIsAFault()
    {
        QTemporaryDir folder;
        write(folder.filePath(u"andon.json"_s), textWith("'postmortem': { 'templates': [ { 'name': 'a', 'file': 'pm.md' } ] },\n"));
        QVERIFY(loadWorkspace(folder.filePath(u"andon.json"_s)).faults.first().words().contains(u"pm.md: cannot be read"));
        QVERIFY(QFile::link(u"/etc/passwd"_s, folder.filePath(u"pm.md"_s)));
        QVERIFY(loadWorkspace(folder.filePath(u"andon.json"_s)).faults.first().words().contains(u"symbolic link"));
    }
};

QTEST_GUILESS_MAIN(PostmortemReaderTest)
#include "tst_PostmortemReader.moc"
