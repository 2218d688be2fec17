// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"

#include <array>
#include <cstdint>
#include <optional>

namespace andon {

/// Events and what they are counted among, of one version over a stretch of time.
struct ArmCounts {
    double bad = 0;
    double total = 0; ///< requests
    bool operator==(const ArmCounts &) const = default;
};

/// How much more bad events scatter than independent ones would: bursts, retries, sessions. Plain value of fixed size.
///
/// The estimate is the mean of successive squared differences of the bad rate over their Poisson variance, from minute to
/// minute, so that a drifting base rate hardly counts; given the events of both minutes its mean is exactly 1 when they
/// are independent. The variance of a mean square successive difference of k terms is 3/k of its square (von Neumann, Kent,
/// Bellinson and Hart 1941, Ann. Math. Stat. 12, 153-162), so it is taken for χ² with 2k/3 degrees of freedom, and the upper
/// 95 % limit is the mean over χ²'s 5 % quantile in Wilson and Hilferty's form (1931): 3.4 times the mean of 10 differences,
/// 1.5 of 60, 1.3 of 120. It covers the last 60 to 120 minutes: older scatter says nothing about the evidence of now.
///
/// Of the stable version, since a regression may itself come in bursts. Where the stable version has too few bad events
/// to tell, both versions' together: conservative, and better than never to judge a risk that only the canary has.
struct Dispersion {
    static constexpr int block = 60;    ///< minutes, at least, that an estimate looks back at once it has them
    static constexpr int fewest = 10;   ///< differences below which there is no estimate
    /// Counts up to `t`, which is not before that of the call before. Polls that end within a minute of the clock, its last
    /// moment included, are one minute, however many they are.
    void add(TimePoint t, const ArmCounts &ofStable, const ArmCounts &ofCanary);
    /// There is an estimate that covers at least a block of minutes since startBlock().
    [[nodiscard]] bool isBlockFull() const { return minutes >= block && upper(); }
    /// The present block becomes the one before, which is forgotten.
    void startBlock();
    /// The next minute is not compared with those before: there is a hole between them.
    void breakChain();
    /// The upper 95 % estimate, 1 or above; none while too little is known. `part`: the variance of independent events as a
    /// part of Poisson's: 1 for rare ones, 1 − share where the "bad" are those of all requests that went one way.
    [[nodiscard]] std::optional<double> upper(double part = 1) const;

    /// What upper() says, in the mean, of independent events by so many differences, `fewest` or more: how much their mean may
    /// lie below the truth by chance.
    [[nodiscard]] static double ofIndependent(double differences);
    /// What is divided by where no bad event was ever seen: the upper estimate of the
    /// fewest differences with a mean of 1.
    [[nodiscard]] static double unseen();

    /// Of one set of counts.
    struct Track {
        ArmCounts minute;                ///< that is being gathered
        ArmCounts before;                ///< the minute before; total 0: none
        std::array<double, 2> squares{}; ///< of the block before and of the present one
        std::array<double, 2> count{};   ///< of the differences in them
        void close();
        [[nodiscard]] std::optional<double> upper(double part) const;
        bool operator==(const Track &) const = default;
    };
    Track stable;
    Track both;
    std::int64_t minute = 0;  ///< since 1970, of the counts that are being gathered
    std::int32_t minutes = 0; ///< of the present block, closed
    bool operator==(const Dispersion &) const = default;
};

} // namespace andon
