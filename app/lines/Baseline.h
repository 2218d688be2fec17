// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"

namespace andon {

/// What an indicator is compared with: itself, so long ago.
struct BaselineSpec {
    QString label; ///< the person's words, "yesterday"
    qint64 offsetMs = 86'400'000;
    bool operator==(const BaselineSpec &) const = default;
};

/// A whole value: all that is known of an indicator's baseline, its times moved forward by the offset.
struct BaselineReading {
    QString indicatorId;
    BaselineSpec spec;
    QList<VersionColumns> versions;
    std::optional<Error> error; ///< of the last question
    QList<Covered> covered{};   ///< what was asked for and how densely, moved as the samples are
    QStringList warnings{};     ///< of answers whose samples are kept; the newest first
};

} // namespace andon

Q_DECLARE_METATYPE(andon::BaselineReading)
