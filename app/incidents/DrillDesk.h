// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillFile.h"
#include "app/incidents/DrillSheet.h"
#include "app/incidents/IncidentDesk.h"

#include <QTimer>

namespace andon {

/// Holds a drill: seals a plan, puts its fault into the sandbox at its moment, ends when the loss is stopped or the time is over, takes
/// the fault out, opens the seal and closes the incident, all on the record. One at a time. GUI thread.
///
/// What it knows of the fault nobody gets before the end. A drill whose console ended without a word is found in the record at the next
/// start and offered to be ended (Phase::LeftOpen).
class DrillDesk : public QObject {
    Q_OBJECT
public:
    enum class Phase { Idle, Starting, Running, Ending, LeftOpen };

    struct Ports {
        Journal &journal;
        const Clock &clock;
        IncidentDesk &incidents;
        /// Of the service's gateway where the workspace calls it the sandbox; null: it has users.
        std::function<FaultSwitch *(const QString &service)> switchOf;
        /// The gateway as it was read last, by the service; Blocked says why it is not known.
        std::function<Result<GatewayState>(const QString &service)> stateOf;
        std::function<QString(const QString &service)> gatewayOf; ///< its name
        QString folder; ///< where the seal is kept while the drill runs
        /// Members for a row's payload: what the version is made of, without one what has traffic. None: nobody knows.
        std::function<nlohmann::json(const QString &service, const QString &version)> setsFor{};
    };
    /// What the ports point to must outlive the desk.
    DrillDesk(Ports ports, Actor actor, QObject *parent = nullptr);
    /// Looks in the record for a drill that was left open.
    void start();

    /// Why no drill can be held on that service now, in words; empty: one can, as far as is known without asking its gateway.
    [[nodiscard]] QString whyNot(const QString &service) const;
    /// Begins one. `seed` none: a random one. `done` runs once, later: Blocked says what stands in its way, and nothing was changed.
    void begin(const QString &service, std::optional<quint64> seed, std::function<void(Result<void>)> done);
    /// Ends the running or left one, whichever way that can be; ended() follows. Nothing where there is none, or it ends already.
    void end(DrillEnd why);

    [[nodiscard]] Phase phase() const { return m_phase; }
    /// Of the running or left one; empty: there is none.
    [[nodiscard]] const QString &service() const { return m_run.service; }
    [[nodiscard]] TimePoint startedAt() const { return m_run.startedAt; }

signals:
    void changed();
    /// It is over and on the record. `run.incident` empty: there was nothing to report of.
    void ended(const andon::DrillRun &run);
    /// Something in the way of the running one, in words; it goes on trying.
    void troubled(const andon::Error &error);

private:
    /// What is left to be done before a drill is over.
    enum class Step { Heal, Incident, Write, Start, Close, Done };

    void setPhase(Phase phase);
    void seal(const QString &service, std::optional<quint64> seed, const DrillGround &ground, const std::function<void(Result<void>)> &done);
    void take(const Event &event);
    void tick();
    void inject();
    void considerEnd();
    void doStep();
    void next(Step step);
    void heal();
    void healAll(const QList<FaultSetting> &left);
    void takeHealed(const Result<void> &result);
    void findIncident();
    void writeEnd();
    void sayStart();
    void closeIncident();
    void finish();
    /// Again in a while; false: it was tried often enough.
    [[nodiscard]] bool again(const Error &error, int most);
    [[nodiscard]] Event signedRow(Event row) const;
    [[nodiscard]] const Incident *incident() const;
    [[nodiscard]] FaultSwitch *faultSwitch() const;
    [[nodiscard]] qint64 nowMs() const;

    Ports m_ports;
    Actor m_actor;
    DrillFile m_file;
    Phase m_phase = Phase::Idle;
    DrillRun m_run;                       ///< its secret stays out of it until the end
    std::optional<DrillSecret> m_secret;
    QList<Event> m_events;                ///< of its service since its start
    bool m_unread = false;                ///< of them something was not considered yet
    std::optional<DrillEnd> m_endAsked;   ///< while it was still beginning
    qint64 m_dueMs = 0;                   ///< of the fault; like all of these by Clock::sinceBoot
    std::optional<qint64> m_injectedMs;
    std::optional<qint64> m_settledMs;
    bool m_mayBurn = false;               ///< the fault was sent, whatever came of it
    Step m_step = Step::Heal;
    bool m_asking = false;                ///< an answer is waited for
    bool m_written = false;               ///< its end is on the record
    int m_tries = 0;
    qint64 m_nextTryMs = 0;
    QTimer m_tick;
};

} // namespace andon
