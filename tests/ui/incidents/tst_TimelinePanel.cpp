// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeJournal.h"
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/incidents/EventDetails.h"
#include "ui/incidents/TimelinePanel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

class TimelinePanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<TimelinePanel> m_panel;

    static QList<Event> events(int from, int to)
    {
        QList<Event> made;
        for (int i = from; i <= to; ++i) {
            Event event;
            event.seq = i;
            event.kind = i % 2 ? QString::fromUtf16(EventKind::note) : QString::fromUtf16(EventKind::actionSent);
            event.occurredAt = fromMs(1'795'437'360'000 + i * 1000);
            event.title = u"entry %1"_s.arg(i);
            event.body = i == 3 ? u"<script>x</script>"_s : QString();
            made << event;
        }
        return made;
    }
    QTableView *view() const { return m_panel->findChild<QTableView *>(); }
    QString topTitle() const { return m_panel->model().entry(view()->indexAt(QPoint(1, 1)).row()).event.title; }
    QLineEdit *edit(const QString &name) const
    {
        for (QLineEdit *one : m_panel->findChildren<QLineEdit *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        return nullptr;
    }
    QToolButton *chip(const QString &text) const
    {
        for (QToolButton *one : m_panel->findChildren<QToolButton *>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(1000, 200);
        m_host->show();
        QVERIFY(QTest::qWaitForWindowActive(m_host.get()));
    }
    void init()
    {
        failOnWarnings();
        m_panel = std::make_unique<TimelinePanel>(m_host.get());
        m_panel->resize(1000, 200);
        m_panel->show();
        m_panel->append(events(1, 60));
        QCoreApplication::processEvents();
    }
    void cleanup() { m_panel.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void theViewFollowsTheEnd()
    {
        const QScrollBar *bar = view()->verticalScrollBar();
        QVERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), bar->maximum());
        m_panel->append(events(61, 70));
        QCOMPARE(bar->value(), bar->maximum());
    }

    void rowsDoNotMoveUnderASelectionAndWhatIsNewIsCounted()
    {
        view()->selectRow(55);
        const QString top = topTitle();
        m_panel->append(events(61, 63));
        QCoreApplication::processEvents();
        QCOMPARE(topTitle(), top);
        QVERIFY(chip(u"3 new ↓"_s) && chip(u"3 new ↓"_s)->isVisible());
        chip(u"3 new ↓"_s)->click();
        QCOMPARE(view()->verticalScrollBar()->value(), view()->verticalScrollBar()->maximum());
    }

    void anEntryFromThePastDoesNotPushTheRowsAPersonReads()
    {
        view()->verticalScrollBar()->setValue(20);
        QCoreApplication::processEvents();
        const QString top = topTitle();
        Event late = events(70, 70).first();
        late.occurredAt = fromMs(1'795'437'360'000);
        m_panel->append({late});
        QCoreApplication::processEvents();
        QCOMPARE(topTitle(), top);
    }

    void theRestOfTheRecordDoesNotPushTheRowsAPersonReadsThoughANewEntryTellsOfLongAgo()
    {
        FakeJournal journal;
        journal.events = events(1, 600);
        journal.events[560].occurredAt = journal.events[50].occurredAt;
        m_panel->clear();
        m_panel->setJournal(journal);
        const QAbstractItemModelTester tester(&m_panel->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QString top;
        connect(&m_panel->model(), &TimelineModel::rowsRead, m_panel.get(), [&] {
            if (!top.isEmpty())
                return;
            QCOMPARE(m_panel->model().rowCount(), 200);
            QCOMPARE(m_panel->model().entry(0).event.seq, 561);
            view()->selectRow(90);
            view()->verticalScrollBar()->setValue(88);
            top = topTitle();
        });
        m_panel->load();
        QTRY_COMPARE(m_panel->model().rowCount(), 600);
        QCoreApplication::processEvents();
        QCOMPARE(topTitle(), top);
        const QModelIndexList selected = view()->selectionModel()->selectedRows();
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.first().row(), view()->indexAt(QPoint(1, 1)).row() + 2);
    }

    void aPressedKindAndASearchNarrowTheRows()
    {
        chip(u"Note"_s)->click();
        QCOMPARE(m_panel->model().rowCount(), 30);
        QTest::keyClicks(edit(u"Search the timeline"_s), u"\"entry 5\""_s);
        QCOMPARE(m_panel->model().rowCount(), 6); // 5, 51, 53, 55, 57, 59
    }

    void theSelectedRowsAreOnTheClipboardAfterCtrlC()
    {
        view()->selectRow(2);
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY2(QApplication::clipboard()->text().contains(u"entry 3"_s), qPrintable(QApplication::clipboard()->text()));
    }

    void whatIsCopiedIsRedactedAndThatIsTold()
    {
        m_panel->setRedaction([] { return Redactor::usual({{u"customer"_s, u"C-[0-9]{6}"_s}}, {Secret("open-sesame-42")}); });
        Event event = events(61, 61).first();
        event.actor = {u"person"_s, u"anna"_s, u"anna@example.org"_s, u"desk"_s};
        event.title = u"C-123456 wrote"_s;
        // The key begins where a row ends.
        event.body = QString(470, u'x') + u" open-sesame-42 sk-abcdefghijklmnopqrstuvwxyz0123456789"_s;
        m_panel->append({event});
        QSignalSpy told(m_panel.get(), &TimelinePanel::told);
        const auto copies = [&] {
            const QString text = QApplication::clipboard()->text();
            QVERIFY2(text.contains(u"[customer] wrote"_s), qPrintable(text));
            for (const QString &secret : {u"anna@"_s, u"C-123456"_s, u"sesame"_s, u"sk-a"_s})
                QVERIFY2(!text.contains(secret), qPrintable(secret));
            QCOMPARE(told.takeLast().first().toString(), u"1 row(s) copied. Taken out: 1 × customer, 1 × e-mail, 1 × key, 1 × secret."_s);
            QApplication::clipboard()->clear();
        };
        view()->selectRow(60);
        view()->setFocus();
        QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
        copies();
        emit view()->customContextMenuRequested(view()->visualRect(m_panel->model().index(60, 0)).center());
        auto *menu = m_panel->findChild<QMenu *>();
        QVERIFY(menu);
        menu->actions().first()->trigger();
        menu->close();
        copies();
        view()->clearSelection();
        view()->selectRow(0);
        QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(told.takeLast().first().toString(), u"1 row(s) copied."_s);
    }

    void whatIsCopiedOutOfTheDetailsIsRedactedWhatIsShownIsNot()
    {
        Event event = events(61, 61).first();
        event.body = u"told anna@example.org"_s;
        event.payload = {{"token", "4711-0815"}, {"note", "x"}};
        m_panel->append({event});
        view()->selectRow(60);
        auto *details = m_panel->findChild<QPlainTextEdit *>();
        QVERIFY(details->toPlainText().contains(u"anna@example.org"_s) && details->toPlainText().contains(u"4711-0815"_s));
        QSignalSpy told(m_panel.get(), &TimelinePanel::told);
        details->setFocus();
        details->selectAll();
        QTest::keyClick(details, Qt::Key_C, Qt::ControlModifier);
        const QString whole = QApplication::clipboard()->text();
        QVERIFY2(whole.contains(u"No. 61"_s) && whole.contains(u"told [e-mail]"_s) && !whole.contains(u"anna"_s) && !whole.contains(u"4711"_s), qPrintable(whole));
        QCOMPARE(told.last().first().toString(), u"Taken out: 1 × e-mail, 1 × secret."_s);
        details->moveCursor(QTextCursor::Start);
        QVERIFY(details->find(u"told anna@example.org"_s));
        details->copy();
        QCOMPARE(QApplication::clipboard()->text(), u"told [e-mail]"_s);
        QVERIFY(!QApplication::clipboard()->mimeData()->hasHtml());
    }

    void whatIsOnlySelectedIsNotToldAsCopied()
    {
        /// What a primary selection and a drag ask for, too.
        struct Selected final : EventDetails {
            using EventDetails::createMimeDataFromSelection;
        };
        Selected details;
        Event event = events(61, 61).first();
        event.body = u"told anna@example.org"_s;
        details.setEvent(event);
        details.selectAll();
        QSignalSpy copied(&details, &EventDetails::copied);
        const std::unique_ptr<QMimeData> made(details.createMimeDataFromSelection());
        QVERIFY2(made->text().contains(u"told [e-mail]"_s), qPrintable(made->text()));
        QApplication::clipboard()->setText(u"of somebody else"_s);
        QCOMPARE(copied.size(), 0);
        details.copy();
        QCOMPARE(copied.size(), 1);
        QCOMPARE((copied.first().first().value<QMap<QString, qint64>>().value(u"e-mail"_s)), 1);
    }

    void theTabKeyLeavesTheRows()
    {
        view()->setFocus();
        view()->setCurrentIndex(m_panel->model().index(2, 0));
        QTest::keyClick(view(), Qt::Key_Tab);
        QCOMPARE(view()->currentIndex(), m_panel->model().index(2, 0));
    }

    void aSelectedEntryShowsItsDetailsAsPlainText()
    {
        view()->selectRow(2);
        auto *details = m_panel->findChild<QPlainTextEdit *>();
        QVERIFY(details->isVisible() && details->isReadOnly());
        QVERIFY(details->toPlainText().contains(u"<script>x</script>"_s));
        QVERIFY(details->toPlainText().contains(u"No. 3"_s));
    }

    void aNoteIsGivenOnceAndNeverEmpty()
    {
        QSignalSpy notes(m_panel.get(), &TimelinePanel::noteWritten);
        QLineEdit *note = edit(u"Note for the record"_s);
        m_panel->focusNote();
        QTest::keyClicks(note, u"   "_s);
        QTest::keyClick(note, Qt::Key_Return);
        QCOMPARE(notes.size(), 0);
        QTest::keyClicks(note, u"told #ai-oncall"_s);
        QTest::keyClick(note, Qt::Key_Return);
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes.first().first().toString(), u"told #ai-oncall"_s);
        QVERIFY(note->text().isEmpty());
    }

    void exportIsAskedForByItsButton()
    {
        QSignalSpy asked(m_panel.get(), &TimelinePanel::exportAsked);
        m_panel->findChild<QPushButton *>()->click();
        QCOMPARE(asked.size(), 1);
    }

    void theRowNearestToTheCrosshairIsMarkedAndShown_data()
    {
        QTest::addColumn<int>("offsetMs");
        QTest::addColumn<QString>("marked");
        QTest::newRow("just on it") << 20'000 << u"entry 20"_s;
        QTest::newRow("nearer to the one before") << 20'400 << u"entry 20"_s;
        QTest::newRow("nearer to the one after") << 20'600 << u"entry 21"_s;
        QTest::newRow("before all") << -900'000 << u"entry 1"_s;
        QTest::newRow("after all") << 900'000 << u"entry 60"_s;
    }
    void theRowNearestToTheCrosshairIsMarkedAndShown()
    {
        QFETCH(int, offsetMs);
        QFETCH(QString, marked);
        m_panel->markTime(1'795'437'360'000 + 40'000);
        m_panel->markTime(1'795'437'360'000 + offsetMs);
        QStringList found;
        for (int row = 0; row < m_panel->model().rowCount(); ++row) {
            if (m_panel->model().index(row, 0).data(Qt::BackgroundRole).isValid()) {
                found << m_panel->model().entry(row).event.title;
                QVERIFY(view()->viewport()->rect().intersects(view()->visualRect(m_panel->model().index(row, 0))));
            }
        }
        QCOMPARE(found, QStringList{marked});
        m_panel->markTime(0);
        for (int row = 0; row < m_panel->model().rowCount(); ++row)
            QVERIFY(!m_panel->model().index(row, 0).data(Qt::BackgroundRole).isValid());
    }

    void aClickOnAnEntryTellsItsTime()
    {
        QSignalSpy chosen(m_panel.get(), &TimelinePanel::timeChosen);
        m_panel->markTime(1'795'437'360'000 + 30'000);
        const QRect cell = view()->visualRect(m_panel->model().index(29, TimelineModel::What));
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, cell.center());
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), 1'795'437'360'000 + 30'000);
    }

    void aNoteMayBeginWithTheTimeItIsAbout()
    {
        m_panel->focusNote(u"[14:03:05 UTC] "_s);
        QLineEdit *note = edit(u"Note for the record"_s);
        QCOMPARE(note->text(), u"[14:03:05 UTC] "_s);
        note->setText(u"half written"_s);
        m_panel->focusNote(u"[14:05:00 UTC] "_s);
        QCOMPARE(note->text(), u"half written"_s);
    }
};

QTEST_MAIN(TimelinePanelTest)
#include "tst_TimelinePanel.moc"
