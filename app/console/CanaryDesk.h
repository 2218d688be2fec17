// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/PromoteHold.h"
#include "app/canary/CardDecision.h"
#include "app/gateway/GatewayState.h"
#include "app/journal/Journal.h"
#include "app/workspace/Workspace.h"

#include <QTimer>

namespace andon {

/// The canary of one service: judged line by line, decided by its card, held by people, and what of that goes on the record and
/// comes back from it. It decides what people see and presses nothing. GUI thread.
class CanaryDesk : public QObject {
    Q_OBJECT
public:
    struct Ports {
        MetricsSource &metrics;
        Journal &journal;
        const Clock &clock;
        /// A row of this console; not called by a desk that does not record.
        std::function<void(const char16_t *kind, const QString &title, const QString &version, const nlohmann::json &payload)> record;
        /// Members for the payload of a person's row: what the version is made of.
        std::function<nlohmann::json(const QString &version)> setsFor;
        /// The newest value of an indicator of a version; NaN where there is none that is fresh.
        std::function<double(const QString &indicatorId, const QString &version)> valueOf;
        /// When the rollout began, as the record of its card has it; none: not on record.
        std::function<std::optional<TimePoint>()> startedAt;
        /// What the regression set says of a version; none: not read (yet).
        std::function<std::optional<RegressionStanding>(const QString &version)> regressionOf;
    };
    static constexpr qint64 lookBackMs = 86'400'000;     ///< counts are read back so far where the record has no evidence
    static constexpr qint64 checkpointMs = 600'000;      ///< evidence is kept at the latest after so long
    static constexpr std::size_t mostEvidence = 32'768;  ///< bytes of one checkpoint

    /// `spec` and the ports must outlive the desk; the card may be another at any time.
    CanaryDesk(Ports ports, const ServiceSpec &spec, QObject *parent = nullptr);
    /// Reads holds and evidence from the record, then judges. `records`: decisions and evidence go on the record; a verb that
    /// runs beside a window must not do that twice.
    void start(bool records);
    /// In place of start(), for a replay: the judge as the record had it when the journal's newest entries were written, the
    /// card's decision on that, and holds; nobody is asked for counts. `frozen`: what was gathered when the bundle was made,
    /// where the moment is its end; null: another one.
    void show(const std::optional<GatewayState> &state, const nlohmann::json &frozen);
    /// For evidence: what is gathered, the verdicts and the decision. Null where there is no canary to judge.
    [[nodiscard]] nlohmann::json frozen() const;
    void takeState(const GatewayState &state);
    /// The spec's card is another now: it judges and decides from here on.
    void takeCard();
    /// An indicator was read: a stop gate that the canary stands beyond is a red line of the judge.
    void takeReading(const Indicator &indicator);
    /// By what is known now: a regression set or report that is another, readings, the card's record.
    void decideNow();

    [[nodiscard]] JudgeDesk &judge() { return m_judge; }
    [[nodiscard]] const JudgeDesk &judge() const { return m_judge; }
    /// The record was read: holds are known.
    [[nodiscard]] bool isReady() const { return m_ready; }
    /// The counts of every line reached now at least once.
    [[nodiscard]] bool isCounted() const { return m_counted || !m_judge.hasLines(); }
    /// The regression set was read, where the card asks for it.
    [[nodiscard]] bool isRegressionRead() const { return !m_spec.card || !m_spec.card->regressionPasses || m_ports.regressionOf(m_place.canary); }
    /// Of the judge over all lines, as of its newest round, and of the gates as last read; none: there is no canary, or nothing is
    /// counted.
    [[nodiscard]] std::optional<VerdictKind> verdict() const;
    /// What the card says of the canary now; none: no card, or no canary.
    [[nodiscard]] const std::optional<CardDecision> &decision() const { return m_decision; }
    /// Indicators whose stop gate, the card's or their own, the canary stands beyond by their newest value.
    [[nodiscard]] QStringList crossedGates() const;
    /// From when on the gateway gives the canary its weight, as it tells itself; none: it does not, and requests that were counted
    /// before this desk saw the weight are not checked for their share.
    [[nodiscard]] std::optional<TimePoint> weighedSince() const;
    /// Why the card lets the canary go no further, in English; empty: it does, or there is no card or no rollout.
    [[nodiscard]] QString cardHolds() const;
    /// What stable serves and the canary never met, by the counts so far: "tenant = acme", the largest first.
    [[nodiscard]] const QStringList &unmet() const { return m_unmet; }
    /// Of the present canary at its present step; where the gateway keeps no steps, at whatever weight.
    [[nodiscard]] std::optional<PromoteHold> hold() const;
    /// A canary is on its way, so a person may hold it.
    [[nodiscard]] bool isHoldable() const;
    /// How long the canary stands at its weight, as far as the gateway tells or this desk saw; none: not known.
    [[nodiscard]] std::optional<qint64> secondsInStep() const;
    /// The callback runs once, later: the row in the journal, or why there is none and nothing changed.
    void holdStep(const Actor &who, const QString &reason, QObject *context, std::function<void(Result<Event>)> callback);
    void release(const Actor &who, const QString &reason, QObject *context, std::function<void(Result<Event>)> callback);
    /// The evidence of the present pair begins anew now, in every console on the journal: what was counted is of something else.
    void restartJudge(const Actor &who, const QString &reason, QObject *context, std::function<void(Result<Event>)> callback);

signals:
    /// Verdicts, decision or hold are others, or may be.
    void changed();

private:
    void readRecord();
    void takeRecord(const QList<Event> &holds, const QList<Event> &newest);
    void showRecord(const QList<Event> &newest);
    [[nodiscard]] nlohmann::json checkpoint(std::size_t mostBytes) const;
    void takeEvent(const Event &event);
    bool takeRestart(const Event &event);
    void restartIfAsked();
    void judgeState();
    void recordVerdicts(const QList<LineVerdict> &lines);
    [[nodiscard]] bool decides() const;
    void decideBy(const QList<LineVerdict> &lines);
    void recordTurn(const EvidenceTurn &turn);
    void keepEvidence();
    void append(Event event, QObject *context, std::function<void(Result<Event>)> callback);
    [[nodiscard]] DecisionInput input(const QList<LineVerdict> &lines) const;
    [[nodiscard]] QString titleOf(const QString &indicatorId) const;
    [[nodiscard]] std::optional<qint64> secondsSinceStart(TimePoint now) const;

    /// Where the canary stands, and since when as far as somebody saw it begin.
    struct Place {
        QString stable;
        QString canary;
        int step = -1;
        double weight = 0; ///< percent
        bool operator==(const Place &) const = default;
    };
    [[nodiscard]] static Place placeOf(const GatewayState &state);
    void recallPlace(const Place &place, TimePoint now);

    Ports m_ports;
    const ServiceSpec &m_spec;
    JudgeDesk m_judge;
    PromoteHolds m_holds;
    std::optional<GatewayState> m_state;
    Place m_place;
    std::optional<TimePoint> m_placeSince; ///< the least it can be: when it was first seen there
    std::optional<TimePoint> m_startedAt;
    nlohmann::json m_recalled; ///< payload of the newest checkpoint of the record
    QMap<QString, VerdictKind> m_verdicts; ///< as they were recorded last, by indicator
    QMap<std::pair<QString, QString>, TimePoint> m_restarts; ///< asked for by a person: the newest, by stable and canary
    CauseTimes m_causes;
    QStringList m_unmet;
    std::optional<CardDecision> m_decision;
    VerdictKind m_whole = VerdictKind::Unknown;
    QTimer m_checkpoint;
    bool m_started = false;
    bool m_placed = false; ///< m_place was read once
    bool m_ready = false;
    bool m_counted = false;
    bool m_records = false;
    bool m_shows = false;     ///< a replay
    nlohmann::json m_frozen;  ///< of a replay
};

} // namespace andon
