// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <optional>

namespace andon::sandbox {

/// How the admin side misbehaves, for tests and drills.
struct Misbehaviour {
    /// What the writer hears.
    enum class Mode {
        Normal,
        Late,            ///< the right answer, after `delay`
        Refuse,          ///< 403
        Conflict,        ///< somebody else writes first
        DieAfterApply,   ///< the connection ends without an answer
        Lie,             ///< 200
        ApplyTwice,      ///< the right answer; a second copy of the request comes in `delay` later
        AcceptedForever, ///< 202
        ErrorAfterApply, ///< 503
        Stall,           ///< nothing, on a connection that stays open
        Reset,           ///< RST
    };
    enum class Applies {
        Now,
        Late, ///< `delay` later, if its version still stands then
        Never,
    };
    /// When somebody else writes the same resource.
    enum class Foreign { None, Before, After };

    Mode mode = Mode::Normal;
    std::chrono::milliseconds delay{0};
    int count = 0; ///< PUTs that are still to be treated so
    Applies applies = Applies::Now;
    Foreign foreign = Foreign::None;
    bool forgetKeys = false; ///< after the write no Idempotency-Key is known any more
};

/// What a mode does to the state where the drill does not say it.
[[nodiscard]] Misbehaviour::Applies usualFor(Misbehaviour::Mode mode);
/// {"mode", "delay_ms", "count", "applies", "foreign", "forget_keys"}; all but the mode may be left out.
[[nodiscard]] Result<Misbehaviour> misbehaviourFrom(const nlohmann::json &drill);
[[nodiscard]] nlohmann::json toJson(const Misbehaviour &misbehaviour);

} // namespace andon::sandbox
