// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/incidents/TimelinePanel.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
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
