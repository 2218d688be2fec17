// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/LinesPanel.h"

#include <QHeaderView>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

// The foldable table of every indicator below the lines.

static constexpr int tableRows = 6;

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

} // namespace andon
