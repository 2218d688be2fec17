// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/canary/CanaryWords.h"

#include <QTest>

#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

Rollout rollout(RolloutPhase phase = RolloutPhase::Running)
{
    Rollout made;
    made.phase = phase;
    made.steps = {{5, 300}, {20, 300}, {50, 0}, {100, 0}};
    made.currentStep = 1;
    made.shares = {{u"v1"_s, VersionRole::Stable, 80, 82.5, {}}, {u"v2"_s, VersionRole::Canary, 20, 17.5, {}}};
    made.askedTotal = 100;
    return made;
}

Rollout aborted(const QList<double> &weights, const std::optional<GatewayDrift> &drift = {})
{
    Rollout made = rollout(RolloutPhase::Aborted);
    for (qsizetype i = 0; i < weights.size(); ++i)
        made.shares[i].asked = weights[i];
    made.drift = drift;
    return made;
}

} // namespace

class CanaryWordsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aStepOfTheCardIsCalledTheCards()
    {
        Rollout shown = rollout(RolloutPhase::Running);
        shown.currentStep = 1;
        shown.stepsOfCard = true;
        QCOMPARE(phaseText(shown), u"Canary at step 2 of 4 of its card"_s);
    }
    void thePhaseNamesTheStepOnlyWhereThereIsOne_data()
    {
        QTest::addColumn<RolloutPhase>("phase");
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("words");
        QTest::newRow("running") << RolloutPhase::Running << 1 << u"Canary at step 2 of 4"_s;
        QTest::newRow("running without a step") << RolloutPhase::Running << -1 << u"Canary running"_s;
        QTest::newRow("a step that is none") << RolloutPhase::Running << 9 << u"Canary running"_s;
        QTest::newRow("paused") << RolloutPhase::Paused << 1 << u"Canary paused at step 2 of 4"_s;
        QTest::newRow("paused without a step") << RolloutPhase::Paused << -1 << u"Canary paused"_s;
        QTest::newRow("aborted") << RolloutPhase::Aborted << 1 << u"Rollout aborted"_s;
        QTest::newRow("done") << RolloutPhase::Done << 3 << u"Rollout done"_s;
        QTest::newRow("none") << RolloutPhase::None << -1 << u"No rollout"_s;
    }
    void thePhaseNamesTheStepOnlyWhereThereIsOne()
    {
        QFETCH(RolloutPhase, phase);
        QFETCH(int, step);
        Rollout shown = rollout(phase);
        shown.currentStep = step;
        QTEST(phaseText(shown), "words");
    }

    void whatItWaitsForIsTold_data()
    {
        QTest::addColumn<RolloutPhase>("phase");
        QTest::addColumn<bool>("person");
        QTest::addColumn<qint64>("left"); // -1000: none
        QTest::addColumn<QString>("words"); // ten seconds later
        QTest::newRow("a window") << RolloutPhase::Running << false << qint64(70) << u"1:00 left"_s;
        QTest::newRow("a window that is over") << RolloutPhase::Running << false << qint64(5) << u"watched, +0:05"_s;
        QTest::newRow("a pause that ends by itself") << RolloutPhase::Paused << false << qint64(70) << u"goes on in 1:00"_s;
        QTest::newRow("a person") << RolloutPhase::Paused << true << qint64(-1000) << u"waits for a person"_s;
        QTest::newRow("a person at a running step") << RolloutPhase::Running << true << qint64(-1000) << u"waits for a person"_s;
        QTest::newRow("nothing that is known") << RolloutPhase::Running << false << qint64(-1000) << QString();
        QTest::newRow("aborted") << RolloutPhase::Aborted << true << qint64(70) << QString();
        QTest::newRow("done") << RolloutPhase::Done << false << qint64(70) << QString();
    }
    void whatItWaitsForIsTold()
    {
        QFETCH(RolloutPhase, phase);
        QFETCH(bool, person);
        QFETCH(qint64, left);
        Rollout shown = rollout(phase);
        shown.waitsForPerson = person;
        if (left != -1000)
            shown.secondsLeft = left;
        QTEST(countdownText(shown, 10), "words");
    }

    void anAbortTellsItsConsequence_data()
    {
        QTest::addColumn<Rollout>("rollout");
        QTest::addColumn<QString>("words");
        const GatewayDrift drift{u"v2"_s, u"v1"_s, u"the Rollout controller, at the next spec change or retry"_s};
        QTest::newRow("all traffic on one") << aborted({100, 0}) << u"Aborted: all traffic on v1"_s;
        QTest::newRow("and who brings it back")
            << aborted({100, 0}, drift)
            << u"Aborted: all traffic on v1; the specification still names v2; who applies it again: the Rollout controller, "
               "at the next spec change or retry"_s;
        QTest::newRow("and nobody says who")
            << aborted({100, 0}, GatewayDrift{u"v2"_s, u"v1"_s, {}})
            << u"Aborted: all traffic on v1; the specification still names v2; who applies it again is not known"_s;
        QTest::newRow("traffic on both") << aborted({80, 20}) << u"Aborted with the traffic on v1 80 %, v2 20 %"_s;
        QTest::newRow("weights not known") << aborted({unknown, unknown}) << u"Aborted: where the traffic goes is not known"_s;
    }
    void anAbortTellsItsConsequence()
    {
        QFETCH(Rollout, rollout);
        QCOMPARE(warningTexts(rollout).size(), 1);
        QTEST(warningTexts(rollout).first(), "words");
    }

    void whatIsAskedForAndDoesNotRunIsALine()
    {
        QVERIFY(warningTexts(rollout()).isEmpty());
        Rollout shown = rollout(RolloutPhase::None);
        shown.drift = GatewayDrift{u"v2"_s, u"v1"_s, u"the deploy pipeline"_s};
        QCOMPARE(warningTexts(shown), QStringList(u"Asked for v2, but v1 runs; who applies it again: the deploy pipeline"_s));
    }

    void weightsThatDoNotAddUpAreALine()
    {
        Rollout shown = rollout();
        shown.askedTotal = 90;
        QCOMPARE(warningTexts(shown), QStringList(u"The weights add up to 90 %, not to 100 %"_s));
        shown.askedTotal.reset();
        QVERIFY(warningTexts(shown).isEmpty());
    }

    void whatAGatewayDoesNotHaveIsTold_data()
    {
        QTest::addColumn<bool>("keepsSteps");
        QTest::addColumn<int>("steps");
        QTest::addColumn<RolloutPhase>("phase");
        QTest::addColumn<bool>("traffic");
        QTest::addColumn<QStringList>("words");
        const QString none = u"This gateway keeps no steps: weights alone"_s;
        const QString unnamed = u"The gateway names no steps of this rollout"_s;
        const QString silent = u"What traffic does is not known: no requests, or nobody counts them"_s;
        QTest::newRow("all is there") << true << 4 << RolloutPhase::Running << true << QStringList();
        QTest::newRow("weights alone") << false << 0 << RolloutPhase::None << true << QStringList(none);
        QTest::newRow("weights alone while one runs") << false << 0 << RolloutPhase::Running << true << QStringList(none);
        QTest::newRow("steps are not named") << true << 0 << RolloutPhase::Running << true << QStringList(unnamed);
        QTest::newRow("no rollout needs no steps") << true << 0 << RolloutPhase::None << true << QStringList();
        QTest::newRow("nothing is seen") << true << 4 << RolloutPhase::Running << false << QStringList(silent);
        QTest::newRow("neither") << false << 0 << RolloutPhase::None << false << QStringList({none, silent});
    }
    void whatAGatewayDoesNotHaveIsTold()
    {
        QFETCH(bool, keepsSteps);
        QFETCH(int, steps);
        QFETCH(RolloutPhase, phase);
        QFETCH(bool, traffic);
        Rollout shown = rollout(phase);
        shown.keepsSteps = keepsSteps;
        shown.steps = shown.steps.mid(0, steps);
        for (VersionShare &share : shown.shares)
            share.observed = traffic ? share.observed : unknown;
        QTEST(noteTexts(shown), "words");
    }

    void theLastChangeSaysWhatIsNotKnownOfIt_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<bool>("when");
        QTest::addColumn<QString>("words");
        QTest::newRow("both") << u"anna"_s << true << u"Last changed by anna at 12:36:00 UTC"_s;
        QTest::newRow("not who") << QString() << true << u"Last changed at 12:36:00 UTC; the gateway does not say who"_s;
        QTest::newRow("not when") << u"anna"_s << false << u"Last changed by anna; the gateway does not say when"_s;
        QTest::newRow("neither") << QString() << false << u"Last change: not known before this console started watching"_s;
    }
    void theLastChangeSaysWhatIsNotKnownOfIt()
    {
        QFETCH(QString, who);
        QFETCH(bool, when);
        Rollout shown = rollout();
        shown.lastActor = who;
        if (when)
            shown.lastChangedAt = fromMs(1'795'437'360'000);
        QTEST(lastChangeText(shown, TimeZoneChoice::Utc), "words");
    }

    void whatTheGatewaySaysStaysOneLineOfText_data()
    {
        QTest::addColumn<QString>("hostile");
        QTest::newRow("lines") << u"a\nb\r\nc"_s;
        QTest::newRow("turned round") << u"a\u202eb"_s;
        QTest::newRow("without end") << QString(100'000, u'x');
        QTest::newRow("places of arguments") << u"%1 %2 %3"_s;
    }
    void whatTheGatewaySaysStaysOneLineOfText()
    {
        QFETCH(QString, hostile);
        Rollout shown = aborted({100, 0}, GatewayDrift{hostile, hostile, hostile});
        shown.message = hostile;
        shown.lastActor = hostile;
        shown.degradeLevel = 1;
        shown.degradeTitle = hostile;
        shown.shares[0].version = hostile;
        Rollout running = shown;
        running.phase = RolloutPhase::Running;
        const QStringList texts = warningTexts(shown) + warningTexts(running) + noteTexts(shown)
            + QStringList{lastChangeText(shown, TimeZoneChoice::Utc), guardText(shown, 0)};
        QVERIFY(texts.size() >= 5);
        for (const QString &text : texts) {
            QVERIFY2(!text.contains(u'\n') && !text.contains(u'\r') && !text.contains(QChar(0x202e)), qPrintable(text));
            QVERIFY(text.size() < 600);
        }
        if (hostile.startsWith(u'%'))
            QVERIFY2(texts.last().contains(hostile) && noteTexts(shown).first().endsWith(hostile), qPrintable(texts.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(CanaryWordsTest)
#include "tst_CanaryWords.moc"
