// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <vector>

namespace andon {

/// What one run of one contestant measured.
struct FrameFigures {
    double coldMs = 0;                             ///< from the file to the first painted frame
    QMap<QString, std::vector<double>> frames;     ///< by scenario, milliseconds
    double memoryMb = 0;                           ///< proportional set size at the end, a browser's processes together
    [[nodiscard]] bool empty() const { return frames.isEmpty() && coldMs == 0; }
};

/// What such a run, or the page of bench/web, has said; empty where it is no such line.
[[nodiscard]] FrameFigures frameFiguresOf(const QByteArray &json);

/// Proportional set size of a process and of all that it started, MB.
[[nodiscard]] double treeMemoryMb(qint64 pid);

/// Sorted value at a share of the way, 0.5 the median; 0 where there is none.
[[nodiscard]] double quantile(std::vector<double> values, double share);

} // namespace andon
