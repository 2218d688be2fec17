// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace andon {

/// The wait before the next try after failures: doubles from `first` to `cap`, each spread by +-20 % so that many
/// consoles do not return in step.
class Backoff {
public:
    using Duration = std::chrono::milliseconds;
    explicit Backoff(Duration first = std::chrono::seconds(1), Duration cap = std::chrono::seconds(30));
    /// The wait after one more failure.
    [[nodiscard]] Duration next();
    void reset() { m_failures = 0; }
    [[nodiscard]] int failures() const { return m_failures; }

private:
    Duration m_first;
    Duration m_cap;
    int m_failures = 0;
};

} // namespace andon
