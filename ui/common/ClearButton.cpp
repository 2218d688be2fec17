// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/ClearButton.h"

#include "ui/common/Icon.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>

namespace andon {

void addClearButton(QLineEdit &field)
{
    QAction *clear = field.addAction(themeIcon(IconName::Clear), QLineEdit::TrailingPosition);
    clear->setText(QCoreApplication::translate("andon::ClearButton", "Clear"));
    clear->setToolTip(clear->text());
    const auto show = [clear](const QString &text) { clear->setVisible(!text.isEmpty()); };
    show(field.text());
    QObject::connect(&field, &QLineEdit::textChanged, clear, show);
    QObject::connect(clear, &QAction::triggered, &field, &QLineEdit::clear);
}

} // namespace andon
