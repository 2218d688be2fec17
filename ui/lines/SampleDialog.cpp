// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/SampleDialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

SampleDialog::SampleDialog(QWidget *parent)
    : QDialog(parent), m_model(new SampleModel(this)), m_choice(new QComboBox(this)), m_view(new QTableView(this)),
      m_words(new QLabel(this))
{
    setWindowTitle(tr("Data in view"));
    m_choice->setAccessibleName(tr("Which line"));
    m_view->setAccessibleName(tr("Samples in view"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->verticalHeader()->hide();
    // Fixed sizes: nothing may ask each of a million rows.
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_view->horizontalHeader()->setDefaultSectionSize(fontMetrics().horizontalAdvance(u"Latency P95 v42-canary"_s));
    m_view->horizontalHeader()->setHighlightSections(false);
    m_words->setTextFormat(Qt::PlainText);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *copy = buttons->addButton(tr("Copy as CSV"), QDialogButtonBox::ActionRole);
    QPushButton *save = buttons->addButton(tr("Save as CSV…"), QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_choice);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_words);
    layout->addWidget(buttons);
    resize(640, 520);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &SampleDialog::choose);
    connect(copy, &QPushButton::clicked, this, [this] { emit copyAsked(m_model->table()); });
    connect(save, &QPushButton::clicked, this, [this] { emit saveAsked(m_model->table()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SampleDialog::showTables(const QStringList &titles, const QList<SampleTable> &tables, int current, qint64 timeMs,
                              TimeZoneChoice zone)
{
    m_tables = tables;
    m_timeMs = timeMs;
    m_zone = zone;
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        m_choice->addItems(titles);
        m_choice->setCurrentIndex(current);
    }
    choose(current);
    show();
    raise();
    activateWindow();
    m_view->setFocus();
}

void SampleDialog::choose(int index)
{
    m_model->setTable(m_tables.value(index), m_zone);
    m_view->setColumnWidth(0, fontMetrics().horizontalAdvance(u"2026-11-25 00:00:00 +00:00"_s) + 20);
    const SampleTable &table = m_model->table();
    say(table.rows() == 0 ? tr("No samples in view.") : tr("%n sample(s) in view.", nullptr, static_cast<int>(table.rows())));
    if (table.rows() == 0)
        return;
    const std::size_t at = m_timeMs == 0 ? table.rows() - 1 : std::min(table.rowAtOrAfter(m_timeMs), table.rows() - 1);
    const QModelIndex row = m_model->index(static_cast<int>(at), 0);
    m_view->setCurrentIndex(row);
    m_view->scrollTo(row, QAbstractItemView::PositionAtCenter);
}

void SampleDialog::say(const QString &words)
{
    m_words->setText(words);
}

} // namespace andon
