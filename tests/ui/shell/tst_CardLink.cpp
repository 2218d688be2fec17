// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/CardText.h"
#include "app/workspace/WorkspaceFile.h"
#include "ui/canary/CardForm.h"
#include "ui/canary/CardPage.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// The card in the window, on a copy of the demo's workspace. Nothing answers at its addresses.
class CardLinkTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<MainWindow> m_window;
    QString m_path;

    QByteArray text() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray &text) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    ServiceDesk &desk() const { return *m_console->desks().front(); }
    CardForm *form() const { return m_window->findChild<CardForm *>(); }
    CardPage *page() const { return m_window->findChild<CardPage *>(); }
    template<typename Dialog>
    static QPushButton *button(const Dialog *dialog, const QString &start)
    {
        for (QPushButton *one : dialog->template findChildren<QPushButton *>()) {
            if (one->text().startsWith(start) && one->isVisibleTo(dialog))
                return one;
        }
        return nullptr;
    }
    QString words() const
    {
        QStringList all;
        for (const PlainLabel *label : form()->findChildren<PlainLabel *>()) {
            if (label->isVisibleTo(form()))
                all << label->plainText();
        }
        return all.join(u'|');
    }
    void openForm()
    {
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ShiftModifier);
        QTRY_VERIFY(form() && form()->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(form()));
    }
    void typeOwner(const QString &name)
    {
        auto *owner = form()->findChild<QLineEdit *>();
        QCOMPARE(owner->accessibleName(), u"Owner"_s);
        owner->setFocus();
        owner->selectAll();
        QTest::keyClicks(owner, name);
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"andon.json"_s);
        QFile source(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        write(source.readAll().replace("127.0.0.1:9090", "127.0.0.1:9").replace("127.0.0.1:8080", "127.0.0.1:9"));
        Console::Options options;
        options.workspace = *loadWorkspace(m_path).workspace;
        options.journalPath = m_folder->filePath(u"journal.sqlite"_s);
        options.secrets = {{u"sandbox"_s, Secret("t")}};
        m_console = std::make_unique<Console>(std::move(options));
        QSignalSpy started(m_console.get(), &Console::started);
        m_console->open();
        QTRY_COMPARE(started.size(), 1);
        m_console->watchWorkspace();
        m_window = std::make_unique<MainWindow>(*m_console);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup()
    {
        m_window.reset();
        m_console.reset();
    }

    void theFormSavesIntoTheWorkspaceFileAndTheConsoleGoesByIt()
    {
        const QByteArray before = text();
        openForm();
        typeOwner(u"Bo"_s);
        QTest::mouseClick(button(form(), u"Save"_s), Qt::LeftButton);
        QTRY_COMPARE(desk().spec().card->owner, u"Bo"_s);
        QTRY_VERIFY(words().contains(u"Saved. The console goes by it from now on."_s));
        QCOMPARE(text(), edited(before, *cardEdits(before, desk().spec().name, *desk().spec().card)));
        QVERIFY(text().contains("// As the sandbox gateway steps") == false); // inside the card
        QVERIFY(text().startsWith(before.left(before.indexOf("\"card\": {"))));
        QVERIFY(!form()->isEdited());
    }
    void aFileThatChangedUnderTheFormIsNotOverwritten()
    {
        openForm();
        typeOwner(u"Bo"_s);
        const QByteArray theirs = text() + "// by somebody else\n";
        write(theirs);
        QTRY_VERIFY(words().contains(u"The workspace file was changed since this card was read."_s));
        QVERIFY(!button(form(), u"Save"_s)->isEnabled());
        QCOMPARE(text(), theirs);
        QTest::mouseClick(button(form(), u"Keep my edits"_s), Qt::LeftButton);
        QTRY_VERIFY(button(form(), u"Save"_s)->isEnabled());
        QTest::mouseClick(button(form(), u"Save"_s), Qt::LeftButton);
        QTRY_COMPARE(desk().spec().card->owner, u"Bo"_s);
        QVERIFY(text().endsWith("// by somebody else\n"));
    }
    void aChangedFileIsShownAtOnceWhereNothingWasEdited()
    {
        openForm();
        write(text().replace("Ada Lin, search quality", "Cem"));
        QTRY_COMPARE(form()->card().owner, u"Cem"_s);
        QVERIFY(!form()->isEdited());
    }
    void theReaderSeesWhatTheWorkspaceRefusesAsOneTypes()
    {
        openForm();
        for (QLineEdit *field : form()->findChildren<QLineEdit *>()) {
            if (field->accessibleName() == u"Step 2, Weight, %"_s) {
                field->setFocus();
                field->selectAll();
                QTest::keyClicks(field, u"4"_s);
            }
        }
        QVERIFY2(words().contains(u"✕ Error: the weight falls from 5 to 4; expected: weights that rise"_s), qPrintable(words()));
        QVERIFY(!button(form(), u"Save"_s)->isEnabled());
    }
    void thePageShowsTheCardAndLeadsToTheForm()
    {
        QTest::keyClick(m_window.get(), Qt::Key_C);
        QTRY_VERIFY(page() && page()->isVisible());
        QVERIFY(page()->plainText().contains(u"Ada Lin, search quality"_s));
        QVERIFY(page()->markdown().contains(u"| quality | covered |"_s));
        QTest::mouseClick(button(page(), u"Edit…"_s), Qt::LeftButton);
        QTRY_VERIFY(form() && form()->isVisible());
        StrategyCard card = *desk().spec().card;
        card.owner = u"Dee"_s;
        desk().setCard(card, {});
        QTRY_VERIFY(page()->plainText().contains(u"Dee"_s));
    }
    void editsAreThereWhenAFormThatWasHiddenIsOpenedAgain()
    {
        openForm();
        typeOwner(u"Bo"_s);
        form()->hide();
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ShiftModifier);
        QTRY_VERIFY(form()->isVisible());
        QCOMPARE(form()->card().owner, u"Bo"_s);
    }
};

QTEST_MAIN(CardLinkTest)
#include "tst_CardLink.moc"
