// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionFace.h"
#include "app/actions/ActionProgress.h"
#include "ui/common/Icon.h"

#include <QString>

namespace andon {

/// What people read of actions, translated.
[[nodiscard]] QString verbTitle(Verb verb);               ///< "Rollback"
[[nodiscard]] QString blockedText(const ActionFace &face); ///< the reason on a blocked button, possibly empty
/// Why a press is harder than usual, possibly empty.
[[nodiscard]] QString raisedText(const ActionFace &face);
[[nodiscard]] QString tierText(Tier tier);                ///< the promise of the gateway's tier, one sentence
/// "lost on a reload": what ends a change without anybody's act, possibly empty.
[[nodiscard]] QString lostText(const QString &lostOn);
/// Where an operation stands: the words of action-protocol.md. `now`: for elapsed times and countdowns.
[[nodiscard]] QString progressText(const ActionProgress &progress, TimePoint now);

[[nodiscard]] IconName verbIcon(Verb verb);

/// How a state is to be looked at.
enum class ProgressTone { Running, Good, Bad, Doubt };
[[nodiscard]] ProgressTone progressTone(ActionState state);

} // namespace andon
