// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayControl.h"

#include <QHash>
#include <QTimer>

namespace andon {

/// A gateway in memory that enforces the rules of the Andon Admin API: compare-and-set by version, keys kept, 412 and
/// 422. Versions v41 (stable, 80 %), v42 (canary, 20 %), rollout at step 1 of 5, 20, 50, 100.
class FakeGateway : public GatewayControl {
public:
    /// What becomes of the next write.
    enum class Mood { Normal, Refuse, NotSent, AppliesThenDies, DiesThenForgets, Lies };
    Mood mood = Mood::Normal;
    bool unreadable = false;
    QStringList appliedKeys; ///< the oracle: every write that took effect, in order
    QList<GatewayWrite> received;
    GatewayState state;

    FakeGateway();
    void read(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void readBack(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback) override;
    GatewayPromise promise(Verb) const override { return {Tier::A, {}, {}, {}, {}, true}; }
    QString whyAbsent(Verb) const override { return {}; }
    /// Somebody else writes.
    void foreignWrite(Target target);

private:
    WriteAnswer apply(const GatewayWrite &write);
    QHash<QString, nlohmann::json> m_keys;
};

} // namespace andon
