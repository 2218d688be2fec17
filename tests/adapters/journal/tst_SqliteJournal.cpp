// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/journal/JournalTools.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace andon;

Q_DECLARE_METATYPE(andon::EventQuery)

/// What a search finds; -1: it was not answered.
static QList<qint64> found(SqliteJournal &journal, const QString &typed)
{
    std::optional<Result<QList<qint64>>> answer;
    journal.search(searchWords(typed), &journal, [&](const Result<QList<qint64>> &seqs) { answer = seqs; });
    return QTest::qWaitFor([&] { return answer.has_value(); }, 20'000) && *answer ? **answer : QList<qint64>{-1};
}

/// Blocks from the first on that stand in the file of texts beside a journal.
static int blocksOf(const QString &store)
{
    return QFile::exists(store) ? OtherProgram(store).value(u"SELECT count(*) FROM blocks WHERE first = 1"_s).toInt() : 0;
}

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
    void aLockedJournalNeverHoldsTheCallerAndTakesTheRowWhenItIsFree()
    {
        const QString path = newPath();
        SqliteJournal journal(path, systemClock);
        QVERIFY(append(journal, noteOf(u"first"_s)));
        OtherProgram other(path);
        QVERIFY(other.run(u"BEGIN EXCLUSIVE"_s).isEmpty());
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
        QVERIFY2(!troubled.wait(2500), "it is not called usable while it is not");
        QVERIFY(other.run(u"ROLLBACK"_s).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(troubled.size(), 2, 20'000);
        QVERIFY(!troubled.last().first().value<std::optional<Error>>().has_value());
        QVERIFY(append(journal, noteOf(u"second"_s)));
        QVERIFY(holds(all(journal)));
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
    void whatIsAskedForIsWhatIsRead_data()
    {
        QTest::addColumn<EventQuery>("query");
        QTest::addColumn<QList<int>>("seqs");
        QTest::newRow("all") << EventQuery{} << QList<int>{1, 2, 3, 4, 5, 6};
        QTest::newRow("the newest two") << EventQuery{{}, {}, {}, {}, 0, 2} << QList<int>{5, 6};
        QTest::newRow("after a number") << EventQuery{{}, {}, {}, {}, 4, 0} << QList<int>{5, 6};
        QTest::newRow("of an operation") << EventQuery{{}, {}, u"op-1"_s, {}, 0, 0} << QList<int>{2, 4};
        QTest::newRow("of a service") << EventQuery{{}, {}, {}, u"assistant"_s, 0, 0} << QList<int>{3};
        QTest::newRow("the start is inside, the end is not") << EventQuery{fromMs(3000), fromMs(5000), {}, {}, 0, 0} << QList<int>{3, 4};
        QTest::newRow("of a kind") << EventQuery{{}, {}, {}, {}, 0, 0, {u"canary.held"_s}} << QList<int>{5};
        QTest::newRow("of two kinds, the newest") << EventQuery{{}, {}, {}, {}, 0, 1, {u"canary.held"_s, u"canary.released"_s}} << QList<int>{6};
        QTest::newRow("of a kind that nobody wrote") << EventQuery{{}, {}, {}, {}, 0, 0, {u"x' OR 1=1 --"_s}} << QList<int>{};
        QTest::newRow("of a family") << EventQuery{{}, {}, {}, {}, 0, 0, {u"canary."_s}} << QList<int>{5, 6};
        QTest::newRow("of a family, the newest") << EventQuery{{}, {}, {}, {}, 0, 1, {u"canary."_s}} << QList<int>{6};
        QTest::newRow("of a family and a kind, in a window") << EventQuery{fromMs(2000), fromMs(6000), {}, {}, 0, 0, {u"canary."_s, u"note"_s}} << QList<int>{2, 3, 4, 5};
        QTest::newRow("a kind that only begins so is none of the family") << EventQuery{{}, {}, {}, {}, 0, 0, {u"canar."_s}} << QList<int>{};
        QTest::newRow("the newest of a window") << EventQuery{fromMs(2000), fromMs(6000), {}, {}, 0, 2} << QList<int>{4, 5};
        QTest::newRow("by their numbers") << EventQuery{{}, {}, {}, {}, 0, 0, {}, {6, 2, 99}} << QList<int>{2, 6};
        QTest::newRow("by their numbers, of a kind") << EventQuery{{}, {}, {}, {}, 0, 0, {u"canary.held"_s}, {5, 6}} << QList<int>{5};
        QTest::newRow("up to a number") << EventQuery{{}, {}, {}, {}, 2, 0, {}, {}, 4} << QList<int>{3, 4};
        QTest::newRow("of an operation and a kind") << EventQuery{{}, {}, u"op-1"_s, {}, 0, 0, {u"canary.held"_s}} << QList<int>{};
        QTest::newRow("by an id that nobody has") << EventQuery{{}, {}, {}, {}, 0, 0, {}, {}, 0, {u"x' OR 1=1 --"_s}} << QList<int>{};
        QTest::newRow("nothing") << EventQuery{fromMs(9000), {}, {}, {}, 0, 0} << QList<int>{};
    }
    void anEntryIsFoundByItsId()
    {
        SqliteJournal journal(newPath(), systemClock);
        const Result<Event> first = append(journal, noteOf(u"first"_s)), second = append(journal, noteOf(u"second"_s));
        QVERIFY(first && second);
        EventQuery query;
        query.eventIds = {second->eventId};
        std::optional<Result<QList<Event>>> answer;
        journal.read(query, &journal, [&](const Result<QList<Event>> &events) { answer = events; });
        QTRY_VERIFY(answer);
        QVERIFY(answer->has_value());
        QCOMPARE((*answer)->size(), 1);
        QCOMPARE((*answer)->first().seq, second->seq);
    }
    void whatIsReadHoldsAllThatWasTold()
    {
        SqliteJournal journal(newPath(), systemClock);
        QSet<qint64> told;
        int missing = 0, answers = 0;
        connect(&journal, &Journal::appended, this, [&](const Event &event) { told << event.seq; });
        for (int i = 0; i < 300; ++i) {
            journal.append(noteOf(QString::number(i)), &journal, [](const Result<Event> &) {});
            journal.read({}, &journal, [&](const Result<QList<Event>> &events) {
                ++answers;
                QSet<qint64> read;
                for (const Event &event : events ? *events : QList<Event>())
                    read << event.seq;
                missing += (told - read).isEmpty() ? 0 : 1;
            });
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers, 300, 60'000);
        QCOMPARE(missing, 0);
    }
    void theOutlineNamesEveryEntryInTheOrderOfTime()
    {
        SqliteJournal journal(newPath(), systemClock);
        const QList<int> seconds{5, 3, 9, 3};
        for (const int second : seconds) {
            Event event = noteOf(u"x"_s);
            event.occurredAt = fromMs(1000 * second);
            event.kind = second == 9 ? u"canary.held"_s : second == 3 ? u"zz.last"_s : event.kind;
            QVERIFY(append(journal, event));
        }
        std::optional<Result<EventOutline>> answer;
        journal.outline(&journal, [&](const Result<EventOutline> &outline) { answer = outline; });
        QTRY_VERIFY(answer);
        QVERIFY(answer->has_value());
        QStringList rows;
        for (const EventOutline::Row &row : (*answer)->rows)
            rows << u"%1 %2 %3"_s.arg(row.seq).arg(row.occurredUs).arg((*answer)->kinds[static_cast<qsizetype>(row.kind)]);
        QCOMPARE(rows, QStringList({u"2 3000000 zz.last"_s, u"4 3000000 zz.last"_s, u"1 5000000 note"_s, u"3 9000000 canary.held"_s}));
    }
    void aSearchFindsTheSameWithAndWithoutItsText_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QList<qint64>>("wanted");
        QTest::newRow("a word of one entry") << u"needle-7"_s << QList<qint64>{7, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79};
        QTest::newRow("two words in any order") << u"ODD needle-7"_s << QList<qint64>{7, 71, 73, 75, 77, 79};
        QTest::newRow("words in quotes are one") << u"\"needle-7 odd\""_s << QList<qint64>{7};
        QTest::newRow("in the entries that stand in no block") << u"needle-299"_s << QList<qint64>{299};
        QTest::newRow("letters of any alphabet, of any case") << u"ÄPFEL"_s << QList<qint64>{20};
        QTest::newRow("who") << u"by:anna needle-30"_s << QList<qint64>{30, 300};
        QTest::newRow("a version") << u"version:v42 needle-11"_s << QList<qint64>{11};
        QTest::newRow("signs that mean something elsewhere") << u"100%_\\'"_s << QList<qint64>{21};
        QTest::newRow("what is no word") << u"no such thing"_s << QList<qint64>{};
        QTest::newRow("no words") << u"  \" \" "_s << QList<qint64>{};
    }
    void aSearchFindsTheSameWithAndWithoutItsText()
    {
        QFETCH(QString, typed);
        QFETCH(QList<qint64>, wanted);
        const QString path = newPath();
        SqliteJournal journal(path, systemClock);
        int written = 0;
        for (int i = 1; i <= 300; ++i) {
            Event event = noteOf(u"Needle-%1 %2"_s.arg(i).arg(i % 2 ? u"odd"_s : u"even"_s));
            event.version = i == 11 ? u"v42"_s : QString();
            event.body = i == 20 ? u"äpfel\nbirnen"_s : i == 21 ? u"100%_\\' sure"_s : QString();
            journal.append(event, &journal, [&](const Result<Event> &row) { written += row ? 1 : 0; });
        }
        QTRY_COMPARE_WITH_TIMEOUT(written, 300, 60'000);
        QCOMPARE(found(journal, typed), wanted);
        // The text is gathered while nobody waits; then the search reads it.
        QTRY_COMPARE_WITH_TIMEOUT(blocksOf(path + u".search"_s), 1, 20'000);
        QCOMPARE(found(journal, typed), wanted);
    }
    void aSearchFileThatIsOfNoUseIsBegunAnew_data()
    {
        QTest::addColumn<std::function<void(const QString &)>>("spoil");
        using Spoil = std::function<void(const QString &)>;
        QTest::newRow("no database") << Spoil([](const QString &store) {
            QFile file(store);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(200'000, 'x'));
        });
        QTest::newRow("cut off") << Spoil([](const QString &store) { QVERIFY(QFile::resize(store, QFileInfo(store).size() / 2)); });
        QTest::newRow("a page is gone") << Spoil([](const QString &store) {
            QFile file(store);
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() - 65536));
            file.write(QByteArray(65536, '\0'));
        });
        QTest::newRow("a block is missing") << Spoil([](const QString &store) {
            QCOMPARE(OtherProgram(store).run(u"UPDATE blocks SET first = first + 256"_s), QString());
        });
        QTest::newRow("of another journal") << Spoil([](const QString &store) {
            OtherProgram other(store);
            QCOMPARE(other.run(u"UPDATE journal SET first_hash = x'00'"_s), QString());
            QCOMPARE(other.run(u"UPDATE blocks SET text = replace(CAST(text AS TEXT), 'needle-7', 'needle-8')"_s), QString());
        });
        QTest::newRow("of another format") << Spoil([](const QString &store) {
            QCOMPARE(OtherProgram(store).run(u"PRAGMA user_version=99"_s), QString());
        });
        QTest::newRow("of another program") << Spoil([](const QString &store) {
            QCOMPARE(OtherProgram(store).run(u"PRAGMA application_id=7"_s), QString());
        });
    }
    void aSearchFileThatIsOfNoUseIsBegunAnew()
    {
        QFETCH(std::function<void(const QString &)>, spoil);
        const QString path = newPath(), store = path + u".search"_s;
        const QList<qint64> wanted{7, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79};
        {
            SqliteJournal journal(path, systemClock);
            int written = 0;
            for (int i = 1; i <= 260; ++i)
                journal.append(noteOf(u"needle-%1"_s.arg(i)), &journal, [&](const Result<Event> &row) { written += row ? 1 : 0; });
            QTRY_COMPARE_WITH_TIMEOUT(written, 260, 60'000);
            QCOMPARE(found(journal, u"needle-7"_s), wanted);
            QTRY_COMPARE_WITH_TIMEOUT(blocksOf(store), 1, 20'000);
        }
        spoil(store);
        SqliteJournal journal(path, systemClock);
        QCOMPARE(found(journal, u"needle-7"_s), wanted);
        QTRY_COMPARE_WITH_TIMEOUT(blocksOf(store), 1, 20'000);
        QCOMPARE(found(journal, u"needle-7"_s), wanted);
    }
    void whatIsAskedForIsWhatIsRead()
    {
        QFETCH(EventQuery, query);
        QFETCH(QList<int>, seqs);
        SqliteJournal journal(newPath(), systemClock);
        for (int i = 1; i <= 6; ++i) {
            Event event = noteOf(u"x"_s);
            event.occurredAt = fromMs(1000 * i);
            event.opId = i == 2 || i == 4 ? u"op-1"_s : QString();
            event.service = i == 3 ? u"assistant"_s : QString();
            event.kind = i == 5 ? u"canary.held"_s : i == 6 ? u"canary.released"_s : event.kind;
            QVERIFY(append(journal, event));
        }
        std::optional<QList<int>> read;
        journal.read(query, &journal, [&](const Result<QList<Event>> &events) {
            read.emplace();
            for (const Event &event : events.value_or(QList<Event>()))
                *read << static_cast<int>(event.seq);
        });
        QVERIFY2(!read, "the answer comes later, never before the call returns");
        QTRY_VERIFY(read);
        QCOMPARE(*read, seqs);
    }
    void openOperationsComeWithAllTheirRowsInTheOrderOfTheirIntents()
    {
        SqliteJournal journal(newPath(), systemClock);
        QVERIFY(append(journal, rowOf(EventKind::actionIntent, u"op-b"_s), u"edge/routing"_s));
        QVERIFY(append(journal, rowOf(EventKind::actionIntent, u"op-a"_s), u"edge/degrade"_s));
        QVERIFY(append(journal, rowOf(EventKind::actionIntent, u"op-c"_s), u"edge/throttle"_s));
        QVERIFY(append(journal, rowOf(EventKind::actionSent, u"op-b"_s)));
        QVERIFY(append(journal, rowOf(EventKind::actionVerified, u"op-c"_s)));
        // Its target is free, but nobody closed it; op-d is over; op-e comes late from the spool and takes no target.
        QVERIFY(append(journal, rowOf(EventKind::actionIntent, u"op-d"_s), u"edge/throttle"_s));
        QVERIFY(append(journal, rowOf(EventKind::actionClosed, u"op-d"_s)));
        QVERIFY(append(journal, rowOf(EventKind::actionIntent, u"op-e"_s)));
        std::optional<QStringList> open;
        journal.readOpen(&journal, [&](const Result<QList<QList<Event>>> &operations) {
            open.emplace();
            for (const QList<Event> &rows : operations.value_or(QList<QList<Event>>()))
                *open << u"%1 %2"_s.arg(rows.first().opId).arg(rows.size());
        });
        QTRY_VERIFY(open);
        QCOMPARE(*open, (QStringList{u"op-b 2"_s, u"op-a 1"_s, u"op-c 2"_s, u"op-e 1"_s}));
    }
    void anOpenOperationComesWithItsSpooledRows()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            QVERIFY(append(journal, rowOf(EventKind::actionIntent, u"op-a"_s), u"edge/routing"_s));
            QVERIFY(journal.spool(rowOf(EventKind::actionSent, u"op-a"_s)));
        }
        SqliteJournal journal(path, systemClock);
        std::optional<QStringList> kinds;
        journal.readOpen(&journal, [&](const Result<QList<QList<Event>>> &operations) {
            kinds.emplace();
            for (const Event &row : operations.value_or(QList<QList<Event>>()).value(0))
                *kinds << row.kind;
        });
        QTRY_VERIFY(kinds);
        QCOMPARE(*kinds, (QStringList{u"action.intent"_s, u"action.sent"_s}));
    }
    void anAnswerWhoseAskerIsGoneIsDroppedAndTheRowIsKept()
    {
        SqliteJournal journal(newPath(), systemClock);
        bool answered = false;
        {
            QObject asker;
            journal.append(noteOf(u"kept"_s), &asker, [&](const Result<Event> &) { answered = true; });
        }
        QCOMPARE(all(journal).size(), 1);
        QVERIFY(!answered);
    }
    void aJournalThatEndsFinishesWhatWasAskedFor()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            for (int i = 0; i < 30; ++i)
                journal.append(noteOf(u"x"_s), &journal, [](const Result<Event> &) {});
        }
        SqliteJournal journal(path, systemClock);
        QCOMPARE(all(journal).size(), 30);
    }
    void historyIsNoNews()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            QVERIFY(append(journal, noteOf(u"old"_s)));
        }
        SqliteJournal journal(path, systemClock);
        QSignalSpy appended(&journal, &Journal::appended);
        QVERIFY(append(journal, noteOf(u"new"_s)));
        QTRY_COMPARE(appended.size(), 1);
        QCOMPARE(appended.first().first().value<Event>().title, u"new"_s);
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
};

QTEST_GUILESS_MAIN(SqliteJournalTest)
#include "tst_SqliteJournal.moc"
