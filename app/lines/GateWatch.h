// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"

#include <QHash>
#include <QPair>

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

/// Notices when a value passes a gate and stays there: `patience` samples in a row must lie beyond it, so that noise around
/// a gate is one crossing and not twenty. Samples are counted by their time, each once. GUI thread.
class GateWatch {
public:
    explicit GateWatch(int patience = 3);
    /// The crossings that this reading completes. NaN, gaps and late readings change nothing.
    [[nodiscard]] QList<GateCrossing> take(const IndicatorReading &reading);

private:
    struct Seen {
        GateState state = GateState::Inside;
        GateState next = GateState::Inside;
        int count = 0;
        qint64 since = 0;
        qint64 lastMs = 0;
    };
    int m_patience;
    QHash<QPair<QString, QString>, Seen> m_seen; ///< (indicator, version)
};

} // namespace andon
