// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionProgress.h"
#include "ui/common/ClockText.h"

namespace andon {

/// Why an operation has a card of its own. In the order of the cards.
enum class CardKind {
    Decide, ///< a person is asked
    Doubt,  ///< it is being found out what became of it
    Active, ///< a temporary action is in force
    None,   ///< its line says enough
};
[[nodiscard]] CardKind cardKind(const ActionProgress &progress);

/// Nothing is open any more; the one thing left to decide is whether to press anew.
[[nodiscard]] bool isSettled(const ActionProgress &progress);

/// What people read on a card, translated. What comes from outside is shortened and made safe.
[[nodiscard]] QString cardTitle(const ActionProgress &progress);  ///< "Rollback, assistant: v42 20 % → 0 %, all to v41"
[[nodiscard]] QString cardOrigin(const ActionProgress &progress, TimePoint now, TimeZoneChoice zone); ///< target, who, when
[[nodiscard]] QString cardKnown(const ActionProgress &progress, TimePoint now); ///< what is known of it
[[nodiscard]] QString cardWithheld(const ActionProgress &progress); ///< why a decision is not offered, possibly empty
/// The value asked for and the value last read; empty where they do not matter.
[[nodiscard]] QString cardValues(const ActionProgress &progress);

[[nodiscard]] QString decisionTitle(Decision decision);       ///< the words on its button
[[nodiscard]] QString decisionConsequence(Decision decision); ///< what it will do, one sentence
/// A decision that wants a reason on the record.
[[nodiscard]] bool wantsReason(Decision decision);

} // namespace andon
