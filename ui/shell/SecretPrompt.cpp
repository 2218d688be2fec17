// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SecretPrompt.h"

#include <QInputDialog>

namespace andon {

void askForSecret(const QString &name, std::function<void(Secret)> answer)
{
    auto *dialog = new QInputDialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QInputDialog::tr("Andon"));
    dialog->setLabelText(QInputDialog::tr("Secret %1 (kept in memory for this run only)").arg(name.left(60)));
    dialog->setTextEchoMode(QLineEdit::Password);
    QObject::connect(dialog, &QInputDialog::finished, dialog, [dialog, answer](int result) {
        answer(Secret(result == QDialog::Accepted ? dialog->textValue().toUtf8() : QByteArray()));
    });
    dialog->open();
}

} // namespace andon
