// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Rollout.h"
#include "ui/common/ClockText.h"

namespace andon {

/// What people read of a rollout, translated and on one line each; what the gateway says is shortened and made safe.
[[nodiscard]] QString phaseText(const Rollout &rollout);
/// What the rollout waits for: the rest of the window `elapsed` seconds after the projection, or a person; else empty.
[[nodiscard]] QString countdownText(const Rollout &rollout, qint64 elapsed);
/// What a person must know before the next press: aborted with its consequence, asked is not running, odd weights.
[[nodiscard]] QStringList warningTexts(const Rollout &rollout);
/// Why the rollout stands there and what this gateway does not have.
[[nodiscard]] QStringList noteTexts(const Rollout &rollout);
/// Who changed it last and when, or what of this is not known.
[[nodiscard]] QString lastChangeText(const Rollout &rollout, TimeZoneChoice zone);
/// Guards in force `elapsed` seconds after the projection.
[[nodiscard]] QString guardText(const Rollout &rollout, qint64 elapsed);

} // namespace andon
