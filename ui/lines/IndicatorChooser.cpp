// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/IndicatorChooser.h"

#include "ui/common/ClearButton.h"
#include "ui/lines/LineBoard.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int idRole = Qt::UserRole;
static constexpr int wordsRole = Qt::UserRole + 1;

IndicatorChooser::IndicatorChooser(QWidget *parent) : QDialog(parent), m_typed(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setWindowTitle(tr("Find an indicator"));
    m_typed->setPlaceholderText(tr("Type a part of its name or family"));
    m_typed->setAccessibleName(tr("Find an indicator"));
    addClearButton(*m_typed);
    m_typed->installEventFilter(this);
    m_list->setAccessibleName(tr("Indicators found"));
    m_list->setFocusPolicy(Qt::NoFocus); // the arrows work from the field
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_typed);
    layout->addWidget(m_list, 1);
    resize(420, 360);
    connect(m_typed, &QLineEdit::textChanged, this, &IndicatorChooser::filter);
    connect(m_typed, &QLineEdit::returnPressed, this, &IndicatorChooser::take);
    connect(m_list, &QListWidget::itemClicked, this, &IndicatorChooser::take);
}

void IndicatorChooser::open(const QList<Indicator> &indicators)
{
    m_list->clear();
    for (const Indicator &indicator : indicators) {
        auto *item = new QListWidgetItem(indicator.title + u" · "_s + familyTitle(indicator.family), m_list);
        item->setData(idRole, indicator.id);
        item->setData(wordsRole, QString(item->text() + u' ' + indicator.id + u' ' + familyWord(indicator.family)));
    }
    m_typed->clear();
    filter({});
    show();
    raise();
    activateWindow();
    m_typed->setFocus();
}

void IndicatorChooser::filter(const QString &typed)
{
    const QStringList words = typed.simplified().split(u' ', Qt::SkipEmptyParts);
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const QString all = item->data(wordsRole).toString();
        const bool fits = std::all_of(words.cbegin(), words.cend(),
                                      [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
        item->setHidden(!fits);
        if (fits && !first)
            first = item;
    }
    m_list->setCurrentItem(first);
}

QStringList IndicatorChooser::offered() const
{
    QStringList titles;
    for (int row = 0; row < m_list->count(); ++row) {
        if (!m_list->item(row)->isHidden())
            titles.append(m_list->item(row)->text());
    }
    return titles;
}

bool IndicatorChooser::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void IndicatorChooser::take()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item || item->isHidden())
        return;
    const QString id = item->data(idRole).toString();
    accept();
    emit chosen(id);
}

} // namespace andon
