// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/canary/VerdictWords.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

static LineVerdict line(VerdictKind kind, double e = 1, double limit = 80)
{
    LineVerdict made;
    made.indicatorId = u"errors"_s;
    made.verdict.kind = kind;
    made.verdict.reason = kind == VerdictKind::Unknown ? UnknownReason::NoCanaryTraffic : UnknownReason::None;
    made.verdict.logE = std::log(e);
    made.verdict.logLimit = std::log(limit);
    return made;
}

class VerdictWordsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theWholeIsSaidWithAShapeAndHowManyLines_data()
    {
        QTest::addColumn<QList<VerdictKind>>("kinds");
        QTest::addColumn<QString>("words");
        using K = VerdictKind;
        QTest::newRow("one is worse") << QList{K::NotWorse, K::Regressed, K::Unknown} << u"▲ Judge: regressed (1 of 3)"_s;
        QTest::newRow("unknown goes before undecided") << QList{K::Undecided, K::Unknown} << u"? Judge: unknown (1 of 2)"_s;
        QTest::newRow("not yet") << QList{K::Undecided, K::NotWorse} << u"… Judge: undecided (1 of 2)"_s;
        QTest::newRow("all") << QList{K::NotWorse, K::NotWorse} << u"✓ Judge: not worse (2 of 2)"_s;
        QTest::newRow("nothing is judged") << QList<K>{} << QString();
    }
    void theWholeIsSaidWithAShapeAndHowManyLines()
    {
        QFETCH(QList<VerdictKind>, kinds);
        QList<LineVerdict> lines;
        for (const VerdictKind kind : kinds)
            lines << line(kind);
        QTEST(judgeSummary(lines), "words");
    }
    void theEvidenceGrowsToItsLimit()
    {
        QVERIFY(evidenceText(line(VerdictKind::Undecided, 0.02).verdict).startsWith(u"▯▯▯▯▯ "_s));
        QVERIFY(evidenceText(line(VerdictKind::Undecided, 79).verdict).startsWith(u"▮▮▮▮▯ "_s)); // full only when decided
        QCOMPARE(evidenceText(line(VerdictKind::Regressed, 80).verdict), u"▮▮▮▮▮ 80 of 80"_s);
        Verdict huge = line(VerdictKind::Regressed).verdict;
        huge.logE = 1e6;
        QVERIFY2(evidenceText(huge).contains(u"10^434294"_s), qPrintable(evidenceText(huge)));
    }
    void anUnknownSaysWhyAndAnUndecidedWhen()
    {
        QCOMPARE(verdictReason(line(VerdictKind::Unknown).verdict), u"the canary has no traffic"_s);
        Verdict waits = line(VerdictKind::Undecided).verdict;
        waits.forecast = Forecast{VerdictKind::NotWorse, 600, 1000};
        QVERIFY2(verdictReason(waits).startsWith(u"not worse expected in 10:00"_s), qPrintable(verdictReason(waits)));
        waits.forecast->seconds = std::numeric_limits<double>::infinity();
        QVERIFY(verdictReason(waits).isEmpty());
    }
    void whoIsHurtIsNamedInPlainText()
    {
        LineVerdict hurt = line(VerdictKind::Regressed);
        LabelVerdict label;
        label.label = u"tenant"_s;
        label.strata.push_back({"<b>acme\n", line(VerdictKind::Regressed).verdict});
        label.strata.push_back({"calm", line(VerdictKind::Undecided).verdict});
        label.unmet.push_back({"quiet", 100, 20});
        hurt.labels << label;
        const QStringList texts = strataTexts(hurt);
        QCOMPARE(texts.size(), 2);
        QVERIFY2(texts[0].startsWith(u"worse for tenant = <b>acme"_s) && !texts[0].contains(u'\n'), qPrintable(texts[0]));
        QCOMPARE(texts[1], u"the canary never met tenant = quiet"_s);
    }
    void theVerdictStandsBesideTheCanaryAndLeadsToItsTable()
    {
        CanaryPanel panel;
        QSignalSpy asked(&panel, &CanaryPanel::judgeAsked);
        QPushButton *review = nullptr;
        for (QPushButton *button : panel.findChildren<QPushButton *>()) {
            if (button->accessibleName() == u"May this canary go on?"_s)
                review = button;
        }
        QVERIFY(review);
        QVERIFY(review->isHidden()); // nothing is judged
        panel.setJudge(judgeSummary({line(VerdictKind::Regressed)}), VerdictKind::Regressed);
        QVERIFY(!review->isHidden());
        review->click();
        QCOMPARE(asked.size(), 1);
        panel.setJudge({}, VerdictKind::Unknown);
        QVERIFY(review->isHidden());
    }
};

QTEST_MAIN(VerdictWordsTest)
#include "tst_VerdictWords.moc"
