// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/IncidentBook.h"
#include "app/incidents/IncidentRows.h"
#include "app/incidents/StopLossOrder.h"
#include "app/journal/Journal.h"

#include <functional>

namespace andon {

/// Opens incidents and changes them, always by new events of the journal, and keeps the book of them. GUI thread.
///
/// While a drill runs in a service, every incident that is opened there is one of a drill, whoever opens it.
///
/// At the start it reads what was decided, then the hours around each incident that runs and around the newest ones, and what was
/// written between their opening and their end; an older
/// one when somebody asks for it. What happens later comes from Journal::appended.
class IncidentDesk : public QObject {
    Q_OBJECT
public:
    using Written = std::function<void(Result<Event>)>;

    /// So many of the newest incidents have their events from the start.
    static constexpr qsizetype newest = 20;

    struct Ports {
        Journal &journal;
        const Clock &clock;
        QList<RunbookSpec> runbooks;            ///< a team's own first
        std::function<QString(const QString &service, const QString &indicator)> familyOf; ///< "quality", ..., or empty
        /// Members for a row's payload: what the version is made of, without one what has traffic. None: nobody knows.
        std::function<nlohmann::json(const QString &service, const QString &version)> setsFor{};
    };
    /// The journal and the clock must outlive the desk. `opens`: the first stop-loss action and an acknowledgement open an
    /// incident (the window does that; several windows of one journal open the same one).
    IncidentDesk(Ports ports, Actor actor, bool opens, QObject *parent = nullptr);
    void start();
    /// The record was read as far as it is at the start.
    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] const IncidentBook &book() const { return m_book; }
    [[nodiscard]] const QList<RunbookSpec> &runbooks() const { return m_ports.runbooks; }
    /// The one that an incident works by; null: none was started, or it is not known here.
    [[nodiscard]] const RunbookSpec *runbookOf(const Incident &incident) const;
    /// The events of an older incident are read; changed() follows.
    void load(const QString &id);
    [[nodiscard]] bool isLoaded(const QString &id) const { return m_loaded.contains(id); }

    // Each fails with BadInput that says why before anything is written, else with the journal's error.
    void open(const QString &service, const QString &title, Severity severity, bool drill, const Written &written = {});
    void change(const QString &id, const QString &field, const nlohmann::json &value, const QString &why, const Written &written = {});
    void setTime(const QString &id, KeyTime key, TimePoint at, const QString &fromEvent, const QString &why, const Written &written = {});
    void merge(const QString &id, const QString &into, const QString &why, const Written &written = {});
    /// `id` empty: out of every incident.
    void move(const Event &event, const QString &id, const QString &why, const Written &written = {});
    void close(const QString &id, const QString &why, const Written &written = {});
    void reopen(const QString &id, const QString &why, const Written &written = {});
    void startRunbook(const QString &id, const QString &runbook, const Written &written = {});
    void closeStep(const QString &id, RunbookStep step, const Artefact &artefact, const Written &written = {});

    /// How long degrade, throttle and rollback took until traffic showed them, from the record.
    void askEffectTimes(const QString &service, QObject *context, std::function<void(Result<QMap<Verb, TimeToEffect>>)> callback);

signals:
    /// Incidents were opened or changed; `ids` may be many.
    void changed(const QStringList &ids);
    /// Everything that was to be read is read: once at the start, and again after load().
    void settled();
    /// A row that nobody waits for could not be written.
    void troubled(const andon::Error &error);

private:
    void readDecisions();
    void readNext();
    void take(const QList<Event> &events);
    void noteDrill(const Event &event);
    void react(const Event &event);
    void openFrom(const Event &event, const QString &cause);
    [[nodiscard]] const Event *alarmBefore(const Event &event) const;
    [[nodiscard]] RunbookHint hintOf(const Event &alarm) const;
    /// The incident with that id, or the reason why there is none to change.
    [[nodiscard]] Result<const Incident *> known(const QString &id) const;
    void write(Event row, TimePoint occurredAt, const Written &written);
    void refuse(const QString &what, const QString &why, const Written &written);

    Ports m_ports;
    Actor m_actor;
    bool m_opens;
    bool m_ready = false;
    IncidentBook m_book;
    QStringList m_queue;      ///< ids whose hours are still to be read
    QSet<QString> m_loaded;
    QSet<QString> m_opening;  ///< services whose incident is on its way into the record
    QHash<QString, QString> m_drills; ///< service -> the drill that runs there
    QList<Event> m_recent;    ///< alarms of the last hour and acts of people: what an opening looks back on
    TimePoint m_forgotten;
};

} // namespace andon
