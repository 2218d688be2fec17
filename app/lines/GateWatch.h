// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"

#include <QHash>
#include <QPair>

#include <optional>

namespace andon {

/// A version's indicator passed a gate, in either direction.
struct GateCrossing {
    QString indicatorId;
    QString title;
    QString version;
    GateState from = GateState::Inside;
    GateState to = GateState::Inside;
    double value = 0; ///< in the indicator's unit
    qint64 timeMs = 0; ///< of the sample that showed it first
};

/// Notices when a value passes a gate and stays beyond it: the last `patience` samples must all be worse (or all be better)
/// than where it stood, so that noise around a gate is no crossing; the new state is the one nearest to the old that they
/// agree on. Samples are counted by their time, each once. A version without any sample left is forgotten. GUI thread.
class GateWatch {
public:
    explicit GateWatch(int patience = 3);
    /// The crossings that this reading completes. NaN, gaps and late readings change nothing.
    [[nodiscard]] QList<GateCrossing> take(const IndicatorReading &reading);

private:
    struct Seen {
        GateState state = GateState::Inside;
        QList<QPair<qint64, GateState>> last; ///< time and state of the last `patience` samples that are numbers
        qint64 lastMs = 0;
    };
    [[nodiscard]] std::optional<GateCrossing> take(Seen &seen, const Indicator &indicator, qint64 timeMs, double value) const;

    int m_patience;
    QHash<QString, QHash<QString, Seen>> m_seen; ///< by indicator, then by version
};

} // namespace andon
