// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Who closes a window, or waits for an answer no longer, does not wait for the end of a look over a large record.
#include "app/adapters/journal/JournalReader.h"
#include "tests/adapters/journal/JournalTools.h"
#include "tests/support/Warnings.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace andon;

class JournalStopTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newPath() { return m_folder.filePath(u"journal-%1.sqlite"_s.arg(++m_files)); }

private slots:
    void init() { failOnWarnings(); }

    /// Closing a window waits for that.
    void theLookOverALargeFileEndsWithTheJournal()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            QVERIFY(append(journal, noteOf(u"first"_s)));
        }
        {
            // 4000 rows, each of which takes some milliseconds or more to look over: 60 MB are written for each.
            OtherProgram other(path);
            QCOMPARE(other.run(u"CREATE TABLE slow(x CHECK(length(hex(zeroblob(30000000 + x))) > 0))"_s), QString());
            QCOMPARE(other.run(u"PRAGMA ignore_check_constraints=ON"_s), QString());
            QCOMPARE(other.run(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) INSERT INTO slow SELECT i FROM n"_s), QString());
            QCOMPARE(other.run(u"CREATE TABLE large(x)"_s), QString());
            QCOMPARE(other.run(u"INSERT INTO large VALUES(zeroblob(40000000))"_s), QString());
        }
        QVERIFY2(QFileInfo(path).size() > 36'000'000, "not a large file");
        QElapsedTimer ending;
        {
            SqliteJournal journal(path, systemClock);
            QSignalSpy troubled(&journal, &Journal::troubled);
            QVERIFY(append(journal, noteOf(u"while it is looked over"_s)));
            QCOMPARE(troubled.size(), 0);
            ending.start();
        }
        QVERIFY2(ending.elapsed() < 4000, qPrintable(QString::number(ending.elapsed())));
        OtherProgram reader(path);
        QCOMPARE(reader.value(u"SELECT max(seq) FROM events"_s), u"2"_s);
    }
    void aSearchThatNobodyWaitsForAnyMoreEndsWithItsPage()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            QVERIFY(append(journal, noteOf(u"first"_s)));
        }
        {
            // What no search file can be made of: all of it is looked through, and each letter may begin the word.
            OtherProgram other(path);
            QCOMPARE(other.run(u"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO events "
                               "SELECT i, 'id-' || i, 'note', i, '', '', replace(hex(zeroblob(500)), '0', 'n'), zeroblob(32), zeroblob(32) FROM n"_s),
                     QString());
        }
        JournalReader reader(path, systemClock);
        int answers = 0;
        const auto search = [&](const JournalReader::Gone &gone) {
            reader.search({u"needle"_s}, gone, [&](const Result<QList<qint64>> &found) { answers += found && found->isEmpty() ? 1 : 0; });
        };
        const auto gone = std::make_shared<std::atomic_bool>(false);
        search(gone);
        QCoreApplication::processEvents();
        QVERIFY2(answers == 0, "it was one walk from its beginning to its end");
        gone->store(true);
        search(std::make_shared<std::atomic_bool>(false));
        QTRY_COMPARE_WITH_TIMEOUT(answers, 1, 20'000);
        QCoreApplication::processEvents();
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(JournalStopTest)
#include "tst_JournalStop.moc"
