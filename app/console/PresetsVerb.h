// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/workspace/Workspace.h"

namespace andon {

/// "andon presets": the presets that come with the program, one a line.
[[nodiscard]] QStringList presetList();
/// "andon presets show NAME": every request it would send. `workspace`: where it has a gateway of this kind, with its
/// addresses, variables and the values of its services' actions; null: with the words open. A name that is none gives
/// BadInput.
[[nodiscard]] Result<QStringList> presetLines(const QString &name, const Workspace *workspace, const QString &actor, TimePoint now);

} // namespace andon
