// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/RedactionDialog.h"

#include "app/incidents/RedactedExport.h"
#include "ui/common/PlainLabel.h"
#include "ui/incidents/RedactionCounts.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace andon {

RedactionDialog::RedactionDialog(const QMap<QString, qint64> &counts, QWidget *parent)
    : QDialog(parent)
    , m_counts(new RedactionCounts)
{
    setWindowTitle(tr("What is taken out"));
    setMinimumWidth(460);
    auto *head = new PlainLabel(tr("Secrets and personal data were taken out of every text; nothing is written yet. Look whether the counts are what you expect; "
                                   "the workspace file can name further rules."));
    head->setWordWrap(true);
    m_counts->setCounts(counts);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *goOn = buttons->addButton(tr("Go on"), QDialogButtonBox::AcceptRole);
    goOn->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(head);
    layout->addWidget(m_counts, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void RedactionDialog::ask(const QMap<QString, qint64> &counts, QWidget *parent, const std::function<void(bool)> &answer)
{
    if (redactionWords(counts).isEmpty()) {
        answer(true);
        return;
    }
    auto *dialog = new RedactionDialog(counts, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, parent, [answer](int result) { answer(result == QDialog::Accepted); });
    dialog->open();
}

QString RedactionDialog::titled(const QString &title, const QMap<QString, qint64> &counts)
{
    return redactionWords(counts).isEmpty() ? tr("%1: nothing had to be taken out").arg(title) : title;
}

QString RedactionDialog::words() const
{
    return m_counts->words().join(u'\n');
}

} // namespace andon
