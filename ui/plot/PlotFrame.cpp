// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/PlotFrame.h"

#include "ui/plot/GatePainter.h"
#include "ui/plot/PlotCanvas.h"
#include "ui/plot/ValueTicker.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

/// Labels of the time axis. QCustomPlot's own ticks of days lie where its machine's zone puts them, those of UTC do not; and
/// its labels look up the machine's zone four times each, also for UTC.
class TimeTicker : public QCPAxisTickerDateTime {
protected:
    QVector<double> createTickVector(double step, const QCPRange &range) override
    {
        return dateTimeSpec() == Qt::UTC ? QCPAxisTicker::createTickVector(step, range) : QCPAxisTickerDateTime::createTickVector(step, range);
    }
    QString getTickLabel(double tick, const QLocale &locale, QChar, int) override
    {
        return locale.toString(QDateTime::fromMSecsSinceEpoch(std::llround(tick * 1000), dateTimeSpec()), dateTimeFormat());
    }
};

namespace {

/// Paints through a function, on a layer of the plot, clipped to an axis rectangle or to nothing.
class PaintLayer : public QCPLayerable {
public:
    PaintLayer(QCustomPlot *plot, const QString &layer, QCPAxisRect *clip, std::function<void(QPainter &)> paint)
        : QCPLayerable(plot, layer), m_clip(clip), m_paint(std::move(paint))
    {
    }

protected:
    QRect clipRect() const override { return m_clip ? m_clip->rect() : QCPLayerable::clipRect(); }
    void applyDefaultAntialiasingHint(QCPPainter *painter) const override { painter->setAntialiasing(false); }
    void draw(QCPPainter *painter) override { m_paint(*painter); }

private:
    QCPAxisRect *m_clip;
    std::function<void(QPainter &)> m_paint;
};

constexpr auto bandLayer = "bands";
constexpr auto chromeLayer = "chrome";
constexpr int gap = 10; ///< between the labels and the edge

QString layerName(const char *name)
{
    return QString::fromLatin1(name);
}

} // namespace

PlotFrame::PlotFrame(QWidget *parent, Painters painters)
    : QObject(parent), m_plot(new PlotCanvas(parent)), m_painters(std::move(painters))
{
    m_plot->plotLayout()->clear();
    m_plot->plotLayout()->setRowSpacing(0);
    m_plot->setNotAntialiasedElements(QCP::aeAll);
    m_plot->setAntialiasedElements(QCP::aeNone);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMouseTracking(true);
    m_plot->setLocale(QLocale::c()); // of the times below: their digits are those of all other figures
    m_plot->addLayer(layerName(bandLayer), m_plot->layer(u"background"_s));
    m_plot->addLayer(layerName(chromeLayer), m_plot->layer(u"axes"_s));
    new PaintLayer(m_plot, u"main"_s, nullptr, [this](QPainter &painter) {
        painter.setFont(m_font);
        m_painters.curves(painter);
    });
    new PaintLayer(m_plot, layerName(chromeLayer), nullptr, [this](QPainter &painter) {
        painter.setFont(m_font);
        m_painters.chrome(painter);
    });
    m_plot->setOverlay([this](QPainter &painter) {
        painter.setFont(m_font);
        m_painters.overlay(painter);
    });
    connect(m_plot, &QCustomPlot::afterLayout, this, &PlotFrame::noteLayout);
}

PlotFrame::~PlotFrame() = default;

QWidget *PlotFrame::widget() const
{
    return m_plot;
}

void PlotFrame::setRowCount(int count)
{
    while (m_rows.size() > count) {
        const Row row = m_rows.takeLast();
        delete row.backdrop;
        m_plot->plotLayout()->remove(row.rect);
        m_plot->plotLayout()->simplify();
    }
    while (m_rows.size() < count)
        addRow(static_cast<int>(m_rows.size()));
    for (qsizetype i = 0; i < m_rows.size(); ++i)
        m_rows[i].rect->axis(QCPAxis::atBottom)->setTickLabels(i == m_rows.size() - 1);
    place();
}

void PlotFrame::addRow(int index)
{
    Row row;
    row.rect = new QCPAxisRect(m_plot, false);
    row.rect->addAxes(QCPAxis::atLeft | QCPAxis::atBottom);
    row.rect->setLayer(u"background"_s);
    row.rect->setAutoMargins(QCP::msNone);
    row.rect->setMinimumSize(20, 10);
    m_plot->plotLayout()->addElement(index, 0, row.rect);
    // In this order, not in the one of axes(), which is another one each time the program runs: a picture that is written as
    // text is the same text again.
    for (QCPAxis *axis : {row.rect->axis(QCPAxis::atLeft), row.rect->axis(QCPAxis::atBottom)}) {
        axis->setLayer(u"axes"_s);
        axis->grid()->setLayer(u"grid"_s);
        axis->setSubTicks(false);
        axis->setTicks(true);
        axis->setTickLength(0, 0);
        axis->setTickPen(Qt::NoPen);
        axis->setBasePen(Qt::NoPen);
    }
    const QSharedPointer<ValueTicker> values(new ValueTicker);
    values->setTickCount(3);
    row.values = values.get();
    row.rect->axis(QCPAxis::atLeft)->setTicker(values);
    const QSharedPointer<QCPAxisTickerDateTime> times(new TimeTicker);
    times->setTickCount(7);
    row.rect->axis(QCPAxis::atBottom)->setTicker(times);
    row.backdrop = new PaintLayer(m_plot, layerName(bandLayer), row.rect, [this, index](QPainter &painter) {
        painter.setFont(m_font);
        m_painters.backdrop(painter, index);
    });
    styleRow(row, m_colors, m_font);
    m_rows.append(row);
}

void PlotFrame::place()
{
    const QFontMetrics metrics(m_font);
    const int labels = metrics.horizontalAdvance(u"$0.0000"_s) + gap;
    m_gutter = gateGutterWidth(m_font);
    const int line = metrics.height();
    m_plot->plotLayout()->setMargins(QMargins(0, line + 4, 0, line + 8));
    for (const Row &row : m_rows)
        row.rect->setMargins(QMargins(labels, line + 6, m_gutter, 4));
}

QRect PlotFrame::rowRect(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows[row].rect->rect() : QRect();
}

QRect PlotFrame::titleRect(int row) const
{
    if (row < 0 || row >= m_rows.size())
        return {};
    const QRect area = rowRect(row);
    return QRect(area.left(), m_rows[row].rect->outerRect().top(), area.width(), area.top() - m_rows[row].rect->outerRect().top());
}

QRect PlotFrame::gateGutter(int row) const
{
    const QRect area = rowRect(row);
    return QRect(area.right() + 1, area.top(), m_gutter, area.height());
}

QRect PlotFrame::markStrip() const
{
    const QRect first = rowRect(0);
    return QRect(first.left(), 2, first.width(), QFontMetrics(m_font).height() + 2);
}

static QString clockFormat(qint64 rangeMs)
{
    return rangeMs <= 300'000 ? u"HH:mm:ss"_s : rangeMs <= 36 * 3'600'000LL ? u"HH:mm"_s : u"MM-dd HH:mm"_s;
}

void PlotFrame::setTimes(qint64 startMs, qint64 endMs, TimeZoneChoice zone)
{
    for (const Row &row : m_rows) {
        QCPAxis *axis = row.rect->axis(QCPAxis::atBottom);
        axis->setRange(static_cast<double>(startMs) / 1000, static_cast<double>(endMs) / 1000);
        const auto ticker = axis->ticker().staticCast<QCPAxisTickerDateTime>();
        ticker->setDateTimeSpec(zone == TimeZoneChoice::Utc ? Qt::UTC : Qt::LocalTime);
        ticker->setDateTimeFormat(clockFormat(endMs - startMs));
        const int wanted = rowRect(0).width() / (QFontMetrics(m_font).horizontalAdvance(u"00:00:00"_s) + 36);
        ticker->setTickCount(std::clamp(wanted, 2, 12));
    }
}

void PlotFrame::setValues(int row, const ValueRange &range, Unit unit, bool labelled)
{
    if (row < 0 || row >= m_rows.size())
        return;
    m_rows[row].values->setUnit(unit);
    const int height = rowRect(row).height();
    m_rows[row].values->setTickCount(height < 64 ? 2 : height < 150 ? 3 : 5);
    m_rows[row].values->setLeastStep(height > 0 ? QFontMetricsF(m_font).height() / height : 0);
    QCPAxis *axis = m_rows[row].rect->axis(QCPAxis::atLeft);
    axis->setScaleType(range.logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setRange(range.low, range.high);
    m_rows[row].values->setLogarithmic(range.logarithmic);
    axis->setTickLabels(labelled);
    axis->grid()->setVisible(labelled);
}

void PlotFrame::styleRow(Row &row, const ThemeColors &colors, const QFont &font)
{
    row.rect->setBackground(QBrush(colors.raised));
    for (QCPAxis *axis : row.rect->axes()) {
        axis->setTickLabelColor(colors.muted);
        axis->setTickLabelFont(font);
        axis->setTickLabelPadding(5);
        axis->grid()->setPen(QPen(colors.grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
    }
}

void PlotFrame::restyle(const ThemeColors &colors, const QFont &font)
{
    m_colors = colors;
    m_font = font;
    m_plot->setBackground(QBrush(colors.window));
    for (Row &row : m_rows)
        styleRow(row, colors, font);
    place();
}

void PlotFrame::replot()
{
    m_plot->render();
}

void PlotFrame::replotOverlay()
{
    replotOverlay(m_plot->rect());
}

void PlotFrame::replotOverlay(const QRegion &part)
{
    m_plot->refresh(part);
}

void PlotFrame::noteLayout()
{
    QList<QRect> rects;
    for (const Row &row : m_rows)
        rects.append(row.rect->rect());
    if (rects == m_lastRects)
        return;
    m_lastRects = rects;
    emit laidOut();
}

} // namespace andon
