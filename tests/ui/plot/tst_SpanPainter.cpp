// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/SpanPainter.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace andon;

class SpanPainterTest : public QObject {
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
            const auto [top, bottom] = std::minmax({anywhere(random), anywhere(random)});
            if (random() % 7 != 0)
                span = {top, random() % 3 == 0 ? top + 0.4f : bottom};
        }
        // Not all of the image is the row's: what lies around it stays.
        QImage image(width + 9, height + 7, QImage::Format_RGB32);
        image.fill(Qt::white);
        const QRect area(5, 3, width, height);
        paintSpans(PixelArea(image, area), {{spans, 0xff000000}});
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                const bool inside = area.contains(x, y);
                const float wanted = inside ? coverage(spans[static_cast<std::size_t>(x - 5)], y - 3) * 255 : 0;
                const auto dark = static_cast<float>(255 - qRed(image.pixel(x, y)));
                QVERIFY2(std::abs(dark - wanted) <= 2, qPrintable(QStringLiteral("%1,%2: %3 for %4").arg(x).arg(y).arg(dark).arg(wanted)));
            }
        }
    }
    void aLaterCurveLiesOnTop()
    {
        QImage image(3, 10, QImage::Format_RGB32);
        image.fill(Qt::white);
        paintSpans(PixelArea(image, image.rect()), {{{{0, 10}, {0, 10}, {0, 10}}, ink}});
        paintSpans(PixelArea(image, image.rect()), {{{{}, {4, 6}, {}}, 0xffc04000}});
        QCOMPARE(image.pixel(1, 5), 0xffc04000);
        QCOMPARE(image.pixel(1, 2), ink);
        QCOMPARE(image.pixel(0, 5), ink);
    }
    void aBandLetsWhatLiesUnderItThrough()
    {
        QImage image(1, 10, QImage::Format_RGB32);
        image.fill(Qt::white);
        paintSpans(PixelArea(image, image.rect()), {{{{2, 8}}, qRgba(0, 0, 0, 51)}});
        QVERIFY(std::abs(qRed(image.pixel(0, 5)) - 204) <= 1);
        QCOMPARE(image.pixel(0, 9), 0xffffffff);
    }
    void anAreaOutsideOfTheImageIsNotPainted()
    {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::white);
        const QImage before = image;
        paintSpans(PixelArea(image, QRect(10, 10, 5, 5)), {{{{0, 5}}, ink}});
        paintSpans(PixelArea(image, QRect()), {{{{0, 5}}, ink}});
        QCOMPARE(image, before);
        paintSpans(PixelArea(image, QRect(2, 2, 40, 40)), {{std::vector<PixelSpan>(40, PixelSpan{0, 40}), ink}});
        QCOMPARE(image.pixel(3, 3), ink);
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

QTEST_GUILESS_MAIN(SpanPainterTest)
#include "tst_SpanPainter.moc"
