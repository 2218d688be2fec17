// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace andon {

/// A step of a strategy card, and a regression it should see.
struct PowerQuestion {
    double ratio = 2;             ///< of the canary's bad rate to stable's, above 1
    double requestsPerSecond = 0; ///< of both versions together
    double weight = 0.05;         ///< the canary's share, 0 to 1
    double badRate = 0.01;        ///< stable's bad events a request
    double alpha = 0.05;
    int lines = 1;                ///< K
    double dispersion = 1;        ///< 1 or above
};

struct DetectionPower {
    /// Bad events more than a canary without the regression would have, until E is expected at its limit; infinite where
    /// it never is.
    double extraBadEvents;
    double seconds; ///< expected until then; infinite where it never is
};

/// How long Regressed is expected to take. Per request, ln of the likelihood ratio at the true ratio r grows by
/// b (θ r ln r − (1 − θ + θr) ln(1 − θ + θr)) at the bad rate b and the share θ, and must reach ln(K/α) and what the mixture
/// costs: ln 7 at most, since one of seven ratios is the true one; 1.2 with its neighbours' help, as simulated. For small θ
/// that is ln(K/α)(r − 1)/(r ln r − r + 1) extra bad events and the cost of the mixture. Small weights delay detection, they
/// do not cheapen it. A ratio between two of the grid's costs a few percent more.
[[nodiscard]] DetectionPower detectionPower(const PowerQuestion &question);

} // namespace andon
