// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/TextTableDialog.h"

#include "app/base/DisplayText.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int widestColumn = 260;

void TextTableModel::setContent(const Content &content)
{
    beginResetModel();
    m_content = content;
    for (QStringList &row : m_content.rows) {
        for (QString &cell : row)
            cell = displaySafe(cell);
    }
    endResetModel();
}

int TextTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_content.rows.size());
}

int TextTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_content.headers.size());
}

QVariant TextTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return m_content.rows[index.row()].value(index.column());
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((index.column() < m_content.textColumns ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return m_content.headers.value(section);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section < m_content.textColumns ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

TextTableDialog::TextTableDialog(QWidget *parent)
    : QDialog(parent), m_model(new TextTableModel(this)), m_sentence(new QLabel(this)), m_view(new QTableView(this))
{
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setTabKeyNavigation(false);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setAlternatingRowColors(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_view->horizontalHeader()->setHighlightSections(false);
    auto *buttons = new QDialogButtonBox(this);
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(plainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_sentence);
    layout->addWidget(m_view, 1);
    layout->addWidget(buttons);
}

void TextTableDialog::setTable(const QString &title, const QString &sentence, const TextTableModel::Content &content)
{
    setWindowTitle(title);
    m_sentence->setText(sentence);
    m_view->setAccessibleName(title);
    m_model->setContent(content);
}

void TextTableDialog::showTable(const QString &title, const QString &sentence, const TextTableModel::Content &content)
{
    setTable(title, sentence, content);
    fitColumns();
    int width = 60;
    for (int column = 0; column < m_model->columnCount(); ++column)
        width += m_view->columnWidth(column);
    const int rows = std::clamp(m_model->rowCount(), 4, 16);
    resize(std::clamp(width, 480, 1100), rows * (fontMetrics().height() + 6) + 160);
    show();
    raise();
    activateWindow();
    m_view->setFocus();
}

void TextTableDialog::fitColumns()
{
    m_view->resizeColumnsToContents(); // some dozens of rows
    for (int column = 0; column < m_model->columnCount(); ++column)
        m_view->setColumnWidth(column, std::min(m_view->columnWidth(column) + 10, widestColumn));
}

QString TextTableDialog::plainText() const
{
    QStringList lines{m_sentence->text(), m_model->content().headers.join(u'\t')};
    for (const QStringList &row : m_model->content().rows)
        lines << row.join(u'\t');
    return lines.join(u'\n') + u'\n';
}

} // namespace andon
