// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/canary/ShareBars.h"
#include "ui/canary/StepLadder.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QTest>

#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

class CanaryPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<CanaryPanel> m_panel;

    static Rollout rollout()
    {
        Rollout made;
        made.phase = RolloutPhase::Running;
        made.steps = {{5, 300}, {20, 300}, {50, 300}, {100, 0}};
        made.currentStep = 1;
        made.freshness = Freshness::Live;
        made.secondsLeft = 260;
        made.lastActor = u"anna"_s;
        made.lastChangedAt = fromMs(1'795'437'360'000);
        made.shares = {{u"v41"_s, VersionRole::Stable, 80, 82.5, {{u"model"_s, u"atlas-08"_s}, {u"policy"_s, u"p13"_s}}},
                       {u"v42"_s, VersionRole::Canary, 20, 17.5, {{u"model"_s, u"atlas-11"_s}, {u"policy"_s, u"p13"_s}}}};
        return made;
    }
    QString words() const
    {
        QStringList all;
        QCoreApplication::processEvents(); // new labels are shown by the next turn
        for (const PlainLabel *label : m_panel->findChildren<PlainLabel *>()) {
            if (label->isVisibleTo(m_panel.get()))
                all << label->plainText();
        }
        return all.join(u'|');
    }
    void show(const Rollout &rollout) { m_panel->setRollout(rollout, SystemClock().now()); }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(440, 400);
        m_host->show();
    }
    void init()
    {
        failOnWarnings();
        m_panel = std::make_unique<CanaryPanel>(m_host.get());
        m_panel->resize(440, 400);
        m_panel->show();
    }
    void cleanup() { m_panel.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void thePhaseIsToldInWords_data()
    {
        QTest::addColumn<RolloutPhase>("phase");
        QTest::addColumn<QString>("headline");
        QTest::newRow("running") << RolloutPhase::Running << u"Canary at step 2 of 4"_s;
        QTest::newRow("paused") << RolloutPhase::Paused << u"Canary paused at step 2 of 4"_s;
        QTest::newRow("aborted") << RolloutPhase::Aborted << u"Rollout aborted"_s;
        QTest::newRow("done") << RolloutPhase::Done << u"Rollout done"_s;
        QTest::newRow("none") << RolloutPhase::None << u"No rollout"_s;
    }
    void thePhaseIsToldInWords()
    {
        QFETCH(RolloutPhase, phase);
        QFETCH(QString, headline);
        Rollout shown = rollout();
        shown.phase = phase;
        show(shown);
        QCOMPARE(m_panel->headline(), headline);
    }

    void beforeTheFirstReadNothingIsClaimed()
    {
        QVERIFY(words().contains(u"never read"_s));
        QVERIFY(!words().contains(u"Not degraded"_s));
        QVERIFY(!m_panel->findChild<StepLadder *>()->isVisible());
    }

    void theObservationWindowCountsDownAndThenOn()
    {
        show(rollout());
        QVERIFY2(words().contains(u"4:20 left"_s) || words().contains(u"4:19 left"_s), qPrintable(words()));
        Rollout over = rollout();
        over.secondsLeft = -65;
        show(over);
        QVERIFY2(words().contains(u"+1:05"_s) || words().contains(u"+1:06"_s), qPrintable(words()));
        over.phase = RolloutPhase::Aborted;
        show(over);
        QVERIFY(!words().contains(u"+1:0"_s));
    }

    void guardsInForceAreTold()
    {
        show(rollout());
        QVERIFY(words().contains(u"Not degraded, not throttled"_s));
        Rollout guarded = rollout();
        guarded.degradeLevel = 2;
        guarded.degradeTitle = u"shorter context"_s;
        guarded.degradeSecondsLeft = 600;
        guarded.throttleLimits = 1;
        show(guarded);
        QVERIFY2(words().contains(u"Degraded to level 2 (shorter context), ends in"_s), qPrintable(words()));
        QVERIFY(words().contains(u"in force"_s));
    }

    void whoChangedItLastIsTold()
    {
        show(rollout());
        QVERIFY2(words().contains(u"Last changed by anna at 12:36:00 UTC"_s), qPrintable(words()));
    }

    void onlyWhatDiffersBetweenTheVersionsStandsOut()
    {
        show(rollout());
        QVERIFY(words().contains(u"atlas-08|atlas-11"_s));
        QVERIFY(words().contains(u"p13|same"_s));
    }

    void oldStateShowsItsAge_data()
    {
        QTest::addColumn<Freshness>("freshness");
        QTest::addColumn<QString>("said");
        QTest::newRow("late") << Freshness::Late << u"Late: the state is 42 s old"_s;
        QTest::newRow("lost") << Freshness::Lost << u"Console blind"_s;
    }
    void oldStateShowsItsAge()
    {
        QFETCH(Freshness, freshness);
        QFETCH(QString, said);
        show(rollout());
        QVERIFY(!words().contains(said));
        Rollout old = rollout();
        old.freshness = freshness;
        old.ageSeconds = 42;
        show(old);
        QVERIFY2(words().contains(said), qPrintable(words()));
    }

    void askedAndObservedSharesAreSpoken()
    {
        Rollout unseen = rollout();
        unseen.shares[1].observed = std::numeric_limits<double>::quiet_NaN();
        show(unseen);
        const QString spoken = m_panel->findChild<ShareBars *>()->accessibleName();
        QVERIFY2(spoken.contains(u"v41: asked 80 %, observed 82.5 %"_s), qPrintable(spoken));
        QVERIFY2(spoken.contains(u"v42: asked 20 %, observed unknown"_s), qPrintable(spoken));
        QVERIFY(m_panel->findChild<StepLadder *>()->accessibleName().contains(u"5 %, 20 %, 50 %, 100 %; now step 2"_s));
    }

    void hostileVersionsStayText()
    {
        Rollout hostile = rollout();
        hostile.shares[1].version = u"<b>v</b>\u202e"_s + QString(3000, u'x');
        hostile.shares[1].set[u"model"_s] = u"<img src=x>"_s;
        hostile.lastActor = u"<i>a</i>\u202e"_s;
        show(hostile);
        QVERIFY(!m_panel->findChild<ShareBars *>()->accessibleName().contains(QChar(0x202e)));
        for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202e)));
        }
        m_panel->grab();
    }
};

QTEST_MAIN(CanaryPanelTest)
#include "tst_CanaryPanel.moc"
