// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canary/CardSection.h"

namespace andon {

// The parts of the form, each a section that reads its own members of a card and writes them. The caller owns them.

[[nodiscard]] CardSection *makePeopleSection();  ///< owner, audience, what a promote waits for
[[nodiscard]] CardSection *makeServingSection(); ///< serving form with reason and way back, deadline, usage cycle
[[nodiscard]] CardSection *makeJudgeSection();
[[nodiscard]] CardSection *makeStepsSection();   ///< with what each step can see
[[nodiscard]] CardSection *makeThresholdsSection(const CardChoices &choices);
[[nodiscard]] CardSection *makePausesSection(const CardChoices &choices);
[[nodiscard]] CardSection *makeRollbackSection(const CardChoices &choices);

} // namespace andon
