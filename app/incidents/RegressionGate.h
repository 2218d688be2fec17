// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/RegressionSet.h"

namespace andon {

/// What a run of the regression set found: a file in the format "andon-regression-report-1",
///   {"format": "andon-regression-report-1", "version": "v43", "ran_at": "2026-11-24T15:30:00Z",
///    "results": [{"id": "r-…", "pass": true}, {"id": "r-…", "pass": false, "why": "answered 7, not 9"}]}
struct RegressionReport {
    struct Finding {
        QString id;
        bool pass = false;
        QString why; ///< of a failure, possibly empty; hostile
        bool operator==(const Finding &) const = default;
    };
    QString version; ///< that the samples were run against
    TimePoint ranAt;
    QList<Finding> findings;
};

/// BadInput says what is wrong with the file and where. A member that nobody knows is left alone.
[[nodiscard]] Result<RegressionReport> parseRegressionReport(const QByteArray &json);

/// Whether a version may be promoted as far as the regression set goes.
struct RegressionGate {
    bool open = false;
    QStringList reasons; ///< in English, why it is shut, or the one sentence that says why it is open; ids are hostile text
    qsizetype passed = 0;
    qsizetype failed = 0;
    qsizetype notRun = 0;
};

/// Open where every sample of the set was run against `version` and passed; an empty set is passed by any version. A report
/// that is missing, cannot be read or is of another version, a line of the set that is no sample, a sample that was not
/// run or failed (once is enough): shut, with the reason. Pure; it knows no clock: a sample that was marked after the run
/// is one that was not run.
[[nodiscard]] RegressionGate regressionGate(const Result<RegressionReport> &report, const RegressionSet &set,
                                            const QString &version);

} // namespace andon
