// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/WrapLayout.h"

#include <QTest>
#include <QWidget>

using namespace andon;

namespace {

class Box : public QWidget {
public:
    Box(QSize hint, QSizePolicy::Policy across, QWidget *parent) : QWidget(parent), m_hint(hint) { setSizePolicy(across, QSizePolicy::Fixed); }
    QSize sizeHint() const override { return m_hint; }
    QSize minimumSizeHint() const override { return m_hint; }

private:
    QSize m_hint;
};

} // namespace

class WrapLayoutTest : public QObject {
    Q_OBJECT
    static QList<QRect> placed(QSizePolicy::Policy first, int width, bool secondHidden = false)
    {
        QWidget bar;
        auto *layout = new WrapLayout(&bar);
        layout->setSpacing(10);
        Box one({100, 20}, first, &bar), two({60, 30}, QSizePolicy::Fixed, &bar);
        two.setHidden(secondHidden);
        layout->addWidget(&one);
        layout->addWidget(&two);
        layout->setGeometry({0, 0, width, layout->heightForWidth(width)});
        return {one.geometry(), two.geometry(), QRect({0, 0}, QSize(layout->minimumSize().width(), layout->heightForWidth(width)))};
    }
private slots:
    void init() { failOnWarnings(); }

    void whatFindsNoRoomBesideGoesBelow_data()
    {
        QTest::addColumn<bool>("expands");
        QTest::addColumn<int>("width");
        QTest::addColumn<QRect>("one");
        QTest::addColumn<QRect>("two");
        QTest::addColumn<int>("height");
        QTest::newRow("just room") << true << 170 << QRect(0, 5, 100, 20) << QRect(110, 0, 60, 30) << 30;
        QTest::newRow("the first takes the rest") << true << 200 << QRect(0, 5, 130, 20) << QRect(140, 0, 60, 30) << 30;
        QTest::newRow("nobody takes it") << false << 200 << QRect(30, 5, 100, 20) << QRect(140, 0, 60, 30) << 30;
        QTest::newRow("a pixel short") << true << 169 << QRect(0, 0, 169, 20) << QRect(109, 30, 60, 30) << 60;
        QTest::newRow("not even one") << true << 50 << QRect(0, 0, 100, 20) << QRect(0, 30, 60, 30) << 60;
    }
    void whatFindsNoRoomBesideGoesBelow()
    {
        QFETCH(bool, expands);
        QFETCH(int, width);
        const QList<QRect> made = placed(expands ? QSizePolicy::Expanding : QSizePolicy::Fixed, width);
        QTEST(made[0], "one");
        QTEST(made[1], "two");
        QTEST(made[2].height(), "height");
        QCOMPARE(made[2].width(), 100); // a column is always enough
    }
    void whatIsHiddenTakesNoRow()
    {
        QCOMPARE(placed(QSizePolicy::Expanding, 100, true)[2].height(), 20);
    }
    void itGivesBackWhatItWasGiven()
    {
        QWidget bar;
        auto *layout = new WrapLayout(&bar);
        Box one({100, 20}, QSizePolicy::Fixed, &bar);
        layout->addWidget(&one);
        QVERIFY(layout->count() == 1 && layout->itemAt(0)->widget() == &one && !layout->itemAt(1) && !layout->takeAt(1));
        delete layout->takeAt(0);
        QVERIFY(layout->count() == 0 && layout->heightForWidth(100) == 0);
        layout->addWidget(&one); // the layout goes with what is left in it
    }
};

QTEST_MAIN(WrapLayoutTest)
#include "tst_WrapLayout.moc"
