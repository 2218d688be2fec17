// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/LinesPlot.h"

#include "ui/plot/LinesPlotAccess.h"
#include "ui/plot/LinesPlotPrivate.h"

#include <QFocusEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace andon {

static constexpr int focusRing = 2;

LinesPlot::LinesPlot(QWidget *parent) : QWidget(parent), d(std::make_unique<Private>(*this))
{
    LinesPlotAccess::install();
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Lines over time"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(focusRing, focusRing, focusRing, focusRing);
    layout->addWidget(d->frame->widget());
    d->frame->widget()->installEventFilter(this);
    d->frame->restyle(d->colors(), font());
    connect(d->frame, &PlotFrame::laidOut, this, [this] {
        d->changed();
        emit rowGeometryChanged();
    });
}

LinesPlot::~LinesPlot() = default;

static QStringList versionsOf(const QList<PlotRow> &rows)
{
    QStringList versions;
    for (const PlotRow &row : rows) {
        for (const PlotCurve &curve : row.curves) {
            if (curve.kind != CurveKind::Baseline && !versions.contains(curve.version))
                versions.append(curve.version);
        }
    }
    return versions;
}

void LinesPlot::setRows(const QList<PlotRow> &rows)
{
    d->hold.forget();
    d->rows = rows;
    d->ranges.clear();
    d->looks.setVersions(versionsOf(rows));
    d->frame->setRowCount(static_cast<int>(rows.size()));
    d->changed();
}

void LinesPlot::setRow(int row, const PlotRow &content)
{
    if (row < 0 || row >= d->rows.size())
        return;
    if (d->hold.holds()) {
        d->hold.keep(row, content);
        return;
    }
    d->rows[row] = content;
    d->markChosen();
    d->looks.setVersions(versionsOf(d->rows));
    d->changed();
}

const QList<PlotRow> &LinesPlot::rows() const
{
    return d->rows;
}

void LinesPlot::setRoles(const QMap<QString, LineRole> &roles)
{
    d->looks.setRoles(roles);
    d->looks.setVersions(versionsOf(d->rows));
    d->changed();
}

const LineLooks &LinesPlot::looks() const
{
    return d->looks;
}

void LinesPlot::setMarks(const QList<PlotMark> &marks)
{
    if (marks == d->marks)
        return;
    d->marks = marks;
    std::stable_sort(d->marks.begin(), d->marks.end(),
                     [](const PlotMark &a, const PlotMark &b) { return a.timeMs < b.timeMs; });
    d->changed();
}

void LinesPlot::setShades(const QList<PlotShade> &shades)
{
    if (shades == d->shades)
        return;
    d->shades = shades;
    d->changed();
}

void LinesPlot::setTimeZone(TimeZoneChoice zone)
{
    d->zone = zone;
    d->changed();
}

void LinesPlot::setStepMs(qint64 stepMs)
{
    d->stepMs = std::max<qint64>(0, stepMs);
    d->changed();
}

void LinesPlot::setNow(qint64 nowMs)
{
    d->view.setNow(nowMs);
    if (d->hold.holds()) {
        d->placePausedChip();
        return;
    }
    const qint64 pixelMs = std::max<qint64>(1, (endMs() - startMs()) / std::max(1, rowRect(0).width()));
    const bool scrolls = live() && std::abs(nowMs - d->drawnNowMs) >= pixelMs;
    const bool ages = nowMs / 1000 != d->drawnNowMs / 1000
        && std::any_of(d->rows.cbegin(), d->rows.cend(), [this](const PlotRow &row) {
               return !staleness(row, d->view.nowMs(), d->stepMs).words.isEmpty();
           });
    if (scrolls || ages)
        d->changed();
}

void LinesPlot::setRangeSeconds(qint64 seconds)
{
    setPaused(false);
    d->view.setRange(seconds * 1000);
    d->viewMoved();
}

void LinesPlot::zoomTo(qint64 startMs, qint64 endMs)
{
    d->view.zoomTo(startMs, endMs);
    d->viewMoved();
}

void LinesPlot::zoomToAll(qint64 startMs, qint64 endMs)
{
    d->view.allow(std::max(TimeView::longestMs, endMs - startMs));
    zoomTo(startMs, endMs);
}

void LinesPlot::goBack()
{
    if (d->view.back())
        d->viewMoved();
}

void LinesPlot::goForward()
{
    if (d->view.forward())
        d->viewMoved();
}

void LinesPlot::goLive()
{
    setPaused(false);
    d->view.goLive();
    d->viewMoved();
}

bool LinesPlot::live() const
{
    return d->view.live();
}

bool LinesPlot::canGoBack() const
{
    return d->view.canGoBack();
}

qint64 LinesPlot::behindMs() const
{
    return d->view.behindMs();
}

qint64 LinesPlot::startMs() const
{
    return d->view.startMs();
}

qint64 LinesPlot::endMs() const
{
    return d->view.endMs();
}

qint64 LinesPlot::crosshair() const
{
    return d->crosshairMs;
}

QList<CrosshairValue> LinesPlot::valuesAt(qint64 timeMs) const
{
    QList<CrosshairValue> values;
    for (int i = 0; i < d->rows.size(); ++i) {
        const PlotRow &row = d->rows[i];
        for (const PlotCurve &curve : drawnCurves(row, d->looks)) {
            const qint64 tolerance = curveStepMs(row, curve, d->stepMs, timeMs, timeMs) * 5 / 4;
            const double value = curve.columns ? valueNear(*curve.columns, timeMs, tolerance)
                                               : std::numeric_limits<double>::quiet_NaN();
            values.append({i, curve.title.isEmpty() ? row.title : curve.title, curve.version, value, row.unit});
        }
    }
    return values;
}

QRect LinesPlot::rowRect(int row) const
{
    return d->frame->rowRect(row).translated(d->frame->widget()->pos());
}

qint64 LinesPlot::timeAtX(int x) const
{
    return d->scale(0).timeAt(x - d->frame->widget()->x());
}

int LinesPlot::xOfTime(qint64 timeMs) const
{
    return static_cast<int>(d->scale(0).x(timeMs)) + d->frame->widget()->x();
}

int LinesPlot::replotCount() const
{
    return d->replots;
}

bool LinesPlot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == d->frame->widget() && d->pointer.take(event))
        return true;
    return QWidget::eventFilter(watched, event);
}

void LinesPlot::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->changed();
}

void LinesPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange) {
        d->frame->restyle(d->colors(), font());
        d->changed();
    }
}

void LinesPlot::paintEvent(QPaintEvent *)
{
    if (!hasFocus() || !d->ringShown)
        return;
    QPainter painter(this);
    painter.setPen(QPen(d->colors().focus, focusRing));
    painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
}

void LinesPlot::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    d->ringShown = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason || event->reason() == Qt::OtherFocusReason;
    update();
}

void LinesPlot::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    d->keys.leave();
    update();
}

} // namespace andon
