// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardDecision.h"
#include "app/gateway/GatewayState.h"
#include "app/journal/Journal.h"
#include "app/workspace/Workspace.h"

#include <functional>

namespace andon {

/// The newest card event of a rollout.
struct CardOnRecord {
    QByteArray digest;       ///< empty: the card was taken away
    nlohmann::json card;     ///< null: the card was taken away
    TimePoint startedAt;     ///< of the rollout, as the record has it
};

/// What `events` (of one service, in their order) say of the rollout from `stable` to `canary`; none: it is not on record. A
/// rollout at its first step that began after the event is another one.
[[nodiscard]] std::optional<CardOnRecord> cardOnRecord(const QList<Event> &events, const QString &stable, const QString &canary,
                                                       const GatewayRollout &rollout);

/// The card of one service while a canary runs: its digest goes on the record once a rollout, its changes are seen, and
/// what decides by it is kept: since when the canary stands at its weight, since when what pause conditions name is so. GUI thread.
class CardWatch : public QObject {
    Q_OBJECT
public:
    /// Newest events of a service that are looked through for the rollout's begin.
    static constexpr int mostRead = 20'000;

    /// A row for the journal.
    struct Row {
        const char16_t *kind = nullptr;
        QString title;
        QString version;
        QString body;
        nlohmann::json payload;
        std::optional<Actor> by; ///< none: the console noticed
    };
    /// `spec`, `journal` and `clock` must outlive it; `record` takes rows while the desk records.
    CardWatch(const ServiceSpec &spec, Journal &journal, const Clock &clock, std::function<void(const Row &)> record, QObject *parent = nullptr);
    /// `records`: this console writes the record.
    void takeState(const GatewayState &state, bool records);
    /// The spec's card is another than `before` now. `by`: the person; none: the file was changed.
    void takeChange(const std::optional<StrategyCard> &before, const std::optional<Actor> &by);
    /// Now, from the judge's verdicts and the newest readings; none: no card, or no canary on its way.
    [[nodiscard]] std::optional<CardDecision> decision(const QList<LineVerdict> &lines, const QMap<QString, GuardReading> &readings) const;
    /// There is a card, and a canary on its way.
    [[nodiscard]] bool isWatching() const { return m_spec.card && !m_rollout.second.isEmpty(); }
    /// Brings the pause conditions' clocks up to now.
    void tick(const QList<LineVerdict> &lines, const QMap<QString, GuardReading> &readings);

private:
    void lookBack();
    void takeRecord(const QList<Event> &events);
    void recordStart();
    void recordChange(const std::optional<StrategyCard> &before, const QByteArray &oldDigest, const std::optional<Actor> &by);
    [[nodiscard]] nlohmann::json payload() const;
    [[nodiscard]] DecisionInput input(const QList<LineVerdict> &lines, const QMap<QString, GuardReading> &readings) const;

    const ServiceSpec &m_spec;
    Journal &m_journal;
    const Clock &m_clock;
    std::function<void(const Row &)> m_record;
    std::optional<GatewayState> m_state;
    std::pair<QString, QString> m_rollout; ///< stable and canary; empty: none is on its way
    double m_weight = 0;
    std::optional<TimePoint> m_weightSeenAt;
    std::optional<TimePoint> m_startedAt;
    CauseTimes m_causes;
    bool m_recorded = false; ///< the rollout's card is on the record, by this console or before
    bool m_asking = false;
};

} // namespace andon
