// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace andon {

/// What assistive technology sees of an ActionButton: a button with its consequence as name, that can be pressed.
class ActionButtonAccess final : public QAccessibleWidget {
public:
    explicit ActionButtonAccess(QWidget *button);
    /// From now on every ActionButton is seen so.
    static void install();

    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QStringList actionNames() const override;
    void doAction(const QString &name) override;
};

} // namespace andon
