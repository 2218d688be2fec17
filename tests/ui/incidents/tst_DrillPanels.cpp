// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillText.h"
#include "tests/incidents/DrillStory.h"
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/incidents/DrillDialog.h"
#include "ui/incidents/DrillSheetDialog.h"
#include "ui/incidents/DrillStrip.h"
#include "ui/incidents/DrillWords.h"
#include "ui/incidents/IncidentPanel.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class DrillPanelsTest : public QObject {
    Q_OBJECT

    static QPushButton *button(const QWidget &within, const QString &text)
    {
        for (QPushButton *one : within.findChildren<QPushButton *>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }
    static QList<Incident> drilled(const std::function<void(DrillStory &)> &happens)
    {
        DrillStory story;
        happens(story);
        story.finish();
        return incidentsOf(story.events);
    }

private slots:
    void init() { failOnWarnings(); }
    void cleanup() { applyTheme(*qApp, ThemeKind::Light); }

    void theStripSaysDrillAndItsClockAndNothingOfTheFault_data()
    {
        QTest::addColumn<ThemeKind>("theme");
        QTest::newRow("light") << ThemeKind::Light;
        QTest::newRow("dark") << ThemeKind::Dark;
    }
    void theStripSaysDrillAndItsClockAndNothingOfTheFault()
    {
        QFETCH(ThemeKind, theme);
        applyTheme(*qApp, theme);
        QWidget host;
        auto *strip = new DrillStrip(&host);
        strip->resize(1200, 40);
        host.resize(1280, 80);
        host.show();
        QVERIFY(strip->isHidden());
        strip->setDrill(DrillDesk::Phase::Running, u"assistant"_s, DrillStory::at(0));
        strip->setNow(DrillStory::at(134));
        QVERIFY(!strip->isHidden());
        QVERIFY2(strip->words().contains(u"DRILL"_s) && strip->words().contains(u"2:14"_s) && strip->words().contains(u"assistant"_s), qPrintable(strip->words()));
        const QSignalSpy ends(strip, &DrillStrip::endAsked);
        QPushButton *stop = button(*strip, u"Stop the drill"_s);
        QVERIFY(stop && stop->isEnabled());
        QTest::mouseClick(stop, Qt::LeftButton);
        QCOMPARE(ends.size(), 1);
        strip->setTrouble(u"the sandbox does not answer"_s);
        QVERIFY(strip->words().contains(u"does not answer"_s));
        strip->setDrill(DrillDesk::Phase::Ending, u"assistant"_s, DrillStory::at(0));
        QVERIFY(!stop->isEnabled());
        QVERIFY2(!strip->words().contains(u"does not answer"_s), "another phase, another trouble");
        strip->setDrill(DrillDesk::Phase::LeftOpen, u"assistant"_s, DrillStory::at(0));
        QVERIFY(strip->words().contains(u"left open"_s));
        QVERIFY(button(*strip, u"End it"_s));
        strip->setDrill(DrillDesk::Phase::Idle, {}, {});
        QVERIFY(strip->isHidden());
    }

    void theQuestionSaysWhatWillHappenToWhatAndTakesASeed()
    {
        DrillDialog dialog({u"Assistant"_s, u"edge"_s, u"http:" u"/" u"/127.0.0.1:8080"_s});
        dialog.show();
        for (const QString &word : {u"Assistant"_s, u"edge"_s, u"127.0.0.1:8080"_s, u"between 10 and 120 s"_s, u"sealed"_s, u"10 minutes"_s, u"score sheet"_s})
            QVERIFY2(dialog.words().contains(word), qPrintable(word + u": "_s + dialog.words()));
        const QSignalSpy asked(&dialog, &DrillDialog::startAsked);
        auto *seed = dialog.findChild<QLineEdit *>();
        QTest::keyClicks(seed, u"42x-7"_s);
        QCOMPARE(seed->text(), u"427"_s);
        QTest::keyClick(seed, Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), u"427"_s);
        QPushButton *start = button(dialog, u"Start the drill"_s);
        dialog.showWorking();
        QVERIFY(!start->isEnabled());
        dialog.showTrouble(u"v41 is <b>slow</b> already"_s);
        QVERIFY(start->isEnabled());
        QVERIFY(dialog.words().contains(u"No drill: v41 is <b>slow</b> already"_s));
        dialog.setObstacle(u"a drill needs the sandbox"_s);
        QVERIFY(!start->isEnabled());
    }

    void theSheetShowsEveryRowWithItsEntryAndWhatToLearn()
    {
        const QList<Incident> incidents = drilled([](DrillStory &story) {
            story.cross(40);
            story.intent(55, "throttle", u"op0"_s);
            story.openDrill(55);
            story.intent(60, "rollback", u"op"_s);
            story.add(EventKind::actionAcked, 61, nlohmann::json::object(), u"op"_s);
        });
        const DrillSheet sheet = *drillSheetOf(incidents.first());
        DrillSheetDialog dialog;
        dialog.setSheet(sheet, incidents.first(), TimeZoneChoice::Utc);
        dialog.show();
        auto *table = dialog.findChild<QTableWidget *>();
        QCOMPARE(table->rowCount(), 8);
        QCOMPARE(table->item(0, 2)->text(), u"0:20"_s);
        QCOMPARE(table->item(0, 3)->text(), u"✓ passed"_s);
        QCOMPARE(table->item(0, 4)->text(), u"E2"_s);
        QCOMPARE(table->item(3, 3)->text(), u"▲ missed"_s);
        QCOMPARE(table->item(4, 3)->text(), u"○ not reached"_s);
        QVERIFY(table->item(5, 2)->text().contains(u"answered, but not verified"_s));
        for (const QString &word : {u"3 of 8 passed"_s, u"slow in v42"_s, u"Seed 7"_s, u"12:00:20"_s, u"look which version's line"_s, u"Answered is not verified"_s, u"Press E"_s})
            QVERIFY2(dialog.words().contains(word), qPrintable(word + u": "_s + dialog.words()));
        QCOMPARE(dialog.words().count(u"Press E"_s), 1);
        const QSignalSpy exports(&dialog, &DrillSheetDialog::exportAsked), postmortems(&dialog, &DrillSheetDialog::postmortemAsked);
        for (const QString &text : {u"Markdown…"_s, u"HTML…"_s, u"PDF…"_s, u"JSON…"_s, u"CSV…"_s})
            QTest::mouseClick(button(dialog, text), Qt::LeftButton);
        QCOMPARE(exports.size(), 5);
        QCOMPARE(exports[4][0].value<PostmortemFormat>(), PostmortemFormat::Csv);
        dialog.setExporting(true);
        QVERIFY(!button(dialog, u"PDF…"_s)->isEnabled());
        QTest::mouseClick(button(dialog, u"Postmortem…"_s), Qt::LeftButton);
        QCOMPARE(postmortems.size(), 1);
        QCOMPARE(dialog.incidentId(), u"i1"_s);
    }
    void everyFindingHasItsWords()
    {
        DrillRow row;
        row.detail = u"rollback v42\u202e"_s;
        row.figure = std::chrono::seconds(5);
        QSet<QString> words;
        for (int finding = 0; finding <= static_cast<int>(DrillFinding::NotKept); ++finding) {
            row.finding = static_cast<DrillFinding>(finding);
            const QString label = drillFindingLabel(row);
            QVERIFY(!label.isEmpty() && !label.contains(QChar(0x202E)));
            words << label;
            QVERIFY(!drillFindingText(row).isEmpty());
        }
        QCOMPARE(words.size(), static_cast<int>(DrillFinding::NotKept) + 1);
        for (const DrillQuestion question : allDrillQuestions)
            QVERIFY(!drillQuestionLabel(question).isEmpty() && !drillQuestionText(question).isEmpty() && !drillQuestionWord(question).isEmpty());
    }

    void theIncidentsOfferADrillAndItsSheetWhereThereIsOne()
    {
        const QList<Incident> incidents = drilled([](DrillStory &story) { story.good(); });
        QWidget host;
        IncidentPanel panel(&host);
        host.show();
        QPushButton *drill = button(panel, u"Drill…"_s), *sheet = button(panel, u"Score sheet…"_s);
        QVERIFY(drill->isHidden() && sheet->isHidden());
        panel.setDrillOffered(true);
        panel.setIncidents(incidents, u"assistant"_s);
        QVERIFY(!drill->isHidden() && !sheet->isHidden());
        const QSignalSpy drills(&panel, &IncidentPanel::drillAsked), sheets(&panel, &IncidentPanel::sheetAsked);
        drill->click();
        sheet->click();
        QCOMPARE(drills.size(), 1);
        QCOMPARE(sheets.size(), 1);
        QCOMPARE(sheets[0][0].toString(), u"i1"_s);
        QList<Incident> real = incidents;
        real[0].drill = false;
        panel.setIncidents(real, u"assistant"_s);
        QVERIFY(sheet->isHidden());
    }
};

QTEST_MAIN(DrillPanelsTest)
#include "tst_DrillPanels.moc"
