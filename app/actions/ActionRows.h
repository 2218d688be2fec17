// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionRun.h"

namespace andon {

/// The rows an operation leaves in the journal, and the way back from them.

inline constexpr qsizetype longestWords = 2000; ///< of one row

[[nodiscard]] QString rowKindOf(ActionState state); ///< EventKind of entering a state
[[nodiscard]] std::optional<ActionState> stateOfRow(const QString &rowKind);
/// Everything that is needed to go on after a restart: plan, v0, before, after, the gateway's promise, expected effect.
[[nodiscard]] nlohmann::json intentPayload(const ActionRun &run);
/// What every later row carries: attempt and words.
[[nodiscard]] nlohmann::json rowPayload(const ActionRun &run);
/// The row of an effect as a draft of the journal: kind, actor, service, version, op_id and one English title.
[[nodiscard]] Event rowOf(const ActionRun &run, const QString &rowKind, const nlohmann::json &payload, TimePoint now);
/// The run as its rows left it, waiting for nothing; nothing where the first row is no readable intent.
[[nodiscard]] std::optional<ActionRun> runFromRows(const QList<Event> &rows);
/// Equal values of a resource: every member of `asked` is in `read` with the same value; numbers compare as numbers;
/// "expires_in_seconds" is left out, because a gateway counts it down.
[[nodiscard]] bool sameValue(const nlohmann::json &read, const nlohmann::json &asked);
/// What people see of the run.
[[nodiscard]] ActionProgress progressOf(const ActionRun &run, TimePoint pressedAt, TimePoint changedAt);

} // namespace andon
