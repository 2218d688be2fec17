// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"

#include <QRegularExpression>
#include <QTest>

namespace andon {

void failOnWarnings()
{
    // The offscreen platform says of each dialog what it cannot do for it.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support )")));
}

} // namespace andon
