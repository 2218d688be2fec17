// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Result.h"
#include "app/versions/VersionSet.h"

#include <nlohmann/json.hpp>

#include <QList>

namespace andon {

/// One request that failed and must pass from now on; one line of the set's file.
struct RegressionSample {
    QString id;              ///< regressionId() of input and expect
    nlohmann::json input;    ///< what was asked; of any type
    nlohmann::json expect;   ///< what must hold of the answer; of any type
    QStringList tags;
    nlohmann::json meta = nlohmann::json::object(); ///< "trace_id", "version", "version_set", "incident", "marked_at"
    bool operator==(const RegressionSample &) const = default;
};

/// "r-" and 24 hexadecimal digits of SHA-256 over the canonical {"expect","input"}: the same request with the same
/// expectation is one sample, whoever marks it and wherever.
[[nodiscard]] QString regressionId(const nlohmann::json &input, const nlohmann::json &expect);

/// Where a sample comes from.
struct SampleOrigin {
    QString trace;
    QString version;
    VersionSet made;  ///< of the version
    QString incident; ///< id, possibly empty
    TimePoint markedAt;
};
[[nodiscard]] RegressionSample regressionSample(const nlohmann::json &input, const nlohmann::json &expect,
                                                const QStringList &tags, const SampleOrigin &origin);

/// {"expect","id","input","meta","tags"} as canonical JSON and a line feed.
[[nodiscard]] QByteArray regressionLine(const RegressionSample &sample);

/// A set as its file has it.
struct RegressionSet {
    struct Fault {
        int line = 0; ///< from 1
        QString what;
        bool operator==(const Fault &) const = default;
    };
    QList<RegressionSample> samples; ///< each id once, the first counts
    QList<Fault> faults;             ///< lines that are no sample
};

/// Reads JSON lines; empty lines are none. Pure.
[[nodiscard]] RegressionSet parseRegressionSet(const QByteArray &lines);

} // namespace andon
