// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Runbook.h"

namespace andon {

/// "3:12", "1:04:05"; "-" where there is none. For verbs and records.
[[nodiscard]] QString durationWords(const std::optional<std::chrono::milliseconds> &duration);
/// One line for a shell: severity, start, state, durations, service, title, id.
[[nodiscard]] QString incidentLine(const Incident &incident);
/// {"id","title","service","severity","drill","state","merged_into","cause","opened_by","opened_at","versions","impact","roles",
/// "times":{key:{"at","proposed","from_event"}},"durations_ms":{"ttd","tta","ttm","ttr"},"clock_set_back":[those of them that are null
/// for it],"events","runbook":{"id","started_at","steps":{word:{"closed","took_ms"}}}}, and of a drill "drill_sheet": drillSheetJson();
/// what is not there is null. "state": "running", "mitigated", "closed" or "merged".
[[nodiscard]] nlohmann::json incidentJson(const Incident &incident);

} // namespace andon
