// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalDatabase.h"
#include "app/adapters/journal/JournalProof.h"
#include "app/adapters/journal/JournalSchema.h"
#include "tests/adapters/journal/JournalTools.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <cmath>

using namespace andon;

class JournalFileTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newPath() { return m_folder.filePath(u"journal-%1.sqlite"_s.arg(++m_files)); }

private slots:
    void init() { failOnWarnings(); }

    void aRowIsOnTheDiskWhenItIsAcknowledged()
    {
        const QString path = newPath();
        JournalDatabase journal(path, systemClock);
        QVERIFY(!journal.open());
        // The settings belong to the connection: asked of the journal's own.
        const QStringList names = QSqlDatabase::connectionNames();
        QCOMPARE(names.size(), 1);
        QSqlQuery query(QSqlDatabase::database(names.first()));
        QVERIFY(query.exec(u"PRAGMA journal_mode"_s) && query.next());
        QCOMPARE(query.value(0).toString(), u"wal"_s);
        QVERIFY(query.exec(u"PRAGMA synchronous"_s) && query.next());
        QCOMPARE(query.value(0).toInt(), 2); // FULL
        QVERIFY(query.exec(u"PRAGMA application_id"_s) && query.next());
        QCOMPARE(query.value(0).toLongLong(), journalApplicationId);
        QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    }
    void textThatIsNoUtf8OrTooLongBreaksNoChain()
    {
        JournalDatabase journal(newPath(), systemClock);
        QVERIFY(!journal.open());
        Event event = noteOf(QString(255, u'x') + u"\U0001f600"_s);
        event.body = QString(100'000, u'y') + QChar(0xd800);
        event.payload = {{"words", std::string("caf\xe9 \xff")}, {"rate", std::nan("")}, {"zero", -0.0}, {"large", 1e300}};
        const Result<Event> kept = journal.append(event);
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().message()));
        const Result<QList<Event>> events = journal.read({});
        QVERIFY(events && events->size() == 1);
        QVERIFY(holds(*events));
        QCOMPARE(events->first().title.size(), 256);
        QCOMPARE(events->first().body.size(), 65'536);
    }
    void aPayloadThatIsNestedDeepIsKeptAsItsText()
    {
        JournalDatabase journal(newPath(), systemClock);
        QVERIFY(!journal.open());
        Event event = noteOf(u"deep"_s);
        for (int i = 0; i < 80; ++i)
            event.payload = {{"in", event.payload}};
        QVERIFY(journal.append(event));
        const Result<QList<Event>> events = journal.read({});
        QVERIFY2(events && events->size() == 1, events ? "" : qPrintable(events.error().message()));
        QVERIFY(holds(*events));
        QVERIFY(QString::fromStdString(events->first().payload.value("text", std::string())).startsWith(u"{\"in\":{\"in\":"));
    }
    void aFileThatIsMovedAwayKeepsItsRowsAndANewOneIsBegun_data()
    {
        QTest::addColumn<bool>("removed");
        QTest::newRow("moved") << false;
        QTest::newRow("removed") << true;
    }
    void aFileThatIsMovedAwayKeepsItsRowsAndANewOneIsBegun()
    {
        QFETCH(bool, removed);
        const QString path = newPath();
        const QString moved = path + u".moved"_s;
        SqliteJournal journal(path, systemClock);
        QVERIFY(append(journal, noteOf(u"old"_s)));
        QSignalSpy troubled(&journal, &Journal::troubled);
        QVERIFY(removed ? QFile::remove(path) : QFile::rename(path, moved));
        // Told by the next row, or by the look once a second: never a row that is acknowledged into nowhere.
        const Event draft = noteOf(u"new"_s);
        QTRY_VERIFY(append(journal, draft));
        QVERIFY(!troubled.isEmpty());
        const auto error = troubled.first().first().value<std::optional<Error>>();
        QVERIFY(error && error->message().contains(u"moved or removed"));
        QTRY_VERIFY(!troubled.last().first().value<std::optional<Error>>());
        const QList<Event> events = all(journal);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().title, u"new"_s);
        QVERIFY(holds(events));
        OtherProgram reader(path);
        QCOMPARE(reader.value(u"SELECT group_concat(json_extract(content, '$.title')) FROM events"_s), u"new"_s);
        if (removed)
            return;
        OtherProgram historian(moved);
        QCOMPARE(historian.value(u"SELECT group_concat(json_extract(content, '$.title')) FROM events"_s), u"old"_s);
    }
    void aLogThatLostItsEndLeavesAWholeBeginning_data()
    {
        QTest::addColumn<bool>("noise");
        QTest::newRow("cut off") << false;
        QTest::newRow("written over") << true;
    }
    void aLogThatLostItsEndLeavesAWholeBeginning()
    {
        QFETCH(bool, noise);
        const QString path = newPath();
        JournalDatabase journal(path, systemClock);
        QVERIFY(!journal.open());
        constexpr int rows = 12;
        for (int i = 0; i < rows; ++i)
            QVERIFY(journal.append(noteOf(QString::number(i))));
        QFile log(path + u"-wal"_s);
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray whole = log.readAll();
        QVERIFY(whole.size() > 10'000);
        QSet<qsizetype> lengths;
        for (qsizetype cut = whole.size(); cut >= 0; cut -= 4567) {
            const QString torn = newPath();
            QVERIFY(QFile::copy(path, torn));
            QFile tornLog(torn + u"-wal"_s);
            QVERIFY(tornLog.open(QIODevice::WriteOnly));
            tornLog.write(whole.left(cut) + (noise ? QByteArray(whole.size() - cut, '\x5a') : QByteArray()));
            tornLog.close();
            JournalDatabase survivor(torn, systemClock);
            const auto error = survivor.open();
            QVERIFY2(!error, error ? qPrintable(error->message()) : "");
            QVERIFY(survivor.append(noteOf(u"after the power failure"_s)));
            const Result<QList<Event>> kept = survivor.read({});
            QVERIFY(kept);
            QVERIFY(holds(*kept));
            for (qsizetype i = 0; i + 1 < kept->size(); ++i)
                QCOMPARE(kept->at(i).title, QString::number(i));
            lengths << kept->size() - 1;
        }
        QVERIFY(lengths.contains(rows) && lengths.size() > 3);
    }
    void theWholeOfALongChainIsWalked()
    {
        const QString path = newPath();
        {
            JournalDatabase journal(path, systemClock);
            QVERIFY(!journal.open());
            for (int i = 0; i < 2100; ++i)
                QVERIFY(journal.append(noteOf(QString::number(i))));
        }
        JournalDatabase journal(path, systemClock);
        QVERIFY(!journal.open());
        ChainVerifier walk;
        Result<bool> whole = false;
        int pieces = 0;
        for (; whole && !*whole; ++pieces)
            whole = journal.verifyOn(walk);
        QVERIFY2(whole, whole ? "" : qPrintable(whole.error().message()));
        QCOMPARE(walk.count(), 2100);
        QVERIFY2(pieces > 1, "others are let in between");
        OtherProgram forger(path);
        QVERIFY(forger.run(u"DROP TRIGGER events_are_never_removed"_s).isEmpty());
        QVERIFY(forger.run(u"DELETE FROM events WHERE seq = 2050"_s).isEmpty());
        ChainVerifier again;
        whole = false;
        while (whole && !*whole)
            whole = journal.verifyOn(again);
        QVERIFY(!whole);
        QCOMPARE(whole.error().arguments.value(1), u"2050"_s);
    }
    void theFileRefusesToBeChanged_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("update") << u"UPDATE events SET content = '{}' WHERE seq = 1"_s;
        QTest::newRow("delete") << u"DELETE FROM events"_s;
        QTest::newRow("replace by number") << u"INSERT OR REPLACE INTO events SELECT seq, event_id || 'x', kind, occurred_at, service, "
                                              "op_id, '{}', prev_hash, hash FROM events"_s;
        QTest::newRow("replace by id") << u"INSERT OR REPLACE INTO events SELECT seq + 1, event_id, kind, occurred_at, service, op_id, "
                                          "'{}', prev_hash, hash FROM events"_s;
        QTest::newRow("a gap") << u"INSERT INTO events SELECT seq + 2, event_id || 'x', kind, occurred_at, service, op_id, '{}', "
                                  "prev_hash, hash FROM events"_s;
    }
    void theFileRefusesToBeChanged()
    {
        QFETCH(QString, sql);
        const QString path = newPath();
        SqliteJournal journal(path, systemClock);
        QVERIFY(append(journal, noteOf(u"stays"_s)));
        OtherProgram other(path);
        const QString answer = other.run(sql);
        QVERIFY2(answer.contains(u"append-only"), qPrintable(answer));
        const QList<Event> kept = all(journal);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.first().title, u"stays"_s);
    }
    void anEntryThatWasForgedIsToldWhenTheJournalIsOpened()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            QVERIFY(append(journal, noteOf(u"the truth"_s)));
            QVERIFY(append(journal, noteOf(u"more"_s)));
        }
        {
            OtherProgram forger(path);
            QVERIFY(forger.run(u"DROP TRIGGER events_are_never_changed"_s).isEmpty());
            QVERIFY(forger.run(u"UPDATE events SET content = replace(content, 'truth', 'wrong') WHERE seq = 1"_s).isEmpty());
        }
        SqliteJournal journal(path, systemClock);
        QSignalSpy troubled(&journal, &Journal::troubled);
        QVERIFY(troubled.wait(5000));
        const auto error = troubled.first().first().value<std::optional<Error>>();
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::JournalBroken);
        QVERIFY2(error->message().contains(u"entry 1"), qPrintable(error->message()));
    }
    void aFileThatIsNoJournalIsToldAndKept_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        QTest::newRow("garbage") << QByteArray(9000, 'x') << u"is no journal"_s;
        QTest::newRow("HTML") << QByteArray("<html><body>502</body></html>").repeated(40) << u"is no journal"_s;
        QTest::newRow("a torn database") << QByteArray("SQLite format 3\0", 16) + QByteArray(600, '\1') << u"is no journal"_s;
    }
    void aFileThatIsNoJournalIsToldAndKept()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, words);
        const QString path = newPath();
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        SqliteJournal journal(path, systemClock);
        const Result<Event> event = append(journal, noteOf(u"x"_s));
        QVERIFY(!event);
        QVERIFY2(event.error().message().contains(words), qPrintable(event.error().message()));
        QVERIFY2(event.error().message().contains(path), qPrintable(event.error().message()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content);
    }
    /// Such a file is opened before all its pages were looked at.
    void damageInALargeFileIsToldSoonAndNothingMoreIsAcknowledged()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            int written = 0;
            Event large = noteOf(u"large"_s);
            large.body = QString(60'000, u'x');
            for (int i = 0; i < 700; ++i) {
                large.eventId = newUuid7(systemClock.now());
                journal.append(large, &journal, [&](const Result<Event> &row) { written += row ? 1 : 0; });
            }
            QTRY_COMPARE_WITH_TIMEOUT(written, 700, 60'000);
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY2(file.size() > 36'000'000, "not a large file");
        QVERIFY(file.seek(file.size() / 2 / 65536 * 65536));
        QCOMPARE(file.write(QByteArray(65536, '\0')), 65536);
        file.close();
        SqliteJournal journal(path, systemClock);
        QSignalSpy troubled(&journal, &Journal::troubled);
        const auto isTold = [&] {
            const auto error = troubled.isEmpty() ? std::nullopt : troubled.last().first().value<std::optional<Error>>();
            return error && error->message().contains(u"it is damaged");
        };
        QTRY_VERIFY_WITH_TIMEOUT(isTold(), 20'000);
        const Result<Event> row = append(journal, noteOf(u"after"_s));
        QVERIFY(!row);
        QVERIFY2(row.error().message().contains(u"it is damaged"), qPrintable(row.error().message()));
        OtherProgram reader(path);
        QCOMPARE(reader.value(u"SELECT max(seq) FROM events"_s), u"700"_s);
    }
    void aProofOfTheFileChangesNothingInItsFolder_data()
    {
        QTest::addColumn<QStringList>("kept"); // of the three files of a journal
        QTest::newRow("closed") << QStringList{QString()};
        QTest::newRow("after a crash") << QStringList{QString(), u"-wal"_s, u"-shm"_s};
        QTest::newRow("moved here with its log") << QStringList{QString(), u"-wal"_s};
    }
    void aProofOfTheFileChangesNothingInItsFolder()
    {
        QFETCH(const QStringList, kept);
        QTemporaryDir folder;
        const QString path = newPath(), here = folder.filePath(u"a %41#?.sqlite"_s);
        {
            SqliteJournal journal(path, systemClock);
            for (int i = 0; i < 250; ++i)
                QVERIFY(append(journal, noteOf(QString::number(i))));
            for (const QString &end : kept) {
                if (kept.size() > 1)
                    QVERIFY(QFile::copy(path + end, here + end));
            }
        }
        if (kept.size() == 1)
            QVERIFY(QFile::copy(path, here));
        const auto state = [&] {
            QMap<QString, QByteArray> files;
            for (const QString &name : QDir(folder.path()).entryList(QDir::Files | QDir::Hidden)) {
                QFile file(folder.filePath(name));
                if (file.open(QIODevice::ReadOnly))
                    files.insert(name, name.endsWith(u"-shm"_s) ? QByteArray() : file.readAll()); // SQLite's locks lie there
            }
            return files;
        };
        const auto before = state();
        QCOMPARE(before.size(), kept.size());
        QVERIFY(looksLikeJournal(here));
        const Result<JournalProof> proof = proveJournal(here, true);
        QVERIFY2(proof, proof ? "" : qPrintable(proof.error().message()));
        QCOMPARE(proof->count, 250);
        QCOMPARE(proof->hashes.size(), 250);
        QCOMPARE(proof->hashes.last(), proof->head);
        QCOMPARE(state(), before);
    }
    void aProofNamesWhatIsWrong()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            for (int i = 0; i < 5; ++i)
                QVERIFY(append(journal, noteOf(QString::number(i))));
        }
        QVERIFY(proveJournal(path));
        QVERIFY(proveJournal(path)->hashes.isEmpty());
        {
            OtherProgram forger(path);
            QVERIFY(forger.run(u"DROP TRIGGER events_are_never_changed"_s).isEmpty());
            QVERIFY(forger.run(u"UPDATE events SET content = replace(content, '\"title\":\"3\"', '\"title\":\"9\"') WHERE seq = 4"_s).isEmpty());
        }
        const Result<JournalProof> forged = proveJournal(path);
        QVERIFY(!forged);
        QCOMPARE(forged.error().kind, ErrorKind::JournalBroken);
        QVERIFY2(forged.error().message().contains(path) && forged.error().message().contains(u"entry 4"_s), qPrintable(forged.error().message()));
        const QString other = newPath(), none = newPath();
        {
            OtherProgram theirs(other);
            QVERIFY(theirs.run(u"CREATE TABLE theirs(a)"_s).isEmpty());
        }
        QVERIFY(looksLikeJournal(other));
        QVERIFY(proveJournal(other).error().message().contains(u"another program"_s));
        QVERIFY(!looksLikeJournal(none));
        QVERIFY(!proveJournal(none));
        QVERIFY2(!QFile::exists(none), "looking at it made it");
    }
    void aDatabaseOfAnotherProgramIsNotWrittenTo()
    {
        const QString path = newPath();
        {
            OtherProgram other(path);
            QVERIFY(other.run(u"CREATE TABLE theirs(a)"_s).isEmpty());
        }
        SqliteJournal journal(path, systemClock);
        const Result<Event> event = append(journal, noteOf(u"x"_s));
        QVERIFY(!event);
        QVERIFY2(event.error().message().contains(u"another program"), qPrintable(event.error().message()));
        OtherProgram other(path);
        QCOMPARE(other.value(u"SELECT count(*) FROM sqlite_master"_s), u"1"_s);
    }
    void aJournalOfALaterAndonIsNotWrittenTo()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            QVERIFY(append(journal, noteOf(u"x"_s)));
        }
        {
            OtherProgram later(path);
            QVERIFY(later.run(u"PRAGMA user_version = 99"_s).isEmpty());
        }
        SqliteJournal journal(path, systemClock);
        const Result<Event> event = append(journal, noteOf(u"y"_s));
        QVERIFY(!event);
        QVERIFY2(event.error().message().contains(u"later version"), qPrintable(event.error().message()));
    }
};

QTEST_GUILESS_MAIN(JournalFileTest)
#include "tst_JournalFile.moc"
