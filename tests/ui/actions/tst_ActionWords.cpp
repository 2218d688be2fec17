// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"
#include "ui/actions/ActionWords.h"
#include "ui/actions/ConsequenceText.h"

#include <QSet>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ActionWordsTest : public QObject {
    Q_OBJECT

    ManualClock m_clock;

    ActionProgress progress(ActionState state, const QString &reason = {}) const
    {
        ActionProgress made;
        made.state = state;
        made.reason = reason;
        made.changedAt = m_clock.now();
        made.effectSeconds = 5;
        made.attempt = 2;
        return made;
    }
    static QString said(const ActionProgress &progress, TimePoint now) { return progressText(progress, now).toLower(); }

private slots:
    void init() { failOnWarnings(); }

    void everyVerbHasATitleAndASign()
    {
        QSet<QString> titles;
        QSet<int> signs;
        for (const Verb verb : allVerbs) {
            titles << verbTitle(verb);
            signs << static_cast<int>(verbIcon(verb));
            QVERIFY(!verbTitle(verb).isEmpty());
        }
        QCOMPARE(titles.size(), static_cast<qsizetype>(allVerbs.size()));
        QCOMPARE(signs.size(), static_cast<qsizetype>(allVerbs.size()));
    }

    void everyStateHasWords()
    {
        for (const ActionState state : allActionStates)
            QVERIFY2(!progressText(progress(state, u"the gateway's words"_s), m_clock.now()).isEmpty(),
                     qPrintable(actionStateWord(state)));
    }

    void doubtIsNeverWordedAsFailure_data()
    {
        QTest::addColumn<ActionState>("state");
        QTest::newRow("unknown") << ActionState::Unknown;
        QTest::newRow("interrupted") << ActionState::Interrupted;
        QTest::newRow("reconciling") << ActionState::Reconciling;
    }
    void doubtIsNeverWordedAsFailure()
    {
        QFETCH(ActionState, state);
        const QString words = said(progress(state), m_clock.now());
        QVERIFY(words.contains(u"may or may not have happened"_s));
        for (const QString &lie : {u"fail"_s, u"not applied"_s, u"not sent"_s, u"error"_s, u"done"_s})
            QVERIFY2(!words.contains(lie), qPrintable(words));
        QCOMPARE(progressTone(state), ProgressTone::Doubt);
    }

    void whatWaitsForAPersonIsNotSaidToBeChecked()
    {
        ActionProgress waiting = progress(ActionState::Interrupted);
        QVERIFY(said(waiting, m_clock.now()).contains(u"checking"_s));
        waiting.decisions = {Decision::Check};
        const QString words = said(waiting, m_clock.now());
        QVERIFY2(!words.contains(u"checking"_s) && words.contains(u"may or may not have happened"_s), qPrintable(words));
    }

    void onlyWhatIsProvenIsCalledNotApplied()
    {
        for (const ActionState state : allActionStates) {
            const bool proven = state == ActionState::NotApplied || state == ActionState::Rejected
                || state == ActionState::Superseded;
            QCOMPARE(said(progress(state), m_clock.now()).contains(u"not applied"_s), proven);
            QCOMPARE(said(progress(state), m_clock.now()).contains(u"not sent"_s), state == ActionState::RefusedLocal);
        }
    }

    void nothingLooksGoodBeforeTheReadBack()
    {
        for (const ActionState state : {ActionState::Intent, ActionState::Sent, ActionState::Acked})
            QCOMPARE(progressTone(state), ProgressTone::Running);
        QCOMPARE(progressTone(ActionState::NotSeen), ProgressTone::Bad);
        QCOMPARE(progressTone(ActionState::Mismatch), ProgressTone::Doubt);
        QCOMPARE(progressTone(ActionState::AskHuman), ProgressTone::Doubt);
    }

    void sendingCountsItsSeconds()
    {
        const ActionProgress sent = progress(ActionState::Sent);
        m_clock.advance(std::chrono::milliseconds(2400));
        QCOMPARE(progressText(sent, m_clock.now()), u"sending… 2.4 s"_s);
    }

    void whatIsInForceCountsDownToItsEnd()
    {
        ActionProgress active = progress(ActionState::Active);
        active.expiresAt = m_clock.now() + std::chrono::seconds(90);
        QVERIFY(progressText(active, m_clock.now()).contains(u"1:30"_s));
        m_clock.advance(std::chrono::seconds(30));
        QVERIFY(progressText(active, m_clock.now()).contains(u"1:00"_s));
    }

    void everyReasonForABlockedButtonHasWords()
    {
        for (int i = 1; i <= static_cast<int>(BlockReason::CardHolds); ++i) {
            ActionFace face;
            face.blocked = static_cast<BlockReason>(i);
            face.blockedArguments = {u"rollback"_s};
            QVERIFY2(!blockedText(face).isEmpty(), qPrintable(QString::number(i)));
        }
        QVERIFY(blockedText(ActionFace()).isEmpty());
    }

    void aPressThatIsHarderThanUsualSaysWhy()
    {
        ActionFace face;
        QVERIFY(raisedText(face).isEmpty());
        face.friction = Friction::HoldWithReason;
        QVERIFY(!raisedText(face).isEmpty());
        face.usualFriction = Friction::HoldWithReason;
        QVERIFY(raisedText(face).isEmpty());
    }

    void bothSidesOfAConsequenceAreReadWhole_data()
    {
        QTest::addColumn<QString>("side");
        for (const char16_t *side : {u"level 2", u"level 2 (shorter context)", u"no limit", u"paused", u"running at 20 %",
                                     u"0 %, all to v41", u"v42 20 %", u"all: 5/s", u"50 %", u"<b>x</b>"})
            QTest::newRow(QString::fromUtf16(side).toUtf8().constData()) << QString::fromUtf16(side);
    }
    void bothSidesOfAConsequenceAreReadWhole()
    {
        QFETCH(QString, side);
        // Untranslated, the words are those of app/actions.
        QCOMPARE(sideText(side), side == u"all: 5/s" ? u"everybody: 5/s"_s : side);
    }

    void limitsKeepTheirNumbersAndNames()
    {
        QCOMPARE(sideText(u"tenant acme: 2/s, 60000 tokens/min; user bob: 1/s"_s),
                 u"tenant acme: 2/s, 60000 tokens/min; user bob: 1/s"_s);
        QCOMPARE(consequenceText(u"level 0"_s, u"level 2"_s), u"level 0 → level 2"_s);
    }
};

QTEST_GUILESS_MAIN(ActionWordsTest)
#include "tst_ActionWords.moc"
