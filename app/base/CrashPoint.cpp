// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CrashPoint.h"

#include <QtGlobal>

#include <csignal>

namespace andon {

void crashPoint()
{
    static const int crashAt = qEnvironmentVariableIntValue("ANDON_CRASH_AT"); // 0 where it is absent or no number
    static int passed = 0;
    if (crashAt > 0 && ++passed == crashAt)
        std::raise(SIGKILL);
}

} // namespace andon
