// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/AtOnce.h"

#include <QSemaphore>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace andon {

namespace {

/// Outlives the call: a helper that comes too late finds here that nothing is left.
struct Turns {
    std::atomic<std::size_t> next = 0;
    QSemaphore helped; ///< one for each that a helper has done
};

} // namespace

void atOnce(std::size_t count, const std::function<void(std::size_t)> &work)
{
    const auto turns = std::make_shared<Turns>();
    // `work` is called only for a turn that was taken, and until that is done the caller waits.
    const auto help = [turns, count, &work] {
        for (std::size_t i = turns->next++; i < count; i = turns->next++) {
            work(i);
            turns->helped.release();
        }
    };
    for (std::size_t helpers = 1; helpers < count && QThreadPool::globalInstance()->tryStart(help); ++helpers) { }
    int own = 0;
    for (std::size_t i = turns->next++; i < count; i = turns->next++, ++own)
        work(i);
    turns->helped.acquire(static_cast<int>(count) - own);
}

} // namespace andon
