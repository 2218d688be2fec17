// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QList>
#include <QString>

#include <vector>

namespace andon {

/// The shape of a data set: panels of series of equally spaced points, and further points to append one by one.
struct BenchShape {
    int panels = 4;
    int series = 8; ///< of each panel
    int points = 11'000;
    int extra = 128;
    qint64 stepMs = 5000;
    qint64 firstMs = 1'700'000'000'000;
    [[nodiscard]] qint64 timeMs(qint64 index) const { return firstMs + index * stepMs; }
};

/// "ds2" (4 x 8 x 11,000, fifteen hours) or "ds3" (4 x 2 x 1,000,000, twenty-two hours).
[[nodiscard]] BenchShape benchShape(const QString &name);

/// Writes the file that every contestant reads: eight doubles (panels, series, points, extra, firstMs, stepMs, 0, 0), then
/// the values of every series, panel by panel. The panels are a noisy quality, a lognormal latency with spikes, a smooth
/// walk of cost and a stepped risk. Always the same values.
[[nodiscard]] bool writeBenchData(const QString &path, const BenchShape &shape);
/// The same points as the answer of a query_range, about 9.75 MB for ds2: labels panel and version.
[[nodiscard]] bool writeBenchAnswer(const QString &path, const BenchShape &shape);

/// Reads a file series by series, so that the reader's memory is not counted as the contestant's.
class BenchFile {
public:
    explicit BenchFile(const QString &path);
    [[nodiscard]] bool isOpen() const { return m_file.isOpen(); }
    [[nodiscard]] const BenchShape &shape() const { return m_shape; }
    /// points + extra values.
    [[nodiscard]] std::vector<double> values(int panel, int series);

private:
    QFile m_file;
    BenchShape m_shape;
};

} // namespace andon
