// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Secret.h"

#include <QString>

#include <functional>

namespace andon {

/// Asks the person for a named secret in a dialog that never shows it; an empty answer means "cancelled".
void askForSecret(const QString &name, std::function<void(Secret)> answer);

} // namespace andon
