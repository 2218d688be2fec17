// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace andon {

/// What a frame is measured with. Processor: the time of all threads of this process; what others do beside it counts less.
enum class FrameClock { Wall, Processor };

/// The contestant's side, in a process of its own with a QApplication: runs the scenarios ("append", "pan", "zoom",
/// "crosshair") in a window of 1600 x 1000 and prints one line of JSON; then saves a `picture` of the last frame where a file is
/// named. Returns the exit code.
int runContestant(const QString &name, const QString &dataFile, const QStringList &scenarios, int frames, FrameClock clock,
                  const QString &picture);
/// Query to pixels with Andon's client and plot: asks `url` for the answer of writeBenchAnswer().
int runQuery(const QString &url);
} // namespace andon
