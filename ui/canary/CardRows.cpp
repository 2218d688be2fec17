// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CardRows.h"

#include "ui/common/PlainLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

QList<QWidget *> CardRows::Row::widgets() const
{
    QList<QWidget *> all{name};
    all << fields;
    if (up)
        all << up << down;
    return all << remove << note;
}

CardRows::CardRows(Spec spec, QWidget *parent)
    : QWidget(parent)
    , m_spec(std::move(spec))
    , m_grid(new QGridLayout)
    , m_add(new QPushButton(m_spec.add))
    , m_note(new PlainLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(m_grid);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    layout->addWidget(m_note);
    m_note->setWordWrap(true);
    m_note->hide();
    m_add->setAutoDefault(false);
    m_grid->setHorizontalSpacing(6);
    m_grid->setVerticalSpacing(2);
    for (int column = 0; column < m_spec.headers.size(); ++column) {
        auto *header = new PlainLabel(m_spec.headers[column]);
        header->setMinimumWidth(header->sizeHint().width());
        m_grid->addWidget(header, 0, column + 1);
    }
    connect(m_add, &QPushButton::clicked, this, [this] {
        m_rows << makeRow();
        arrange();
        m_rows.last().fields.first()->setFocus(Qt::OtherFocusReason);
        emit edited();
    });
}

CardRows::Row CardRows::makeRow()
{
    Row row;
    row.name = new PlainLabel;
    row.name->setMinimumWidth(fontMetrics().horizontalAdvance(m_spec.entry.arg(88)));
    row.fields = m_spec.make();
    row.remove = new QPushButton(tr("Remove"));
    row.note = new PlainLabel;
    row.note->setWordWrap(true);
    row.note->hide();
    for (QWidget *field : std::as_const(row.fields))
        watch(field);
    if (m_spec.ordered) {
        row.up = new QPushButton(u"↑"_s);
        row.down = new QPushButton(u"↓"_s);
        connect(row.up, &QPushButton::clicked, this, [this, button = row.up] { move(button, -1); });
        connect(row.down, &QPushButton::clicked, this, [this, button = row.down] { move(button, 1); });
    }
    connect(row.remove, &QPushButton::clicked, this, [this, button = row.remove] { drop(button); });
    for (QPushButton *button : {row.up, row.down, row.remove}) {
        if (button)
            button->setAutoDefault(false);
    }
    return row;
}

void CardRows::watch(QWidget *field)
{
    if (auto *text = qobject_cast<QLineEdit *>(field))
        connect(text, &QLineEdit::textEdited, this, &CardRows::edited);
    else if (auto *choice = qobject_cast<QComboBox *>(field))
        connect(choice, &QComboBox::activated, this, &CardRows::edited);
    else if (auto *tick = qobject_cast<QCheckBox *>(field))
        connect(tick, &QCheckBox::clicked, this, &CardRows::edited);
}

void CardRows::setCount(qsizetype count)
{
    if (count == m_rows.size())
        return;
    while (m_rows.size() < count)
        m_rows << makeRow();
    while (m_rows.size() > count) {
        for (QWidget *widget : m_rows.takeLast().widgets())
            delete widget;
    }
    arrange();
}

/// Every row in its place of the grid, with the name of that place; the Tab key follows what the eye does.
void CardRows::arrange()
{
    QWidget *before = nullptr;
    const int columns = static_cast<int>(m_spec.headers.size());
    for (int i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const QString name = m_spec.entry.arg(i + 1);
        for (QWidget *widget : row.widgets())
            m_grid->removeWidget(widget);
        row.name->setPlainText(name);
        int column = 0;
        for (QWidget *widget : row.widgets()) {
            if (widget == row.note)
                continue;
            m_grid->addWidget(widget, 1 + 2 * i, column++);
            widget->show(); // now, so that it can take the focus
            if (before && widget->focusPolicy() != Qt::NoFocus)
                setTabOrder(before, widget);
            if (widget->focusPolicy() != Qt::NoFocus)
                before = widget;
        }
        m_grid->addWidget(row.note, 2 + 2 * i, 1, 1, columns);
        for (int field = 0; field < columns; ++field)
            row.fields[field]->setAccessibleName(nameOf(i, field));
        row.remove->setAccessibleName(tr("Remove %1").arg(name));
        if (row.up) {
            row.up->setAccessibleName(tr("Move %1 up").arg(name));
            row.down->setAccessibleName(tr("Move %1 down").arg(name));
            row.up->setEnabled(i > 0);
            row.down->setEnabled(i + 1 < m_rows.size());
        }
    }
    if (before)
        setTabOrder(before, m_add);
}

QString CardRows::nameOf(qsizetype row, int column) const
{
    return u"%1, %2"_s.arg(m_spec.entry.arg(row + 1), m_spec.headers[column]);
}

void CardRows::move(QPushButton *button, int by)
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.up == button || row.down == button; });
    const qsizetype from = at - m_rows.begin(), to = from + by;
    if (to < 0 || to >= m_rows.size())
        return;
    m_rows.move(from, to);
    arrange();
    button->setFocus(Qt::OtherFocusReason);
    emit edited();
}

void CardRows::drop(QPushButton *button)
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.remove == button; });
    const qsizetype index = at - m_rows.begin();
    // The button is still at work.
    for (QWidget *widget : m_rows.takeAt(index).widgets()) {
        m_grid->removeWidget(widget);
        widget->hide();
        widget->deleteLater();
    }
    arrange();
    if (m_rows.isEmpty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_rows[std::min(index, m_rows.size() - 1)].remove->setFocus(Qt::OtherFocusReason);
    emit edited();
}

PlainLabel *CardRows::noteAt(const QString &place) const
{
    bool isRow = false;
    const qsizetype row = place.mid(m_spec.place.size() + 1).section(u'/', 0, 0).toInt(&isRow);
    return isRow && row >= 0 && row < m_rows.size() ? m_rows[row].note : m_note;
}

QList<PlainLabel *> CardRows::notes() const
{
    QList<PlainLabel *> all{m_note};
    for (const Row &row : m_rows)
        all << row.note;
    return all;
}

} // namespace andon
