// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeJournal.h"
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/incidents/TimelineModel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace andon;
using namespace Qt::StringLiterals;

class TimelineModelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    static Event event(qint64 seq, qint64 second, const char16_t *kind, const QString &title)
    {
        Event made;
        made.seq = seq;
        made.kind = QString::fromUtf16(kind);
        made.occurredAt = fromMs(1'795'437'360'000 + second * 1000);
        made.actor = {u"person"_s, u"li.wei"_s, {}, u"host"_s};
        made.version = u"v42"_s;
        made.title = title;
        return made;
    }
    QStringList titles() const
    {
        QStringList found;
        for (int row = 0; row < m_model->rowCount(); ++row)
            found << m_model->entry(row).event.title;
        return found;
    }
    QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        failOnWarnings();
        m_model = std::make_unique<TimelineModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void entriesStandInTheOrderOfTheirTime()
    {
        m_model->append({event(1, 10, EventKind::note, u"b"_s), event(2, 20, EventKind::note, u"d"_s)});
        m_model->append({event(3, 5, EventKind::note, u"a"_s)});
        m_model->append({event(4, 15, EventKind::note, u"c"_s), event(5, 30, EventKind::note, u"e"_s)});
        QCOMPARE(titles(), QStringList({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}));
    }

    void entriesOfOneMomentStandInTheOrderOfTheRecord()
    {
        m_model->append({event(3, 10, EventKind::note, u"third"_s), event(1, 10, EventKind::note, u"first"_s)});
        m_model->append({event(2, 10, EventKind::note, u"second"_s)});
        QCOMPARE(titles(), QStringList({u"first"_s, u"second"_s, u"third"_s}));
    }

    void anEntryThatIsThereAlreadyIsLeftOut()
    {
        m_model->append({event(1, 10, EventKind::note, u"a"_s)});
        m_model->append({event(1, 10, EventKind::note, u"a"_s)});
        QCOMPARE(m_model->rowCount(), 1);
    }

    void aLateEntryMovesNoRowThatAPersonHolds()
    {
        m_model->append({event(1, 10, EventKind::note, u"b"_s), event(2, 20, EventKind::note, u"c"_s)});
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        const QPersistentModelIndex held = m_model->index(1, TimelineModel::What);
        m_model->append({event(3, 5, EventKind::note, u"a"_s)});
        QCOMPARE(resets.size(), 0);
        QCOMPARE(held.row(), 2);
        QCOMPARE(m_model->entry(held.row()).event.title, u"c"_s);
    }

    void aFilterShowsTheKindsThatArePressed()
    {
        m_model->append({event(1, 1, EventKind::note, u"said"_s), event(2, 2, EventKind::actionIntent, u"asked"_s),
                         event(3, 3, EventKind::gateCrossed, u"crossed"_s)});
        m_model->setFilter({{EntryKind::Action, EntryKind::Note}, {}});
        QCOMPARE(titles(), QStringList({u"said"_s, u"asked"_s}));
        m_model->append({event(4, 0, EventKind::gateCrossed, u"hidden"_s), event(5, 2, EventKind::note, u"more"_s)});
        QCOMPARE(titles(), QStringList({u"said"_s, u"asked"_s, u"more"_s}));
        m_model->setFilter({});
        QCOMPARE(m_model->rowCount(), 5);
    }

    void aSearchIsBlindToCaseAndReadsWhoAndWhat()
    {
        m_model->append({event(1, 1, EventKind::note, u"Told the ON-CALL channel"_s), event(2, 2, EventKind::note, u"other"_s)});
        m_model->setFilter({{}, u"on-call"_s});
        QCOMPARE(titles(), QStringList({u"Told the ON-CALL channel"_s}));
        m_model->setFilter({{}, u"LI.WEI"_s});
        QCOMPARE(m_model->rowCount(), 2);
        m_model->setFilter({{}, u"nothing of the kind"_s});
        QCOMPARE(m_model->rowCount(), 0);
    }

    void aCopiedRowCarriesTimeZoneKindWhoVersionAndWords()
    {
        m_model->append({event(1, 0, EventKind::actionVerified, u"Rollback read back"_s)});
        const QStringList cells = m_model->rowText(0).split(u'\t');
        QCOMPARE(cells.size(), static_cast<int>(TimelineModel::ColumnCount));
        QVERIFY(cells[TimelineModel::Time].endsWith(u"12:36:00 UTC"_s));
        QCOMPARE(cells[TimelineModel::Kind], u"Action"_s);
        QCOMPARE(cells[TimelineModel::Who], u"li.wei"_s);
        QCOMPARE(cells[TimelineModel::Version], u"v42"_s);
        QCOMPARE(cells[TimelineModel::What], u"✓ Rollback read back"_s);
    }

    void hostileTextStaysText()
    {
        Event hostile = event(1, 0, EventKind::note, u"<b>x</b>\u202e\n\tend"_s);
        hostile.version = QString(5000, u'v');
        hostile.actor.name = u"<img src=x>\u200b"_s;
        m_model->append({hostile});
        for (int column = 0; column < TimelineModel::ColumnCount; ++column) {
            const QString shown = cell(0, column);
            QVERIFY(shown.size() <= 520);
            for (const QChar mark : {QChar(0x202e), QChar(0x200b), QChar(u'\n'), QChar(u'\t')})
                QVERIFY2(!shown.contains(mark), qPrintable(shown));
        }
        QVERIFY(cell(0, TimelineModel::What).contains(u"<b>x</b>"_s));
        const QString tip = m_model->index(0, TimelineModel::What).data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(u"<b>"_s));
        QCOMPARE(m_model->rowText(0).count(u'\t'), static_cast<int>(TimelineModel::ColumnCount) - 1);
    }

    void everyToneHasAShapeOfItsOwn()
    {
        QSet<QString> shapes;
        for (const EntryTone tone : {EntryTone::Plain, EntryTone::Good, EntryTone::Warning, EntryTone::Critical, EntryTone::Unknown})
            shapes << toneShape(tone);
        QCOMPARE(shapes.size(), 5);
        for (const EntryKind kind : {EntryKind::Note, EntryKind::Action, EntryKind::Gate, EntryKind::Source,
                                     EntryKind::Gateway, EntryKind::Console})
            QVERIFY(!kindTitle(kind).isEmpty());
    }

    void theZoneIsWrittenBesideEveryTime()
    {
        m_model->append({event(1, 0, EventKind::note, u"a"_s)});
        QVERIFY(cell(0, TimelineModel::Time).endsWith(u"UTC"_s));
        m_model->setTimeZone(TimeZoneChoice::Local);
        QVERIFY(cell(0, TimelineModel::Time).endsWith(u"+00:00"_s));
    }

    void fiveThousandEntriesArriveAtOnceInOneInsertion()
    {
        QList<Event> many;
        for (int i = 5000; i > 0; --i)
            many << event(i, i, EventKind::note, QString::number(i));
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        m_model->append(many);
        QCOMPARE(m_model->rowCount(), 5000);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(m_model->entry(0).event.seq, 1);
    }

    void ofAJournalEveryRowIsThereAndThoseAreReadThatSomebodyLooksAt()
    {
        FakeJournal journal;
        for (int i = 1; i <= 8000; ++i)
            journal.events << event(i, i, i % 2 ? EventKind::note : EventKind::actionSent, QString::number(i));
        m_model->setJournal(journal);
        m_model->load();
        QTRY_COMPARE(m_model->rowCount(), 8000);
        QVERIFY(m_model->isRead(7999) && !m_model->isRead(100));
        // Number, time and kind are known of every row.
        QCOMPARE(m_model->entry(100).event.seq, 101);
        QCOMPARE(cell(100, TimelineModel::Kind), u"Note"_s);
        QCOMPARE(cell(100, TimelineModel::What), u"…"_s);
        QSignalSpy read(m_model.get(), &TimelineModel::rowsRead);
        QTRY_COMPARE(cell(100, TimelineModel::What), u"101"_s);
        QVERIFY(!m_model->want(4000, 4040));
        QTRY_VERIFY(m_model->isRead(4000) && m_model->isRead(4040));
        QVERIFY(m_model->want(4000, 4040));
        // Whoever walks through all of them keeps a few thousand.
        for (int row = 0; row < 8000; row += 100) {
            if (!m_model->want(row, row + 99))
                QTRY_VERIFY(m_model->isRead(row) && m_model->isRead(row + 99));
        }
        int inMemory = 0;
        for (int row = 0; row < 8000; ++row)
            inMemory += m_model->isRead(row) ? 1 : 0;
        QVERIFY2(inMemory <= 3000 && inMemory > 1000, qPrintable(QString::number(inMemory)));
    }

    void olderRowsOfAJournalComeInFrontOfThoseAPersonHolds()
    {
        FakeJournal journal;
        for (int i = 1; i <= 1000; ++i)
            journal.events << event(i, i, EventKind::note, QString::number(i));
        m_model->setJournal(journal);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QPersistentModelIndex held;
        qint64 seq = 0;
        connect(m_model.get(), &TimelineModel::rowsRead, this, [&] {
            if (held.isValid())
                return;
            QCOMPARE(m_model->rowCount(), 200);
            held = m_model->index(10, TimelineModel::What);
            seq = m_model->entry(10).event.seq;
            // What comes in before the places of all are known is not forgotten, nor there twice.
            m_model->append({event(1001, 1001, EventKind::note, u"new"_s), event(1002, 850, EventKind::note, u"late"_s), journal.events.last()});
            seq = m_model->entry(held.row()).event.seq;
        });
        m_model->load();
        QTRY_COMPARE(m_model->rowCount(), 1002);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(m_model->entry(held.row()).event.seq, seq);
        QCOMPARE(m_model->entry(0).event.seq, 1);
        QCOMPARE(m_model->entry(850).event.seq, 1002);
        QCOMPARE(m_model->entry(1001).event.seq, 1001);
        QCOMPARE(m_model->mark(toMs(event(500, 500, EventKind::note, {}).occurredAt)), 499);
    }

    void whatTheNewestEntriesTellLateOfLongAgoResetsNothing()
    {
        FakeJournal journal;
        for (int i = 1; i <= 1000; ++i)
            journal.events << event(i, i == 950 ? 100 : i == 951 ? -5 : i, EventKind::note, QString::number(i));
        m_model->setJournal(journal);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QPersistentModelIndex late, held;
        connect(m_model.get(), &TimelineModel::rowsRead, this, [&] {
            if (held.isValid())
                return;
            QCOMPARE(m_model->entry(0).event.seq, 951);
            QCOMPARE(m_model->entry(1).event.seq, 950);
            late = m_model->index(1, TimelineModel::What);
            held = m_model->index(60, TimelineModel::What);
        });
        m_model->load();
        QTRY_COMPARE(m_model->rowCount(), 1000);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(m_model->entry(held.row()).event.seq, 859);
        QCOMPARE(m_model->entry(late.row()).event.seq, 950);
        QCOMPARE(late.row(), 101); // after the one that was written as it happened
        for (int row = 1; row < 1000; ++row)
            QVERIFY(m_model->entry(row - 1).event.occurredAt <= m_model->entry(row).event.occurredAt);
    }

    void aSearchOfAJournalFindsWhatIsNotInMemoryAndWhatComesIn()
    {
        FakeJournal journal;
        for (int i = 1; i <= 5000; ++i)
            journal.events << event(i, i, i % 2 ? EventKind::note : EventKind::actionSent, i % 1000 == 1 ? u"needle %1"_s.arg(i) : u"hay"_s);
        m_model->setJournal(journal);
        m_model->load();
        QTRY_COMPARE(m_model->rowCount(), 5000);
        m_model->setFilter({{}, u"needle"_s});
        QCOMPARE(m_model->rowCount(), 5000); // until the journal has answered
        m_model->append({event(5001, 5001, EventKind::actionSent, u"a needle more"_s)});
        QTRY_COMPARE(m_model->rowCount(), 6);
        m_model->append({event(5002, 5002, EventKind::note, u"needle of later"_s), event(5003, 5003, EventKind::note, u"hay"_s)});
        QCOMPARE(m_model->rowCount(), 7);
        m_model->setFilter({{EntryKind::Note}, u"needle"_s});
        QCOMPARE(m_model->rowCount(), 6);
        m_model->setFilter({{EntryKind::Note}, {}});
        QCOMPARE(m_model->rowCount(), 2502);
        CopiedRows copied;
        m_model->askTexts({0, 1}, Redactor::usual({}, {}), [&](const CopiedRows &rows) { copied = rows; });
        QTRY_COMPARE(copied.lines.size(), 2);
        QVERIFY(copied.lines.first().contains(u"needle 1"_s) && copied.lines.last().contains(u"hay"_s));
    }

    void rowsThatAreNotInMemoryAreCopiedWithoutSecretsToo()
    {
        FakeJournal journal;
        for (int i = 1; i <= 1000; ++i)
            journal.events << event(i, i, EventKind::note, u"told anna@example.org, number %1"_s.arg(i));
        m_model->setJournal(journal);
        m_model->load();
        QTRY_COMPARE(m_model->rowCount(), 1000);
        QVERIFY(!m_model->isRead(400) && m_model->isRead(999));
        CopiedRows copied;
        m_model->askTexts({400, 999}, Redactor::usual({}, {}), [&](const CopiedRows &rows) { copied = rows; });
        QTRY_COMPARE(copied.lines.size(), 2);
        QVERIFY(copied.lines[0].endsWith(u"told [e-mail], number 401"_s) && copied.lines[1].endsWith(u"told [e-mail], number 1000"_s));
        QCOMPARE(copied.taken.value(u"e-mail"_s), 2);
        // What is asked for when the record goes is not answered any more.
        copied = {};
        m_model->askTexts({400}, Redactor::usual({}, {}), [&](const CopiedRows &rows) { copied = rows; });
        bool isRead = false; // the journal answers in the order it was asked, and what it has answered is redacted by the pool
        journal.read({}, this, [&](const Result<QList<Event>> &) { isRead = true; });
        m_model->clear();
        QTRY_VERIFY(isRead);
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::sendPostedEvents();
        QVERIFY(copied.lines.isEmpty());
        // The same where the record goes while it is being redacted.
        m_model->load();
        QTRY_COMPARE(m_model->rowCount(), 1000);
        QVERIFY(!m_model->isRead(400));
        m_model->askTexts({400}, Redactor::usual({}, {}), [&](const CopiedRows &rows) { copied = rows; });
        isRead = false;
        journal.read({}, this, [&](const Result<QList<Event>> &) {
            m_model->clear();
            isRead = true;
        });
        QTRY_VERIFY(isRead);
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::sendPostedEvents();
        QVERIFY(copied.lines.isEmpty());
    }

    void aCheckpointIsFoundByWhoSearchesForIt()
    {
        FakeJournal journal;
        journal.events << event(1, 1, EventKind::note, u"said"_s) << event(2, 2, EventKind::evidence, u"Checkpoint of the judge"_s);
        m_model->setJournal(journal);
        m_model->load();
        QTRY_COMPARE(titles(), QStringList{u"said"_s});
        // One that comes in is left to the journal, too: it is large, and nobody has asked for it.
        journal.events << event(3, 3, EventKind::evidence, u"Another checkpoint"_s);
        m_model->append({journal.events.last()});
        QList<bool> read;
        connect(m_model.get(), &TimelineModel::modelReset, this, [&] {
            read.clear();
            for (int row = 0; row < m_model->rowCount(); ++row)
                read << m_model->isRead(row);
        });
        m_model->setFilter({{}, u"checkpoint"_s});
        QTRY_COMPARE(titles(), (QStringList{u"Checkpoint of the judge"_s, u"Another checkpoint"_s}));
        QCOMPARE(read, (QList<bool>{false, false}));
        m_model->disconnect(this);
        // Without a journal there is nothing to read it from.
        TimelineModel alone;
        alone.append({journal.events.last()});
        alone.setFilter({{}, u"checkpoint"_s});
        QVERIFY(alone.rowCount() == 1 && alone.isRead(0));
        m_model->clear();
        m_model->setFilter({});
        m_model->load();
        QTRY_COMPARE(titles(), QStringList{u"said"_s});
    }
};

QTEST_MAIN(TimelineModelTest)
#include "tst_TimelineModel.moc"
