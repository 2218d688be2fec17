// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/plot/RowPainter.h"

#include <QPainter>
#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 endMs = 1'795'437'360'000;
constexpr qint64 startMs = endMs - 3'600'000;
constexpr QSize rowSize(700, 120);

/// A canary's curve over the stable one, another one in each row; dense but for the last row.
PlotRow rowOf(int index)
{
    const qint64 stepMs = index == 3 ? 60'000 : 500;
    PlotRow row;
    for (const QString &version : {u"v41"_s, u"v42"_s}) {
        auto columns = std::make_shared<Columns>();
        double at = version == u"v41" ? 0 : 2;
        for (qint64 time = startMs; time <= endMs; time += stepMs, at += 0.003 * (index + 1))
            columns->append(time, 0.5 + 0.4 * std::sin(at) * std::cos(17 * at));
        row.curves.append({version, u"P95"_s, columns});
    }
    return row;
}

} // namespace

class RowPainterTest : public QObject {
    Q_OBJECT
    QList<PlotRow> m_rows;
    LineLooks m_looks;
    const QList<PlotMark> m_marks{{startMs + 600'000, {}, MarkTone::Neutral}};
    const QList<PlotShade> m_shades;
    const ThemeColors &m_colors = themeColors(ThemeKind::Dark);

    RowScene scene(int row) const
    {
        const QRectF area(QPointF(0, row * (rowSize.height() + 10)), rowSize);
        return {&m_rows[row], &m_looks, &m_colors, &m_marks, &m_shades, {area, startMs, endMs, {0, 1, false}}, endMs, 0};
    }
    static QImage paper()
    {
        QImage image(rowSize.width(), 4 * (rowSize.height() + 10), QImage::Format_RGB32);
        image.fill(Qt::black);
        return image;
    }

private slots:
    void init() { failOnWarnings(); }
    void initTestCase()
    {
        m_looks.setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
        for (int i = 0; i < 4; ++i)
            m_rows.append(rowOf(i));
    }
    /// By the threads that there are, or one after the other: the same picture, frame after frame.
    void rowsPaintedAtOnceAreTheSameAsAlone()
    {
        std::vector<RowCurves> together(4);
        for (int frame = 0; frame < 20; ++frame) {
            QImage atOnce = paper(), alone = paper();
            {
                QPainter painter(&atOnce);
                std::vector<RowTurn> turns;
                for (int row = 0; row < 4; ++row)
                    turns.push_back({scene(row), &together[static_cast<std::size_t>(row)]});
                paintRows(painter, turns);
            }
            {
                QPainter painter(&alone);
                for (int row = 0; row < 4; ++row) {
                    RowCurves curves;
                    paintRows(painter, {{scene(row), &curves}});
                }
            }
            QCOMPARE(atOnce, alone);
        }
    }
    void noRowPaintsOutsideOfItsArea()
    {
        QImage image = paper();
        std::vector<RowCurves> curves(4);
        std::vector<RowTurn> turns;
        for (int row = 0; row < 4; ++row) {
            turns.push_back({scene(row), &curves[static_cast<std::size_t>(row)]});
            turns.back().scene.scale.values = {0.45, 0.55, false};
        }
        {
            QPainter painter(&image);
            paintRows(painter, turns);
        }
        for (int row = 0; row < 4; ++row) {
            const QRect gap(0, row * (rowSize.height() + 10) + rowSize.height(), rowSize.width(), 10);
            QImage black(gap.size(), QImage::Format_RGB32);
            black.fill(Qt::black);
            QCOMPARE(image.copy(gap), black);
        }
    }
};

QTEST_MAIN(RowPainterTest)
#include "tst_RowPainter.moc"
