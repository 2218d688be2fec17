// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/StaleFolders.h"
#include "tests/support/Warnings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace andon;
using namespace Qt::StringLiterals;

class StaleFoldersTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        // Everything happens in a temporary folder of its own.
        QVERIFY(m_temporary.isValid());
        qputenv("TMPDIR", m_temporary.path().toLocal8Bit());
        QCOMPARE(QDir::tempPath(), m_temporary.path());
        QProcess gone;
        gone.start(u"true"_s, {});
        m_deadPid = gone.processId();
        QVERIFY(gone.waitForFinished());
    }
    void init() { failOnWarnings(); }
    void cleanup()
    {
        for (const QString &name : QDir(m_temporary.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
            const QString path = m_temporary.filePath(name);
            QVERIFY(QFileInfo(path).isSymLink() || QFileInfo(path).isFile() ? QFile::remove(path)
                                                                            : QDir(path).removeRecursively());
        }
    }

    void aProcessOfThisProgramIsKnownToRunOrNot()
    {
        QVERIFY(isProcessRunning(::getpid()));
        QVERIFY(!isProcessRunning(m_deadPid));
        QVERIFY(!isProcessRunning(0));
        QVERIFY(!isProcessRunning(-1));
        QVERIFY(!isProcessRunning((qint64(1) << 32) + ::getpid()));
        // Its id may have been given to another program since.
        QProcess other;
        other.start(u"sleep"_s, {u"1000"_s});
        QVERIFY(other.waitForStarted());
        QVERIFY(!isProcessRunning(other.processId()));
        other.kill();
        QVERIFY(other.waitForFinished());
    }
    void whatAKilledDemoLeftIsRemovedAndNothingElse_data()
    {
        QTest::addColumn<QString>("name"); // %1 is a dead process, %2 this one
        QTest::addColumn<bool>("kept");
        QTest::newRow("of a dead demo") << u"andon-demo-%1-abcDEF"_s << false;
        QTest::newRow("of a running demo") << u"andon-demo-%2-abcDEF"_s << true;
        QTest::newRow("without a process") << u"andon-demo--abcDEF"_s << true;
        QTest::newRow("with words for a process") << u"andon-demo-mine-abcDEF"_s << true;
        QTest::newRow("with a negative process") << u"andon-demo--%1-abcDEF"_s << true;
        QTest::newRow("process zero") << u"andon-demo-0-abcDEF"_s << true;
        QTest::newRow("with a longer tail") << u"andon-demo-%1-abcDEFG"_s << true;
        QTest::newRow("of another program") << u"another-demo-%1-abcDEF"_s << true;
    }
    void whatAKilledDemoLeftIsRemovedAndNothingElse()
    {
        QFETCH(QString, name);
        const QString path = m_temporary.filePath(
            name.replace(u"%1"_s, QString::number(m_deadPid)).replace(u"%2"_s, QString::number(::getpid())));
        QVERIFY(QDir().mkpath(path + u"/metrics/wal"_s));
        QFile file(path + u"/metrics/wal/1"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        removeStaleDemoFolders();
        QTEST(QFile::exists(path), "kept");
        QTEST(file.exists(), "kept");
    }
    void aLinkThatLooksLikeAnOldDemoIsNotFollowed()
    {
        const QString precious = m_temporary.filePath(u"precious"_s);
        QVERIFY(QDir().mkpath(precious + u"/inside"_s));
        QVERIFY(QFile::link(precious, m_temporary.filePath(u"andon-demo-%1-abcDEF"_s.arg(m_deadPid))));
        // Nor is one within.
        const QString old = m_temporary.filePath(u"andon-demo-%1-ghiJKL"_s.arg(m_deadPid));
        QVERIFY(QDir().mkpath(old));
        QVERIFY(QFile::link(precious, old + u"/link"_s));
        removeStaleDemoFolders();
        QVERIFY(!QFile::exists(old));
        QVERIFY(QFile::exists(precious + u"/inside"_s));
    }
    void theFoldersOfThisProcessAreNamedSoThatTheyAreFoundLater()
    {
        QTemporaryDir mine(demoFolderTemplate());
        QVERIFY(mine.isValid());
        QVERIFY(QFileInfo(mine.path()).fileName().startsWith(u"andon-demo-%1-"_s.arg(::getpid())));
        removeStaleDemoFolders();
        QVERIFY(QFile::exists(mine.path()));
        const QString left = mine.path().replace(QString::number(::getpid()), QString::number(m_deadPid));
        QVERIFY(QDir().rename(mine.path(), left));
        removeStaleDemoFolders();
        QVERIFY(!QFile::exists(left));
    }

private:
    QTemporaryDir m_temporary;
    qint64 m_deadPid = 0;
};

QTEST_GUILESS_MAIN(StaleFoldersTest)
#include "tst_StaleFolders.moc"
