// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardLint.h"
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

/// The card of one service while a canary runs, on the record: its digest once a rollout, and its changes. GUI thread.
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
    /// `spec`, `journal` and `clock` must outlive it; `record` takes rows while the desk records; `lint` says what speaks against
    /// the spec's card at the traffic now, and is asked only while there is one.
    CardWatch(const ServiceSpec &spec, Journal &journal, const Clock &clock, std::function<void(const Row &)> record,
              std::function<QList<CardFinding>()> lint, QObject *parent = nullptr);
    /// `looks`: the record is looked through for the rollout; without that nothing is said of it.
    void takeState(const GatewayState &state, bool looks);
    /// The spec's card is another than `before` now. `by`: the person; none: the file was changed.
    void takeChange(const std::optional<StrategyCard> &before, const std::optional<Actor> &by);
    /// When the rollout on its way began, as the record has it; none: no rollout, or the record was not looked through yet.
    [[nodiscard]] std::optional<TimePoint> startedAt() const { return m_startedAt; }
    /// The record was looked through for the rollout on its way, or there is none.
    [[nodiscard]] bool isRead() const { return m_recorded || m_rollout.second.isEmpty(); }

signals:
    /// The record was looked through: isRead().
    void looked();

private:
    void lookBack();
    void takeRecord(const QList<Event> &events);
    void recordStart();
    void recordChange(const std::optional<StrategyCard> &before, const QByteArray &oldDigest, const std::optional<Actor> &by);
    [[nodiscard]] nlohmann::json payload(const QList<CardFinding> &findings) const;
    [[nodiscard]] QList<CardFinding> findings() const;

    const ServiceSpec &m_spec;
    Journal &m_journal;
    const Clock &m_clock;
    std::function<void(const Row &)> m_record;
    std::function<QList<CardFinding>()> m_lint;
    std::optional<GatewayState> m_state;
    std::pair<QString, QString> m_rollout; ///< stable and canary; empty: none is on its way
    std::optional<TimePoint> m_startedAt;
    bool m_recorded = false; ///< the record was looked through: the rollout's card is on it, by this console or before
    bool m_asking = false;
};

} // namespace andon
