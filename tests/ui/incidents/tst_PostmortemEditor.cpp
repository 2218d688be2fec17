// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Postmortem.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/Warnings.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/DraftDialog.h"
#include "ui/incidents/EventListModel.h"
#include "ui/incidents/MarkdownEdit.h"
#include "ui/incidents/MarkdownPreview.h"
#include "ui/incidents/PostmortemEditor.h"
#include "ui/incidents/RegressionDialog.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextBlock>
#include <QTimer>

using namespace andon;
using namespace Qt::StringLiterals;

class PostmortemEditorTest : public QObject {
    Q_OBJECT

    IncidentStory m_story{true};
    std::unique_ptr<PostmortemEditor> m_editor;

    EditorView view(const std::optional<QString> &saved = {}, const std::optional<QString> &unsaved = {}) const
    {
        EditorView made;
        made.incident = m_story.incident;
        made.draft = postmortemDraft(m_story.incident, m_story.facts(), builtInTemplate());
        made.saved = saved;
        made.unsaved = unsaved;
        if (saved)
            made.history << savedBy(u"Anna"_s, *saved);
        made.layouts = {u"built-in"_s, u"ours"_s};
        return made;
    }
    static SavedPostmortem savedBy(const QString &who, const QString &text)
    {
        return {text, textSha256(text), false, u"id"_s, who, IncidentStory::start};
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : m_editor->findChildren<QPushButton *>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }
    MarkdownEdit *edit() const { return m_editor->findChild<MarkdownEdit *>(); }
    /// Ticks sections of the dialog that is about to open, and ends it.
    static void answerDialog(const QList<int> &rows, bool accept)
    {
        QTimer::singleShot(0, qApp, [rows, accept] {
            auto *dialog = qobject_cast<DraftDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            for (const int row : rows)
                dialog->findChild<QListWidget *>()->item(row)->setCheckState(Qt::Checked);
            accept ? dialog->accept() : dialog->reject();
        });
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        m_editor = std::make_unique<PostmortemEditor>();
        m_editor->setView(view());
        m_editor->show();
        failOnWarnings();
    }
    void cleanup() { m_editor.reset(); }

    void itOpensWithTheDraftAndSavesOnlyWhenAsked()
    {
        QCOMPARE(m_editor->text(), view().draft);
        QSignalSpy saves(m_editor.get(), &PostmortemEditor::saveAsked);
        QTest::keyClick(edit(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(button(u"Save"_s)->isEnabled());
        button(u"Save"_s)->click();
        QVERIFY(saves.size() >= 1);
        QCOMPARE(saves.last().first().toString(), view().draft);
        m_editor->takeSaved(savedBy(u"Anna"_s, view().draft), view().draft);
        QVERIFY(!button(u"Save"_s)->isEnabled());
    }

    void whatWasTypedAndNotSavedComesBack()
    {
        m_editor->setView(view(u"# Saved\n"_s, u"# Typed\n"_s));
        QCOMPARE(m_editor->text(), u"# Typed\n"_s);
        QVERIFY(m_editor->isChanged());
        m_editor->setView(view(u"# Saved\n"_s));
        QCOMPARE(m_editor->text(), u"# Saved\n"_s);
        QVERIFY(!m_editor->isChanged());
    }

    void whatIsTypedIsHandedOnToBeKept()
    {
        QSignalSpy typed(m_editor.get(), &PostmortemEditor::typed);
        QTest::keyClicks(edit(), u"abc"_s);
        QVERIFY(QTest::qWaitFor([&] { return typed.size() == 1; }, 10'000));
        QVERIFY(typed.first().first().toString().contains(u"abc"));
        QTest::keyClicks(edit(), u"d"_s);
        m_editor->close();
        QCOMPARE(typed.size(), 2);
    }

    void enterOnAnEventPutsItsReferenceIntoTheText()
    {
        auto *table = m_editor->findChild<QTableView *>();
        edit()->setPlainText(u"As seen"_s);
        edit()->moveCursor(QTextCursor::End);
        table->setFocus();
        table->selectRow(3);
        table->setCurrentIndex(table->model()->index(3, 0));
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(m_editor->text(), u"As seen E121 (2025-11-24T16:01:31Z, Rollback accepted by the gateway)"_s);
    }

    void aDraggedEventIsItsReferenceAsText()
    {
        auto *table = m_editor->findChild<QTableView *>();
        QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const std::unique_ptr<QMimeData> data(table->model()->mimeData({table->model()->index(0, 0), table->model()->index(0, 2)}));
        QCOMPARE(data->text(), u"E118 (2025-11-24T16:00:00Z, Bad answers of v42 passed its stop gate)"_s);
        QVERIFY(table->dragEnabled());
    }

    void aNewDraftOverwritesNothingThatIsNotTicked()
    {
        const QString mine = QString(view().draft).replace(u"To be written by a person."_s, u"My own words."_s);
        m_editor->setView(view(mine));
        answerDialog({}, false);
        m_editor->offerDraft(view().draft);
        QCOMPARE(m_editor->text(), mine);
        answerDialog({0}, true);
        m_editor->offerDraft(view().draft);
        QVERIFY(m_editor->text() != mine);
        QVERIFY(m_editor->text().contains(u"My own words."));
        edit()->undo();
        QCOMPARE(m_editor->text(), mine);
    }

    void anotherConsolesTextWaitsWhileOursIsChanged()
    {
        m_editor->setView(view(u"# One\n"_s));
        m_editor->takeSaved(savedBy(u"Ben"_s, u"# Two\n"_s), u"# Two\n"_s);
        QCOMPARE(m_editor->text(), u"# Two\n"_s);
        edit()->insertPlainText(u"mine "_s);
        const QString mine = m_editor->text();
        m_editor->takeSaved(savedBy(u"Ben"_s, u"# Three\n"_s), u"# Three\n"_s);
        QCOMPARE(m_editor->text(), mine);
        QVERIFY(button(u"Show what they saved…"_s)->isVisible());
    }

    void thePreviewShowsMarkupAsTextAndFetchesNothing()
    {
        auto *preview = m_editor->findChild<MarkdownPreview *>();
        QVERIFY(preview->toPlainText().contains(u"<script>alert(1)</script>"));
        preview->setMarkdownText(u"![x](http://127.0.0.1:1/x.png) <img src=http://127.0.0.1:1/y.png> [l](https://example.org)"_s);
        QVERIFY(!preview->toHtml().contains(u"<img"));
        QVERIFY(!preview->openLinks());
        QVERIFY(!preview->openExternalLinks());
    }

    void theOutlineLeadsToItsSections()
    {
        QListWidget *outline = nullptr;
        for (QListWidget *one : m_editor->findChildren<QListWidget *>())
            outline = one->accessibleName() == u"Sections of the document" ? one : outline;
        QVERIFY(outline);
        const auto rows = outline->findItems(u"Actions"_s, Qt::MatchContains);
        QCOMPARE(rows.size(), 1);
        emit outline->itemActivated(rows.first());
        QVERIFY(edit()->textCursor().block().text().startsWith(u"## Actions"));
    }

    void copyingGivesTextThatMayBePasted()
    {
        edit()->setPlainText(u"# A\n\n<b> @anna /close\n"_s);
        button(u"Copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), pasteSafe(u"# A\n\n<b> @anna /close\n"_s));
    }

    void whatIsCopiedIsRedactedToo()
    {
        m_editor->setRedaction([] { return Redactor::usual({{u"customer"_s, u"C-[0-9]{6}"_s}}, {}); });
        edit()->setPlainText(u"# C-123456 wrote to anna@example.org\n"_s);
        button(u"Copy"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), pasteSafe(u"# [customer] wrote to [e-mail]\n"_s));
        QCOMPARE(edit()->toPlainText(), u"# C-123456 wrote to anna@example.org\n"_s);
        bool isSaid = false;
        for (const PlainLabel *label : m_editor->findChildren<PlainLabel *>())
            isSaid = isSaid || label->plainText().contains(u"1 × customer, 1 × e-mail"_s);
        QVERIFY(isSaid);
    }

    void eventsThatAreCopiedAreRedactedToo()
    {
        m_editor->setRedaction([] { return Redactor::usual({{u"customer"_s, u"C-[0-9]{6}"_s}}, {}); });
        QList<Event> events = m_story.incident.events;
        events[0].title = u"C-123456 wrote to anna@example.org"_s;
        m_editor->setEvents(events);
        QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
        auto *table = m_editor->findChild<QTableView *>();
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 2));
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"E118 (2025-11-24T16:00:00Z, [customer] wrote to [e-mail])"_s);
        bool isSaid = false;
        for (const PlainLabel *label : m_editor->findChildren<PlainLabel *>())
            isSaid = isSaid || label->plainText() == u"Copied. Taken out: 1 × customer, 1 × e-mail."_s;
        QVERIFY(isSaid);
    }

    void everyControlHasAName()
    {
        for (QWidget *widget : m_editor->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() || widget->inherits("QPushButton") || widget->inherits("QScrollBar")
                || widget->objectName().startsWith(u"qt_") || widget->inherits("QAbstractButton") || widget->inherits("QHeaderView")
                || widget->inherits("QSplitter"))
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }

    void failingRequestsAreMarkedByACheckBoxAndNothingTypedOfARequestCountsThen()
    {
        RegressionDialog dialog(u"regression.jsonl"_s, u"v42"_s, {}, {});
        auto *list = dialog.findChild<QListWidget *>();
        QVERIFY(list && list->isHidden());
        dialog.setRequests({{fromMs(1'764'000'000'000), u"t-1"_s, u"v42"_s, u"<b>wrong</b>"_s, "how much?"},
                            {fromMs(1'763'999'999'000), u"t-2"_s, u"v41"_s, u"error"_s, {{"q", "why?"}}}}, TimeZoneChoice::Utc);
        QCOMPARE(list->count(), 2);
        QVERIFY(list->item(0)->text().contains(u"<b>wrong</b>"));
        QVERIFY(dialog.chosen().isEmpty());
        list->item(1)->setCheckState(Qt::Checked);
        QCOMPARE(dialog.chosen().size(), 1);
        QCOMPARE(dialog.chosen().first().trace, u"t-2"_s);
        QVERIFY(!dialog.findChildren<QPlainTextEdit *>().first()->isEnabled());
        QPushButton *mark = nullptr;
        for (QPushButton *button : dialog.findChildren<QPushButton *>())
            mark = button->text() == u"Mark" ? button : mark;
        QVERIFY(mark && !mark->isEnabled()); // what must hold is still to be said
        dialog.findChildren<QPlainTextEdit *>().last()->setPlainText(u"a number"_s);
        QVERIFY(mark->isEnabled());
    }
};

QTEST_MAIN(PostmortemEditorTest)
#include "tst_PostmortemEditor.moc"
