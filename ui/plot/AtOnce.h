// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace andon {

/// Calls `work` once for each of [0, count) and returns when all are done: in the caller's thread and, at the same time, in
/// those that the global pool has free. Neither a busy pool is waited for nor, unlike by QtConcurrent, a thread of it that
/// wakes up when all is done. `work` does not throw.
void atOnce(std::size_t count, const std::function<void(std::size_t)> &work);

} // namespace andon
