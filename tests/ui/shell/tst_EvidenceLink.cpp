// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Console.h"
#include "app/console/ReplayPorts.h"
#include "tests/incidents/EvidenceStory.h"
#include "ui/common/Theme.h"
#include "ui/incidents/EvidenceDialog.h"
#include "ui/shell/EvidenceLink.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace andon;
using namespace Qt::StringLiterals;

class EvidenceLinkTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    // The offscreen window itself warns of its own limits; nothing else may.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void evidenceIsKeptOnceHoweverOftenSaveIsPressed()
    {
        QTemporaryDir folder;
        Console console({workspaceOf(EvidenceStory::evidence()), folder.filePath(u"journal.sqlite"_s), u"person"_s, {}, {}});
        QSignalSpy started(&console, &Console::started);
        console.open();
        QTRY_COMPARE(started.size(), 1);
        const QDir place(folder.filePath(u"evidence"_s));
        EvidenceDesk desk(console, nullptr, place.path());
        QWidget window;
        EvidenceLink link(desk, window);
        QSignalSpy told(&link, &EvidenceLink::told);
        const qint64 nowMs = toMs(console.clock().now());
        link.freeze(u"assistant"_s, {nowMs - 60'000, nowMs}, TimeZoneChoice::Utc);
        auto *dialog = window.findChild<EvidenceDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->words().contains(u"Frozen"_s), 20'000);
        for (int press = 0; press < 3; ++press) {
            for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
                if (button->isDefault())
                    button->click();
            }
        }
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 20'000);
        QThreadPool::globalInstance()->waitForDone(); // whoever writes still has written by then
        QCOMPARE(place.entryList({u"*.andon"_s}).size(), 1);
    }
    void evidenceThatIsThereAndNotOnRecordIsNotSaidToWantRoom()
    {
        QTemporaryDir folder;
        // What stands in the journal's place is no journal: every entry is refused.
        QFile garbage(folder.filePath(u"journal.sqlite"_s));
        QVERIFY(garbage.open(QIODevice::WriteOnly) && garbage.write(QByteArray(5000, 'x')) == 5000);
        garbage.close();
        Console console({workspaceOf(EvidenceStory::evidence()), garbage.fileName(), u"person"_s, {}, {}});
        QSignalSpy started(&console, &Console::started);
        console.open();
        QTRY_COMPARE(started.size(), 1);
        const QDir place(folder.filePath(u"evidence"_s));
        EvidenceDesk desk(console, nullptr, place.path());
        QWidget window;
        EvidenceLink link(desk, window);
        const qint64 nowMs = toMs(console.clock().now());
        link.freeze(u"assistant"_s, {nowMs - 60'000, nowMs}, TimeZoneChoice::Utc);
        auto *dialog = window.findChild<EvidenceDialog *>();
        QVERIFY(dialog);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->words().contains(u"Frozen"_s), 20'000);
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->isDefault())
                button->click();
        }
        QTRY_VERIFY_WITH_TIMEOUT(dialog->words().contains(u"not on the record"_s), 20'000);
        QVERIFY2(dialog->words().contains(u"writes a second one"_s), qPrintable(dialog->words()));
        QVERIFY2(!dialog->words().contains(u"make room"_s), qPrintable(dialog->words()));
        QCOMPARE(place.entryList({u"*.andon"_s}).size(), 1);
    }
    void whoSavesElsewhereIsNotAskedWhetherToReplaceAFileAsNothingIsReplaced()
    {
        const QTemporaryDir folder;
        EvidenceDialog dialog;
        EvidenceDialog::Content content;
        content.path = folder.filePath(u"x.andon"_s);
        dialog.setContent(content, TimeZoneChoice::Utc);
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text().contains(u"elsewhere"_s))
                button->click();
        }
        const auto *chooser = dialog.findChild<QFileDialog *>();
        QVERIFY(chooser);
        QVERIFY(chooser->testOption(QFileDialog::DontConfirmOverwrite));
    }
};

QTEST_MAIN(EvidenceLinkTest)
#include "tst_EvidenceLink.moc"
