// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Console.h"
#include "app/workspace/CardText.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// The demo's workspace as a file that people and the console both write.
class WorkspaceWatchTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
    QString m_path;

    QByteArray text() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// As editors do it: another file takes the place.
    void replace(const QByteArray &text) const
    {
        QFile file(m_path + u".new"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        QVERIFY(std::rename(qPrintable(file.fileName()), qPrintable(m_path)) == 0);
    }
    ServiceDesk &desk() const { return *m_console->desks().front(); }
    Result<void> save(const StrategyCard &card, const QByteArray &digest)
    {
        std::optional<Result<void>> answer;
        m_console->saveCard(desk().spec().name, card, digest, this, [&](const Result<void> &saved) { answer = saved; });
        const bool came = QTest::qWaitFor([&] { return answer.has_value(); });
        return came ? *answer : failure(ErrorKind::TimedOut, {});
    }

private slots:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"andon.json"_s);
        QFile source(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        replace(source.readAll().replace("127.0.0.1:9090", "127.0.0.1:9").replace("127.0.0.1:8080", "127.0.0.1:9"));
        const WorkspaceAnswer answer = loadWorkspace(m_path);
        QVERIFY(answer.workspace);
        Console::Options options;
        options.workspace = *answer.workspace;
        options.journalPath = m_folder->filePath(u"journal.sqlite"_s);
        options.secrets = {{u"sandbox"_s, Secret("t")}};
        m_console = std::make_unique<Console>(std::move(options));
        QSignalSpy started(m_console.get(), &Console::started);
        m_console->open();
        QTRY_COMPARE(started.size(), 1);
        m_console->watchWorkspace();
    }
    void cleanup() { m_console.reset(); }

    void aSavedCardIsInForceAtOnceAndTouchesNoOtherByteOfTheFile()
    {
        const QByteArray before = text();
        StrategyCard card = *desk().spec().card;
        card.owner = u"Bo"_s;
        QSignalSpy changed(&desk(), &ServiceDesk::cardChanged);
        QVERIFY(save(card, m_console->workspace().digest));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(desk().spec().card->owner, u"Bo"_s);
        const QByteArray after = text();
        QCOMPARE(after, edited(before, *cardEdits(before, desk().spec().name, card)));
        QVERIFY(after.contains("\"Bo\"") && after != before);
        // The next save begins on what stands there now.
        card.owner = u"Cem"_s;
        QVERIFY(save(card, m_console->workspace().digest));
        QTest::qWait(600); // our own writes are noticed by the watcher, and are no news
        QCOMPARE(changed.size(), 2);
    }
    void aFileThatWasChangedMeanwhileIsNotOverwritten()
    {
        const QByteArray digest = m_console->workspace().digest;
        const QByteArray theirs = text() + "// a word of somebody else\n";
        replace(theirs);
        StrategyCard card = *desk().spec().card;
        card.owner = u"Bo"_s;
        const Result<void> saved = save(card, digest);
        QVERIFY(!saved);
        QVERIFY(isChangedFile(saved.error(), m_path));
        QCOMPARE(text(), theirs);
        QVERIFY(desk().spec().card->owner != u"Bo"_s);
    }
    void aCardThatSomebodyChangesInTheFileIsTakenOver()
    {
        QSignalSpy changed(m_console.get(), &Console::workspaceChanged);
        replace(text().replace("Ada Lin, search quality", "Bo"));
        QTRY_COMPARE(desk().spec().card->owner, u"Bo"_s);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toBool(), false);
        // A replaced file is watched on.
        replace(text().replace("\"Bo\"", "\"Cem\""));
        QTRY_COMPARE(desk().spec().card->owner, u"Cem"_s);
    }
    void whatElseChangesWaitsForTheNextStart()
    {
        QSignalSpy changed(m_console.get(), &Console::workspaceChanged);
        const QString title = desk().spec().title;
        replace(text().replace(("\"title\": \"" + title.toUtf8() + "\"").constData(), "\"title\": \"Another\""));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toBool(), true);
        QCOMPARE(desk().spec().title, title);
    }
    void aFileWithFaultsIsSaidAndTheOldCardStands()
    {
        QSignalSpy broken(m_console.get(), &Console::workspaceBroken);
        const StrategyCard before = *desk().spec().card;
        replace(text().replace("\"weight\": 20,", "\"weight\": 2,"));
        QTRY_COMPARE(broken.size(), 1);
        QCOMPARE(*desk().spec().card, before);
        std::optional<bool> readable;
        m_console->rereadWorkspace(this, [&](bool is) { readable = is; });
        QTRY_VERIFY(readable.has_value());
        QVERIFY(!*readable);
        QCOMPARE(broken.size(), 1); // said once
    }
};

QTEST_GUILESS_MAIN(WorkspaceWatchTest)
#include "tst_WorkspaceWatch.moc"
