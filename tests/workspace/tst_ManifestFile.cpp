// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/FileBeneath.h"
#include "app/workspace/ManifestFile.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QByteArray prompt = "You are a bot.\nBe brief.\n";

/// A right manifest; the tests break one place of it. Quotes are written as apostrophes.
QByteArray rightText()
{
    return QByteArray("{ 'version': 'v42', // a comment\n"
                      "  'code': 'svc-1@sha256:HASH',\n"
                      "  'prompt': { 'id': 'p64', 'hash': 'sha256:HASH', 'file': 'texts/p64.txt' },\n"
                      "  'config': { 'id': 'c1', 'text': 'top_k: 8' },\n"
                      "  'policy': { 'hash': 'sha1:0123456789' } }\n")
        .replace("HASH", hashOf(prompt).mid(7).toLatin1());
}

QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

Result<QByteArray> thePrompt(const QString &path)
{
    if (path == u"texts/p64.txt")
        return prompt;
    if (path == u"bad.txt")
        return QByteArray("\xff\xfe");
    return failure(ErrorKind::FileUnreadable, {path, u"it is a symbolic link"_s});
}

QString allWords(const QList<WorkspaceFault> &faults)
{
    QStringList words;
    for (const WorkspaceFault &fault : faults)
        words << fault.words();
    return words.join(u'\n');
}

} // namespace

class ManifestFileTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    void write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_folder->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QByteArray manifest(const QString &version) { return quoted("{ 'version': '" + version.toUtf8() + "', 'model': 'm' }"); }

private slots:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void aRightManifestSaysWhatAVersionIsMadeOf()
    {
        const ManifestAnswer answer = parseManifest(quoted(rightText()), u"v42.json"_s, thePrompt);
        QVERIFY2(answer.statement, qPrintable(allWords(answer.faults)));
        QCOMPARE(answer.statement->version, u"v42"_s);
        QCOMPARE(answer.statement->place, u"v42.json"_s);
        const VersionParts &parts = answer.statement->parts;
        QCOMPARE(parts[u"code"_s], (VersionPart{u"svc-1"_s, hashOf(prompt)}));
        QCOMPARE(parts[u"prompt"_s], (VersionPart{u"p64"_s, hashOf(prompt), QString::fromUtf8(prompt)}));
        QCOMPARE(parts[u"config"_s], (VersionPart{u"c1"_s, hashOf("top_k: 8"), u"top_k: 8"_s}));
        QCOMPARE(parts[u"policy"_s], (VersionPart{{}, u"sha1:0123456789"_s}));
        QVERIFY(!parts.contains(u"model"_s));
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
        row("no version", "'version': 'v42', ", "", "1:1", "the member version is missing");
        row("an empty version", "'v42'", "' '", "1:14", "version is empty");
        row("a typo in a part", "'config'", "'cofig'", "4:3", "did you mean config?");
        row("a number as a part", "'code': 'svc-1", "'model': 7, 'code': 'svc-1", "2:12", "neither an id nor an object");
        row("an empty id", "'config': { 'id': 'c1'", "'config': { 'id': ''", "4:21", "id is empty");
        row("an object that says nothing", "{ 'id': 'c1', 'text': 'top_k: 8' }", "{ }", "4:13", "it says nothing");
        row("a typo in a member", "'hash': 'sha1", "'hashh': 'sha1", "5:15", "did you mean hash?");
        row("no hash", "'sha1:0123456789'", "'0123'", "5:23", "0123 is no hash");
        row("a hash of another text", "'text': 'top_k: 8'", "'hash': 'sha256:0000000000000000000000000000000000000000000000000000000000000000', 'text': 'top_k: 8'", "4:35", "the text has another hash: sha256:");
        row("a hash that nobody verifies", "'text': 'top_k: 8'", "'hash': 'md5:0123456789', 'text': 'top_k: 8'", "4:35", "cannot be verified");
        row("a text twice", "'file':", "'text': 'x', 'file':", "3:132", "both text and file");
        row("a file that is not read", "texts/p64.txt", "../p64.txt", "3:119", "../p64.txt is not read: it is a symbolic link");
        row("a file that is no UTF-8", "'text': 'top_k: 8'", "'file': 'bad.txt'", "4:35", "a text that is no UTF-8");
        row("a file without a name", "'texts/p64.txt'", "''", "3:119", "file is empty");
        row("no part at all", "'version'", "'version': 'v42' } //", "1:1", "it names no part");
        row("a comma too few", "'v42', ", "'v42' ", "2:3", "no comma before");
        row("no object", "{ 'version'", "[ 'version'", "1:12", "expected: , or ]");
    }
    void aFaultIsToldWithItsPlaceAndWhatWasExpected()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, place);
        QFETCH(QString, words);
        const QByteArray right = rightText();
        QVERIFY(right.contains(before));
        QByteArray wrong = right;
        wrong.replace(right.indexOf(before), before.size(), after);
        if (after.endsWith("//"))
            wrong = wrong.left(wrong.indexOf('\n') + 1); // the rest of the manifest is not meant
        const ManifestAnswer answer = parseManifest(quoted(wrong), u"v42.json"_s, thePrompt);
        QVERIFY(!answer.statement);
        const QString told = allWords(answer.faults);
        QVERIFY2(told.contains(u"v42.json:"_s + place + u": "_s) && told.contains(words), qPrintable(told));
    }

    void hostileTextIsTakenAsItIs()
    {
        QByteArray text = "{ 'version': 'v\\u202e42', 'prompt': { 'id': '<b>%1</b>', 'text': '\\u0000\\u001b[31m</textarea>' } }";
        const ManifestAnswer answer = parseManifest(quoted(text), u"v42.json"_s, thePrompt);
        QVERIFY2(answer.statement, qPrintable(allWords(answer.faults)));
        QCOMPARE(answer.statement->parts[u"prompt"_s].text->size(), 17);
        QVERIFY(!parseManifest(QByteArray(200'000, '['), u"deep.json"_s, thePrompt).statement);
        QVERIFY(!parseManifest(QByteArray("\0\xff", 2), u"x.json"_s, thePrompt).statement);
    }

    void aTextBeyondTheLimitIsRefused()
    {
        const QByteArray text = quoted("{ 'version': 'v42', 'prompt': { 'text': '" + QByteArray(largestVersionText + 1, 'x') + "' } }");
        const ManifestAnswer answer = parseManifest(text, u"v42.json"_s, thePrompt);
        QVERIFY(!answer.statement);
        QVERIFY(allWords(answer.faults).contains(u"larger than 256 KiB"_s));
    }

    void onlyPlainFilesBeneathTheFolderAreRead_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("reason");
        const QString plain = u"only a plain path"_s;
        QTest::newRow("a file") << u"in/a.txt"_s << QString();
        QTest::newRow("up") << u"../out.txt"_s << plain;
        QTest::newRow("down and up") << u"in/../../out.txt"_s << plain;
        QTest::newRow("absolute") << u"/etc/passwd"_s << plain;
        QTest::newRow("this folder") << u"./in/a.txt"_s << plain;
        QTest::newRow("two slashes") << u"in//a.txt"_s << plain;
        QTest::newRow("a slash at the end") << u"in/"_s << plain;
        QTest::newRow("nothing") << QString() << plain;
        QTest::newRow("a backslash") << u"in\\a.txt"_s << plain;
        QTest::newRow("a zero") << u"in/a.txt"_s + QChar(0) << plain;
        QTest::newRow("a link to a file") << u"link.txt"_s << u"symbolic link"_s;
        QTest::newRow("a link to a folder") << u"linked/a.txt"_s << u"symbolic link"_s;
        QTest::newRow("a folder") << u"in"_s << u"no regular file"_s;
        QTest::newRow("a pipe") << u"pipe"_s << u"no regular file"_s;
        QTest::newRow("too large") << u"large.txt"_s << u"larger than 1 KiB"_s;
        QTest::newRow("not there") << u"none.txt"_s << u"No such file"_s;
        QTest::newRow("a file as a folder") << u"in/a.txt/b"_s << u"what should be a folder"_s;
    }
    void onlyPlainFilesBeneathTheFolderAreRead()
    {
        QFETCH(QString, path);
        QFETCH(QString, reason);
        write(u"folder/in/a.txt"_s, "a");
        write(u"out.txt"_s, "secret");
        write(u"folder/large.txt"_s, QByteArray(1025, 'x'));
        const QString folder = m_folder->filePath(u"folder"_s);
        QVERIFY(QFile::link(m_folder->filePath(u"out.txt"_s), folder + u"/link.txt"_s));
        QVERIFY(QFile::link(folder + u"/in"_s, folder + u"/linked"_s));
        QCOMPARE(::mkfifo(QFile::encodeName(folder + u"/pipe"_s).constData(), 0600), 0);
        const Result<QByteArray> read = readBeneath(folder, path, 1024);
        QCOMPARE(read.has_value(), reason.isEmpty());
        if (read)
            QCOMPARE(*read, QByteArray("a"));
        else
            QVERIFY2(read.error().arguments.value(1).contains(reason), qPrintable(read.error().message()));
    }

    void aFolderOrAPatternNamesTheManifests_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QStringList>("versions");
        QTest::newRow("folder") << u"rel"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("folder with a slash") << u"rel/"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("pattern") << u"rel/b*"_s << QStringList{u"b"_s, u"b2"_s};
        QTest::newRow("one sign") << u"rel/?.json"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("one file") << u"rel/a.json"_s << QStringList{u"a"_s};
        QTest::newRow("a bracket is a bracket") << u"rel/[ab].json*"_s << QStringList{};
    }
    void aFolderOrAPatternNamesTheManifests()
    {
        QFETCH(QString, pattern);
        write(u"rel/a.json"_s, manifest(u"a"_s));
        write(u"rel/b.json"_s, manifest(u"b"_s));
        write(u"rel/b2.jsonc"_s, manifest(u"b2"_s));
        write(u"rel/.hidden.json"_s, manifest(u"hidden"_s));
        write(u"rel/deeper/c.json"_s, manifest(u"c"_s));
        QStringList versions;
        for (const VersionStatement &said : readManifests(pattern, m_folder->path()).statements)
            versions << said.version;
        QTEST(versions, "versions");
    }

    void aManifestThatIsWrongLeavesTheOthersAndIsTold()
    {
        write(u"rel/v41.json"_s, manifest(u"v41"_s));
        write(u"rel/v42.json"_s, "{ \"version\": \"v42\", \"prompt\": { \"file\": \"../../secret\" } }");
        write(u"secret.json"_s, manifest(u"secret"_s));
        QVERIFY(QFile::link(m_folder->filePath(u"secret.json"_s), m_folder->filePath(u"rel/v43.json"_s)));
        const ManifestFolder read = readManifests(u"rel"_s, m_folder->path());
        QCOMPARE(read.statements.size(), 1);
        QCOMPARE(read.faults.size(), 2);
        QVERIFY2(read.faults[0].words().contains(u"rel/v42.json:1:41: ../../secret is not read"_s), qPrintable(read.faults[0].words()));
        QVERIFY2(read.faults[1].words().contains(u"v43.json: cannot be read: it is a symbolic link"_s), qPrintable(read.faults[1].words()));
    }

    void aFolderThatIsNotThereOrEmptyIsTold()
    {
        QVERIFY(readManifests(u"none"_s, m_folder->path()).faults.first().words().contains(u"there is no such folder"_s));
        QVERIFY(QDir(m_folder->path()).mkdir(u"empty"_s));
        QVERIFY(readManifests(u"empty"_s, m_folder->path()).faults.first().words().contains(u"empty/*.json: there is no manifest"_s));
    }

    void tooManyManifestsOrTextsAreNotRead()
    {
        for (int i = 0; i < mostManifests + 5; ++i)
            write(u"many/%1.json"_s.arg(i, 4), manifest(QString::number(i)));
        const ManifestFolder many = readManifests(u"many"_s, m_folder->path());
        QCOMPARE(many.statements.size(), mostManifests);
        QCOMPARE(many.faults.size(), 1);
        for (int i = 0; i < 70; ++i)
            write(u"large/%1.json"_s.arg(i, 4), quoted("{ 'version': '" + QByteArray::number(i) + "', 'prompt': { 'text': '" + QByteArray(largestVersionText, 'x') + "' } }"));
        const ManifestFolder large = readManifests(u"large"_s, m_folder->path());
        QCOMPARE(large.statements.size(), largestVersionTexts / largestVersionText);
        QVERIFY(large.faults.last().what.contains(u"all texts together"_s));
    }

    void theManifestsOfTheDemoAreRight()
    {
        const ManifestFolder read = readManifests(u"versions"_s, QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces"));
        QVERIFY2(read.faults.isEmpty(), qPrintable(allWords(read.faults)));
        QCOMPARE(read.statements.size(), 2);
        for (const VersionStatement &said : read.statements) {
            QCOMPARE(said.parts.keys().size(), versionParts().size());
            QVERIFY(said.parts[u"prompt"_s].text && said.parts[u"config"_s].text);
        }
    }
};

QTEST_GUILESS_MAIN(ManifestFileTest)
#include "tst_ManifestFile.moc"
