// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CardForm.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(andon::StrategyCard)

class CardFormTest : public QObject {
    Q_OBJECT

    std::unique_ptr<CardForm> m_form;

    static StrategyCard card()
    {
        StrategyCard card;
        card.owner = u"Ada"_s;
        card.audience = {true, {u"acme"_s, u"a, b"_s}, u"support chat"_s};
        card.steps = {{5, 1800}, {25, 5400}, {100, 86'400}};
        card.thresholds = {{u"errors"_s, 1.5, 0.05, 200, Verb::Rollback}, {u"p95"_s, {}, {}, 100, {}}};
        card.pauseWhen = {{PauseCause::Unknown, {}, 60}, {PauseCause::Warn, u"p95"_s, 0}};
        card.rollback = {{Verb::Pause, {}, {}}, {Verb::Degrade, {}, 2}, {Verb::Rollback, u"v41"_s, {}}};
        card.approvals = {1, {u"Bo"_s}, {}};
        card.serving = {u"own"_s, u"simple"_s, u"weight 0"_s};
        card.deadlineSeconds = 3 * 86'400;
        card.judge.strata = {u"tenant"_s};
        return card;
    }
    static CardFormView view()
    {
        CardFormView view;
        view.service = u"Assistant"_s;
        for (const auto &[id, family] : {std::pair(u"errors"_s, Family::Stability), std::pair(u"p95"_s, Family::Latency)}) {
            Indicator indicator;
            indicator.id = id;
            indicator.title = id == u"errors"_s ? u"Errors"_s : u"P95"_s;
            indicator.family = family;
            indicator.query = u"q"_s;
            indicator.direction = Direction::HigherIsWorse;
            indicator.gate.stop = 0.1;
            view.choices.indicators << indicator;
        }
        view.choices.verbs = {Verb::Pause, Verb::Degrade, Verb::Rollback};
        view.card = card();
        view.digest = "first";
        view.faultsOf = [](const StrategyCard &card) {
            QList<CardFinding> faults;
            for (qsizetype i = 1; i < card.steps.size(); ++i) {
                if (card.steps[i].weight <= card.steps[i - 1].weight)
                    faults.append({CardSeverity::Error, u"/steps/%1/weight"_s.arg(i), u"refused"_s, u"weights must rise"_s});
            }
            return faults;
        };
        return view;
    }
    template<typename Widget>
    Widget *named(const QString &name) const
    {
        for (Widget *one : m_form->findChildren<Widget *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        return nullptr;
    }
    /// What stands at a step under that head.
    QString seen(const QString &name) const
    {
        for (const PlainLabel *one : m_form->findChildren<PlainLabel *>()) {
            if (one->accessibleName().startsWith(name + u": "_s))
                return one->plainText();
        }
        return {};
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : m_form->findChildren<QPushButton *>()) {
            if (one->text() == text && one->isVisibleTo(m_form.get()))
                return one;
        }
        return nullptr;
    }
    QPushButton *saveButton() const
    {
        for (QPushButton *one : m_form->findChildren<QPushButton *>()) {
            if (one->text().startsWith(u"Save"_s) || one->text().startsWith(u"Saving"_s))
                return one;
        }
        return nullptr;
    }
    void type(const QString &name, const QString &text)
    {
        auto *field = named<QLineEdit>(name);
        QVERIFY2(field, qPrintable(name));
        field->setFocus();
        field->selectAll();
        if (text.isEmpty())
            QTest::keyClick(field, Qt::Key_Delete);
        else
            QTest::keyClicks(field, text);
    }
    QString words() const
    {
        QStringList all;
        for (const PlainLabel *label : m_form->findChildren<PlainLabel *>()) {
            if (label->isVisibleTo(m_form.get()))
                all << label->plainText();
        }
        return all.join(u'|');
    }

private slots:
    void initTestCase()
    {
        qRegisterMetaType<StrategyCard>();
        applyTheme(*qApp, ThemeKind::Light);
    }
    void init()
    {
        m_form = std::make_unique<CardForm>();
        m_form->setView(view());
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup() { m_form.reset(); }

    void aCardThatNobodyTouchedIsTheSameAndHasNothingToSave()
    {
        QCOMPARE(m_form->card(), card());
        QVERIFY(!m_form->isEdited());
        QVERIFY(!saveButton()->isEnabled());
        QVERIFY2(words().contains(u"What changes|nothing"_s), qPrintable(words()));
    }
    void whatChangesStandsInWordsBeforeItIsSaved()
    {
        type(u"Step 2, Observation window"_s, u"2 h"_s);
        QVERIFY2(words().contains(u"step 2: 25 % for 1 h 30 min → 25 % for 2 h"_s), qPrintable(words()));
        QCOMPARE(saveButton()->text(), u"Save (changes: 1)"_s);
        m_form->setConditions({40.0, 0.01, {}}, u"v42"_s);
        QVERIFY(words().contains(u"Canary v42 runs by this card"_s));
        QSignalSpy asked(m_form.get(), &CardForm::saveAsked);
        QTest::mouseClick(saveButton(), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        StrategyCard expected = card();
        expected.steps[1].windowSeconds = 7200;
        QCOMPARE(asked.first().first().value<StrategyCard>(), expected);
        QCOMPARE(asked.first().last().toByteArray(), QByteArray("first"));
        QVERIFY(!saveButton()->isEnabled()); // once at a time
        m_form->setSaved(expected, "second");
        QVERIFY(!m_form->isEdited());
        QCOMPARE(m_form->digest(), QByteArray("second"));
        QVERIFY(words().contains(u"Saved. The console goes by it from now on."_s));
    }
    void theLintStandsBesideTheFieldAsOneTypes()
    {
        QVERIFY(!words().contains(u"nobody owns this card"_s));
        type(u"Owner"_s, {});
        QVERIFY2(words().contains(u"✕ Error: nobody owns this card"_s), qPrintable(words()));
        QVERIFY(saveButton()->isEnabled()); // it may be saved; no canary should start by it
        QVERIFY(words().contains(u"Errors: 1. No canary should start by this card."_s));
        type(u"Owner"_s, u"Bo"_s);
        QVERIFY(!words().contains(u"nobody owns this card"_s));
    }
    void aCardIsNotSavedWithErrorsWithoutAWord()
    {
        type(u"Owner"_s, {});
        type(u"Way back"_s, {});
        QCOMPARE(words().count(u"✕ Error: nobody owns this card"_s), 2); // beside its field, and where everything that is open stands
        QCOMPARE(words().count(u"✕ Error: how to leave the serving form again is not said"_s), 2);
        QVERIFY2(words().contains(u"Promote stays held until the errors of the card itself are mended: 2."_s), qPrintable(words()));
        QCOMPARE(saveButton()->text(), u"Save with errors: 2 (changes: 2)"_s);
        QSignalSpy asked(m_form.get(), &CardForm::saveAsked);
        QTest::mouseClick(saveButton(), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        m_form->setSaved(m_form->card(), "second");
        QVERIFY2(words().contains(u"Saved. The console goes by it from now on. Promote stays held until"_s), qPrintable(words()));
        type(u"Owner"_s, u"Bo"_s);
        type(u"Way back"_s, u"weight 0"_s);
        QCOMPARE(saveButton()->text(), u"Save (changes: 2)"_s);
    }
    void anErrorOfTheTrafficOfNowHoldsNoPromote()
    {
        m_form->setConditions({0.02, 0.01, {}}, {});
        QVERIFY2(words().contains(u"✕ Error: step 2 (25 % for 1 h 30 min) ends before 5 times as bad can be seen"_s), qPrintable(words()));
        QVERIFY(!words().contains(u"Promote stays held"_s));
        type(u"Owner"_s, u"Bo"_s);
        QCOMPARE(saveButton()->text(), u"Save with errors: 1 (changes: 1)"_s);
    }
    void whatAStepCanSeeIsToldAtTheTrafficOfNow()
    {
        QVERIFY(words().contains(u"nobody knows what the steps can see"_s));
        QCOMPARE(seen(u"Step 1, 2×"_s), u"?"_s);
        m_form->setConditions({40.0, 0.01, {}}, {});
        const QString slow = seen(u"Step 1, 1.5× worse"_s);
        const QString fast = seen(u"Step 1, 5×"_s);
        QVERIFY2(slow != fast && fast.contains(u" "_s), qPrintable(slow + fast));
        QCOMPARE(seen(u"Step 3, 2×"_s), u"never"_s); // no stable left to compare with
        const QString before = seen(u"Step 1, 2×"_s);
        type(u"Step 1, Weight, %"_s, u"20"_s);
        QVERIFY(seen(u"Step 1, 2×"_s) != before);
    }
    void whatTheWorkspaceRefusesCannotBeSaved()
    {
        type(u"Step 2, Weight, %"_s, u"4"_s);
        QVERIFY2(words().contains(u"✕ Error: weights must rise"_s), qPrintable(words()));
        QVERIFY(!saveButton()->isEnabled());
        type(u"Step 2, Weight, %"_s, u"30"_s);
        QVERIFY(saveButton()->isEnabled());
    }
    void textThatIsNoValueIsSaidBesideItsField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("no number") << u"Step 1, Weight, %"_s << u"five"_s << u"“five” is no number"_s;
        QTest::newRow("a group of thousands") << u"Threshold 1, Samples"_s << u"1,000"_s << u"“1,000” is no number"_s;
        QTest::newRow("infinite") << u"Threshold 1, Gate"_s << u"inf"_s << u"“inf” is no number"_s;
        QTest::newRow("nothing where a number must be") << u"Step 1, Weight, %"_s << QString() << u"a number is missing"_s;
        QTest::newRow("no duration") << u"Deadline"_s << u"soon"_s << u"“soon” is no duration"_s;
        QTest::newRow("a duration without a unit among others") << u"Step 1, Observation window"_s << u"1 h 30"_s << u"is no duration"_s;
    }
    void textThatIsNoValueIsSaidBesideItsField()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, said);
        type(field, text);
        QVERIFY2(words().contains(said), qPrintable(words()));
        QVERIFY(!saveButton()->isEnabled());
    }
    void rowsAreAddedRemovedAndMovedByClicks()
    {
        QTest::mouseClick(named<QPushButton>(u"Move Pull 3 up"_s), Qt::LeftButton);
        QCOMPARE(m_form->card().rollback[1].verb, Verb::Rollback);
        QCOMPARE(m_form->card().rollback[1].to, u"v41"_s);
        QVERIFY(!named<QPushButton>(u"Move Pull 1 up"_s)->isEnabled());
        QTest::mouseClick(named<QPushButton>(u"Remove Pull 1"_s), Qt::LeftButton);
        QCOMPARE(m_form->card().rollback.size(), 2);
        QTest::mouseClick(button(u"Add a step"_s), Qt::LeftButton);
        QVERIFY(m_form->focusWidget() == named<QLineEdit>(u"Step 4, Weight, %"_s));
        QVERIFY(words().contains(u"a number is missing"_s));
        QTest::mouseClick(named<QPushButton>(u"Remove Step 4"_s), Qt::LeftButton);
        QCOMPARE(m_form->card().steps, card().steps);
        QTest::mouseClick(named<QPushButton>(u"Remove Threshold 1"_s), Qt::LeftButton);
        QCOMPARE(m_form->card().thresholds.size(), 1);
        QCOMPARE(m_form->card().thresholds[0].indicator, u"p95"_s);
        QVERIFY2(words().contains(u"✕ Stability: not covered"_s), qPrintable(words()));
    }
    void choicesAreThoseOfTheService()
    {
        auto *verb = named<QComboBox>(u"Threshold 2, Else"_s);
        QCOMPARE(verb->count(), 4); // none, pause, degrade, roll back
        verb->setFocus();
        QTest::keyClick(verb, Qt::Key_Down);
        QCOMPARE(m_form->card().thresholds[1].action, std::optional(Verb::Pause));
        auto *form = named<QComboBox>(u"Serving form"_s);
        QCOMPARE(form->currentText(), u"own"_s);
        QTest::mouseClick(named<QCheckBox>(u"Internal users meet the canary"_s), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(!m_form->card().audience.internalUsers);
    }
    void noTimeAndNoRowNameIsCutOff()
    {
        m_form->setConditions({40.0, 0.01, {}}, {});
        QCoreApplication::processEvents();
        for (const PlainLabel *label : m_form->findChildren<PlainLabel *>()) {
            if (label->isVisibleTo(m_form.get()) && !label->wordWrap())
                QVERIFY2(!label->text().endsWith(u'…'), qPrintable(label->plainText()));
        }
    }
    void allSixFamiliesAreShownCoveredOrNot()
    {
        const QString said = words();
        QCOMPARE(said.count(u": not covered"_s), 4);
        QVERIFY(said.contains(u"✓ Latency: P95"_s) && said.contains(u"✓ Stability: Errors"_s));
    }
    void aFileThatChangedMeanwhileIsSaidAndThePersonChooses()
    {
        type(u"Owner"_s, u"Bo"_s);
        m_form->setConflict();
        QVERIFY(words().contains(u"The workspace file was changed since this card was read. Nothing was saved."_s));
        QVERIFY(!saveButton()->isEnabled());
        QSignalSpy asked(m_form.get(), &CardForm::reloadAsked);
        QTest::mouseClick(button(u"Keep my edits on top of it"_s), Qt::LeftButton);
        QTest::mouseClick(button(u"Reload the file"_s), Qt::LeftButton);
        QCOMPARE(asked, (QList<QVariantList>{{true}, {false}}));
        StrategyCard theirs = card();
        theirs.steps[0].weight = 10;
        m_form->rebase(theirs, "second");
        QVERIFY2(words().contains(u"owner: Ada → Bo\nstep 1: 10 % for 30 min → 5 % for 30 min"_s), qPrintable(words()));
        QVERIFY(saveButton()->isEnabled());
        QVERIFY(!button(u"Keep my edits on top of it"_s));
    }
    void aServiceWithoutACardBeginsWithADraft()
    {
        CardFormView none = view();
        none.card.reset();
        m_form->setView(none);
        QVERIFY(words().contains(u"This service has no card yet."_s));
        QVERIFY(words().contains(u"a card is made"_s));
        QCOMPARE(m_form->card().thresholds.size(), 2);
        type(u"Owner"_s, u"Bo"_s);
        QSignalSpy asked(m_form.get(), &CardForm::saveAsked);
        QTest::mouseClick(saveButton(), Qt::LeftButton);
        QCOMPARE(asked.first().first().value<StrategyCard>().owner, u"Bo"_s);
    }
    void aFailedSaveKeepsTheEditsAndSaysWhy()
    {
        type(u"Owner"_s, u"Bo"_s);
        QTest::mouseClick(saveButton(), Qt::LeftButton);
        m_form->setFailed(u"the disk is full"_s);
        QVERIFY(words().contains(u"Not saved: the disk is full"_s));
        QVERIFY(saveButton()->isEnabled());
        QCOMPARE(m_form->card().owner, u"Bo"_s);
    }
    void closingDropsEditsOnlyAfterItWasSaid()
    {
        type(u"Owner"_s, u"Bo"_s);
        QTest::mouseClick(button(u"Close"_s), Qt::LeftButton);
        QVERIFY(m_form->isVisible());
        QVERIFY(words().contains(u"Close again to drop them"_s));
        QTest::mouseClick(button(u"Close"_s), Qt::LeftButton);
        QVERIFY(!m_form->isVisible());
    }
    void everythingHasANameAndIsReachedByTheTabKey()
    {
        QSet<QWidget *> focusable;
        for (QWidget *one : m_form->findChildren<QWidget *>()) {
            const bool isTabbed = one->focusPolicy() & Qt::TabFocus;
            if (!isTabbed || !one->isVisibleTo(m_form.get()) || !one->isEnabled() || one->metaObject()->className() == "QScrollBar"_ba)
                continue;
            const auto *button = qobject_cast<QAbstractButton *>(one);
            QVERIFY2(!one->accessibleName().isEmpty() || (button && !button->text().isEmpty()), one->metaObject()->className());
            focusable << one;
        }
        QWidget *at = m_form->focusWidget() ? m_form->focusWidget() : m_form.get();
        for (qsizetype i = 0; i < 2 * m_form->findChildren<QWidget *>().size(); ++i) {
            focusable.remove(at);
            at = at->nextInFocusChain();
        }
        QVERIFY(focusable.isEmpty());
    }
};

QTEST_MAIN(CardFormTest)
#include "tst_CardForm.moc"
