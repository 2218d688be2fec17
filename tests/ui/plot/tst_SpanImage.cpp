// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/SpanImage.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace andon;

class SpanImageTest : public QObject {
    Q_OBJECT
    static constexpr QRgb ink = 0xff1c6fb8;

    /// How much of row `y` a span covers.
    static float coverage(const PixelSpan &span, int y)
    {
        const float top = std::max(span.top, static_cast<float>(y));
        const float bottom = std::min(span.bottom, static_cast<float>(y + 1));
        return std::max(0.0f, bottom - top);
    }

private slots:
    void init() { failOnWarnings(); }

    void everyPixelIsCoveredAsFarAsTheSpanReaches_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {1, 15, 16, 17, 200})
            QTest::addRow("%d columns", width) << width;
    }
    void everyPixelIsCoveredAsFarAsTheSpanReaches()
    {
        QFETCH(int, width);
        static constexpr int height = 60;
        std::mt19937 random(3);
        std::uniform_real_distribution<float> anywhere(-20, height + 20);
        std::vector<PixelSpan> spans(static_cast<std::size_t>(width));
        for (PixelSpan &span : spans) {
            const auto [top, bottom] = std::minmax(anywhere(random), anywhere(random));
            if (random() % 7 != 0)
                span = {top, random() % 3 == 0 ? top + 0.4f : bottom};
        }
        SpanImage image;
        image.clear(QSize(width, height));
        image.add(spans, ink);
        QCOMPARE(image.image().size(), QSize(width, height));
        for (int x = 0; x < width; ++x) {
            for (int y = 0; y < height; ++y) {
                const float wanted = coverage(spans[static_cast<std::size_t>(x)], y) * 255;
                const auto alpha = static_cast<float>(qAlpha(image.image().pixel(x, y)));
                QVERIFY2(std::abs(alpha - wanted) <= 2, qPrintable(QStringLiteral("%1,%2: %3 for %4").arg(x).arg(y).arg(alpha).arg(wanted)));
            }
        }
    }
    void aLaterCurveLiesOnTop()
    {
        SpanImage image;
        image.clear(QSize(3, 10));
        image.add({{0, 10}, {0, 10}, {0, 10}}, ink);
        image.add({{}, {4, 6}, {}}, 0xffc04000);
        QCOMPARE(image.image().pixel(1, 5), 0xffc04000);
        QCOMPARE(image.image().pixel(1, 2), ink);
        QCOMPARE(image.image().pixel(0, 5), ink);
    }
    void theImageIsEmptyAgainForTheNextFrame()
    {
        SpanImage image;
        for (const QSize size : {QSize(20, 10), QSize(20, 10), QSize(33, 7)}) {
            image.clear(size);
            for (int x = 0; x < size.width(); ++x)
                QCOMPARE(image.image().pixel(x, size.height() - 1), 0u);
            image.add(std::vector<PixelSpan>(40, PixelSpan{0, 50}), ink);
            QCOMPARE(image.image().pixel(size.width() - 1, size.height() - 1), ink);
        }
        image.clear(QSize());
        image.add({{0, 1}}, ink);
        QVERIFY(image.image().isNull());
    }
    void aStrokeIsAsThickAsItsPenAndKeepsItsGaps()
    {
        std::vector<PixelSpan> spans{{10, 10}, {10, 10}, {}, {5, 5}, {40, 40}};
        thicken(spans, 2);
        QCOMPARE(spans[0].bottom - spans[0].top, 2.0f);
        QVERIFY(!spans[2].isAny());
        QCOMPARE(spans[3].bottom, 6.0f);
        QCOMPARE(spans[4].top, 39.0f);
        std::vector<PixelSpan> steep{{0, 30}, {30, 60}};
        thicken(steep, 2);
        QCOMPARE(steep[1].top, -1.0f);
        QCOMPARE(steep[1].bottom, 61.0f);
    }
};

QTEST_GUILESS_MAIN(SpanImageTest)
#include "tst_SpanImage.moc"
