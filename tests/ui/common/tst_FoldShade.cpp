// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/FoldShade.h"

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
        area.resize(200, 450);
        QTRY_VERIFY(!shade.isVisible());
    }
};

QTEST_MAIN(FoldShadeTest)
#include "tst_FoldShade.moc"
