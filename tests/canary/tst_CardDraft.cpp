// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardDraft.h"
#include "app/canary/CardLint.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

static Indicator indicatorOf(const QString &id, Family family, bool headline, const QString &query = u"q"_s)
{
    Indicator indicator;
    indicator.id = id;
    indicator.family = family;
    indicator.headline = headline;
    indicator.query = query;
    indicator.gate.stop = 1;
    return indicator;
}

class CardDraftTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aDraftGuardsEveryFamilyThatHasASource()
    {
        const QList<Indicator> indicators{indicatorOf(u"other"_s, Family::Quality, false), indicatorOf(u"success"_s, Family::Quality, true),
                                          indicatorOf(u"p95"_s, Family::Latency, false), indicatorOf(u"dark"_s, Family::Cost, true, {})};
        const StrategyCard card = draftCard(indicators, {Verb::Rollback, Verb::Degrade});
        QStringList guards;
        for (const CardThreshold &threshold : card.thresholds) {
            guards << threshold.indicator;
            QCOMPARE(threshold.action, std::optional(Verb::Rollback));
        }
        QCOMPARE(guards, (QStringList{u"success"_s, u"p95"_s}));
        QCOMPARE(card.rollback, (QList<RollbackAction>{{Verb::Degrade, {}, {}}, {Verb::Rollback, {}, {}}}));
        QVERIFY(windowsOf(card) <= *card.deadlineSeconds);
    }
    void whatOnlyPeopleKnowIsAskedAfterByTheLint()
    {
        const StrategyCard card = draftCard({indicatorOf(u"success"_s, Family::Quality, true)}, {Verb::Rollback});
        QStringList codes;
        for (const CardFinding &finding : lintCard(card, {indicatorOf(u"success"_s, Family::Quality, true)}, {}).findings)
            codes << finding.code;
        QVERIFY(codes.contains(u"no_owner"_s) && codes.contains(u"no_way_back"_s) && codes.contains(u"no_audience"_s));
        QVERIFY(!codes.contains(u"no_rollback"_s) && !codes.contains(u"no_pause"_s) && !codes.contains(u"no_source"_s));
    }
    void aServiceThatHasNothingGivesADraftWithoutInventions()
    {
        const StrategyCard card = draftCard({}, {});
        QVERIFY(card.thresholds.isEmpty() && card.rollback.isEmpty());
    }
};

QTEST_GUILESS_MAIN(CardDraftTest)
#include "tst_CardDraft.moc"
