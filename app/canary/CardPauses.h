// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardDecision.h"

namespace andon {

/// The pause conditions of a card: what they may name, since when it has been so, and what it makes of a decision. All pure.

/// `times` brought up to `input.now`: what is true now and was not begins now, what no longer is is forgotten.
[[nodiscard]] CauseTimes causeTimes(const CauseTimes &times, const DecisionInput &input);
/// Marks each reason that a pause condition of the card names (`pauses`, at least Holds) and adds one where none stands there yet.
/// A condition is met once its cause has lasted as long as it asks.
void addPauses(const DecisionInput &input, QList<DecisionReason> &reasons);

} // namespace andon
