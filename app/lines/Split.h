// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"

namespace andon {

/// How an indicator can be looked at one by one, from the workspace file.
struct SplitSpec {
    QString indicatorId;
    QString label; ///< "tenant"
    QString query; ///< PromQL that keeps that label beside the version's; empty: not split
    bool operator==(const SplitSpec &) const = default;
};

/// All versions of one value of the label that an indicator is split by.
struct SplitPart {
    QString value; ///< of the label: hostile text; empty where the series does not carry it
    QList<VersionColumns> versions; ///< sorted by version
    GateState state = GateState::Unknown; ///< of the worst version's newest value
    double worst = 0;                     ///< that value; NaN where there is none
};

/// An indicator by tenant, by entrypoint, by tool, ...
struct SplitReading {
    Indicator indicator;
    QList<SplitPart> parts;  ///< the worst first
    qint64 lastAnswerMs = 0; ///< ms since the epoch; 0: never
    std::optional<Error> error;
    SplitSpec spec; ///< which of its splits
    QStringList warnings{};  ///< of the last answer
};

/// So many parts of one answer are kept at the most; the worst ones.
inline constexpr qsizetype mostSplitParts = 1000;

/// The answer sorted into parts: by gate state, then by how bad the newest value is in the indicator's direction, parts
/// without a value last; equals by name.
[[nodiscard]] QList<SplitPart> splitParts(const Indicator &indicator, const QString &label,
                                          const QString &versionLabel, const MetricsAnswer &answer);

} // namespace andon

Q_DECLARE_METATYPE(andon::SplitReading)
