// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/FoldShade.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace andon;

class FoldShadeTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void itLiesOverTheLowerEdgeWhileMoreLiesBelow()
    {
        QWidget window; // the area alone would be a window, of which the offscreen platform warns
        QScrollArea area(&window);
        auto *content = new QLabel;
        content->setFixedSize(100, 400);
        area.setWidget(content);
        area.resize(200, 150);
        const FoldShade shade(area);
        window.resize(300, 500);
        window.show();
        QTRY_VERIFY(shade.isVisible());
        QCOMPARE(shade.geometry().bottom(), area.viewport()->geometry().bottom());
        QCOMPARE(shade.width(), area.viewport()->width());
        QCOMPARE(area.childAt(shade.geometry().center()), area.viewport()->childAt(shade.geometry().center() - area.viewport()->pos()));
        area.verticalScrollBar()->setValue(area.verticalScrollBar()->maximum());
        QVERIFY(!shade.isVisible());
        area.verticalScrollBar()->setValue(0);
        QVERIFY(shade.isVisible());
        area.resize(200, 2 * shade.height());
        QTRY_VERIFY(!shade.isVisible()); // there is a line or two, and they are to be read
        area.resize(200, 150);
        QTRY_VERIFY(shade.isVisible());
        area.resize(200, 450);
        QTRY_VERIFY(!shade.isVisible());
    }

    void whatLiesBelowFadesIntoThePaper()
    {
        QWidget window;
        applyTheme(*qApp, ThemeKind::Dark);
        QScrollArea area(&window);
        area.setFrameShape(QFrame::NoFrame);
        auto *content = new QWidget;
        content->setFixedSize(100, 400);
        content->setAutoFillBackground(true);
        QPalette white = content->palette();
        white.setColor(QPalette::Window, Qt::white);
        content->setPalette(white);
        area.setWidget(content);
        area.resize(200, 150);
        const FoldShade shade(area);
        window.resize(300, 500);
        window.show();
        QTRY_VERIFY(shade.isVisible());
        const QImage seen = area.grab().toImage();
        const int x = 50, top = shade.geometry().top(), bottom = shade.geometry().bottom();
        QCOMPARE(seen.pixelColor(x, top - 1), QColor(Qt::white));
        const QColor paper = themeColors(shade.palette()).window, last = seen.pixelColor(x, bottom);
        const QColor middle = seen.pixelColor(x, (top + bottom) / 2);
        QVERIFY2(std::abs(last.lightness() - paper.lightness()) < 30, qPrintable(last.name()));
        QVERIFY2(middle.lightness() < 255 && middle.lightness() > last.lightness(), qPrintable(middle.name()));
    }
};

QTEST_MAIN(FoldShadeTest)
#include "tst_FoldShade.moc"
