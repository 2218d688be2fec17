// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillSheet.h"

namespace andon {

// The score sheet in the English of records and exports.

/// "detected", "acted", "right_action", "first_action", "stopped", "effect_verified", "evidence_of_alarm", "evidence_of_action".
[[nodiscard]] QString drillQuestionWord(DrillQuestion question);
/// "passed", "missed", "not_reached".
[[nodiscard]] QString drillMarkWord(DrillMark mark);
[[nodiscard]] QString drillQuestionText(DrillQuestion question);
/// What was found, with its figure and its detail.
[[nodiscard]] QString drillFindingText(const DrillRow &row);
/// "5 of 8 passed; each row counts as one, there are no points".
[[nodiscard]] QString drillResultText(const DrillSheet &sheet);
/// "slow in v42, only where tenant is globex": what went wrong; empty while it is sealed.
[[nodiscard]] QString drillFaultText(const DrillSheet &sheet);
/// Whether what was opened is what was sealed.
[[nodiscard]] QString drillSealText(const DrillRun &run);
/// A sentence for each row that was not passed, and where to look first for this fault.
[[nodiscard]] QStringList drillLessons(const DrillSheet &sheet);

/// The heading under which the sheet stands in a postmortem.
extern const QString drillSection;
/// The section, from its heading on: paste-safe Markdown; every row names the entry that it was read from.
[[nodiscard]] QString drillMarkdown(const Incident &incident, const DrillSheet &sheet);
/// `text` with that section as the record has it now: in place of the one that stands there, else before its first section.
[[nodiscard]] QString withDrillSection(const QString &text, const Incident &incident, const DrillSheet &sheet);
/// {"drill","end","started_at","injected_at","ended_at","healed","fault": drillSecretJson(),
/// "commitment","seal","passed","of","rows":[{"question","mark","target_ms","figure_ms","finding","event"}]}; what is not there is null.
[[nodiscard]] nlohmann::json drillSheetJson(const DrillSheet &sheet);

} // namespace andon
