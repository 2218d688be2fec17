// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"

#include <QMap>

#include <optional>

namespace andon {

/// A person holds a canary at its step: no promote until a person releases it. It never holds a stop-loss action back.
struct PromoteHold {
    QString canary; ///< version id
    int step = -1;  ///< of the rollout, from 0; -1: the gateway keeps none, it is held at whatever weight
    Actor by;
    TimePoint since;
    QString reason; ///< hostile text
    bool operator==(const PromoteHold &) const = default;
};

/// The holds of one service as the journal tells them, so that every console on it, and the next one, sees the same.
class PromoteHolds {
public:
    explicit PromoteHolds(QString service) : m_service(std::move(service)) {}
    /// Of any event in any order of arrival; what is no hold and no release of this service changes nothing. Gives whether
    /// something changed.
    bool take(const Event &event);
    /// What holds `canary` at `step`; none: nothing does.
    [[nodiscard]] std::optional<PromoteHold> at(const QString &canary, int step) const;

private:
    struct Newest {
        qint64 seq = 0; ///< of the event that said so last
        std::optional<PromoteHold> hold;
    };
    QString m_service;
    QMap<std::pair<QString, int>, Newest> m_newest; ///< by canary and step
};

/// The journal's row of a hold or of its release; eventId and occurredAt are set, the version sets are not.
[[nodiscard]] Event holdEvent(const QString &service, const PromoteHold &hold, TimePoint now);
[[nodiscard]] Event releaseEvent(const QString &service, const PromoteHold &hold, const Actor &who, const QString &reason, TimePoint now);

} // namespace andon
