// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/Dispatcher.h"
#include "app/canary/CardLint.h"
#include "app/canary/Rollout.h"
#include "app/console/CanaryDesk.h"
#include "app/console/CardWatch.h"
#include "app/console/RegressionWatch.h"
#include "app/console/VersionWatch.h"
#include "app/fleet/FleetRow.h"
#include "app/gateway/GatewayWatch.h"
#include "app/incidents/GatewayHistory.h"
#include "app/incidents/ReplayMoment.h"
#include "app/lines/GateWatch.h"
#include "app/lines/LinePoller.h"
#include "app/lines/SplitPoller.h"
#include "app/workspace/Workspace.h"

#include <QObject>
#include <QSet>

namespace andon {

/// The indicator that the shares of traffic are told from; not one of the workspace's.
extern const QString requestRateId;

/// One service at work: its lines, its gateway, its actions, and what of them goes on the record. GUI thread.
class ServiceDesk : public QObject {
    Q_OBJECT
public:
    /// Between two reads of the gateway of a service that is not shown.
    static constexpr qint64 restMs = 5000;

    struct Ports {
        MetricsSource &metrics;
        GatewayControl &gateway;
        Journal &journal;
        const Clock &clock;
        std::function<bool(qint64 pid)> isRunning;
        std::function<Result<void>(const Event &)> spool;
        QString folder{}; ///< where the workspace's relative paths begin
        RegressionWatch *regression = nullptr; ///< null: the workspace names no report
    };
    /// `sourceIntervalMs`, `gatewayIntervalMs`: between two polls. The ports must outlive the desk.
    ServiceDesk(Ports ports, ServiceSpec spec, qint64 sourceIntervalMs, qint64 gatewayIntervalMs,
                QObject *parent = nullptr);
    /// Rows that the journal did not take yet go to the spool.
    ~ServiceDesk() override;
    /// Polls and watches. `records`: outages, gate crossings and foreign changes go on the record (the window does
    /// that; a verb that runs beside it must not do it twice).
    void start(const Actor &actor, bool records);
    /// In place of start(), for a verb that asks once: what a verdict on the canary is made of is read (record, versions, lines,
    /// counts) and nothing goes on the record. The verb starts the gateway's watch, whose states it is told by gatewayChanged();
    /// judged() follows once.
    void startJudging();
    /// All of that was asked for at least once. A record or counts that cannot be read leave it false; lines, the versions' metric and
    /// manifests that cannot be read count as read. Either holds the canary by itself.
    [[nodiscard]] bool isJudged() const;

    /// In place of start(), for a replay: shows what was known at one time, and asks nobody for anything. Once.
    void show(const ReplayMoment &moment);

    /// Whether a person looks at this service alone. Else its gateway is read every restMs at the most often, and as often as
    /// ever while one of its operations is open. Until told otherwise it is shown.
    void setShown(bool shown);
    /// Whether a button of this service is on show anywhere else: its gateway is then read as if it was shown.
    void setActionsShown(bool shown);

    /// What is known of a link, and since when it is so.
    struct Link {
        Freshness freshness = Freshness::Lost;
        std::optional<Error> error;
        qint64 sinceMs = 0; ///< of the error
        void take(Freshness next, const std::optional<Error> &why, qint64 nowMs);
    };
    [[nodiscard]] const Link &sourceLink() const { return m_sourceLink; }
    [[nodiscard]] const Link &gatewayLink() const { return m_gatewayLink; }
    /// What a row of the fleet board is made of, but for the alerts of others: those the AlertDesk has.
    [[nodiscard]] FleetFacts facts() const;
    /// What was last read of each indicator, by its id.
    [[nodiscard]] const QHash<QString, IndicatorReading> &readings() const { return m_readings; }
    /// The same with the request rate, those that were never read without samples: in the plan's order.
    [[nodiscard]] QList<IndicatorReading> allReadings() const;
    /// What its gateway was read as since the desk started.
    [[nodiscard]] const GatewayHistory &gatewayHistory() const { return m_history; }
    /// Operations that are not over, temporary ones in force included.
    [[nodiscard]] QList<ActionProgress> openOperations() const { return m_operations.values(); }
    [[nodiscard]] MetricsSource &metrics() const { return m_ports.metrics; }
    [[nodiscard]] const Clock &clock() const { return m_ports.clock; }
    [[nodiscard]] const GatewayControl &gateway() const { return m_ports.gateway; }
    /// The newest value of an indicator of a version; NaN where there is none that is fresh.
    [[nodiscard]] double freshValue(const QString &indicatorId, const QString &version) const;
    [[nodiscard]] const ServiceSpec &spec() const { return m_spec; }
    [[nodiscard]] LinePoller &lines() { return m_lines; }
    /// Asks only while somebody looks at a split.
    [[nodiscard]] SplitPoller &splits() { return m_splits; }
    /// Judges the canary while there is one, where the workspace counts its indicators; decides by its card.
    [[nodiscard]] CanaryDesk &canary() { return m_canary; }
    [[nodiscard]] GatewayWatch &watch() { return m_watch; }
    [[nodiscard]] Dispatcher &dispatcher() { return m_dispatcher; }
    /// Requests a second by version, as last read.
    [[nodiscard]] const QMap<QString, double> &requestRates() const { return m_requestRates; }
    /// What its versions are made of.
    [[nodiscard]] VersionWatch &versions() { return m_versions; }
    [[nodiscard]] bool hasGateway() const { return !m_spec.gateway.isEmpty(); }
    /// The face of a verb now. A promote waits for its card and for people who hold the canary; nothing else does.
    [[nodiscard]] ActionFace face(Verb verb) const;
    /// The face of an action as the card details it: its version, its level.
    [[nodiscard]] ActionFace face(const RollbackAction &action) const;
    /// The face of a promote in spite of the card: held with a reason, which stands in the intent with what the card says.
    [[nodiscard]] ActionFace goOnAnywayFace() const;
    /// The one way to production: presses what was painted, or says why that is not what may be pressed now (Blocked). Gives the
    /// op_id. A promote that was painted before its card or a person held the canary is refused; a stop-loss action never is.
    [[nodiscard]] Result<QString> press(const ActionPlan &plan, const Actor &who, const QString &reason, bool unlogged = false);
    [[nodiscard]] Rollout rollout() const;
    /// Requests a second of a version as last read, of all versions where it is empty; nothing where nobody counts them.
    [[nodiscard]] std::optional<double> requestRate(const QString &version) const;
    /// Where a rollback leads from now on: a version id.
    void setRollbackTarget(const QString &version) { m_spec.rollbackTarget = version; }
    void setJournalTrouble(const QString &words);
    /// From now on that card, or none. `by`: the person who saved it; none: the file was changed beside the console.
    void setCard(const std::optional<StrategyCard> &card, const std::optional<Actor> &by);
    /// What a card would meet now: the request rate seen, and how often stable is bad.
    [[nodiscard]] CardTraffic traffic() const;

signals:
    void cardChanged();
    /// Since startJudging() the gateway's state and all that isJudged() asks for are there, and the decision is made of it.
    void judged();
    void indicatorRead(const andon::IndicatorReading &reading);
    void rolloutChanged(const andon::Rollout &rollout);
    void facesChanged();
    void progressed(const andon::ActionProgress &progress);
    /// Of the metrics source or the gateway: lost polls, or read again (no error).
    void sourceChanged(andon::Freshness freshness, const std::optional<andon::Error> &error);
    void gatewayChanged(andon::Freshness freshness, const std::optional<andon::Error> &error);

private:
    struct Outage {
        bool lost = false;
        QString name;
    };
    void takeReading(const IndicatorReading &reading);
    void takeState(const GatewayState &state);
    void paceGateway();
    void tellJudged();
    void takeOutage(Outage &outage, Freshness freshness, const std::optional<Error> &error);
    void recordCrossing(const GateCrossing &crossing);
    void record(const char16_t *kind, const QString &title, const QString &version, const QString &body,
                const nlohmann::json &payload, std::optional<TimePoint> occurredAt = {}, const std::optional<Actor> &by = {});
    void tellChanges();
    void writeNextRow();
    [[nodiscard]] CanaryDesk::Ports canaryPorts();
    [[nodiscard]] ActionContext context() const;
    [[nodiscard]] ActionFace faceIn(Verb verb, const ActionContext &context) const;

    Ports m_ports;
    ServiceSpec m_spec;
    qint64 m_gatewayIntervalMs;
    LinePoller m_lines;
    SplitPoller m_splits;
    GatewayWatch m_watch;
    CanaryDesk m_canary;
    VersionWatch m_versions;
    CardWatch m_card;
    Dispatcher m_dispatcher;
    GateWatch m_gates;
    QMap<QString, double> m_requestRates;
    QMap<Target, GatewayResource> m_lastResources;
    QSet<QString> m_knownOps; ///< stamps that the journal explains
    QMap<Target, bool> m_ownWrites; ///< targets we wrote to since the last reading (true: still open), for gateways without stamps
    QHash<QString, IndicatorReading> m_readings;
    IndicatorReading m_rateReading;
    GatewayHistory m_history;
    QMap<QString, ActionProgress> m_operations; ///< by op_id
    std::optional<ReplayMoment> m_moment;       ///< of a replay
    Link m_sourceLink;
    Link m_gatewayLink;
    bool m_shown = true;
    bool m_actionsShown = false;
    Outage m_sourceOutage;
    Outage m_gatewayOutage;
    QString m_journalTrouble;
    Actor m_actor;
    bool m_records = false;
    bool m_judges = false;    ///< for a verb
    bool m_linesRead = false; ///< once since startJudging()
    bool m_toldJudged = false;
    QList<Event> m_unwritten; ///< rows on their way to the journal, in order
    bool m_writing = false;
    bool m_refused = false;   ///< the journal did not take the last one
};

} // namespace andon
