// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeJournal.h"
#include "tests/support/ManualClock.h"
#include "ui/common/PlainLabel.h"
#include "ui/incidents/RedactionDialog.h"
#include "ui/shell/ExportDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace andon;
using namespace Qt::StringLiterals;

class ExportDialogTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ManualClock m_clock;
    std::unique_ptr<FakeJournal> m_journal;
    std::unique_ptr<ExportDialog> m_dialog;

    QPushButton *button(QDialogButtonBox::StandardButton which) const { return m_dialog->findChild<QDialogButtonBox *>()->button(which); }
    QList<QFileDialog *> choosers() const { return m_dialog->findChildren<QFileDialog *>(); }
    QString words() const { return m_dialog->findChild<PlainLabel *>()->plainText(); }
    void write(const QString &body)
    {
        Event note;
        note.eventId = u"note"_s;
        note.kind = QString::fromUtf16(EventKind::note);
        note.occurredAt = m_clock.now();
        note.title = u"Note"_s;
        note.body = body;
        bool written = false;
        m_journal->append(note, this, [&](const Result<Event> &) { written = true; });
        QTRY_VERIFY(written);
    }
    /// Names the file in the dialog that chooses one.
    void choose(const QString &path)
    {
        QTRY_COMPARE(choosers().size(), 1);
        auto *name = choosers().first()->findChild<QLineEdit *>(u"fileNameEdit"_s);
        QVERIFY(name);
        name->setText(path);
        QMetaObject::invokeMethod(choosers().first(), "accept");
    }

private slots:
    void init()
    {
        m_journal = std::make_unique<FakeJournal>();
        m_dialog = std::make_unique<ExportDialog>(*m_journal, QString(), m_clock, Redactor::usual({}, {}));
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
        // The offscreen window itself warns of its own limits; nothing else may.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup() { m_dialog.reset(); }

    void whatIsTakenOutIsShownBeforeAFileIsChosen()
    {
        write(u"told anna@example.org"_s);
        button(QDialogButtonBox::Save)->click();
        QTRY_VERIFY(m_dialog->findChild<RedactionDialog *>());
        auto *taken = m_dialog->findChild<RedactionDialog *>();
        QVERIFY(taken->words().contains(u"e-mail 1"_s));
        QVERIFY(choosers().isEmpty());
        taken->accept();
        const QString path = m_folder.filePath(u"taken.md"_s);
        choose(path);
        QTRY_VERIFY(!m_dialog->isVisible());
        QCOMPARE(m_dialog->result(), static_cast<int>(QDialog::Accepted));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains("e-mail") && !text.contains("anna"), text.constData());
    }
    void whoDoesNotGoOnIsBackAtTheQuestion()
    {
        write(u"told anna@example.org"_s);
        button(QDialogButtonBox::Save)->click();
        QTRY_VERIFY(m_dialog->findChild<RedactionDialog *>());
        m_dialog->findChild<RedactionDialog *>()->reject();
        QVERIFY(button(QDialogButtonBox::Save)->isEnabled());
        QVERIFY(m_dialog->findChild<QProgressBar *>()->isHidden());
        QVERIFY(m_dialog->isVisible() && choosers().isEmpty());
    }
    void aSecondSaveWhileOneIsBeingMadeIsNone()
    {
        write(u"nothing of note"_s);
        button(QDialogButtonBox::Save)->click();
        QVERIFY(!button(QDialogButtonBox::Save)->isEnabled());
        QVERIFY(m_dialog->findChild<QProgressBar *>()->isVisible());
        for (const QComboBox *box : m_dialog->findChildren<QComboBox *>())
            QVERIFY(!box->isEnabled());
        emit m_dialog->findChild<QDialogButtonBox *>()->accepted();
        QTRY_COMPARE(choosers().size(), 1);
        QTest::qWait(100);
        QCOMPARE(choosers().size(), 1);
        QVERIFY(choosers().first()->windowTitle().contains(u"nothing had to be taken out"_s));
    }
    void aRunningExportIsCancelledAndTheDialogStays()
    {
        write(u"nothing of note"_s);
        button(QDialogButtonBox::Save)->click();
        button(QDialogButtonBox::Cancel)->click();
        QVERIFY(m_dialog->isVisible());
        QVERIFY2(words().contains(u"cancelled"_s), qPrintable(words()));
        QTest::qWait(100);
        QVERIFY(choosers().isEmpty());
        QVERIFY(button(QDialogButtonBox::Save)->isEnabled());
        button(QDialogButtonBox::Cancel)->click();
        QVERIFY(!m_dialog->isVisible());
    }
    void whoCancelsWhileTheFileIsBeingWrittenIsToldSo()
    {
        write(u"nothing of note"_s);
        button(QDialogButtonBox::Save)->click();
        QTRY_COMPARE(choosers().size(), 1);
        QThreadPool &pool = *QThreadPool::globalInstance();
        const int threads = pool.maxThreadCount();
        QSemaphore disk; // that takes its time
        pool.setMaxThreadCount(1);
        pool.start([&disk] { disk.acquire(); });
        const QString path = m_folder.filePath(u"late.md"_s);
        choose(path);
        button(QDialogButtonBox::Cancel)->click();
        const QString said = words();
        disk.release();
        pool.waitForDone();
        pool.setMaxThreadCount(threads);
        QCoreApplication::processEvents();
        QVERIFY(QFile::exists(path));
        QVERIFY2(said.contains(u"being written already"_s), qPrintable(said));
        QVERIFY(m_dialog->isVisible());
        QCOMPARE(words(), said);
        QVERIFY(button(QDialogButtonBox::Save)->isEnabled());
    }
    void whatCannotBeWrittenIsSaidAndCanBeTriedAgain()
    {
        write(u"nothing of note"_s);
        button(QDialogButtonBox::Save)->click();
        QTRY_COMPARE(choosers().size(), 1);
        emit choosers().first()->fileSelected(u"/proc/no/such/file"_s);
        QTRY_VERIFY2(words().contains(u"/proc/no/such/file"_s), qPrintable(words()));
        QVERIFY(m_dialog->isVisible());
        QVERIFY(button(QDialogButtonBox::Save)->isEnabled());
    }
};

QTEST_MAIN(ExportDialogTest)
#include "tst_ExportDialog.moc"
