// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A workspace around one gateway; quotes are written as apostrophes.
WorkspaceAnswer read(const QByteArray &gateway, const QString &path = u"andon.json"_s)
{
    QByteArray text = "{ 'andon': 1, 'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': 'https://m.example.org' } ],\n"
                      "'gateways': [\n" + gateway + " ],\n"
                      "'services': [ { 'name': 's', 'source': 'm', 'gateway': 'g', 'window': '1m', 'indicators': [\n"
                      "  { 'id': 'a', 'title': 'A', 'family': 'quality', 'unit': 'ratio', 'query': 'q' } ] } ] }";
    return parseWorkspace(text.replace('\'', '"'), path);
}

QByteArray haproxyWith(const QByteArray &rest)
{
    return "{ 'name': 'g', 'kind': 'haproxy', " + rest + " }";
}

const QByteArray variables = "'variables': { 'backend': 'be', 'stable': 'v1', 'canary': 'v2' }";

} // namespace

class GatewayEntryTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aPresetsNodesVariablesAndTrustAreRead()
    {
        const WorkspaceAnswer answer = read(haproxyWith("'nodes': [ 'tcp://127.0.0.1:9', 'unix:///run/h.sock' ], 'ca_file': 'ca.pem',"
            "'pins': [ 'sha256/AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=' ], " + variables));
        QVERIFY2(answer.workspace, qPrintable(answer.faults.isEmpty() ? QString() : answer.faults.first().words()));
        const GatewaySpec &spec = answer.workspace->gateways.first();
        QCOMPARE(spec.nodes, (QList<QUrl>{QUrl(u"tcp://127.0.0.1:9"_s), QUrl(u"unix:///run/h.sock"_s)}));
        QCOMPARE(spec.variables.value(u"backend"_s).get<std::string>(), std::string("be"));
        QCOMPARE(spec.pins.first().toHex(), QByteArray("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
        QCOMPARE(spec.caFile, u"ca.pem"_s);
    }

    void aFaultIsToldWithItsPlaceAndWhatWasExpected_data()
    {
        QTest::addColumn<QByteArray>("gateway");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &gateway, const char *place, const char *words) {
            QTest::newRow(name) << gateway << QString::fromUtf8(place) << QString::fromUtf8(words);
        };
        row("a typo in the kind", "{ 'name': 'g', 'kind': 'haproxi', 'url': 'https://g.example.org' }", "3:24", "did you mean haproxy?");
        row("a preset file that is not there", "{ 'name': 'g', 'kind': 'mine.json', 'url': 'https://g.example.org' }", "3:24", "cannot be read");
        row("a variable that is missing", haproxyWith("'url': 'tcp://127.0.0.1:9', 'variables': { 'stable': 'v1', 'canary': 'v2' }"), "3:76", "the variable backend is missing");
        row("no variables at all", haproxyWith("'url': 'tcp://127.0.0.1:9'"), "3:1", "the variable canary is missing");
        row("a typo in a variable", haproxyWith("'url': 'tcp://127.0.0.1:9', 'variables': { 'backend': 'be', 'stabel': 'v1', 'stable': 'v1', 'canary': 'v2' }"), "3:95", "did you mean stable?");
        row("a variable that is a list", haproxyWith("'url': 'tcp://127.0.0.1:9', 'variables': { 'backend': [], 'stable': 'v1', 'canary': 'v2' }"), "3:89", "neither a text nor a number");
        row("HTTP for a line socket", haproxyWith("'url': 'http://127.0.0.1:9', " + variables), "3:42", "no address of a line socket");
        row("a line socket beyond this machine", haproxyWith("'url': 'tcp://10.0.0.1:9', " + variables), "3:42", "leaves this machine");
        row("a line socket without a port", haproxyWith("'url': 'tcp://127.0.0.1', " + variables), "3:42", "no address of a line socket");
        row("both url and nodes", haproxyWith("'url': 'tcp://127.0.0.1:9', 'nodes': [ 'tcp://127.0.0.1:8' ], " + variables), "3:72", "both url and nodes");
        row("a node that is no text", haproxyWith("'nodes': [ 7 ], " + variables), "3:46", "no text");
        row("no address", haproxyWith(variables), "3:1", "the member url is missing");
        row("a pin of the wrong length", haproxyWith("'url': 'tcp://127.0.0.1:9', 'pins': [ 'sha256/AAAA' ], " + variables), "3:73", "no pin of a public key");
        row("a pin by another hash", haproxyWith("'url': 'tcp://127.0.0.1:9', 'pins': [ 'sha1/AAAA' ], " + variables), "3:73", "no pin of a public key");
        row("variables for the admin API", "{ 'name': 'g', 'kind': 'andon-admin-v1', 'url': 'https://g.example.org', 'variables': { 'a': 1 } }", "3:87", "andon-admin-v1 has no variables");
        row("two nodes of the admin API", "{ 'name': 'g', 'kind': 'andon-admin-v1', 'nodes': [ 'https://a.example.org', 'https://b.example.org' ] }", "3:51", "more than one node");
        row("a password in a node", haproxyWith("'nodes': [ 'tcp://me:hush@127.0.0.1:9' ], " + variables), "3:46", "no address of a line socket");
    }
    void aFaultIsToldWithItsPlaceAndWhatWasExpected()
    {
        QFETCH(QByteArray, gateway);
        QFETCH(QString, place);
        QFETCH(QString, words);
        const WorkspaceAnswer answer = read(gateway);
        QVERIFY(!answer.workspace);
        QStringList all;
        bool found = false;
        for (const WorkspaceFault &fault : answer.faults) {
            all << fault.words();
            found = found || (fault.words().startsWith(u"andon.json:%1:"_s.arg(place)) && fault.words().contains(words));
            QVERIFY2(!fault.words().contains(u"hush"_s), qPrintable(fault.words()));
        }
        QVERIFY2(found, qPrintable(all.join(u'\n')));
    }

    void aPresetFileOfOnesOwnIsReadBesideTheWorkspace()
    {
        const QTemporaryDir folder;
        QFile preset(QStringLiteral(ANDON_SOURCE_DIR "/resources/gateways/haproxy.json"));
        QVERIFY(preset.open(QIODevice::ReadOnly));
        const QByteArray text = preset.readAll();
        QFile mine(folder.filePath(u"mine.json"_s));
        QVERIFY(mine.open(QIODevice::WriteOnly));
        mine.write(text);
        mine.close();
        const QByteArray gateway = "{ 'name': 'g', 'kind': 'mine.json', 'url': 'tcp://127.0.0.1:9', " + variables + " }";
        QVERIFY(read(gateway, folder.filePath(u"andon.json"_s)).workspace);
        QVERIFY(mine.open(QIODevice::WriteOnly));
        mine.write(QByteArray(text).replace("\"tier\": \"C\"", "\"tier\": \"A\""));
        mine.close();
        const WorkspaceAnswer answer = read(gateway, folder.filePath(u"andon.json"_s));
        QVERIFY(!answer.workspace);
        QVERIFY2(answer.faults.first().words().contains(u"mine.json:"_s), qPrintable(answer.faults.first().words()));
        QVERIFY2(answer.faults.first().words().contains(u"no compare-and-set by version"_s), qPrintable(answer.faults.first().words()));
    }
};

QTEST_GUILESS_MAIN(GatewayEntryTest)
#include "tst_GatewayEntry.moc"
