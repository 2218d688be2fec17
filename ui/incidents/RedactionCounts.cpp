// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/RedactionCounts.h"

#include "app/base/DisplayText.h"

#include <QHeaderView>
#include <QLocale>

namespace andon {

RedactionCounts::RedactionCounts(QWidget *parent)
    : QTableWidget(0, 2, parent)
{
    setHorizontalHeaderLabels({tr("What was taken out"), tr("How often")});
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    verticalHeader()->hide();
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Rules and how often each took something out"));
}

void RedactionCounts::setCounts(const QMap<QString, qint64> &counts)
{
    setRowCount(static_cast<int>(counts.size()));
    int row = 0;
    for (const auto &[rule, count] : counts.asKeyValueRange()) {
        setItem(row, 0, new QTableWidgetItem(displaySafe(rule, 80)));
        auto *number = new QTableWidgetItem(QLocale().toString(count));
        number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        setItem(row++, 1, number);
    }
}

QStringList RedactionCounts::words() const
{
    QStringList words;
    for (int row = 0; row < rowCount(); ++row)
        words << item(row, 0)->text() + u' ' + item(row, 1)->text();
    return words;
}

} // namespace andon
