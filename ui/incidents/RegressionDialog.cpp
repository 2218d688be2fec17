// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/RegressionDialog.h"

#include "app/base/BoundedJson.h"
#include "ui/common/PlainLabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace andon {

using namespace Qt::StringLiterals;

static nlohmann::json valueOf(const QString &text)
{
    const nlohmann::json value = boundedJson(text.toUtf8());
    return value.is_object() || value.is_array() ? value : nlohmann::json(text.toStdString());
}

RegressionDialog::RegressionDialog(const QString &set, const QString &version, const QString &trace, const QString &input, QWidget *parent)
    : QDialog(parent)
    , m_input(new QPlainTextEdit(input))
    , m_expected(new QPlainTextEdit)
    , m_trace(new QLineEdit(trace))
    , m_version(new QLineEdit(version))
    , m_tags(new QLineEdit)
{
    setWindowTitle(tr("Mark a failing request"));
    auto *layout = new QFormLayout(this);
    auto *head = new PlainLabel(tr("It is appended to %1 and must pass from then on. Leave out what is secret or personal.").arg(set));
    head->setWordWrap(true);
    layout->addRow(head);
    m_input->setPlaceholderText(tr("What was asked: text, or the request as JSON"));
    m_expected->setPlaceholderText(tr("What must hold of the answer: text, or JSON as your runner reads it"));
    m_trace->setPlaceholderText(tr("32 hexadecimal digits"));
    m_tags->setPlaceholderText(tr("words with commas between, such as refusal, billing"));
    for (QPlainTextEdit *edit : {m_input, m_expected})
        edit->setTabChangesFocus(true);
    layout->addRow(tr("Request"), m_input);
    layout->addRow(tr("Expected"), m_expected);
    layout->addRow(tr("Trace"), m_trace);
    layout->addRow(tr("Version"), m_version);
    layout->addRow(tr("Tags"), m_tags);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *mark = buttons->addButton(tr("Mark"), QDialogButtonBox::AcceptRole);
    layout->addRow(buttons);
    const auto check = [this, mark] {
        mark->setEnabled(!m_input->toPlainText().trimmed().isEmpty() && !m_expected->toPlainText().trimmed().isEmpty());
    };
    connect(m_input, &QPlainTextEdit::textChanged, mark, check);
    connect(m_expected, &QPlainTextEdit::textChanged, mark, check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
    resize(640, 460);
}

nlohmann::json RegressionDialog::input() const
{
    return valueOf(m_input->toPlainText());
}

nlohmann::json RegressionDialog::expected() const
{
    return valueOf(m_expected->toPlainText());
}

QStringList RegressionDialog::tags() const
{
    QStringList tags;
    for (const QString &word : m_tags->text().split(u',')) {
        if (!word.trimmed().isEmpty() && !tags.contains(word.trimmed()))
            tags << word.trimmed();
    }
    return tags;
}

QString RegressionDialog::trace() const
{
    return m_trace->text().trimmed();
}

QString RegressionDialog::version() const
{
    return m_version->text().trimmed();
}

} // namespace andon
