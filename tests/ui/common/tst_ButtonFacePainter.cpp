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
};

QTEST_MAIN(ButtonFacePainterTest)
#include "tst_ButtonFacePainter.moc"
