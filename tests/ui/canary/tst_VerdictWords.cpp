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

    void anUnknownSaysWhyAndAnUndecidedWhen()
    {
        QCOMPARE(verdictReason(line(VerdictKind::Unknown).verdict), u"the canary has no traffic"_s);
        Verdict waits = line(VerdictKind::Undecided).verdict;
        waits.forecast = Forecast{VerdictKind::NotWorse, 600, 1000};
        QCOMPARE(verdictReason(waits), u"not worse expected in 10:00, after 1000 requests"_s);
        waits.asymptotic = true;
        QCOMPARE(verdictReason(waits), u"not worse expected in 10:00, after 1000 values"_s);
        waits.forecast->seconds = std::numeric_limits<double>::infinity();
        QVERIFY(verdictReason(waits).isEmpty());
        waits.rule = VerdictRule::NoScale;
        QCOMPARE(verdictReason(waits), u"both means are 0: nothing to compare with"_s);
    }
    void whatBecameOfTheEvidenceIsNeverSilent()
    {
        Verdict verdict = line(VerdictKind::Undecided).verdict;
        QVERIFY(evidenceText(verdict, u"12:00"_s).isEmpty());
        for (const EvidenceEvent event : {EvidenceEvent::Gap, EvidenceEvent::LostPoll, EvidenceEvent::ConsoleRestart, EvidenceEvent::VersionChanged,
                                          EvidenceEvent::RulesChanged, EvidenceEvent::AskedFor, EvidenceEvent::CounterReset, EvidenceEvent::NoRoom}) {
            verdict.lastEvent = event;
            QVERIFY2(evidenceText(verdict, u"12:00"_s).endsWith(u" (12:00)"_s), qPrintable(evidenceText(verdict, u"12:00"_s)));
        }
        verdict.lastEvent = EvidenceEvent::None;
        verdict.refusedPolls = 4;
        QCOMPARE(evidenceText(verdict, {}), u"polls refused: 4"_s);
    }
    void whoIsHurtIsNamedInPlainText()
    {
        LineVerdict hurt = line(VerdictKind::Regressed);
        LabelVerdict label;
        label.label = u"tenant"_s;
        label.strata.push_back({"<b>acme\n", line(VerdictKind::Regressed).verdict});
        label.strata.push_back({"calm", line(VerdictKind::Undecided).verdict});
        label.unmet.push_back({"quiet", 100, 20, 0.12});
        hurt.labels << label;
        Attribution &found = hurt.attribution;
        found.isHurt = true;
        found.label = u"tenant"_s;
        found.values = {"<b>acme\n"};
        found.requestShare = 0.14;
        found.excessShare = 0.97;
        const QStringList texts = strataTexts(hurt);
        QCOMPARE(texts.size(), 2);
        QVERIFY2(texts[0].startsWith(u"worse for tenant = <b>acme"_s) && !texts[0].contains(u'\n'), qPrintable(texts[0]));
        QVERIFY2(texts[0].endsWith(u": 14 % of the canary's requests, 97 % of its extra bad events; what the release changed is not known"_s), qPrintable(texts[0]));
        QCOMPARE(texts[1], u"the canary never met tenant = quiet, 12 % of stable's requests"_s);
    }
    void whatItIsPutDownToIsSaidInOneSentence_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QList<ChangedPart>>("parts");
        QTest::addColumn<QString>("end");
        const ChangedPart code{u"code"_s, u"c1"_s, u"c2"_s}, prompt{u"prompt"_s, u"p1"_s, u"p2"_s, PartStanding::Suspected};
        const ChangedPart cleared{u"index"_s, u"i1"_s, u"i2"_s, PartStanding::Cleared};
        QTest::newRow("the prompt") << u"prompt"_s << u"prompt"_s << QList{code, prompt, cleared} << u"; put down to the prompt (p1 → p2)"_s;
        QTest::newRow("one of two") << u"tenant"_s << QString() << QList{code, {u"config"_s, u"a"_s, u"b"_s}, cleared}
                                    << u"; the release changed: code and configuration; cleared: index"_s;
        QTest::newRow("none of them") << u"tenant"_s << QString() << QList{cleared} << u"; nothing that the release changed explains it; cleared: index"_s;
        QTest::newRow("throughout") << QString() << QString() << QList{code} << u"worse throughout, no value stands out; the release changed: code"_s;
    }
    void whatItIsPutDownToIsSaidInOneSentence()
    {
        QFETCH(QString, label);
        QFETCH(QString, end);
        Attribution found;
        QVERIFY(attributionText(found).isEmpty());
        found.isHurt = true;
        found.label = label;
        found.values = {"x"};
        found.suspects.push_back({u"tenant"_s, {"x", {}}});
        QFETCH(QString, part);
        found.part = part;
        QFETCH(QList<ChangedPart>, parts);
        found.parts = parts;
        QVERIFY2(attributionText(found).endsWith(end), qPrintable(attributionText(found)));
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
        panel.setJudge(u"▲ stop"_s, VerdictKind::Regressed);
        QVERIFY(!review->isHidden());
        review->click();
        QCOMPARE(asked.size(), 1);
        panel.setJudge({}, VerdictKind::Unknown);
        QVERIFY(review->isHidden());
    }
};

QTEST_MAIN(VerdictWordsTest)
#include "tst_VerdictWords.moc"
