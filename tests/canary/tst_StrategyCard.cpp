// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardFacts.h"
#include "tests/support/Warnings.h"

#include <QSet>
#include <QTest>

#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

StrategyCard cardOf()
{
    StrategyCard card;
    card.owner = u"Ada"_s;
    card.audience = {true, {u"acme"_s}, u"chat"_s};
    card.steps = {{5, 120}, {20, 300}, {100, 600}};
    card.thresholds = {{u"p95"_s, {}, 4.0, 100, Verb::Rollback}, {u"errors"_s, 2.0, {}, 50, Verb::Degrade}};
    card.pauseWhen = {{PauseCause::Unknown, {}, 15}};
    card.rollback = {{Verb::Degrade, {}, 2}, {Verb::Rollback, u"v41"_s, {}}};
    card.approvals = {1, {u"Bo"_s}, {u"release manager"_s}};
    card.serving = {u"own"_s, u"simple"_s, u"weight 0"_s};
    card.deadlineSeconds = 3600;
    card.judge.strata = {u"tenant"_s};
    return card;
}

Indicator indicatorOf(const QString &id, Family family, const QString &query, std::optional<double> stop)
{
    Indicator indicator;
    indicator.id = id;
    indicator.family = family;
    indicator.query = query;
    indicator.gate.stop = stop;
    return indicator;
}

} // namespace

using Change = std::function<void(StrategyCard &)>;
Q_DECLARE_METATYPE(Change)

class StrategyCardTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyChangeHasAnotherDigestAndIsSaidInWords_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *name, const Change &change, const QStringList &words) { QTest::newRow(name) << change << words; };
        row("owner", [](StrategyCard &card) { card.owner = u"Bo"_s; }, {u"owner: Ada → Bo"_s});
        row("no owner", [](StrategyCard &card) { card.owner.clear(); }, {u"owner removed: Ada"_s});
        row("internal users", [](StrategyCard &card) { card.audience.internalUsers = false; }, {u"internal users: yes → no"_s});
        row("tenants", [](StrategyCard &card) { card.audience.tenants << u"globex"_s; }, {u"tenants: “acme” → “acme”, “globex”"_s});
        row("a tenant with a comma", [](StrategyCard &card) { card.audience.tenants = {u"acme, x"_s}; }, {u"tenants: “acme” → “acme, x”"_s});
        row("scenario", [](StrategyCard &card) { card.audience.scenario.clear(); }, {u"scenario removed: chat"_s});
        row("weight", [](StrategyCard &card) { card.steps[1].weight = 25; }, {u"step 2: 20 % for 5 min → 25 % for 5 min"_s});
        row("a hair of weight", [](StrategyCard &card) { card.steps[1].weight = 20.000001; }, {u"step 2: 20 % for 5 min → 20.000001 % for 5 min"_s});
        row("window", [](StrategyCard &card) { card.steps[1].windowSeconds = 301; }, {u"step 2: 20 % for 5 min → 20 % for 5 min 1 s"_s});
        row("a step less", [](StrategyCard &card) { card.steps.removeLast(); }, {u"step 3 removed: 100 % for 10 min"_s});
        row("r0 of a line", [](StrategyCard &card) { card.thresholds[1].notWorseThan = 3; },
            {u"threshold errors: not worse than 2 times stable, the indicator's own gate, at least 50 samples, else degrade → "
             "not worse than 3 times stable, the indicator's own gate, at least 50 samples, else degrade"_s});
        row("gate", [](StrategyCard &card) { card.thresholds[0].gate.reset(); },
            {u"threshold p95: not worse than the judge's r0, gate 4, at least 100 samples, else rollback → "
             "not worse than the judge's r0, the indicator's own gate, at least 100 samples, else rollback"_s});
        row("samples", [](StrategyCard &card) { card.thresholds[0].minimumSamples = 1; }, {});
        row("action", [](StrategyCard &card) { card.thresholds[0].action.reset(); }, {});
        row("a line less", [](StrategyCard &card) { card.thresholds.removeLast(); },
            {u"threshold errors removed: not worse than 2 times stable, the indicator's own gate, at least 50 samples, else degrade"_s});
        row("lines in another order", [](StrategyCard &card) { card.thresholds.swapItemsAt(0, 1); }, {u"the thresholds stand in another order"_s});
        row("pause cause", [](StrategyCard &card) { card.pauseWhen[0].cause = PauseCause::Warn; },
            {u"pause condition 1: unknown on any indicator for 15 s → warn on any indicator for 15 s"_s});
        row("pause indicator", [](StrategyCard &card) { card.pauseWhen[0].indicator = u"p95"_s; },
            {u"pause condition 1: unknown on any indicator for 15 s → unknown on p95 for 15 s"_s});
        row("pause at once", [](StrategyCard &card) { card.pauseWhen[0].forSeconds = 0; },
            {u"pause condition 1: unknown on any indicator for 15 s → unknown on any indicator"_s});
        row("a pause more", [](StrategyCard &card) { card.pauseWhen << PauseCondition{PauseCause::ShareOff, {}, 0}; },
            {u"pause condition 2 added: share_off on any indicator"_s});
        row("level", [](StrategyCard &card) { card.rollback[0].level = 3; }, {u"rollback 1: degrade to level 2 → degrade to level 3"_s});
        row("version", [](StrategyCard &card) { card.rollback[1].to.clear(); }, {u"rollback 2: rollback to version v41 → rollback"_s});
        row("order of the pulls", [](StrategyCard &card) { card.rollback.swapItemsAt(0, 1); },
            {u"rollback 1: degrade to level 2 → rollback to version v41"_s, u"rollback 2: rollback to version v41 → degrade to level 2"_s});
        row("approvals", [](StrategyCard &card) { card.approvals.count = 2; }, {u"approvals: 1 → 2"_s});
        row("no approvals", [](StrategyCard &card) { card.approvals = {}; },
            {u"approvals removed: 1"_s, u"approvers removed: “Bo”"_s, u"approving roles removed: “release manager”"_s});
        row("regression set", [](StrategyCard &card) { card.regressionPasses = true; }, {u"regression set added: must pass before a promote"_s});
        row("form", [](StrategyCard &card) { card.serving.form = u"tgi"_s; }, {u"serving form: own → tgi"_s});
        row("reason", [](StrategyCard &card) { card.serving.reason = u"x"_s; }, {u"serving reason: simple → x"_s});
        row("way back", [](StrategyCard &card) { card.serving.wayBack = u"x"_s; }, {u"way back: weight 0 → x"_s});
        row("deadline", [](StrategyCard &card) { card.deadlineSeconds = 7200; }, {u"deadline: 1 h → 2 h"_s});
        row("cycle", [](StrategyCard &card) { card.usageCycleSeconds = 90; }, {u"usage cycle: 1 d → 1 min 30 s"_s});
        row("alpha", [](StrategyCard &card) { card.judge.alpha = 0.01; }, {u"alpha: 0.05 → 0.01"_s});
        row("r0", [](StrategyCard &card) { card.judge.r0 = 1.5; }, {u"r0: 1.25 → 1.5"_s});
        row("beta", [](StrategyCard &card) { card.judge.beta = 0.1; }, {u"beta: 0.05 → 0.1"_s});
        row("bursts", [](StrategyCard &card) { card.judge.correctBursts = false; }, {u"burst correction: on → off"_s});
        row("strata", [](StrategyCard &card) { card.judge.strata.clear(); }, {u"strata removed: “tenant”"_s});
    }
    void everyChangeHasAnotherDigestAndIsSaidInWords()
    {
        QFETCH(Change, change);
        QFETCH(QStringList, words);
        StrategyCard after = cardOf();
        change(after);
        QVERIFY(digestOf(after) != digestOf(cardOf()));
        const QStringList changes = cardChanges(cardOf(), after);
        QVERIFY(!changes.isEmpty());
        if (!words.isEmpty())
            QCOMPARE(changes, words);
        QVERIFY(!cardChanges(after, cardOf()).isEmpty());
    }
    void theSameCardHasTheSameDigestAndNoChange()
    {
        QCOMPARE(digestOf(cardOf()), digestOf(cardOf()));
        QCOMPARE(digestOf(cardOf()).size(), 64);
        QVERIFY(cardChanges(cardOf(), cardOf()).isEmpty());
    }
    void theDigestIsOneOfAllReleases()
    {
        // Journals of years ago hold it: a change of the form of a card must not change the digest of an old one.
        StrategyCard card;
        card.steps = {{5, 120}};
        card.thresholds = {{u"p95"_s, {}, {}, 100, {}}};
        QCOMPARE(QString::fromStdString(cardJson(card).dump()),
                 u"{\"audience\":{\"internal_users\":false},\"steps\":[{\"weight\":5,\"window_seconds\":120}],"
                 "\"thresholds\":[{\"indicator\":\"p95\",\"minimum_samples\":100}],\"usage_cycle_seconds\":86400,"
                 "\"judge\":{\"alpha\":0.05,\"r0\":1.25,\"beta\":0.05,\"correct_bursts\":true}}"_s);
        QCOMPARE(digestOf(card), QByteArray("b34fce7e30ab3ba852f4031a2440c3f6619c94680ae8218ba921f7a74e438dd3"));
    }
    void factsHaveNamesOfTheirOwn()
    {
        QSet<QString> names;
        const QList<CardFact> facts = cardFacts(cardOf());
        for (const CardFact &fact : facts)
            names << fact.name;
        QCOMPARE(names.size(), facts.size());
    }
    void aFamilyIsCoveredWhereAGuardHasASource_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("threshold");
        QTest::addColumn<bool>("covered");
        QTest::newRow("measured and judged") << u"q"_s << true << true;
        QTest::newRow("judged, not measured") << QString() << true << false;
        QTest::newRow("measured, not judged") << u"q"_s << false << false;
    }
    void aFamilyIsCoveredWhereAGuardHasASource()
    {
        QFETCH(QString, query);
        QFETCH(bool, threshold);
        StrategyCard card;
        if (threshold)
            card.thresholds = {{u"p95"_s, {}, {}, 100, {}}};
        const QList<FamilyCover> covers = coverOf(card, {indicatorOf(u"p95"_s, Family::Latency, query, 2.0)});
        QCOMPARE(covers.size(), 6);
        for (const FamilyCover &cover : covers) {
            QCOMPARE(cover.guards.size(), cover.family == Family::Latency && threshold ? 1 : 0);
            if (cover.family == Family::Latency)
                QTEST(cover.isCovered(), "covered");
            else
                QVERIFY(!cover.isCovered());
        }
    }
    void theCardsGateGoesBeforeTheIndicatorsOwn()
    {
        StrategyCard card;
        card.thresholds = {{u"a"_s, {}, 1.5, 100, {}}, {u"b"_s, {}, {}, 100, {}}};
        const QList<FamilyCover> covers = coverOf(card, {indicatorOf(u"a"_s, Family::Risk, u"q"_s, 2.0), indicatorOf(u"b"_s, Family::Risk, u"q"_s, 3.0)});
        QCOMPARE(covers.last().family, Family::Risk);
        QCOMPARE(covers.last().guards[0].gate, std::optional(1.5));
        QCOMPARE(covers.last().guards[1].gate, std::optional(3.0));
    }
    void durationsAreExact_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << qint64(0) << u"0 s"_s;
        QTest::newRow("seconds") << qint64(59) << u"59 s"_s;
        QTest::newRow("mixed") << qint64(5430) << u"1 h 30 min 30 s"_s;
        QTest::newRow("days") << qint64(90'000) << u"1 d 1 h"_s;
    }
    void durationsAreExact()
    {
        QFETCH(qint64, seconds);
        QTEST(durationWords(seconds), "words");
    }
    void everyPauseCauseHasItsWord()
    {
        QCOMPARE(pauseWords().size(), 6);
        for (const QString &word : pauseWords())
            QCOMPARE(pauseWord(pauseFromWord(word).value()), word);
        QVERIFY(!pauseFromWord(u"bogus"_s));
    }
    void aDurationIsReadAsPeopleTypeIt_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<qint64>("seconds"); // -1: none
        QTest::newRow("seconds alone") << u"300"_s << qint64(300);
        QTest::newRow("minutes") << u"90 min"_s << qint64(5400);
        QTest::newRow("short") << u"1h30m"_s << qint64(5400);
        QTest::newRow("several") << u" 1 d 2 H 3 min 4 s "_s << qint64(93'784);
        QTest::newRow("a fraction of an hour") << u"1.5 h"_s << qint64(5400);
        QTest::newRow("with a comma") << u"1,5 h"_s << qint64(5400);
        QTest::newRow("nothing lasts") << u"0 s"_s << qint64(0);
        QTest::newRow("empty") << u" "_s << qint64(-1);
        QTest::newRow("a word") << u"soon"_s << qint64(-1);
        QTest::newRow("a unit nobody knows") << u"3 weeks"_s << qint64(-1);
        QTest::newRow("a number without its unit") << u"1 h 30"_s << qint64(-1);
        QTest::newRow("negative") << u"-5 min"_s << qint64(-1);
        QTest::newRow("half a second") << u"0.5 s"_s << qint64(-1);
        QTest::newRow("longer than anybody waits") << u"9999999 d"_s << qint64(-1);
    }
    void aDurationIsReadAsPeopleTypeIt()
    {
        QFETCH(QString, words);
        QTEST(durationFromWords(words).value_or(-1), "seconds");
    }
    void aDurationInWordsIsReadBackTheSame()
    {
        for (qint64 seconds = 0; seconds < 3'000'000; seconds = 2 * seconds + 7)
            QCOMPARE(durationFromWords(durationWords(seconds)), std::optional(seconds));
    }
};

QTEST_GUILESS_MAIN(StrategyCardTest)
#include "tst_StrategyCard.moc"
