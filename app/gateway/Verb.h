// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace andon {

/// What a person can do to a service.
enum class Verb { Degrade, Throttle, Rollback, Promote, Pause, Resume, Restore };

inline constexpr std::array<Verb, 7> allVerbs{Verb::Degrade, Verb::Throttle, Verb::Rollback, Verb::Promote,
                                              Verb::Pause,   Verb::Resume,   Verb::Restore};

/// One resource of a gateway with a version of its own: an open operation on one never blocks another.
enum class Target { Routing, Degrade, Throttle, Rollout };

[[nodiscard]] QString verbWord(Verb verb); ///< "degrade", ...: journal, command line, workspace file
[[nodiscard]] std::optional<Verb> verbFromWord(const QString &word);
[[nodiscard]] QString targetWord(Target target); ///< "routing", "degrade", "throttle", "rollout"
[[nodiscard]] std::optional<Target> targetFromWord(const QString &word);
/// Stop-loss verbs act on one click; the others make exposure larger and are held.
[[nodiscard]] bool isStopLoss(Verb verb);

} // namespace andon
