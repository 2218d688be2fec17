// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/lines/BaselineButton.h"
#include "ui/lines/LinesBar.h"

#include <QMenu>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hourMs = 3'600'000;

QToolButton *keptOf(const LinesBar &bar)
{
    for (QToolButton *button : bar.findChildren<QToolButton *>()) {
        if (button->menu() && !qobject_cast<BaselineButton *>(button))
            return button;
    }
    return nullptr;
}

} // namespace

class LinesBarTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatIsKeptIsSaidInPlainUnits_data()
    {
        QTest::addColumn<LineUsage>("usage");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tip");
        QTest::newRow("six hours") << LineUsage{3'100'000, 64'000'000, 6 * hourMs, false} << u"Kept: 6 h, 3.1 MB"_s << u"at most 64 MB"_s;
        QTest::newRow("minutes") << LineUsage{800'000, 64'000'000, 59 * 60'000, false} << u"Kept: 59 min, 800.0 kB"_s << u"at most 64 MB"_s;
        QTest::newRow("in between") << LineUsage{800'000, 64'000'000, hourMs + 25 * 60'000, false} << u"Kept: 1 h 25 min, 800.0 kB"_s << u"Choose how long"_s;
        QTest::newRow("days, cut") << LineUsage{63'900'000, 64'000'000, 50 * hourMs, true} << u"Kept: 2 d, 63.9 MB (full)"_s << u"The oldest samples were dropped"_s;
    }
    void whatIsKeptIsSaidInPlainUnits()
    {
        QFETCH(LineUsage, usage);
        QFETCH(QString, tip);
        LinesBar bar;
        bar.resize(2000, 40);
        QVERIFY(keptOf(bar)->isHidden());
        bar.setKept(usage, 21'600);
        QVERIFY(!keptOf(bar)->isHidden());
        QCOMPARE(bar.keepMenu().title(), keptOf(bar)->accessibleName());
        QTEST(keptOf(bar)->accessibleName(), "text");
        QVERIFY2(keptOf(bar)->toolTip().contains(tip), qPrintable(keptOf(bar)->toolTip()));
        QVERIFY(keptOf(bar)->accessibleName().endsWith(keptOf(bar)->text()));
    }
    void whatIsKeptStandsWhereThereIsRoom()
    {
        QWidget host;
        LinesBar bar(&host);
        bar.setView(true, true, 0);
        bar.resize(2000, 40);
        host.show();
        const int without = bar.minimumSizeHint().width();
        bar.setKept({800'000, 64'000'000, hourMs, false}, 21'600);
        QCOMPARE(bar.minimumSizeHint().width(), without); // no window is wider for it
        const int with = without + keptOf(bar)->sizeHint().width() + 4;
        bar.resize(with - 1, 40);
        QTRY_VERIFY(keptOf(bar)->isHidden());
        QTRY_COMPARE(bar.minimumSizeHint().width(), without);
        bar.resize(with, 40);
        QTRY_VERIFY(!keptOf(bar)->isHidden());
        // Another button takes the room.
        bar.setHeadlinesOffered(false);
        bar.setHeadlinesOffered(true);
        QTRY_VERIFY(!keptOf(bar)->isHidden());
        bar.setView(false, true, 7'200'000);
        QTRY_VERIFY(keptOf(bar)->isHidden());
        bar.setView(true, true, 0);
        QTRY_VERIFY(!keptOf(bar)->isHidden());
    }
    void aPersonChoosesHowLongSamplesAreKept()
    {
        LinesBar bar;
        QSignalSpy chosen(&bar, &LinesBar::keepChosen);
        bar.setKept({1000, 64'000'000, hourMs, false}, 86'400);
        QAction *marked = nullptr, *week = nullptr;
        for (QAction *action : keptOf(bar)->menu()->actions()) {
            if (action->isChecked())
                marked = action;
            if (action->text() == u"7 d")
                week = action;
        }
        QVERIFY(marked && week);
        QCOMPARE(marked->text(), u"24 h"_s);
        week->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().toLongLong(), 604'800);
    }
    void historyBeingReadMovesAThinBarAndNothingElse()
    {
        QWidget host;
        LinesBar bar(&host);
        auto *progress = bar.findChild<QProgressBar *>();
        QVERIFY(progress && progress->isHidden());
        const int height = bar.sizeHint().height();
        bar.setBackfill(3, 7);
        QVERIFY(!progress->isHidden());
        QCOMPARE(progress->value(), 3);
        QCOMPARE(progress->maximum(), 7);
        QVERIFY(progress->height() <= 4);
        QCOMPARE(progress->accessibleName(), u"History being read: 3 of 7 pieces"_s);
        QCOMPARE(bar.sizeHint().height(), height);
        bar.setBackfill(0, 0);
        QVERIFY(progress->isHidden());
    }
};

QTEST_MAIN(LinesBarTest)
#include "tst_LinesBar.moc"
