// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/EvidencePlots.h"

#include "app/console/ServiceDesk.h"
#include "ui/common/SourceWords.h"
#include "ui/common/Theme.h"
#include "ui/lines/LineBoard.h"
#include "ui/plot/LinesPlot.h"
#include "ui/shell/EventMarks.h"

#include <QPointer>
#include <QTimer>

#include <optional>

namespace andon {

using namespace Qt::StringLiterals;

/// One evidence being painted: a picture a turn of the event loop.
struct EvidencePlots::Work {
    Evidence evidence;
    LineBoard board;
    LinesPlot plot;
    QList<std::optional<Family>> pictures; ///< none: the four lines
    QList<BundleEntry> painted;
    std::function<void(QList<BundleEntry>)> callback;

    void paintNext();
};

EvidencePlots::EvidencePlots() = default;
EvidencePlots::~EvidencePlots() = default;

static QMap<QString, LineRole> rolesOf(const Evidence &evidence)
{
    QMap<QString, LineRole> roles;
    if (evidence.reads.isEmpty())
        return roles;
    for (const GatewayVersion &version : evidence.reads.last().state.versions) {
        roles[version.id] = version.role == VersionRole::Stable ? LineRole::Stable
            : version.role == VersionRole::Canary               ? LineRole::Canary
                                                                : LineRole::Other;
    }
    return roles;
}

/// The bundle of an incident is the same whoever makes it: in a dark window, in a light one, in a shell. Other evidence has the
/// colours and the font that the person saw.
static void fixLooks(LinesPlot &plot)
{
    QPalette palette = plot.palette();
    palette.setColor(QPalette::Window, themeColors(ThemeKind::Light).window);
    plot.setPalette(palette);
    QFont font(u"DejaVu Sans"_s); // as in the PDF: which one "Sans Serif" is depends on the language of the system
    font.setPointSizeF(10);
    plot.setFont(font);
}

void EvidencePlots::plots(const Evidence &evidence, QObject *context, std::function<void(QList<BundleEntry>)> callback)
{
    const SourceWords english;
    auto work = std::make_shared<Work>();
    work->evidence = evidence;
    work->callback = std::move(callback);
    QList<Indicator> indicators;
    QSet<Family> families;
    for (const IndicatorReading &reading : evidence.readings) {
        if (reading.indicator.id == requestRateId)
            continue;
        indicators << reading.indicator;
        families << reading.indicator.family;
    }
    work->board.setIndicators(indicators);
    for (const IndicatorReading &reading : evidence.readings)
        work->board.setReading(reading);
    work->pictures << std::nullopt;
    for (const Family family : {Family::Quality, Family::Latency, Family::Cost, Family::Risk, Family::Stability, Family::Retrieval}) {
        if (families.contains(family))
            work->pictures << family;
    }
    LinesPlot &plot = work->plot;
    plot.setAttribute(Qt::WA_DontShowOnScreen);
    if (evidence.reason == u"postmortem")
        fixLooks(plot);
    plot.resize(size);
    plot.show();
    plot.setTimeZone(TimeZoneChoice::Utc);
    plot.setStepMs(evidence.stepMs);
    plot.setNow(toMs(evidence.to));
    plot.setRoles(rolesOf(evidence));
    EventMarks marks(evidence.service);
    marks.take(evidence.journal);
    plot.setMarks(marks.marks());
    plot.setShades(marks.shades());
    QTimer::singleShot(0, context, [this, work, context] { paintNext(work, context); });
}

void EvidencePlots::Work::paintNext()
{
    const SourceWords english;
    const std::optional<Family> family = pictures.takeFirst();
    if (family)
        board.showFamily(*family);
    else
        board.showHeadlines();
    QList<PlotRow> rows;
    for (int row = 0; row < board.rowCount(); ++row)
        rows << board.plotRow(row);
    plot.setRows(rows);
    plot.zoomToAll(toMs(evidence.from), toMs(evidence.to));
    const QString name = family ? u"plots/"_s + familyWord(*family) + u".svg"_s : u"plots/lines.svg"_s;
    painted << BundleEntry{name, plot.svg(evidence.title)};
}

void EvidencePlots::paintNext(const std::shared_ptr<Work> &work, QObject *context)
{
    work->paintNext();
    if (work->pictures.isEmpty()) {
        work->callback(work->painted);
        return;
    }
    QTimer::singleShot(0, context, [this, work, context] { paintNext(work, context); });
}

} // namespace andon
