// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"
#include "ui/actions/CardWords.h"

#include <QSet>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class CardWordsTest : public QObject {
    Q_OBJECT

    ManualClock m_clock;

    ActionProgress progress(ActionState state, const QList<Decision> &decisions = {}) const
    {
        ActionProgress made;
        made.opId = u"op-1"_s;
        made.service = u"assistant"_s;
        made.verb = Verb::Rollback;
        made.target = Target::Routing;
        made.state = state;
        made.from = u"v42 20 %"_s;
        made.to = u"0 %, all to v41"_s;
        made.actorName = u"anna"_s;
        made.pressedAt = m_clock.now();
        made.changedAt = m_clock.now();
        made.decisions = decisions;
        return made;
    }

private slots:
    void init() { failOnWarnings(); }

    void aCardIsForWhatIsNotSettled_data()
    {
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<bool>("decides");
        QTest::addColumn<CardKind>("kind");
        for (const ActionState state : allActionStates) {
            const bool doubt = state == ActionState::Interrupted || state == ActionState::Unknown
                || state == ActionState::Reconciling || state == ActionState::Mismatch;
            const CardKind alone = doubt ? CardKind::Doubt : state == ActionState::Active ? CardKind::Active : CardKind::None;
            QTest::newRow(qPrintable(actionStateWord(state))) << state << false << alone;
            QTest::newRow(qPrintable(actionStateWord(state) + u", a person is asked"_s)) << state << true << CardKind::Decide;
        }
    }
    void aCardIsForWhatIsNotSettled()
    {
        QFETCH(ActionState, state);
        QFETCH(bool, decides);
        QTEST(cardKind(progress(state, decides ? QList<Decision>{Decision::Check} : QList<Decision>{})), "kind");
    }

    void theTitleSaysVerbServiceAndBothSides()
    {
        QCOMPARE(cardTitle(progress(ActionState::Unknown)), u"Rollback, assistant: v42 20 % → 0 %, all to v41"_s);
        ActionProgress bare = progress(ActionState::Unknown);
        bare.from.clear();
        bare.to.clear();
        QCOMPARE(cardTitle(bare), u"Rollback, assistant"_s);
    }

    void whoPressedAndWhenIsTold_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<qint64>("secondsAgo");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("notSaid");
        QTest::newRow("a while ago") << u"anna"_s << qint64(200) << u"pressed by anna at"_s << u"-"_s;
        QTest::newRow("how long") << u"anna"_s << qint64(200) << u", 3:20 ago"_s << u"-"_s;
        QTest::newRow("days ago") << u"anna"_s << qint64(90'000) << u"-"_s << u"ago"_s;
        QTest::newRow("our clock was set back") << u"anna"_s << qint64(-500) << u"pressed by anna at"_s << u"ago"_s;
        QTest::newRow("nobody knows who") << QString() << qint64(5) << u"by whom is not known"_s << u"pressed by"_s;
    }
    void whoPressedAndWhenIsTold()
    {
        QFETCH(QString, who);
        QFETCH(qint64, secondsAgo);
        QFETCH(QString, said);
        QFETCH(QString, notSaid);
        ActionProgress shown = progress(ActionState::Interrupted);
        shown.actorName = who;
        const QString text = cardOrigin(shown, shown.pressedAt + std::chrono::seconds(secondsAgo), TimeZoneChoice::Utc);
        QVERIFY2(text.startsWith(u"routing · "_s) && text.contains(said) && !text.contains(notSaid), qPrintable(text));
    }

    void doubtIsNeverWordedAsFailureOrAsAnEnd_data()
    {
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<bool>("decides");
        for (const ActionState state : {ActionState::Interrupted, ActionState::Unknown, ActionState::Reconciling}) {
            QTest::newRow(qPrintable(actionStateWord(state))) << state << false;
            QTest::newRow(qPrintable(actionStateWord(state) + u", a person is asked"_s)) << state << true;
        }
    }
    void doubtIsNeverWordedAsFailureOrAsAnEnd()
    {
        QFETCH(ActionState, state);
        QFETCH(bool, decides);
        const ActionProgress shown = progress(state, decides ? QList<Decision>{Decision::Check} : QList<Decision>{});
        const QString text = cardKnown(shown, m_clock.now()).toLower();
        QVERIFY2(text.contains(u"may or may not have happened"_s), qPrintable(text));
        for (const QString &lie : {u"fail"_s, u"not applied"_s, u"not sent"_s, u"error"_s, u"done"_s})
            QVERIFY2(!text.contains(lie), qPrintable(text));
        // Nothing is checked while a person is waited for.
        if (state == ActionState::Interrupted)
            QVERIFY2(!text.contains(u"checking"_s), qPrintable(text));
    }

    void whatIsInForceSaysHowItEnds_data()
    {
        QTest::addColumn<int>("seconds"); // -1000: none
        QTest::addColumn<QString>("words");
        QTest::newRow("counts down") << 90 << u"In force, ends by itself in 1:30"_s;
        QTest::newRow("no end of its own") << -1000 << u"In force until somebody restores it; it does not end by itself"_s;
        QTest::newRow("its time is over") << -65 << u"Its time was over 1:05 ago; reading whether it ended"_s;
    }
    void whatIsInForceSaysHowItEnds()
    {
        QFETCH(int, seconds);
        ActionProgress active = progress(ActionState::Active);
        if (seconds != -1000)
            active.expiresAt = m_clock.now() + std::chrono::seconds(seconds);
        QTEST(cardKnown(active, m_clock.now()), "words");
    }

    void theValueReadStandsBesideTheValueAskedFor_data()
    {
        QTest::addColumn<ActionState>("state");
        QTest::addColumn<QString>("read");
        QTest::addColumn<QString>("words");
        QTest::newRow("both") << ActionState::AskHuman << u"level 1"_s << u"asked for: level 2 · last read: level 1"_s;
        QTest::newRow("not read") << ActionState::Interrupted << QString() << u"asked for: level 2 · not read from the gateway since"_s;
        QTest::newRow("in force") << ActionState::Active << u"level 2"_s << QString();
        QTest::newRow("proven") << ActionState::NotApplied << u"level 1"_s << QString();
    }
    void theValueReadStandsBesideTheValueAskedFor()
    {
        QFETCH(ActionState, state);
        QFETCH(QString, read);
        ActionProgress shown = progress(state);
        shown.asked = u"level 2"_s;
        shown.read = read;
        QTEST(cardValues(shown), "words");
    }

    void whatIsNotOfferedSaysWhy()
    {
        ActionProgress shown = progress(ActionState::Interrupted, {Decision::Check});
        QVERIFY(cardWithheld(shown).isEmpty());
        shown.withheld = u"this gateway compares no versions: nothing can be put in the place of an old copy"_s;
        QVERIFY2(cardWithheld(shown).startsWith(u"Not offered: to cancel for sure; this gateway"_s), qPrintable(cardWithheld(shown)));
        shown.withheld = u"the gateway's\nown words"_s;
        QVERIFY(cardWithheld(shown).startsWith(u"Not offered: the gateway's"_s) && !cardWithheld(shown).contains(u'\n'));
    }

    void everyDecisionHasWordsAndAConsequence()
    {
        QSet<QString> titles;
        QSet<QString> consequences;
        for (const Decision decision : allDecisions) {
            titles << decisionTitle(decision);
            consequences << decisionConsequence(decision);
        }
        QVERIFY(!titles.contains(QString()) && !consequences.contains(QString()));
        QCOMPARE(titles.size(), static_cast<qsizetype>(allDecisions.size()));
        QCOMPARE(consequences.size(), static_cast<qsizetype>(allDecisions.size()));
    }

    void hostileWordsStayOneLineEach()
    {
        const QString hostile = u"<b>%1</b>\u202e\n%2"_s + QString(100'000, u'x');
        ActionProgress shown = progress(ActionState::AskHuman);
        shown.service = shown.actorName = shown.reason = shown.from = shown.to = shown.asked = shown.read = hostile;
        for (const QString &text : {cardTitle(shown), cardOrigin(shown, m_clock.now(), TimeZoneChoice::Utc),
                                    cardKnown(shown, m_clock.now()), cardValues(shown)}) {
            QVERIFY2(!text.contains(u'\n') && !text.contains(QChar(0x202e)) && text.contains(u"<b>%1</b>"_s), qPrintable(text));
            QVERIFY(text.size() < 700);
        }
    }
};

QTEST_GUILESS_MAIN(CardWordsTest)
#include "tst_CardWords.moc"
