// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SqliteJournal.h"
#include "app/base/Uuid7.h"
#include "app/journal/Chain.h"
#include "tests/support/Warnings.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const SystemClock systemClock;

Event noteOf(const QString &title)
{
    Event event;
    event.eventId = newUuid7(systemClock.now());
    event.kind = QString::fromUtf16(EventKind::note);
    event.occurredAt = systemClock.now();
    event.actor = {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};
    event.title = title;
    return event;
}

Event rowOf(const char16_t *kind, const QString &opId)
{
    Event event = noteOf(u"a row"_s);
    event.kind = QString::fromUtf16(kind);
    event.opId = opId;
    event.payload = {{"verb", "rollback"}};
    return event;
}

/// Asks and waits for the answer.
Result<Event> append(Journal &journal, const Event &draft, const QString &target = {})
{
    std::optional<Result<Event>> answer;
    const auto take = [&](const Result<Event> &result) { answer = result; };
    if (target.isEmpty())
        journal.append(draft, &journal, take);
    else
        journal.open(target, draft, &journal, take);
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000))
        return failure(ErrorKind::TimedOut, {u"the journal"_s, u"20000"_s});
    return *answer;
}

QList<Event> all(Journal &journal)
{
    std::optional<Result<QList<Event>>> answer;
    journal.read({}, &journal, [&](const Result<QList<Event>> &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000) || !*answer)
        return {};
    return **answer;
}

bool holds(const QList<Event> &events)
{
    ChainVerifier verifier;
    return std::none_of(events.begin(), events.end(), [&](const Event &event) { return verifier.next(event).has_value(); });
}

/// A second, foreign connection to the file; gone with the object.
class OtherProgram {
public:
    explicit OtherProgram(const QString &path)
        : m_name(u"other-"_s + path)
        , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
    {
        m_database.setDatabaseName(path);
        m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=3000"_s);
        m_database.open();
    }
    ~OtherProgram()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
    }
    /// The error's words, empty on success.
    QString run(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql) ? QString() : query.lastError().text();
    }
    QString value(const QString &sql)
    {
        QSqlQuery query(m_database);
        return query.exec(sql) && query.next() ? query.value(0).toString() : QString();
    }

private:
    QString m_name;
    QSqlDatabase m_database;
};

/// Child of the SIGKILL test: appends for ever and says which rows were acknowledged.
int appendForEver(const QString &path)
{
    SqliteJournal journal(path, systemClock);
    for (int i = 0;; ++i) {
        const Result<Event> event = append(journal, noteOf(QString::number(i)));
        if (event) {
            std::printf("%s\n", qPrintable(event->eventId));
            std::fflush(stdout);
        }
    }
}

/// Child of the full disk test: no file may grow beyond 256 KiB, until the limit is lifted.
int fillTheDisk(const QString &path)
{
    std::signal(SIGXFSZ, SIG_IGN);
    SqliteJournal journal(path, systemClock);
    append(journal, noteOf(u"first"_s));
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit full{256 * 1024, limit.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
    Event large = noteOf(u"large"_s);
    large.body = QString(60'000, u'x');
    int kept = 1;
    Result<Event> last = large;
    for (int i = 0; i < 50 && last; ++i) {
        large.eventId = newUuid7(systemClock.now());
        last = append(journal, large);
        kept += last ? 1 : 0;
    }
    if (last)
        return 2; // the disk was never full
    std::printf("%s\n", qPrintable(last.error().message()));
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const Result<Event> after = append(journal, noteOf(u"after"_s));
    kept += after ? 1 : 0;
    const QList<Event> events = all(journal);
    return after && holds(events) && events.size() == kept ? 0 : 3;
}

} // namespace

class SqliteJournalTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newPath() { return m_folder.filePath(u"journal-%1.sqlite"_s.arg(++m_files)); }

private slots:
    void init() { failOnWarnings(); }

    void whatWasAppendedIsReadBackInOrderWithAChainThatHolds()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            for (int i = 0; i < 20; ++i)
                QVERIFY(append(journal, noteOf(QString::number(i))));
        }
        SqliteJournal journal(path, systemClock);
        const QList<Event> events = all(journal);
        QCOMPARE(events.size(), 20);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(events[i].seq, i + 1);
            QCOMPARE(events[i].title, QString::number(i));
        }
        QVERIFY(holds(events));
        QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    }
    void theSameEventTwiceIsOneEntry()
    {
        SqliteJournal journal(newPath(), systemClock);
        const Event note = noteOf(u"once"_s);
        const Result<Event> first = append(journal, note);
        const Result<Event> second = append(journal, note);
        QVERIFY(first && second);
        QCOMPARE(second->seq, first->seq);
        QCOMPARE(all(journal).size(), 1);
    }
    void theFileRefusesToBeChanged_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("update") << u"UPDATE events SET content = '{}' WHERE seq = 1"_s;
        QTest::newRow("delete") << u"DELETE FROM events"_s;
    }
    void theFileRefusesToBeChanged()
    {
        QFETCH(QString, sql);
        const QString path = newPath();
        SqliteJournal journal(path, systemClock);
        QVERIFY(append(journal, noteOf(u"stays"_s)));
        OtherProgram other(path);
        QVERIFY(other.run(sql).contains(u"append-only"));
        QCOMPARE(all(journal).size(), 1);
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
    void theFileIsWalSoThatVerbsAndWindowShareIt()
    {
        const QString path = newPath();
        SqliteJournal journal(path, systemClock);
        QVERIFY(append(journal, noteOf(u"x"_s)));
        OtherProgram other(path);
        QCOMPARE(other.value(u"PRAGMA journal_mode"_s), u"wal"_s);
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
    void aLockedJournalNeverHoldsTheCallerAndTakesTheRowWhenItIsFree()
    {
        const QString path = newPath();
        SqliteJournal journal(path, systemClock);
        QVERIFY(append(journal, noteOf(u"first"_s)));
        OtherProgram other(path);
        QVERIFY(other.run(u"BEGIN EXCLUSIVE"_s).isEmpty());
        QElapsedTimer watch;
        watch.start();
        std::optional<Result<Event>> answer;
        journal.append(noteOf(u"second"_s), &journal, [&](const Result<Event> &result) { answer = result; });
        QVERIFY(!answer);
        QVERIFY(other.run(u"ROLLBACK"_s).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 20'000);
        QVERIFY(answer->has_value());
        QCOMPARE(all(journal).size(), 2);
    }
    void aJournalThatIsLockedForLongIsToldAndComesBack()
    {
        const QString path = newPath();
        SqliteJournal journal(path, systemClock);
        QVERIFY(append(journal, noteOf(u"first"_s)));
        QSignalSpy troubled(&journal, &Journal::troubled);
        OtherProgram other(path);
        QVERIFY(other.run(u"BEGIN EXCLUSIVE"_s).isEmpty());
        const Result<Event> event = append(journal, noteOf(u"second"_s));
        QVERIFY(!event);
        QCOMPARE(event.error().kind, ErrorKind::JournalBusy);
        QVERIFY(troubled.size() == 1 && troubled.first().first().value<std::optional<Error>>().has_value());
        QTest::qWait(2500);
        QVERIFY2(troubled.size() == 1, "it is not called usable while it is not");
        QVERIFY(other.run(u"ROLLBACK"_s).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(troubled.size(), 2, 20'000);
        QVERIFY(!troubled.last().first().value<std::optional<Error>>().has_value());
    }
    void twoProcessesShareOneChainAndSeeEachOthersRows()
    {
        const QString path = newPath();
        SqliteJournal one(path, systemClock);
        SqliteJournal two(path, systemClock);
        QVERIFY(append(one, noteOf(u"warm"_s)) && append(two, noteOf(u"up"_s)));
        QSignalSpy seen(&two, &Journal::appended);
        int answers = 0;
        for (int i = 0; i < 50; ++i) {
            one.append(noteOf(u"one"_s), &one, [&](const Result<Event> &event) { answers += event ? 1 : 0; });
            two.append(noteOf(u"two"_s), &two, [&](const Result<Event> &event) { answers += event ? 1 : 0; });
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers, 100, 30'000);
        const QList<Event> events = all(one);
        QCOMPARE(events.size(), 102);
        QVERIFY(holds(events));
        QTRY_VERIFY_WITH_TIMEOUT(seen.size() >= 100, 10'000);
        QSet<qint64> once;
        for (const QList<QVariant> &signal : seen)
            once << signal.first().value<Event>().seq;
        QCOMPARE(once.size(), seen.size());
    }
    void oneOperationIsOpenOnATargetAcrossProcesses()
    {
        const QString path = newPath();
        SqliteJournal one(path, systemClock);
        SqliteJournal two(path, systemClock);
        QVERIFY(append(one, rowOf(EventKind::actionIntent, u"op-1"_s), u"edge/routing"_s));
        const Result<Event> second = append(two, rowOf(EventKind::actionIntent, u"op-2"_s), u"edge/routing"_s);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Blocked);
        QVERIFY(second.error().message().contains(u"op-1"));
        QVERIFY(append(two, rowOf(EventKind::actionIntent, u"op-3"_s), u"edge/degrade"_s));
        QVERIFY(append(one, rowOf(EventKind::actionClosed, u"op-1"_s)));
        QVERIFY(append(two, rowOf(EventKind::actionIntent, u"op-2"_s), u"edge/routing"_s));
        QCOMPARE(all(one).size(), 4);
    }
    void theSpoolIsBackFilledWhenTheJournalReturns()
    {
        const QString path = newPath();
        QFile garbage(path);
        QVERIFY(garbage.open(QIODevice::WriteOnly));
        garbage.write(QByteArray(5000, 'x'));
        garbage.close();
        SqliteJournal journal(path, systemClock);
        const Event draft = noteOf(u"went without a record"_s);
        QVERIFY(!append(journal, draft));
        QVERIFY(journal.spool(draft));
        QVERIFY(QFile::exists(path + u".spool"_s));
        QVERIFY(garbage.rename(path + u".moved"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(path + u".spool"_s), 20'000);
        const QList<Event> events = all(journal);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().eventId, draft.eventId);
        QVERIFY(holds(events));
    }
    void aKilledProcessLosesNoRowThatWasAcknowledged()
    {
        const QString path = newPath();
        QSet<QString> acknowledged;
        for (int round = 0; round < 8; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {u"--append"_s, path});
            QVERIFY(QTest::qWaitFor([&] { return child.canReadLine(); }, 20'000));
            QTest::qWait(20 + 13 * round);
            ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
            QVERIFY(child.waitForFinished(5000));
            const QList<QByteArray> lines = child.readAllStandardOutput().split('\n');
            for (qsizetype i = 0; i + 1 < lines.size(); ++i)
                acknowledged << QString::fromLatin1(lines[i]);
        }
        SqliteJournal journal(path, systemClock);
        const QList<Event> events = all(journal);
        QVERIFY(holds(events));
        QSet<QString> kept;
        for (const Event &event : events)
            kept << event.eventId;
        QVERIFY(acknowledged.size() > 8);
        QVERIFY2((acknowledged - kept).isEmpty(), "an acknowledged row is gone");
    }
    void aFullDiskIsRefusedInWordsAndNothingIsLost()
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--full-disk"_s, newPath()});
        QVERIFY(QTest::qWaitFor([&] { return child.state() == QProcess::NotRunning; }, 60'000));
        const QString words = QString::fromUtf8(child.readAllStandardOutput());
        QVERIFY2(child.exitCode() == 0, qPrintable(u"%1 %2 %3"_s.arg(child.exitCode()).arg(words, QString::fromUtf8(child.readAllStandardError()))));
        QVERIFY2(words.contains(u"The journal"), qPrintable(words));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--append")
        return appendForEver(arguments.value(2));
    if (arguments.value(1) == u"--full-disk")
        return fillTheDisk(arguments.value(2));
    SqliteJournalTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_SqliteJournal.moc"
