// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/RedactionDialog.h"
#include "ui/incidents/RedactionCounts.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

#include <optional>

using namespace andon;
using namespace Qt::StringLiterals;

class RedactionDialogTest : public QObject {
    Q_OBJECT

    QWidget m_parent;
    RedactionDialog *dialog() const { return m_parent.findChild<RedactionDialog *>(); }

private slots:
    // The offscreen window itself warns of its own limits; nothing else may.
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void nobodyIsAskedWhereNothingWasTakenOut()
    {
        std::optional<bool> answer;
        RedactionDialog::ask({{u"e-mail"_s, 0}, {u"token"_s, 0}}, &m_parent, [&](bool goesOn) { answer = goesOn; });
        QVERIFY(answer == true);
        QVERIFY(!dialog());
        QCOMPARE(RedactionDialog::titled(u"Export"_s, {{u"e-mail"_s, 0}}), u"Export: nothing had to be taken out"_s);
        QCOMPARE(RedactionDialog::titled(u"Export"_s, {{u"e-mail"_s, 2}}), u"Export"_s);
    }
    void theCountsAreShownAndTheAnswerIsAwaited_data()
    {
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("go on") << true;
        QTest::newRow("cancel") << false;
    }
    void theCountsAreShownAndTheAnswerIsAwaited()
    {
        QFETCH(bool, goesOn);
        QList<bool> answers;
        RedactionDialog::ask({{u"e-mail"_s, 2}, {u"\u202etoken"_s, 1}}, &m_parent, [&](bool given) { answers << given; });
        QVERIFY(dialog() && dialog()->isVisible());
        QVERIFY(answers.isEmpty());
        QCOMPARE(dialog()->words(), u"e-mail 2\n‹U+202E›token 1"_s);
        auto *buttons = dialog()->findChild<QDialogButtonBox *>();
        for (QAbstractButton *button : buttons->buttons()) {
            if ((buttons->buttonRole(button) == QDialogButtonBox::AcceptRole) == goesOn) {
                button->click();
                break;
            }
        }
        QCOMPARE(answers, QList<bool>{goesOn});
        QTRY_VERIFY(!dialog());
    }
    void tabLeavesTheCountsForTheButtons()
    {
        RedactionDialog::ask({{u"e-mail"_s, 2}, {u"token"_s, 1}}, &m_parent, [](bool) {});
        QVERIFY(dialog());
        auto *counts = dialog()->findChild<RedactionCounts *>();
        counts->setFocus();
        QCOMPARE(dialog()->focusWidget(), counts);
        QTest::keyClick(counts, Qt::Key_Tab);
        QVERIFY(qobject_cast<QPushButton *>(dialog()->focusWidget()));
        dialog()->reject();
        QTRY_VERIFY(!dialog());
    }
};

QTEST_MAIN(RedactionDialogTest)
#include "tst_RedactionDialog.moc"
