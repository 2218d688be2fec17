// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/LinesPanel.h"

#include "ui/common/WrapLayout.h"
#include "ui/lines/DataWork.h"
#include "ui/lines/IndicatorChooser.h"
#include "ui/lines/LatestValues.h"
#include "ui/lines/LineHeader.h"
#include "ui/lines/LinesBar.h"
#include "ui/lines/SplitView.h"
#include "ui/lines/TimeBar.h"
#include "ui/lines/WindowWork.h"
#include "ui/plot/ValueText.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int headerWidth = 150;

LinesPanel::LinesPanel(QWidget *parent)
    : QWidget(parent), m_plot(new LinesPlot(this)), m_model(new IndicatorTableModel(m_board, this)),
      m_bar(new LinesBar(this)), m_timeBar(new TimeBar(this)), m_work(new WindowWork(*m_plot, m_board, this)),
      m_data(new DataWork(*m_plot, this)), m_split(new SplitView(this)), m_headerColumn(new QWidget(this))
{
    setAccessibleName(tr("Lines"));
    m_headerColumn->setFixedWidth(headerWidth);
    m_plot->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_plot->setMinimumHeight(220);
    auto *lines = new QHBoxLayout;
    lines->setSpacing(0);
    lines->addWidget(m_headerColumn);
    lines->addWidget(m_plot, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto *bars = new WrapLayout;
    bars->addWidget(m_bar);
    bars->addWidget(m_timeBar);
    layout->addLayout(bars);
    layout->addLayout(lines, 3);
    m_split->setContentsMargins(8, 0, 8, 0);
    layout->addWidget(m_split, 2);
    layout->addWidget(buildTable());
    connect(m_plot, &LinesPlot::viewChanged, this, &LinesPanel::updateBar);
    connect(m_plot, &LinesPlot::viewChanged, this, &LinesPanel::tellView);
    connect(m_plot, &LinesPlot::rowGeometryChanged, this, [this] {
        placeHeaders();
        if (const int pixels = m_plot->rowRect(0).width(); pixels > 0)
            emit pixelWidthChanged(pixels);
    });
    connect(m_plot, &LinesPlot::noteAskedAt, this, &LinesPanel::noteAskedAt);
    connectBar();
    connectTimeBar();
    setTabOrder(m_timeBar->lastTabStop(), m_plot);
    setTabOrder(m_plot, m_split);
    setTabOrder(m_split, m_split->lastTabStop());
    setTabOrder(m_split->lastTabStop(), m_fold);
    setTabOrder(m_fold, m_tableView);
    rebuildRows();
    updateBar();
    updateFold();
}

void LinesPanel::setTitle(const QString &title)
{
    m_data->setTitle(title);
}

void LinesPanel::setIndicators(const QList<Indicator> &indicators)
{
    m_board.setIndicators(indicators);
    m_starts.clear();
    m_model->reload();
    sizeColumns();
    rebuildRows();
    updateFold();
}

void LinesPanel::setReading(const IndicatorReading &reading, qint64 nowMs)
{
    if (!m_board.setReading(reading))
        return;
    m_nowMs = nowMs;
    m_plot->setNow(nowMs);
    if (const int row = m_board.rowOf(reading.indicator.id); row >= 0)
        updateRow(row);
    m_model->readingChanged(reading.indicator.id, nowMs);
    updateFold();
}

void LinesPanel::setExemplars(const QString &indicatorId, const QList<Exemplar> &exemplars)
{
    m_board.setExemplars(indicatorId, exemplars);
    if (const int row = m_board.rowOf(indicatorId); row >= 0)
        updateRow(row);
}

void LinesPanel::setBaseline(const BaselineReading &reading)
{
    m_board.setBaseline(reading);
    if (const int row = m_board.rowOf(reading.indicatorId); row >= 0)
        updateRow(row);
}

void LinesPanel::setLogarithmic(bool logarithmic)
{
    m_board.setLogarithmic(logarithmic);
    m_logarithmic->setChecked(logarithmic);
    for (int row = 0; row < m_headers.size(); ++row)
        updateRow(row);
}

void LinesPanel::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
    m_plot->setNow(nowMs);
    m_timeBar->setNow(nowMs);
    m_model->setNow(nowMs);
    updateSplitTimes();
    updateHeaders();
    updateBar();
    updateFold();
}

void LinesPanel::setRoles(const QMap<QString, LineRole> &roles)
{
    m_plot->setRoles(roles);
    m_model->setRoles(m_plot->looks());
    updateHeaders();
}

void LinesPanel::setMarks(const QList<PlotMark> &marks)
{
    m_plot->setMarks(marks);
}

void LinesPanel::setShades(const QList<PlotShade> &shades)
{
    m_plot->setShades(shades);
}

void LinesPanel::setTimeZone(TimeZoneChoice zone)
{
    m_plot->setTimeZone(zone);
    m_timeBar->setTimeZone(zone);
    m_work->setTimeZone(zone);
    m_data->setTimeZone(zone);
}

void LinesPanel::setStepMs(qint64 stepMs)
{
    m_stepMs = stepMs;
    m_plot->setStepMs(stepMs);
    m_model->setStepMs(stepMs);
}

void LinesPanel::setRangeSeconds(qint64 seconds)
{
    m_bar->setRange(seconds);
    m_plot->setRangeSeconds(seconds);
}

void LinesPanel::showIndicator(const QString &indicatorId)
{
    m_board.choose(indicatorId);
    rebuildRows();
    updateFamily();
}

void LinesPanel::showHeadlines()
{
    m_board.showHeadlines();
    rebuildRows();
    updateFamily();
}

void LinesPanel::showFamily(Family family)
{
    if (m_board.family() == family)
        m_board.showHeadlines();
    else
        m_board.showFamily(family);
    rebuildRows();
    updateFamily();
}

void LinesPanel::findIndicator()
{
    if (!m_chooser) {
        m_chooser = new IndicatorChooser(this);
        connect(m_chooser, &IndicatorChooser::chosen, this, &LinesPanel::showIndicator);
    }
    m_chooser->open(m_board.indicators());
}

void LinesPanel::setSplits(const QList<SplitSpec> &splits)
{
    m_work->setSplits(splits.size());
    m_split->setSpecs(splits);
}

void LinesPanel::setSplitsAbsent(const QString &words)
{
    m_split->setAbsent(words);
}

void LinesPanel::showNextSplit(bool back)
{
    m_split->showNext(back);
}

void LinesPanel::setSplitReading(const SplitReading &reading)
{
    m_split->setReading(reading);
    updateSplitTimes();
}

void LinesPanel::setSplitSurvey(const SplitSurveyReading &reading)
{
    m_work->takeSplits(reading);
}

void LinesPanel::updateFamily()
{
    m_split->showFamily(m_board.family(), m_board.indicators());
    updateSplitTimes();
}

void LinesPanel::updateSplitTimes()
{
    m_split->setLooks(m_plot->looks());
    // They were asked for the span in view: behind its end nothing is missing.
    m_split->setTimes(m_plot->startMs(), m_plot->endMs(), std::min(m_nowMs, m_plot->endMs()));
}

void LinesPanel::rebuildRows()
{
    QList<PlotRow> rows;
    for (int row = 0; row < m_board.rowCount(); ++row)
        rows.append(m_board.plotRow(row));
    while (m_headers.size() > rows.size())
        delete m_headers.takeLast();
    while (m_headers.size() < rows.size()) {
        m_headers.append(new LineHeader(m_headerColumn));
        m_headers.last()->show();
    }
    m_plot->setRows(rows);
    m_bar->setHeadlinesOffered(!m_board.showsHeadlines());
    updateHeaders();
    placeHeaders();
}

void LinesPanel::updateRow(int row)
{
    m_plot->setRow(row, m_board.plotRow(row));
    updateHeader(row);
}

void LinesPanel::updateHeaders()
{
    for (int row = 0; row < m_headers.size(); ++row)
        updateHeader(row);
}

void LinesPanel::updateHeader(int row)
{
    LineHeader::Content content;
    content.family = familyTitle(m_board.familyOfRow(row));
    const QList<Indicator> indicators = m_board.indicatorsOfRow(row);
    if (indicators.isEmpty()) {
        content.note = tr("no source");
        m_headers[row]->setContent(content);
        return;
    }
    const IndicatorReading reading = m_board.reading(indicators.first().id);
    content.indicator = indicators.first().title;
    if (m_board.family()) { // the family is all that is in view
        std::swap(content.family, content.indicator);
        content.isTitled = true;
    }
    content.note = readingTrouble(reading, m_nowMs, m_stepMs);
    if (content.note.isEmpty())
        content.note = readingWarning(reading);
    const LineLooks &looks = m_plot->looks();
    QStringList versions;
    const QList<LatestValue> latest = latestValues(reading, m_nowMs, m_stepMs);
    for (const LatestValue &value : latest) {
        content.late = content.late || value.late;
        if (!std::isnan(value.value) || looks.role(value.version) != LineRole::Other)
            versions.append(value.version);
    }
    for (const QString &version : looks.ordered(versions)) {
        const auto at = std::find_if(latest.cbegin(), latest.cend(),
                                     [&](const LatestValue &value) { return value.version == version; });
        content.values.append({versionText(version), looks.look(version, themeColors(palette())),
                               valueText(at->value, reading.indicator.unit), at->state});
    }
    m_headers[row]->setContent(content);
}

void LinesPanel::placeHeaders()
{
    for (int row = 0; row < m_headers.size(); ++row) {
        const QRect area = m_plot->rowRect(row);
        const int top = m_plot->y() - m_headerColumn->y() + area.top() - fontMetrics().height() - 4;
        const int bottom = m_plot->y() - m_headerColumn->y() + area.bottom() + 5;
        m_headers[row]->setGeometry(0, top, headerWidth, std::max(0, bottom - top));
    }
}

void LinesPanel::updateBar()
{
    m_bar->setView(m_plot->live(), m_plot->canGoBack(), m_plot->behindMs());
    m_timeBar->setPaused(m_plot->paused());
}

void LinesPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_L && event->modifiers() == Qt::NoModifier)
        setLogarithmic(!isLogarithmic());
    else if (!m_plot->takeKey(event))
        QWidget::keyPressEvent(event);
}

void LinesPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateHeaders();
    if (event->type() == QEvent::FontChange)
        placeHeaders();
}

} // namespace andon
