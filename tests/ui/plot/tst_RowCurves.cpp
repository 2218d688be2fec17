// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/RowCurves.h"

#include <QPainter>
#include <QPicture>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'795'437'360'000;
constexpr QRect area(0, 0, 600, 100);

std::shared_ptr<const Columns> flat(double value, qint64 stepMs = 1000)
{
    auto made = std::make_shared<Columns>();
    for (qint64 time = now - 3'600'000; time <= now; time += stepMs)
        made->append(time, value);
    return made;
}

/// What a row looks like on white paper.
class RowPicture {
public:
    QList<PlotCurve> curves;
    QList<Covered> covered; ///< of all but baselines
    bool band = false;

    explicit RowPicture(double ratio = 1) : m_image((QSizeF(area.size()) * ratio).toSize(), QImage::Format_RGB32)
    {
        m_image.setDevicePixelRatio(ratio);
        m_looks.setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
    }
    const QImage &paint()
    {
        m_image.fill(Qt::white);
        QPainter painter(&m_image);
        paintOn(painter);
        return m_image;
    }
    void paintOn(QPainter &painter)
    {
        PlotRow row;
        row.curves = curves;
        row.covered = covered;
        row.band = band;
        RowScene scene;
        scene.row = &row;
        scene.looks = &m_looks;
        scene.colors = &m_colors;
        scene.scale = {QRectF(area), now - 3'600'000, now, {0, 1, false}};
        scene.nowMs = now;
        m_painter.begin(painter, scene);
        m_painter.paintDense();
        m_painter.finish(painter);
    }
    /// Of what is not paper, in the column.
    [[nodiscard]] int inkAt(int x) const
    {
        int found = 0;
        for (int y = 0; y < m_image.height(); ++y)
            found += m_image.pixelColor(x, y) != QColor(Qt::white) ? 1 : 0;
        return found;
    }
    [[nodiscard]] int columnsWithInk() const
    {
        int found = 0;
        for (int x = 0; x < m_image.width(); ++x)
            found += inkAt(x) > 0 ? 1 : 0;
        return found;
    }
    [[nodiscard]] const ThemeColors &colors() const { return m_colors; }

private:
    QImage m_image;
    LineLooks m_looks;
    ThemeColors m_colors = themeColors(ThemeKind::Light);
    RowCurves m_painter;
};

} // namespace

class RowCurvesTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theChosenSeriesIsDrawnStronger_data()
    {
        QTest::addColumn<qint64>("stepMs");
        QTest::newRow("dense, as spans") << qint64(1000);
        QTest::newRow("few, as lines") << qint64(300'000);
    }
    void theChosenSeriesIsDrawnStronger()
    {
        QFETCH(qint64, stepMs);
        RowPicture picture;
        picture.curves = {{u"v41"_s, u"P95"_s, flat(0.5, stepMs)}};
        picture.paint();
        const int usual = picture.inkAt(area.center().x());
        picture.curves.first().chosen = true;
        picture.paint();
        QVERIFY2(picture.inkAt(area.center().x()) > usual, qPrintable(QString::number(usual)));
    }
    void whatWasBeforeIsDottedAndGreyUnderTheRest()
    {
        RowPicture picture;
        picture.curves = {{u"v40"_s, u"P95, yesterday"_s, flat(0.495), CurveKind::Baseline}};
        QImage image = picture.paint();
        const int dotted = picture.columnsWithInk();
        QVERIFY2(dotted > area.width() / 5 && dotted < area.width() * 3 / 5, qPrintable(QString::number(dotted)));
        int grey = 0;
        for (int x = 0; x < area.width(); ++x) {
            for (int y = 0; y < area.height(); ++y)
                grey += image.pixelColor(x, y) == picture.colors().muted ? 1 : 0;
        }
        QVERIFY(grey > 0);
        picture.curves.prepend({u"v41"_s, u"P95"_s, flat(0.495)});
        image = picture.paint();
        for (int x = 1; x < area.width() - 1; ++x) {
            for (int y = 0; y < area.height(); ++y)
                QVERIFY(image.pixelColor(x, y) != picture.colors().muted);
        }
    }
    /// In a long view the live lines lie denser than what was read of yesterday.
    void whatWasBeforeIsJoinedAtItsOwnStep_data()
    {
        QTest::addColumn<qint64>("liveStepMs");
        QTest::newRow("beside many samples") << qint64(2000);
        QTest::newRow("beside few") << qint64(10'000);
    }
    void whatWasBeforeIsJoinedAtItsOwnStep()
    {
        QFETCH(qint64, liveStepMs);
        RowPicture picture;
        picture.covered = {{now - 3'600'000, now, liveStepMs}};
        picture.curves = {{u"v41"_s, u"P95"_s, flat(50, liveStepMs)}, // above the row
                          {u"v40"_s, u"P95, yesterday"_s, flat(0.495, 180'000), CurveKind::Baseline, false,
                           {{now - 3'600'000, now, 180'000}}}};
        picture.paint();
        const int dotted = picture.columnsWithInk();
        QVERIFY2(dotted > area.width() / 5 && dotted < area.width() * 4 / 5, qPrintable(QString::number(dotted)));
    }
    void betweenTwoQuantilesABandIsFilled_data()
    {
        QTest::addColumn<qint64>("stepMs");
        QTest::newRow("dense, as spans") << qint64(1000);
        QTest::newRow("few, as a shape") << qint64(60'000);
    }
    void betweenTwoQuantilesABandIsFilled()
    {
        QFETCH(qint64, stepMs);
        RowPicture picture;
        picture.curves = {{u"v41"_s, u"P95"_s, flat(0.8, stepMs)}, {u"v41"_s, u"P50"_s, flat(0.2, stepMs), CurveKind::Secondary}};
        const QImage lines = picture.paint();
        picture.band = true;
        const QImage banded = picture.paint();
        for (int x = 2; x < area.width() - 2; ++x) {
            QCOMPARE(lines.pixelColor(x, 50), QColor(Qt::white));
            QVERIFY2(banded.pixelColor(x, 50) != QColor(Qt::white), qPrintable(QString::number(x)));
            QVERIFY(banded.pixelColor(x, 50).lightness() > 180); // a tint
            QCOMPARE(banded.pixelColor(x, 5), QColor(Qt::white));
            QCOMPARE(banded.pixelColor(x, 95), QColor(Qt::white));
        }
    }
    void aBandEndsWhereEitherOfItsLinesDoes_data() { betweenTwoQuantilesABandIsFilled_data(); }
    void aBandEndsWhereEitherOfItsLinesDoes()
    {
        QFETCH(qint64, stepMs);
        auto gapped = std::make_shared<Columns>();
        for (qint64 time = now - 3'600'000; time <= now; time += stepMs) {
            if (time <= now - 2'400'000 || time >= now - 1'200'000)
                gapped->append(time, 0.2);
        }
        RowPicture picture;
        picture.band = true;
        picture.curves = {{u"v41"_s, u"P95"_s, flat(0.8, stepMs)}, {u"v41"_s, u"P50"_s, gapped, CurveKind::Secondary}};
        const QImage image = picture.paint();
        QVERIFY(image.pixelColor(100, 50) != QColor(Qt::white));
        QVERIFY(image.pixelColor(500, 50) != QColor(Qt::white));
        for (int x = 212; x < 388; ++x)
            QCOMPARE(image.pixelColor(x, 50), QColor(Qt::white));
    }
    /// A file of vectors has the band as one shape, however many samples there are.
    void aPictureOfVectorsHasTheBand()
    {
        RowPicture picture;
        picture.curves = {{u"v41"_s, u"P95"_s, flat(0.8)}, {u"v41"_s, u"P50"_s, flat(0.2), CurveKind::Secondary}};
        picture.band = true;
        QPicture vectors;
        {
            QPainter painter(&vectors);
            picture.paintOn(painter);
        }
        QImage image(area.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        {
            QPainter painter(&image);
            painter.drawPicture(0, 0, vectors);
        }
        for (int x = 2; x < area.width() - 2; ++x)
            QVERIFY2(image.pixelColor(x, 50) != QColor(Qt::white), qPrintable(QString::number(x)));
        QCOMPARE(image.pixelColor(300, 5), QColor(Qt::white));
    }
    void aScreenOfAnotherDensityHasRingsOfItsOwn()
    {
        RowPicture fine(2);
        fine.curves = {{u"v42"_s, u"P95"_s, flat(0.5)}};
        fine.paint();
        int tallest = 0;
        for (int x = 0; x < 1200; ++x)
            tallest = std::max(tallest, fine.inkAt(x));
        QVERIFY2(tallest >= 12, qPrintable(QString::number(tallest)));
    }
};

QTEST_MAIN(RowCurvesTest)
#include "tst_RowCurves.moc"
