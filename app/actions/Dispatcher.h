// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionRows.h"
#include "app/journal/Journal.h"
#include "app/lines/MetricsSource.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <map>

namespace andon {

/// Where the actions of one service go through: journal, then gateway, then read-back, then traffic. It performs what
/// step() asks for and tells step() what happened; every decision is in step(). GUI thread.
class Dispatcher : public QObject {
    Q_OBJECT
public:
    struct Ports {
        Journal &journal;
        GatewayControl &gateway;
        MetricsSource *metrics; ///< null: effects are not watched
        const Clock &clock;
        std::function<bool(qint64 pid)> isRunning; ///< is the process that pressed still there?
        std::function<Result<void>(const Event &)> spool; ///< durable place for rows while the journal cannot be written
        /// Members for the payload of an operation's rows: what the version that it concerns is made of (none: all with traffic). May
        /// be empty.
        std::function<nlohmann::json(const QString &version)> setsFor{};
    };
    static constexpr std::chrono::seconds deadline{30};   ///< of a press (action-protocol)
    static constexpr std::chrono::hours keyHorizon{23};   ///< gateways keep keys for 24 h

    /// `gatewayName` names the targets across services and processes. The ports must outlive the dispatcher.
    Dispatcher(Ports ports, QString service, QString gatewayName, QObject *parent = nullptr);
    ~Dispatcher() override;
    /// What becomes of the operations that an ended process left open once they are shown.
    enum class Interrupted {
        WaitForPerson, ///< a card with decisions; reading goes on and may find our stamp
        Check,         ///< as if Decision::Check was taken for each: for a verb, where no person stands at a card
    };
    /// Reads the operations that an ended process left open and shows them.
    void start(Interrupted interrupted = Interrupted::WaitForPerson);
    /// Until the open operations are known nothing may be pressed.
    [[nodiscard]] bool isReady() const { return m_ready; }
    /// One press. `unlogged`: go on with the spool when the journal does not take the intent (stop-loss only).
    /// Returns the new op_id. The plan is used as it was painted.
    QString press(const ActionPlan &plan, const Actor &actor, const QString &reason, bool unlogged = false);
    /// A person decides about an operation that offers `decision` (ActionProgress::decisions); anything else changes
    /// nothing. On the record with who and why. PressAgain sends nothing: the caller presses what is painted now.
    void decide(const QString &opId, Decision decision, const QString &reason, const Actor &who);
    /// This process ends: what is still watched for its effect is closed on the record as not watched. written() tells
    /// when its rows are durable. Not from within a slot of progressed().
    void leave();
    /// Rows wait for the journal.
    [[nodiscard]] bool isWriting() const { return m_writing || !m_rows.empty(); }
    /// The verb that holds each target, own and other processes'.
    [[nodiscard]] QMap<Target, QString> openVerbs() const;
    /// op_id of the last own operation that is in force, by target.
    [[nodiscard]] QMap<Target, QString> lastOwnOps() const { return m_inForce; }
    /// The resource's version that each of them made (v1), what a restore may undo (S6).
    [[nodiscard]] QMap<Target, QString> lastOwnVersions() const { return m_made; }

signals:
    /// An operation entered a state; ours or one of another process on the same journal. Whole value.
    void progressed(const andon::ActionProgress &progress);
    /// The open operations are known, or the journal's trouble.
    void ready(const std::optional<andon::Error> &error);
    /// Every row that was waiting is in the journal.
    void written();
    /// The gateway's state is worth reading now.
    void gatewayTouched();

private:
    struct Running;
    struct Row {
        QString opId;
        Event draft;
        bool awaited = false;
        bool intent = false;
    };
    void take(const QString &opId, ActionEvent event);
    void perform(Running &running, const ActionEffect &effect);
    void send(Running &running, bool fence);
    void readBack(const QString &opId);
    void watchEffect(Running &running);
    void writeNextRow();
    void rowDone(const Row &row, const Result<Event> &result);
    void refuseAwaitedRows(const Error &error);
    void adopt(const QList<Event> &rows);
    void noticeForeign(const Event &event);
    void tellPassed(const Running &running, const ActionEffect &effect);
    void tell(const Running &running);
    void adoptOrphans();
    void replaceOthers(const ActionRun &by, bool closed);
    [[nodiscard]] ActionEvent withFacts(const Running &running, ActionEvent event) const;

    Ports m_ports;
    QString m_service;
    QString m_gatewayName;
    Interrupted m_interrupted = Interrupted::WaitForPerson;
    QTimer m_orphans; ///< another process' operation whose process ended since is taken over
    bool m_ready = false;
    bool m_writing = false;
    std::map<QString, std::unique_ptr<Running>> m_running;
    QMap<QString, QList<Event>> m_foreign; ///< rows of other processes' open operations by op_id
    QMap<Target, QString> m_inForce;
    QMap<Target, QString> m_made;
    std::deque<Row> m_rows;
};

} // namespace andon
