// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/actions/ActionWords.h"
#include "ui/actions/ButtonFaces.h"

#include <QTest>

#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

class ButtonFacesTest : public QObject {
    Q_OBJECT

    static ActionFace face()
    {
        ActionFace made;
        made.plan.verb = Verb::Throttle;
        made.plan.service = u"assistant"_s;
        made.plan.from = u"no limit"_s;
        made.plan.to = u"all: 5/s"_s;
        made.plan.shareTouched = 100;
        return made;
    }

private slots:
    void init() { failOnWarnings(); }

    void whatEndsAChangeStandsOnTheButton_data()
    {
        QTest::addColumn<QString>("lostOn");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("a reload") << u"a reload"_s << u"lost on a reload"_s;
        QTest::newRow("a restart") << u"a restart"_s << u"lost on a restart"_s;
        QTest::newRow("both") << u"a reload or a restart"_s << u"lost on a reload or a restart"_s;
        QTest::newRow("the gateway's own words") << u"the next sync of %1"_s << u"lost on: the next sync of %1"_s;
    }
    void whatEndsAChangeStandsOnTheButton()
    {
        QFETCH(QString, lostOn);
        QFETCH(QString, words);
        ActionFace shown = face();
        shown.promise.lostOn = lostOn;
        const ButtonFace made = buttonFace(shown);
        QCOMPARE(made.lasting, words);
        for (const bool prominent : {true, false})
            QCOMPARE(buttonBody(made, prominent).contains(u"lost on"_s), !words.isEmpty());
    }

    void whomTheCanaryNeverMetStandsOnPromote()
    {
        ActionFace shown = face();
        shown.plan.verb = Verb::Promote;
        shown.plan.from = u"v42 20 %"_s;
        shown.plan.to = u"50 %"_s;
        QVERIFY(!buttonFace(shown).consequence.contains(u"never met"_s));
        const QString target = buttonFace(shown).target;
        shown.plan.unmet = QStringList{u"tenant = acme"_s};
        QCOMPARE(buttonFace(shown).consequence, u"v42 20 % → 50 %; never met: tenant = acme"_s);
        shown.plan.unmet << u"tool = search"_s << u"tool = code"_s;
        QCOMPARE(buttonFace(shown).consequence, u"v42 20 % → 50 %; never met: tenant = acme (and 2 more)"_s);
        shown.plan.unmetFurther = 80;
        QCOMPARE(buttonFace(shown).consequence, u"v42 20 % → 50 %; never met: tenant = acme (and 82 more)"_s);
        QCOMPARE(buttonFace(shown).target, target); // a press does the same
    }
    void onlyWhatTheGatewayCannotDoIsAbsent()
    {
        for (int i = 0; i <= static_cast<int>(BlockReason::CardHolds); ++i) {
            ActionFace shown = face();
            shown.blocked = static_cast<BlockReason>(i);
            shown.blockedArguments = {u"this gateway has no limits"_s};
            QCOMPARE(buttonFace(shown).absent, shown.blocked == BlockReason::Absent);
            QCOMPARE(buttonFace(shown).blocked.isEmpty(), shown.blocked == BlockReason::None);
        }
    }

    void theTierIsALetterAndOneSentence_data()
    {
        QTest::addColumn<Tier>("tier");
        QTest::addColumn<QString>("letter");
        QTest::addColumn<QString>("said");
        QTest::newRow("A") << Tier::A << u"A"_s << u"one effect or none, and either can be proven"_s;
        QTest::newRow("B") << Tier::B << u"B"_s << u"a doubt may need a person"_s;
        QTest::newRow("C") << Tier::C << u"C"_s << u"read, compared, written: a change within the same moment can be overwritten"_s;
        QTest::newRow("D") << Tier::D << u"D"_s << u"a lost answer needs a person"_s;
    }
    void theTierIsALetterAndOneSentence()
    {
        QFETCH(Tier, tier);
        QFETCH(QString, said);
        ActionFace shown = face();
        shown.tier = tier;
        const ButtonFace made = buttonFace(shown);
        QTEST(made.tier, "letter");
        QVERIFY2(made.tierWords.contains(said), qPrintable(made.tierWords));
        QCOMPARE(made.tierWords.count(u'.'), 1);
        QVERIFY(made.tierWords.endsWith(u'.'));
    }

    void aShareThatIsNotKnownIsNotClaimed()
    {
        QCOMPARE(buttonFace(face()).touches, u"touches 100 % of traffic"_s);
        ActionFace unknown = face();
        unknown.plan.shareTouched = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(buttonFace(unknown).touches.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ButtonFacesTest)
#include "tst_ButtonFaces.moc"
