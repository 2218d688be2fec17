// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/RegressionDialog.h"

#include "app/base/BoundedJson.h"
#include "app/base/DisplayText.h"
#include "ui/common/PlainLabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
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
    , m_requestsWords(new PlainLabel)
    , m_list(new QListWidget)
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
    m_list->setAccessibleName(tr("Failing requests"));
    m_list->setMinimumHeight(140);
    m_list->hide();
    m_requestsWords->setWordWrap(true);
    m_requestsWords->hide();
    connect(m_list, &QListWidget::itemChanged, this, &RegressionDialog::check);
    layout->addRow(m_requestsWords);
    layout->addRow(m_list);
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
    m_mark = buttons->addButton(tr("Mark"), QDialogButtonBox::AcceptRole);
    layout->addRow(buttons);
    connect(m_input, &QPlainTextEdit::textChanged, this, &RegressionDialog::check);
    connect(m_expected, &QPlainTextEdit::textChanged, this, &RegressionDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
    resize(720, 560);
}

void RegressionDialog::check()
{
    const bool any = !chosen().isEmpty();
    for (QWidget *typed : {static_cast<QWidget *>(m_input), static_cast<QWidget *>(m_trace), static_cast<QWidget *>(m_version)})
        typed->setEnabled(!any);
    m_mark->setEnabled((any || !m_input->toPlainText().trimmed().isEmpty()) && !m_expected->toPlainText().trimmed().isEmpty());
}

void RegressionDialog::setRequests(const QList<FailingRequest> &requests, TimeZoneChoice zone)
{
    m_list->clear();
    m_requests = requests;
    for (const FailingRequest &request : requests) {
        const QString input = request.input.is_string() ? QString::fromStdString(request.input.get<std::string>()) : QString::fromStdString(request.input.dump());
        auto *item = new QListWidgetItem(u"%1  %2  %3  %4"_s.arg(clockText(request.at, zone), displaySafe(request.version, 40), displaySafe(request.outcome, 40),
                                                                 displaySafe(input, 160)), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Unchecked);
        item->setToolTip(displaySafe(request.trace, 64));
    }
    m_list->setVisible(!requests.isEmpty());
    setRequestsTrouble(requests.isEmpty() ? tr("No request that failed is kept any more: type one.")
                                          : tr("Check those that must pass from now on, or type one. Secrets and personal data are taken out."));
    check();
}

void RegressionDialog::setRequestsTrouble(const QString &words)
{
    m_requestsWords->setPlainText(words);
    m_requestsWords->setVisible(!words.isEmpty());
}

QList<FailingRequest> RegressionDialog::chosen() const
{
    QList<FailingRequest> chosen;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            chosen << m_requests[row];
    }
    return chosen;
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
