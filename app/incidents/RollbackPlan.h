// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace andon {

struct Evidence;

/// How the service would be brought back from what ran at the end of the window: rollback_plan.md. English Markdown; nothing
/// hostile in it is markup.
[[nodiscard]] QString rollbackPlan(const Evidence &evidence);

} // namespace andon
