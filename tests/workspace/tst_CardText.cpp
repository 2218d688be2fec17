// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/CardText.h"
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Two services, the first with a card. Quotes are written as apostrophes.
QByteArray commented()
{
    QByteArray text("// first\n"
                    "{\n"
                    "  'andon': 1, /* 'card': none */\n"
                    "  'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': 'http://127.0.0.1:9090' } ],\n"
                    "  'gateways': [ { 'name': 'g', 'kind': 'andon-admin-v1', 'url': 'https://gw.example.org' } ],\n"
                    "  'services': [\n"
                    "    {\n"
                    "      'name': 's', 'source': 'm', 'gateway': 'g', 'window': '1m', // as \xc3\xa9 as 'card': {\n"
                    "      'indicators': [ { 'id': 'p95', 'title': '\xe2\x80\x9c\\\\{', 'family': 'latency', 'unit': 'seconds', 'query': 'x' } ],\n"
                    "      // over the card\n"
                    "      'card': /* before */ { 'owner': 'Ada', 'steps': [ { 'weight': 5, 'window_seconds': 120 } ], // within\n"
                    "        'thresholds': [ { 'indicator': 'p95' } ] } /* behind */, // behind the comma\n"
                    "      'actions': { 'rollback': {}, 'degrade': { 'level': 2 } } // last of s\n"
                    "      /* the end of s */\n"
                    "    },\n"
                    "    { 'name': 't', 'source': 'm', 'gateway': 'g', 'window': '1m', 'indicators': [ { 'id': 'a', 'title': 'A', 'family': 'cost', 'unit': 'usd', 'query': 'q' } ] } /* t */\n"
                    "  ]\n"
                    "} // last");
    return text.replace('\'', '"');
}

StrategyCard cardOf(const QString &indicator = u"p95"_s)
{
    StrategyCard card;
    card.owner = u"Bo “the \\ owner”\t/* no comment */ // none"_s;
    card.audience = {true, {u"acme"_s, u"a\"b"_s}, u"chat 🦆"_s};
    card.steps = {{0.5, 120}, {20, 300}, {100, 600}};
    card.thresholds = {{indicator, 1.5, 4.25, 100, {}}};
    card.pauseWhen = {{PauseCause::ShareOff, {}, 15}};
    card.approvals = {1, {u"Ada"_s}, {u"release manager"_s}};
    card.serving = {u"tgi"_s, u"speed"_s, u"weight 0"_s};
    card.deadlineSeconds = 3600;
    card.judge.alpha = 0.01;
    card.judge.strata = {u"tenant"_s};
    return card;
}

/// The text in front of all edits and behind them, and between them where there are two.
bool isSameOutside(const QByteArray &before, const QByteArray &after, const QList<TextEdit> &edits)
{
    qsizetype from = 0;
    qsizetype there = 0;
    for (const TextEdit &edit : edits) {
        const qsizetype kept = edit.offset - from;
        if (kept < 0 || after.mid(there, kept) != before.mid(from, kept) || after.mid(there + kept, edit.inserted.size()) != edit.inserted)
            return false;
        from = edit.offset + edit.removed;
        there += kept + edit.inserted.size();
    }
    return after.mid(there) == before.mid(from);
}

StrategyCard readBack(const QByteArray &text, const QString &service)
{
    const WorkspaceAnswer answer = parseWorkspace(text, u"andon.json"_s);
    const ServiceSpec *spec = answer.workspace ? answer.workspace->service(service) : nullptr;
    return spec && spec->card ? *spec->card : StrategyCard();
}

bool writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

} // namespace

class CardTextTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aCardGivesWayToAnotherAndEveryOtherByteStays()
    {
        const auto edits = cardEdits(commented(), u"s"_s, cardOf());
        QVERIFY(edits);
        QCOMPARE(edits->size(), 1);
        const QByteArray after = edited(commented(), *edits);
        QVERIFY(isSameOutside(commented(), after, *edits));
        QVERIFY(commented().mid(edits->first().offset).startsWith("{ \"owner\": \"Ada\""));
        QVERIFY(commented().left(edits->first().offset + edits->first().removed).endsWith("\"p95\" } ] }"));
        for (const char *kept : {"// first", "/* \"card\": none */", "as \xc3\xa9 as \"card\": {", "// over the card", "/* before */", "/* behind */",
                                 "// behind the comma", "// last of s", "/* the end of s */", "/* t */", "// last"})
            QVERIFY2(after.contains(kept), kept);
        QVERIFY(!after.contains("// within"));
        QVERIFY(readBack(after, u"s"_s) == cardOf());
    }
    void aCardIsWrittenAsPeopleWriteIt()
    {
        const QByteArray after = *textWithCard(commented(), u"andon.json"_s, u"s"_s, cardOf());
        const QByteArray expected = "      \"card\": /* before */ {\n"
                                    "        \"owner\": \"Bo “the \\\\ owner”\\t/* no comment */ // none\",\n"
                                    "        \"audience\": { \"internal_users\": true, \"tenants\": [\"acme\", \"a\\\"b\"], \"scenario\": \"chat 🦆\" },\n"
                                    "        \"steps\": [\n"
                                    "          { \"weight\": 0.5, \"window_seconds\": 120 },\n"
                                    "          { \"weight\": 20, \"window_seconds\": 300 },\n"
                                    "          { \"weight\": 100, \"window_seconds\": 600 }\n"
                                    "        ],\n";
        QVERIFY2(after.contains(expected), after.constData());
    }
    void aServiceWithoutACardGetsOne_data()
    {
        QTest::addColumn<QByteArray>("end");      // of the service
        QTest::addColumn<QByteArray>("expected"); // beginning, for "§" read the card's members
        const auto row = [](const char *name, const char *end, const char *expected) { QTest::newRow(name) << QByteArray(end) << QByteArray(expected); };
        row("in lines", "\n      \"group\": \"w\"\n    }", "\n      \"group\": \"w\",\n      \"card\": {\n        \"owner\"");
        row("with a comment behind the last member", "\n      \"group\": \"w\" // of w\n    }", "\n      \"group\": \"w\", // of w\n      \"card\": {\n        \"owner\"");
        row("with a comment of its own line", "\n      \"group\": \"w\"\n      /* of w */\n    }", "\n      \"group\": \"w\",\n      /* of w */\n      \"card\": {\n");
        row("in one line", " \"group\": \"w\" }", " \"group\": \"w\", \"card\": { \"owner\": ");
        row("in one line with a comment", " \"group\": \"w\" /* } */ }", " \"group\": \"w\", /* } */ \"card\": { \"owner\": ");
        row("with tabs", "\n\t\t\t\"group\": \"w\"\n\t\t}", "\n\t\t\t\"group\": \"w\",\n\t\t\t\"card\": {\n\t\t\t");
        row("with the line ends of another system", "\r\n      \"group\": \"w\"\r\n    }", "\r\n      \"group\": \"w\",\r\n      \"card\": {\r\n        \"owner\"");
    }
    void aServiceWithoutACardGetsOne()
    {
        QFETCH(QByteArray, end);
        QFETCH(QByteArray, expected);
        const QByteArray indicators = "\"indicators\": [ { \"id\": \"a\", \"title\": \"A\", \"family\": \"cost\", \"unit\": \"usd\", \"query\": \"q\" } ]";
        QByteArray text = commented();
        QVERIFY(text.contains(indicators + " } /* t */"));
        text.replace(indicators + " } /* t */", indicators + "," + end + " /* t */");
        const auto edits = cardEdits(text, u"t"_s, cardOf(u"a"_s));
        QVERIFY(edits);
        const QByteArray after = edited(text, *edits);
        QVERIFY(isSameOutside(text, after, *edits));
        QVERIFY2(after.contains(indicators + "," + expected), after.constData());
        for (const TextEdit &edit : *edits)
            QCOMPARE(edit.inserted.contains('\n') && !edit.inserted.contains("\r\n"), end.contains('\n') && !end.contains('\r') && edit.inserted != ",");
        QVERIFY(readBack(after, u"t"_s) == cardOf(u"a"_s));
        QVERIFY(readBack(after, u"s"_s) == readBack(text, u"s"_s));
        QCOMPARE(*textWithCard(text, u"andon.json"_s, u"t"_s, cardOf(u"a"_s)), after);
    }
    void writingTheSameCardTwiceChangesNothingTheSecondTime()
    {
        for (const QString &service : {u"s"_s, u"t"_s}) {
            const StrategyCard card = cardOf(service == u"s" ? u"p95"_s : u"a"_s);
            const QByteArray once = *textWithCard(commented(), u"andon.json"_s, service, card);
            QCOMPARE(*textWithCard(once, u"andon.json"_s, service, card), once);
        }
    }
    void whateverStandsAroundTheCardStays()
    {
        // Comments, blanks and line ends are strewn between the parts; what is not the card must be found again byte for byte.
        QRandomGenerator random(20'261'124);
        const QByteArrayList strewn{" ", "\n", "\r\n", "\t", "/* { \" */", "// } \"card\": [\n", "/**/", "\n      ", "// \xc3\xa9\r\n"};
        const QByteArray bare = *textWithCard("{\"andon\":1,\"sources\":[{\"name\":\"m\",\"kind\":\"prometheus\",\"url\":\"http://127.0.0.1:9090\"}],"
                                              "\"services\":[{\"name\":\"s\",\"source\":\"m\",\"actions_absent\":\"none\",\"window\":\"1m\",\"indicators\":[{\"id\":\"p95\","
                                              "\"title\":\"P\",\"family\":\"latency\",\"unit\":\"seconds\",\"query\":\"x\"}]}]}",
                                              u"andon.json"_s, u"s"_s, cardOf());
        const QByteArray without = bare.left(bare.indexOf(", \"card\"")) + "}]}";
        for (int run = 0; run < 400; ++run) {
            QByteArray text;
            bool quoted = false;
            for (const char c : run % 2 == 0 ? without : bare) {
                quoted = quoted != (c == '"' && !text.endsWith('\\'));
                text += c;
                if (!quoted && QByteArrayView("{}[],:").contains(c) && random.bounded(3) == 0)
                    text += strewn[random.bounded(strewn.size())];
            }
            QVERIFY2(parseWorkspace(text, u"andon.json"_s).workspace, text.constData());
            const auto edits = cardEdits(text, u"s"_s, cardOf());
            QVERIFY(edits);
            const QByteArray after = edited(text, *edits);
            QVERIFY2(isSameOutside(text, after, *edits), text.constData());
            QVERIFY2(readBack(after, u"s"_s) == cardOf(), after.constData());
        }
    }
    void whatWouldMakeTheFileWrongIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("indicator");
        QTest::addColumn<QString>("words");
        QTest::newRow("no such service") << commented() << u"u"_s << u"p95"_s << u"no service u"_s;
        QTest::newRow("no such indicator") << commented() << u"s"_s << u"p99"_s << u"did you mean p95?"_s;
        QTest::newRow("no JSON") << QByteArray("{ \"services\": [ {") << u"s"_s << u"p95"_s << u"the end of the file"_s;
        QTest::newRow("no object") << QByteArray("[]") << u"s"_s << u"p95"_s << u"no service s"_s;
        QTest::newRow("services that are none") << QByteArray("{ \"services\": [ 1, { \"name\": 2 } ] }") << u"s"_s << u"p95"_s << u"no service s"_s;
        QTest::newRow("empty") << QByteArray() << u"s"_s << u"p95"_s << u"the end of the file"_s;
    }
    void whatWouldMakeTheFileWrongIsRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, service);
        QFETCH(QString, indicator);
        QFETCH(QString, words);
        const auto after = textWithCard(text, u"andon.json"_s, service, cardOf(indicator));
        QVERIFY(!after);
        QVERIFY2(after.error().message().contains(words), qPrintable(after.error().message()));
    }
    void theFileIsWrittenWholeAndKeepsItsPermissions()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"andon.json"_s);
        QVERIFY(writeFile(path, commented()));
        const auto permissions = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup;
        QVERIFY(QFile::setPermissions(path, permissions));
        const QFile::Permissions before = QFile::permissions(path);
        const QByteArray digest = loadWorkspace(path).workspace->digest;
        const auto written = writeCard(path, digest, u"s"_s, cardOf());
        QVERIFY2(written, written ? "" : qPrintable(written.error().message()));
        QCOMPARE(contentOf(path), *textWithCard(commented(), path, u"s"_s, cardOf()));
        QCOMPARE(*written, loadWorkspace(path).workspace->digest);
        QCOMPARE(QFile::permissions(path), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"andon.json"_s});
        StrategyCard another = cardOf();
        another.owner = u"Cem"_s;
        QVERIFY(writeCard(path, *written, u"s"_s, another));
    }
    void aLinkStaysALink()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"real.json"_s);
        const QString link = folder.filePath(u"andon.json"_s);
        QVERIFY(writeFile(path, commented()) && QFile::link(path, link));
        QVERIFY(writeCard(link, loadWorkspace(link).workspace->digest, u"s"_s, cardOf()));
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(readBack(contentOf(path), u"s"_s) == cardOf());
    }
    void aFileThatIsAnotherByNowIsNotTouched()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"andon.json"_s);
        QVERIFY(writeFile(path, commented()));
        const QByteArray digest = loadWorkspace(path).workspace->digest;
        const QByteArray theirs = commented().replace("// first", "// theirs");
        QVERIFY(writeFile(path, theirs));
        const auto written = writeCard(path, digest, u"s"_s, cardOf());
        QVERIFY(!written);
        QVERIFY2(written.error().message().contains(u"changed since it was read"_s), qPrintable(written.error().message()));
        QCOMPARE(contentOf(path), theirs);
    }
    void aCardThatIsRefusedLeavesTheFileAsItWas()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"andon.json"_s);
        QVERIFY(writeFile(path, commented()));
        StrategyCard card = cardOf();
        card.steps[1].weight = 0.5;
        const auto written = writeCard(path, loadWorkspace(path).workspace->digest, u"s"_s, card);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::BadWorkspace);
        QVERIFY2(written.error().message().contains(u"the step before"_s), qPrintable(written.error().message()));
        QCOMPARE(contentOf(path), commented());
    }
    void aFileThatIsNotThereIsAnError()
    {
        QTemporaryDir folder;
        const auto written = writeCard(folder.filePath(u"none.json"_s), {}, u"s"_s, cardOf());
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::FileUnreadable);
    }
};

QTEST_GUILESS_MAIN(CardTextTest)
#include "tst_CardText.moc"
