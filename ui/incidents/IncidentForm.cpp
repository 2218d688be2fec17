// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/IncidentForm.h"

#include "app/base/DisplayText.h"
#include "ui/common/PlainLabel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

IncidentForm::IncidentForm(const QString &title, const QString &act, QWidget *parent)
    : QDialog(parent)
    , m_layout(new QFormLayout)
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_act = buttons->addButton(act, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(m_layout);
    layout->addWidget(buttons);
}

QLineEdit *IncidentForm::addLine(const QString &label, const QString &value, bool required)
{
    auto *line = new QLineEdit(value);
    line->setAccessibleName(label);
    line->setMaxLength(256);
    m_layout->addRow(label, line);
    connect(line, &QLineEdit::textChanged, this, &IncidentForm::check);
    if (required)
        m_required << line;
    check();
    return line;
}

QPlainTextEdit *IncidentForm::addText(const QString &label, const QString &value)
{
    auto *text = new QPlainTextEdit(value);
    text->setAccessibleName(label);
    text->setTabChangesFocus(true);
    text->setMaximumHeight(fontMetrics().height() * 5);
    m_layout->addRow(label, text);
    return text;
}

QComboBox *IncidentForm::addChoice(const QString &label, const QList<QPair<QString, QString>> &choices, const QString &current)
{
    auto *box = new QComboBox;
    box->setAccessibleName(label);
    for (const auto &[shown, value] : choices)
        box->addItem(displaySafe(shown, 120), value);
    box->setCurrentIndex(std::max(0, box->findData(current)));
    m_layout->addRow(label, box);
    return box;
}

void IncidentForm::addNotice(const QString &words)
{
    auto *notice = new PlainLabel(words);
    notice->setWordWrap(true);
    m_layout->addRow(notice);
}

void IncidentForm::addWhy(bool required)
{
    m_why = addLine(tr("Why"), {}, required);
    m_why->setPlaceholderText(required ? tr("Goes on the record; must be said") : tr("Goes on the record"));
}

QString IncidentForm::why() const
{
    return m_why ? m_why->text().trimmed() : QString();
}

void IncidentForm::check()
{
    m_act->setEnabled(std::none_of(m_required.cbegin(), m_required.cend(), [](const QLineEdit *line) { return line->text().trimmed().isEmpty(); }));
}

} // namespace andon
