// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/LinesPanel.h"

#include "ui/lines/DataWork.h"
#include "ui/lines/LatestValues.h"
#include "ui/lines/LineHeader.h"
#include "ui/lines/LinesBar.h"
#include "ui/lines/TimeBar.h"
#include "ui/lines/WindowWork.h"
#include "ui/plot/TimeView.h"
#include "ui/plot/ValueText.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int headerWidth = 150;
static constexpr int tableRows = 6;

LinesPanel::LinesPanel(QWidget *parent)
    : QWidget(parent), m_plot(new LinesPlot(this)), m_model(new IndicatorTableModel(m_board, this)),
      m_bar(new LinesBar(this)), m_timeBar(new TimeBar(this)), m_work(new WindowWork(*m_plot, m_board, this)),
      m_data(new DataWork(*m_plot, this)), m_headerColumn(new QWidget(this))
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
    auto *bars = new QHBoxLayout;
    bars->setSpacing(0);
    bars->addWidget(m_bar, 1);
    bars->addWidget(m_timeBar);
    layout->addLayout(bars);
    layout->addLayout(lines, 1);
    layout->addWidget(buildTable());
    connect(m_plot, &LinesPlot::viewChanged, this, &LinesPanel::updateBar);
    connect(m_plot, &LinesPlot::rowGeometryChanged, this, &LinesPanel::placeHeaders);
    connect(m_plot, &LinesPlot::noteAskedAt, this, &LinesPanel::noteAskedAt);
    connectBar();
    connectTimeBar();
    setTabOrder(m_timeBar->lastTabStop(), m_plot);
    setTabOrder(m_plot, m_fold);
    setTabOrder(m_fold, m_tableView);
    rebuildRows();
    updateBar();
    updateFold();
}

void LinesPanel::connectBar()
{
    connect(m_bar, &LinesBar::rangeChosen, this, [this](qint64 seconds) {
        m_historySeconds = seconds;
        m_plot->setRangeSeconds(seconds);
        emit rangeSecondsChosen(seconds);
    });
    connect(m_bar, &LinesBar::backAsked, m_plot, &LinesPlot::goBack);
    connect(m_bar, &LinesBar::liveAsked, m_plot, &LinesPlot::goLive);
    connect(m_bar, &LinesBar::liveAsked, this, &LinesPanel::updateBar);
    connect(m_bar, &LinesBar::headlinesAsked, this, &LinesPanel::showHeadlines);
}

void LinesPanel::connectTimeBar()
{
    connect(m_timeBar, &TimeBar::pauseAsked, m_plot, &LinesPlot::setPaused);
    connect(m_timeBar, &TimeBar::timeAsked, this, [this](qint64 timeMs) {
        showTime(timeMs);
        m_plot->setFocus(Qt::OtherFocusReason);
    });
    connect(m_plot, &LinesPlot::pausedChanged, this, &LinesPanel::updateBar);
    m_data->fill(m_timeBar->dataMenu());
    connect(m_data, &DataWork::told, this, &LinesPanel::told);
    connect(m_work, &WindowWork::attachAsked, this, &LinesPanel::attachAsked);
}

void LinesPanel::showTime(qint64 timeMs)
{
    if (timeMs >= m_plot->startMs() && timeMs <= m_plot->endMs()) {
        m_plot->setCrosshair(timeMs);
        return;
    }
    const qint64 halfView = (m_plot->endMs() - m_plot->startMs()) / 2;
    const qint64 needed = (m_nowMs - timeMs + halfView) / 1000;
    m_plot->panTo(timeMs);
    if (needed <= m_historySeconds)
        return;
    m_historySeconds = std::min(needed, TimeView::longestMs / 1000);
    emit rangeSecondsChosen(m_historySeconds);
}

void LinesPanel::setTitle(const QString &title)
{
    m_data->setTitle(title);
}

void LinesPanel::focusTime()
{
    m_timeBar->focusTime();
}

QWidget *LinesPanel::buildTable()
{
    auto *part = new QWidget(this);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(2);
    m_fold = new QToolButton(part);
    m_fold->setFocusPolicy(Qt::StrongFocus);
    m_fold->setCheckable(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setArrowType(Qt::RightArrow);
    m_fold->setAutoRaise(true);
    m_tableView = new QTableView(part);
    m_tableView->setModel(m_model);
    m_tableView->setAccessibleName(tr("All indicators"));
    m_tableView->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tableView->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tableView->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tableView->setTabKeyNavigation(false);
    m_tableView->setShowGrid(false);
    m_tableView->setWordWrap(false);
    m_tableView->setTextElideMode(Qt::ElideRight);
    m_tableView->verticalHeader()->hide();
    m_tableView->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_tableView->horizontalHeader()->setDefaultSectionSize(96);
    m_tableView->horizontalHeader()->setMinimumSectionSize(60);
    m_tableView->horizontalHeader()->setStretchLastSection(true);
    m_tableView->horizontalHeader()->setHighlightSections(false);
    m_tableView->setFixedHeight((tableRows + 1) * (fontMetrics().height() + 6) + 6);
    m_tableView->hide();
    layout->addWidget(m_fold, 0, Qt::AlignLeft);
    layout->addWidget(m_tableView);
    connect(m_fold, &QToolButton::toggled, this, &LinesPanel::setTableShown);
    connect(m_model, &QAbstractItemModel::columnsInserted, this, &LinesPanel::sizeColumns);
    const auto draw = [this](const QModelIndex &index) { showIndicator(m_model->indicatorId(index)); };
    connect(m_tableView, &QTableView::clicked, this, draw);
    connect(m_tableView, &QTableView::activated, this, draw);
    return part;
}

void LinesPanel::setIndicators(const QList<Indicator> &indicators)
{
    m_board.setIndicators(indicators);
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

void LinesPanel::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
    m_plot->setNow(nowMs);
    m_timeBar->setNow(nowMs);
    m_model->setNow(nowMs);
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
    m_historySeconds = seconds;
    m_bar->setRange(seconds);
    m_plot->setRangeSeconds(seconds);
}

void LinesPanel::showIndicator(const QString &indicatorId)
{
    m_board.choose(indicatorId);
    rebuildRows();
}

void LinesPanel::showHeadlines()
{
    m_board.showHeadlines();
    rebuildRows();
}

void LinesPanel::setTableShown(bool shown)
{
    m_tableView->setVisible(shown);
    m_fold->setChecked(shown);
    m_fold->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
}

bool LinesPanel::tableShown() const
{
    return m_fold->isChecked();
}

/// Wide enough for what they hold, counted on a few rows only; the state takes the rest.
void LinesPanel::sizeColumns()
{
    const int gate = m_model->columnCount() - 2;
    for (int column = 0; column < m_model->columnCount() - 1; ++column)
        m_tableView->setColumnWidth(column, column == 0 ? 160 : column == 1 ? 110 : column == gate ? 150 : 92);
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
    content.note = readingTrouble(reading, m_nowMs, m_stepMs);
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
    m_timeBar->setPaused(m_plot->paused(), m_plot->behindMs());
}

void LinesPanel::updateFold()
{
    QString text = tr("All indicators (%1)").arg(m_model->rowCount());
    if (const int stops = m_model->crossed(GateState::Stop); stops > 0)
        text += u"   ▲ "_s + tr("%1 beyond stop").arg(stops);
    if (const int warns = m_model->crossed(GateState::Warn); warns > 0)
        text += u"   ◆ "_s + tr("%1 beyond warn").arg(warns);
    if (text == m_fold->text())
        return;
    m_fold->setText(text);
    m_fold->setAccessibleName(text);
}

void LinesPanel::keyPressEvent(QKeyEvent *event)
{
    if (!m_plot->takeKey(event))
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
