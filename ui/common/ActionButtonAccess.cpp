// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/ActionButtonAccess.h"

#include "ui/common/ActionButton.h"

namespace andon {

ActionButtonAccess::ActionButtonAccess(QWidget *button)
    : QAccessibleWidget(button, QAccessible::Button)
{
}

void ActionButtonAccess::install()
{
    static bool installed = false;
    if (std::exchange(installed, true))
        return;
    QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
        auto *button = qobject_cast<ActionButton *>(object);
        return button ? new ActionButtonAccess(button) : nullptr;
    });
}

QAccessible::State ActionButtonAccess::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.disabled = state.disabled || !static_cast<ActionButton *>(widget())->face().blocked.isEmpty();
    return state;
}

QStringList ActionButtonAccess::actionNames() const
{
    return {pressAction(), setFocusAction()};
}

void ActionButtonAccess::doAction(const QString &name)
{
    if (name == pressAction())
        static_cast<ActionButton *>(widget())->pressByAssistant();
    else
        QAccessibleWidget::doAction(name);
}

} // namespace andon
