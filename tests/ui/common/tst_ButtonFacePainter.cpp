// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/ButtonFacePainter.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ButtonFacePainterTest : public QObject {
    Q_OBJECT
    static constexpr int height = 90;

    static QImage picture(const ButtonFace &face, int width)
    {
        QImage image(width, height, QImage::Format_RGB32);
        image.fill(themeColors(ThemeKind::Dark).window);
        QPainter painter(&image);
        paintButtonFace(painter, image.rect(), face, {}, QApplication::font(), QApplication::palette());
        return image;
    }

private slots:
    void init() { failOnWarnings(); }
    void initTestCase() { applyTheme(*qApp, ThemeKind::Dark); }

    void noWordIsCutAtTheEdge_data()
    {
        QTest::addColumn<int>("width");
        for (int width = 60; width < 110; width += 2)
            QTest::addRow("%d pixels", width) << width;
    }
    /// Between a last letter and the end of its room there is a little paper; a letter that is cut leaves none.
    void noWordIsCutAtTheEdge()
    {
        QFETCH(int, width);
        ButtonFace face;
        face.title = u"Promote"_s;
        face.blocked = u"No: the mmmmmm is not over"_s;
        const QImage image = picture(face, width);
        const QColor ground = themeColors(ThemeKind::Dark).window;
        static constexpr int margin = 8; ///< right of the words
        for (int y = 25; y < height - 10; ++y)
            QVERIFY2(image.pixelColor(width - margin - 1, y) == ground, qPrintable(QString::number(y)));
    }
    void aLongWordIsWrittenSmallerAndOthersAreNot_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("width");
        QTest::addColumn<bool>("smaller");
        QTest::newRow("there is room") << u"No: the mmmmmm is not over"_s << 110 << false;
        QTest::newRow("a word a little too wide") << u"No: the mmmmmm is not over"_s << 84 << true;
        QTest::newRow("no blanks, but wrapped anywhere") << u"观察窗口未结束：还剩三分钟四十六秒"_s << 84 << false;
    }
    void aLongWordIsWrittenSmallerAndOthersAreNot()
    {
        QFETCH(QString, words);
        QFETCH(int, width);
        QFETCH(bool, smaller);
        ButtonFace face;
        face.title = u"Promote"_s;
        face.blocked = words;
        const QRect area(0, 0, width, 200);
        QVERIFY(buttonBodyFits(area, face, {}, QApplication::font()));
        QCOMPARE(buttonBodyFont(area, face, {}, QApplication::font()).pointSizeF() < 9, smaller);
    }
};

QTEST_MAIN(ButtonFacePainterTest)
#include "tst_ButtonFacePainter.moc"
