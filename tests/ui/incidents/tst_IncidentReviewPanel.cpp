// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/incidents/IncidentStory.h"
#include "tests/support/Warnings.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/IncidentReviewPanel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class IncidentReviewPanelTest : public QObject {
    Q_OBJECT

    static IncidentReview review()
    {
        const IncidentStory story(true);
        IncidentReview made = reviewOf({story.incident}, story.events, {{u"assistant"_s, {IncidentStory::badAnswers()}}});
        for (int i = 0; i < 20; ++i)
            made.byMonth << DurationRow{u"2026-%1"_s.arg(i), 1, 1.0, std::nullopt, 10.0 + i, 60.0};
        return made;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Dark); }
    void init() { failOnWarnings(); }

    void everyChartNamesItsUnitAndIsATableToo()
    {
        const ReviewChart chart = reviewChart(review(), ReviewSubject::DurationsByMonth);
        QCOMPARE(chart.unit, u"minutes, median"_s);
        QCOMPARE(chart.categories.size(), mostCategories);
        QCOMPARE(chart.categories.last(), u"2026-19"_s);
        QCOMPARE(chart.series.size(), 4);
        for (const ReviewChart::Series &series : chart.series)
            QCOMPARE(series.values.size(), chart.categories.size());
        QVERIFY(!chart.series[1].values.last());
        QCOMPARE(chartValueText(chart.series[2].values.last(), chart.decimals), u"29.0"_s);
        QCOMPARE(chartValueText(std::nullopt, 1), u"–"_s);
        for (const ReviewSubject subject : {ReviewSubject::DurationsByScenario, ReviewSubject::Alarms, ReviewSubject::Cost, ReviewSubject::Causes})
            QVERIFY(!reviewChart(review(), subject).unit.isEmpty());
    }

    void withoutIncidentsItSaysSoInWords()
    {
        for (const ReviewSubject subject : {ReviewSubject::DurationsByMonth, ReviewSubject::Alarms, ReviewSubject::Cost, ReviewSubject::Causes}) {
            QVERIFY(reviewChart({}, subject).isEmpty());
            QVERIFY(!reviewChart({}, subject).empty.isEmpty());
        }
    }

    void thePanelShowsTheNumbersOfTheChosenSubject()
    {
        IncidentReviewPanel panel;
        panel.setReview(review());
        panel.show();
        auto *table = panel.findChild<QTableWidget *>();
        QCOMPARE(table->rowCount(), 12);
        QCOMPARE(table->item(11, 3)->text(), u"29.0"_s);
        panel.showSubject(ReviewSubject::Causes);
        QCOMPARE(table->rowCount(), 1);
        QCOMPARE(table->item(0, 0)->text(), u"prompt"_s);
        panel.showSubject(ReviewSubject::Cost);
        QCOMPARE(table->rowCount(), 0);
        applyTheme(*qApp, ThemeKind::Light);
        panel.showSubject(ReviewSubject::Alarms);
        QCOMPARE(table->item(0, 1)->text(), u"1"_s);
    }

    void whatIsCopiedIsRedacted()
    {
        IncidentReviewPanel panel;
        panel.setRedaction([] { return Redactor::usual({{u"customer"_s, u"C-[0-9]{6}"_s}}, {}); });
        IncidentReview made = review();
        made.rows.first().title = u"C-123456 wrote to anna@example.org"_s;
        QVERIFY(reviewMarkdown(made).contains(u"C-123456"_s));
        panel.setReview(made);
        for (QPushButton *button : panel.findChildren<QPushButton *>()) {
            if (button->text() == u"Copy as Markdown")
                button->click();
        }
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(u"[customer] wrote to [e-mail]"_s) && !copied.contains(u"C-123456"_s) && !copied.contains(u"anna"_s), qPrintable(copied));
        bool isSaid = false;
        for (const PlainLabel *label : panel.findChildren<PlainLabel *>())
            isSaid = isSaid || label->plainText().contains(u"1 × customer, 1 × e-mail"_s);
        QVERIFY(isSaid);
    }

    void drillsAreAskedFor()
    {
        IncidentReviewPanel panel;
        QSignalSpy toggled(&panel, &IncidentReviewPanel::drillsToggled);
        panel.findChild<QCheckBox *>()->click();
        QCOMPARE(toggled.size(), 1);
    }
};

QTEST_MAIN(IncidentReviewPanelTest)
#include "tst_IncidentReviewPanel.moc"
