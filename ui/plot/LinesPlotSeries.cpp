// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/LinesPlotAccess.h"
#include "ui/plot/LinesPlotPrivate.h"
#include "ui/plot/PlotPicture.h"
#include "ui/plot/RowState.h"
#include "ui/plot/ValueText.h"

#include "app/base/DisplayText.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static QString roleWord(LineRole role)
{
    switch (role) {
    case LineRole::Stable: return LinesPlot::tr("stable");
    case LineRole::Canary: return LinesPlot::tr("canary");
    case LineRole::Other: break;
    }
    return {};
}

static QString gateWords(const PlotRow &row, double value)
{
    if (std::isnan(value))
        return LinesPlot::tr("no sample at that time");
    if (row.gate == Gate{})
        return LinesPlot::tr("no gate");
    Indicator judged;
    judged.direction = row.direction;
    judged.gate = row.gate;
    switch (gateState(judged, value)) {
    case GateState::Stop: return LinesPlot::tr("beyond stop, %1").arg(valueText(row.gate.stop.value_or(value), row.unit));
    case GateState::Warn: return LinesPlot::tr("beyond warn, %1").arg(valueText(row.gate.warn.value_or(value), row.unit));
    case GateState::Inside: return LinesPlot::tr("inside its gates");
    case GateState::Unknown: break;
    }
    return LinesPlot::tr("no gate");
}

/// Where a curve is read: at the crosshair, else its newest sample in view.
QList<PlotSeries> LinesPlot::series() const
{
    QList<PlotSeries> found;
    for (int i = 0; i < d->rows.size(); ++i) {
        const PlotRow &row = d->rows[i];
        const QString late = staleness(row, d->view.nowMs(), d->stepMs).words;
        for (const PlotCurve &curve : drawnCurves(row, d->looks)) {
            PlotSeries one;
            one.row = i;
            one.version = curve.version;
            one.title = curve.title.isEmpty() ? row.title : curve.title;
            one.name = displaySafe(one.title, 80) + u", "_s + versionText(curve.version);
            if (const QString role = roleWord(d->looks.role(curve.version)); !role.isEmpty())
                one.name += u", "_s + role;
            const bool any = curve.columns && !curve.columns->empty();
            const qint64 at = d->crosshairMs != 0 || !any ? d->crosshairMs : std::min(endMs(), curve.columns->lastTime());
            const qint64 tolerance = curveStepMs(row, curve, d->stepMs, at, at) * 5 / 4;
            const double value = any ? valueNear(*curve.columns, at, tolerance) : std::nan("");
            one.value = at == 0 ? valueText(value, row.unit)
                                : tr("%1 at %2").arg(valueText(value, row.unit), clockText(fromMs(at), d->zone));
            one.state = gateWords(row, value);
            if (!late.isEmpty())
                one.state += u", "_s + late;
            found.append(one);
        }
    }
    return found;
}

int LinesPlot::chosenSeries() const
{
    if (!d->chosen)
        return -1;
    const QList<PlotSeries> all = series();
    const auto at = std::find_if(all.cbegin(), all.cend(), [this](const PlotSeries &one) {
        return one.row == d->chosen->row && one.version == d->chosen->version && one.title == d->chosen->title;
    });
    return at == all.cend() ? -1 : static_cast<int>(at - all.cbegin());
}

void LinesPlot::chooseSeries(int index)
{
    const QList<PlotSeries> all = series();
    d->chosen.reset();
    if (index >= 0 && index < all.size())
        d->chosen = all[index];
    d->markChosen();
    d->changed();
    LinesPlotAccess::tellChosen(*this, index, true);
}

/// Into the rows, for the painters; again whenever rows come in.
void LinesPlot::Private::markChosen()
{
    for (int i = 0; i < rows.size(); ++i) {
        for (PlotCurve &curve : rows[i].curves) {
            const QString &title = curve.title.isEmpty() ? rows[i].title : curve.title;
            curve.chosen = chosen && chosen->row == i && chosen->version == curve.version && chosen->title == title;
        }
    }
}

const PlotCurve *LinesPlot::Private::chosenCurve() const
{
    if (!chosen || chosen->row >= rows.size())
        return nullptr;
    for (const PlotCurve &curve : rows[chosen->row].curves) {
        if (curve.chosen && curve.columns && !curve.columns->empty())
            return &curve;
    }
    return nullptr;
}

void LinesPlot::Private::chooseNext(int steps)
{
    const int count = static_cast<int>(owner.series().size());
    if (count == 0)
        return;
    const int now = owner.chosenSeries();
    owner.chooseSeries(now < 0 ? (steps > 0 ? 0 : count - 1) : std::clamp(now + steps, 0, count - 1));
}

/// The chosen series' sample at the crosshair.
void LinesPlot::Private::paintChosen(QPainter &painter) const
{
    const PlotCurve *curve = chosenCurve();
    if (!curve || crosshairMs == 0)
        return;
    const qint64 tolerance = curveStepMs(rows[chosen->row], *curve, stepMs, crosshairMs, crosshairMs) * 5 / 4;
    const double value = valueNear(*curve->columns, crosshairMs, tolerance);
    const PixelScale place = scale(chosen->row);
    const QPointF at(place.x(crosshairMs), place.y(value));
    if (std::isnan(value) || !place.area.contains(at))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(looks.look(curve->version, colors()).color, 2));
    painter.setBrush(colors().raised);
    painter.drawEllipse(at, 5, 5);
    painter.restore();
}

/// Along the chosen series sample by sample, but at least a pixel each; else by the usual step.
qint64 LinesPlot::Private::steppedCrosshair(int samples) const
{
    const double pixelMs = static_cast<double>(view.endMs() - view.startMs()) / std::max(1, owner.rowRect(0).width());
    const qint64 step = std::max(rowStepMs(rows[0], stepMs), static_cast<qint64>(pixelMs));
    const qint64 from = crosshairMs == 0 ? view.endMs() : crosshairMs;
    const qint64 plain = std::clamp(crosshairMs == 0 ? from : from + samples * step, view.startMs(), view.endMs());
    const PlotCurve *curve = chosenCurve();
    if (!curve)
        return plain;
    const Columns &columns = *curve->columns;
    // `from` belongs to the sample that the crosshair stands on; where there is none, to the next one.
    const std::size_t here = columns.firstAtOrAfter(from);
    const auto last = static_cast<qint64>(columns.size()) - 1;
    auto to = static_cast<qint64>(here) + samples;
    if (crosshairMs == 0)
        to = static_cast<qint64>(columns.firstAtOrAfter(view.endMs() + 1)) - 1;
    else if (samples > 0 && (here == columns.size() || columns.time(here) > from))
        --to;
    to = std::clamp<qint64>(to, 0, last);
    qint64 time = columns.time(static_cast<std::size_t>(to));
    const qint64 seen = std::abs(samples) * std::max<qint64>(1, static_cast<qint64>(std::ceil(pixelMs)));
    if (crosshairMs != 0 && std::abs(time - from) < seen) {
        // Several samples a pixel: on to the next one that is seen to move.
        to = samples > 0 ? static_cast<qint64>(columns.firstAtOrAfter(from + seen))
                         : static_cast<qint64>(columns.firstAtOrAfter(from - seen + 1)) - 1;
        time = columns.time(static_cast<std::size_t>(std::clamp<qint64>(to, 0, last)));
    }
    return std::clamp(time, view.startMs(), view.endMs());
}

int LinesPlot::currentRow() const
{
    return std::clamp(d->chosen ? d->chosen->row : d->pointerRow, 0, std::max(0, static_cast<int>(d->rows.size()) - 1));
}

static PictureHead headOf(const LinesPlot &plot, const QString &title, const ThemeColors &colors, TimeZoneChoice zone)
{
    PictureHead head;
    head.title = displaySafe(title, 120);
    head.detail = LinesPlot::tr("%1 to %2").arg(dateTimeText(fromMs(plot.startMs()), zone), dateTimeText(fromMs(plot.endMs()), zone));
    head.background = colors.window;
    head.text = colors.text;
    head.muted = colors.muted;
    head.font = plot.font();
    QStringList versions;
    for (const PlotRow &row : plot.rows()) {
        for (const PlotCurve &curve : drawnCurves(row, plot.looks()))
            versions.append(curve.version);
    }
    for (const QString &version : plot.looks().ordered(versions)) {
        QString text = versionText(version);
        if (const QString role = roleWord(plot.looks().role(version)); !role.isEmpty())
            text += u", "_s + role;
        head.keys.append({text, [look = plot.looks().look(version, colors), colors](QPainter &painter, const QRectF &area) {
                              paintLineKey(painter, area, look, colors.window);
                          }});
    }
    return head;
}

QImage LinesPlot::picture(const QString &title, double scale) const
{
    return plotImage(d->frame->widget(), headOf(*this, title, d->colors(), d->zone), scale);
}

QByteArray LinesPlot::svg(const QString &title) const
{
    return plotSvg(d->frame->widget(), headOf(*this, title, d->colors(), d->zone));
}

} // namespace andon
