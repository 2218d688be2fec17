// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VerdictRun.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

/// What `andon verdict` prints of one line.
class VerdictRunTest : public QObject {
    Q_OBJECT

    static LineVerdict line(VerdictKind kind)
    {
        LineVerdict made;
        made.indicatorId = u"success_rate"_s;
        made.verdict.kind = kind;
        made.verdict.reason = UnknownReason::NoCanaryTraffic;
        made.verdict.stableValue = 0.0432;
        made.verdict.canaryValue = 0.0401;
        made.verdict.badEvents = 310;
        made.verdict.logE = std::log(0.02);
        made.verdict.logLimit = std::log(80);
        return made;
    }

private slots:
    void init() { failOnWarnings(); }

    void aLineHasBothValuesTheEventsAndTheEvidence()
    {
        QCOMPARE(verdictTexts(line(VerdictKind::NotWorse)), QStringList{u"  success_rate             not worse  4.01 % against 4.32 %, n 310, E 0.02 of 80"_s});
    }
    void anUnknownSaysWhy()
    {
        QVERIFY(verdictTexts(line(VerdictKind::Unknown)).first().endsWith(u" of 80: no canary traffic"_s));
    }
    void anUndecidedSaysWhenAndAfterHowManyRequests()
    {
        LineVerdict waits = line(VerdictKind::Undecided);
        waits.verdict.forecast = Forecast{VerdictKind::NotWorse, 599.2, 1234.5};
        const QString text = verdictTexts(waits).first();
        QVERIFY2(text.endsWith(u": not worse expected in 10 min, after 1235 requests"_s), qPrintable(text));
    }
    void aMeanSaysThatItIsApproximate()
    {
        LineVerdict mean = line(VerdictKind::NotWorse);
        mean.verdict.asymptotic = true;
        mean.verdict.stableRequests = mean.verdict.canaryRequests = 40;
        mean.verdict.low = -0.1;
        mean.verdict.high = 0.2;
        const QString text = verdictTexts(mean).first();
        QVERIFY2(text.endsWith(u"mean 0.0401 against 0.0432 of 80 values, difference -0.1 to 0.2, E 0.02 of 80, approximately"_s), qPrintable(text));
    }
    void whomTheCanaryNeverMetAndWhatIsNotJudgedStandsBelow()
    {
        LineVerdict some = line(VerdictKind::NotWorse);
        LabelVerdict label;
        label.label = u"tenant"_s;
        label.unmet.push_back({"quiet", 100, 20, 0.12});
        label.unjudged = 90;
        some.labels << label;
        const QStringList texts = verdictTexts(some);
        QCOMPARE(texts.mid(1), (QStringList{u"      never met by the canary: tenant = quiet, 12.00 % of stable's requests"_s,
                                            u"      90 further values of tenant are not judged"_s}));
    }
};

QTEST_GUILESS_MAIN(VerdictRunTest)
#include "tst_VerdictRun.moc"
