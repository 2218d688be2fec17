// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/WarningsText.h"

#include "app/base/DisplayText.h"

#include <QCoreApplication>

namespace andon {

namespace {

struct WarningWords {
    Q_DECLARE_TR_FUNCTIONS(WarningWords)
};

} // namespace

QString warningsText(const QStringList &warnings)
{
    if (warnings.isEmpty())
        return {};
    const QString first = displaySafe(warnings.first());
    const auto more = static_cast<int>(warnings.size() - 1);
    return more > 0 ? WarningWords::tr("%1, and %n more", nullptr, more).arg(first) : first;
}

} // namespace andon
