// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/canary/ShareBars.h"
#include "ui/canary/StepLadder.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
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

    void withoutStepsTheReasonStandsInThePlaceOfTheLadder()
    {
        Rollout weights = rollout();
        weights.phase = RolloutPhase::None;
        weights.steps.clear();
        weights.currentStep = -1;
        weights.keepsSteps = false;
        show(weights);
        QVERIFY(!m_panel->findChild<StepLadder *>()->isVisible());
        QVERIFY2(words().contains(u"This gateway keeps no steps"_s), qPrintable(words()));
        show(rollout());
        QVERIFY(m_panel->findChild<StepLadder *>()->isVisible());
        QVERIFY(!words().contains(u"keeps no steps"_s));
    }

    void whatAPersonMustKnowStandsAboveTheLadder()
    {
        Rollout shown = rollout();
        shown.drift = GatewayDrift{u"v43"_s, u"v42"_s, u"the deploy pipeline"_s};
        shown.askedTotal = 90;
        show(shown);
        QVERIFY2(words().contains(u"◆ Asked for v43, but v42 runs; who applies it again: the deploy pipeline\n◆ The weights"_s),
                 qPrintable(words()));
        QTRY_VERIFY(m_panel->findChild<StepLadder *>()->y() > 40);
    }

    void aPauseByAPersonCountsNothingDown()
    {
        Rollout paused = rollout();
        paused.phase = RolloutPhase::Paused;
        paused.secondsLeft.reset();
        paused.waitsForPerson = true;
        show(paused);
        QVERIFY2(words().contains(u"waits for a person"_s) && !words().contains(u" left"_s), qPrintable(words()));
    }

    void versionsWithoutRoomAreCounted()
    {
        Rollout many = rollout();
        for (int i = 0; i < 9; ++i)
            many.shares.append({u"w%1"_s.arg(i), VersionRole::Idle, i < 7 ? 1.0 : 0.0, 0, {}});
        show(many);
        QVERIFY2(words().contains(u"3 more version(s) with traffic are not drawn"_s), qPrintable(words()));
    }

    void everyLineIsReadWholeInBothThemes_data()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("light") << ThemeKind::Light;
        QTest::newRow("dark") << ThemeKind::Dark;
    }
    void everyLineIsReadWholeInBothThemes()
    {
        QFETCH(ThemeKind, kind);
        applyTheme(*qApp, kind);
        Rollout shown = rollout();
        shown.phase = RolloutPhase::Aborted;
        shown.shares[0].asked = 100;
        shown.shares[1].asked = 0;
        shown.drift = GatewayDrift{u"v42"_s, u"v41"_s, u"the Rollout controller, at the next change of the specification or a retry"_s};
        shown.message = u"RolloutAborted: Rollout aborted update to revision 2"_s;
        shown.askedTotal = 90;
        shown.lastActor.clear();
        show(shown);
        QCoreApplication::processEvents();
        int checked = 0;
        for (const PlainLabel *label : m_panel->findChildren<PlainLabel *>()) {
            if (!label->isVisible() || label->plainText().isEmpty())
                continue;
            QVERIFY2(label->text() == label->plainText(), qPrintable(label->text()));
            const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->fontMetrics().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            ++checked;
        }
        QVERIFY(checked > 8);
        applyTheme(*qApp, ThemeKind::Light);
    }

    void askedAndObservedSharesAreSpoken()
    {
        Rollout unseen = rollout();
        unseen.shares[1].observed = std::numeric_limits<double>::quiet_NaN();
        show(unseen);
        const QString spoken = m_panel->findChild<ShareBars *>()->accessibleName();
        QVERIFY2(spoken.contains(u"v41: asked 80 %, observed 82.5 %"_s), qPrintable(spoken));
        QVERIFY2(spoken.contains(u"v42: asked 20 %, observed unknown"_s), qPrintable(spoken));
        const QString steps = m_panel->findChild<StepLadder *>()->accessibleName();
        QVERIFY2(steps.contains(u"5 %, 20 %, 50 %, 100 % until a person goes on; now step 2"_s), qPrintable(steps));
        unseen.shares[1].asked = std::numeric_limits<double>::quiet_NaN();
        unseen.phase = RolloutPhase::Done;
        show(unseen);
        QVERIFY(m_panel->findChild<ShareBars *>()->accessibleName().contains(u"v42: asked unknown"_s));
        QVERIFY(!m_panel->findChild<StepLadder *>()->accessibleName().contains(u"now step"_s));
        m_panel->grab();
    }

    void whatIsWrongWithTheVersionSetsIsToldAndAButtonLeadsToThem()
    {
        show(rollout());
        QVERIFY(!words().contains(u"▲"_s));
        m_panel->setVersionTroubles({u"v43 is not known"_s, u"<b>x</b>"_s, u"third"_s}, true);
        QVERIFY2(words().contains(u"▲ v43 is not known\n▲ <b>x</b>\n▲ 1 more"_s), qPrintable(words()));
        m_panel->setVersionTroubles({}, true);
        QVERIFY(!words().contains(u"▲"_s));
        // Where nobody says anything of sets, one sentence stands for all versions, as the error it is.
        m_panel->setVersionTroubles({u"v43 is not known"_s}, false);
        QVERIFY(words().contains(u"▲ No source says what the versions are made of"_s));
        QVERIFY(!words().contains(u"v43 is not known"_s));
        const QList<QLabel *> labels = m_panel->findChildren<QLabel *>();
        const auto said = std::find_if(labels.cbegin(), labels.cend(), [](const QLabel *one) { return one->text().contains(u"No source says"_s); });
        QVERIFY(said != labels.cend() && (*said)->isEnabled() && (*said)->font().bold());
        // Before anything was served there is nothing to tie.
        m_panel->setVersionTroubles({}, false);
        QVERIFY(words().contains(u"No source says what the versions are made of"_s));
        QVERIFY(!words().contains(u"▲"_s));
        QSignalSpy asked(m_panel.get(), &CanaryPanel::changesAsked);
        const QList<QPushButton *> buttons = m_panel->findChildren<QPushButton *>();
        const auto button = std::find_if(buttons.cbegin(), buttons.cend(),
                                         [](const QPushButton *one) { return one->accessibleName() == u"What did this release change?"_s; });
        QVERIFY(button != buttons.cend());
        QTest::mouseClick(*button, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
    }

    void partsAreNamedByTheirIdsAndByHashesWhereIdsDoNotTellThemApart()
    {
        const QString a = u"sha256:"_s + QString(64, u'a'), b = u"sha256:"_s + QString(64, u'b');
        Rollout merged = rollout();
        for (VersionShare &share : merged.shares) {
            const bool canary = share.role == VersionRole::Canary;
            share.set = {{u"prompt"_s, u"prompt-1@"_s + (canary ? b : a)}, {u"index"_s, canary ? b : a}, {u"code"_s, (canary ? u"c2@"_s : u"c1@"_s) + a}};
        }
        show(merged);
        const QString all = words();
        QVERIFY2(all.contains(u"prompt-1 sha256:aaaaaaaaaaaa|prompt-1 sha256:bbbbbbbbbbbb"_s), qPrintable(all));
        QVERIFY2(all.contains(u"index|sha256:aaaaaaaaaaaa|sha256:bbbbbbbbbbbb"_s), qPrintable(all));
        QVERIFY2(all.contains(u"code|c1|c2"_s), qPrintable(all));
        QVERIFY(all.indexOf(u"code|"_s) < all.indexOf(u"prompt|"_s));
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
