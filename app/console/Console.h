// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/IoThread.h"
#include "app/adapters/keychain/KeychainSecrets.h"
#include "app/console/AlertHub.h"
#include "app/console/RegressionWatch.h"
#include "app/console/ReplayPorts.h"
#include "app/console/ServiceDesk.h"
#include "app/console/WorkspaceWatch.h"
#include "app/gateway/RequestSource.h"
#include "app/incidents/DrillDesk.h"

#include <memory>
#include <vector>

namespace andon {

class ExemplarSource;
class PrometheusClient;
class SourceQueue;
class SqliteJournal;

/// The composition root: builds the adapters a workspace asks for, the journal and one desk a service. GUI thread.
class Console : public QObject {
    Q_OBJECT
public:
    struct Options {
        Workspace workspace;
        QString journalPath;
        QString actorKind;                      ///< "person" at the window, "verb" at a shell
        KeychainSecrets::Prompt prompt;         ///< nobody to ask: empty
        QMap<QString, Secret> secrets;          ///< known already: the demo's
        std::shared_ptr<ReplayPorts> replay{};  ///< looks at a bundle: no file, no source, no gateway is touched
        QStringList alsoSecret{};               ///< names of secrets that the workspace given here needs not, and that must not leave either
    };
    explicit Console(Options options, QObject *parent = nullptr);
    ~Console() override;
    /// Looks the secrets up and builds the desks; started() follows. Nothing is polled yet.
    void open();

    [[nodiscard]] const Workspace &workspace() const { return m_workspace; }
    [[nodiscard]] const std::vector<std::unique_ptr<ServiceDesk>> &desks() const { return m_desks; }
    /// The desk of a service, the first where `service` is empty; null where there is none of that name.
    [[nodiscard]] ServiceDesk *desk(const QString &service) const;
    /// Members for the payload of an entry about a service: what the version is made of, without one what has traffic.
    [[nodiscard]] nlohmann::json setsFor(const QString &service, const QString &version) const;
    [[nodiscard]] MetricsSource *source(const QString &name) const;
    [[nodiscard]] ExemplarSource *exemplarSource(const QString &name) const;
    [[nodiscard]] GatewayControl *gateway(const QString &name) const;
    /// Everything about alarms; there once started() was said.
    [[nodiscard]] AlertHub &alerts() const { return *m_alerts; }
    /// What the regression set says; null: the workspace names no report.
    [[nodiscard]] RegressionWatch *regression() const { return m_regression.get(); }
    /// Who keeps single requests behind a gateway; null: nobody.
    [[nodiscard]] RequestSource *requestSource(const QString &gateway) const;
    /// All that are known: what must not leave in any file.
    [[nodiscard]] QList<Secret> secrets() const { return m_known.values(); }
    /// What everything that leaves is redacted by: the workspace's rules, and those secrets.
    [[nodiscard]] Redactor redactor() const { return Redactor::usual(m_workspace.redaction, secrets()); }
    /// The bundle that is looked at; null: the present is.
    [[nodiscard]] const ReplayPorts *replay() const { return m_replay.get(); }
    /// Of a replay: the desks, alarms and incidents are made anew and show what was known at `at`; those before are gone when
    /// this returns.
    void replayAt(TimePoint at);
    [[nodiscard]] Journal &journal() const;
    /// The incidents of the record; a window starts it, so does the verb that lists them.
    [[nodiscard]] IncidentDesk &incidents() const { return *m_incidents; }
    /// Drills on the sandbox; null in a replay. A person's window starts it.
    [[nodiscard]] DrillDesk *drills() const { return m_drills.get(); }
    /// Whether the workspace names a sandbox for the service, or for any where `service` is empty.
    [[nodiscard]] bool hasSandbox(const QString &service = {}) const;
    [[nodiscard]] const QString &journalPath() const { return m_journalPath; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// The person at this console: the operating system's user.
    [[nodiscard]] const Actor &actor() const { return m_actor; }
    /// The window opened or closes, on the record.
    void recordStart();
    void recordEnd();
    /// A note of the person, on the record. `incident`: the id of the one that it belongs to; empty: its time decides.
    void writeNote(const QString &service, const QString &text, const QString &incident, QObject *context,
                   std::function<void(Result<Event>)> callback);
    /// From now on a changed workspace file is noticed and its cards are taken over: by the window, not by verbs.
    void watchWorkspace();
    /// Reads the file again at once. The callback runs once, later, when what it says is taken over. False: it has faults, or
    /// cannot be read; what was read before stands.
    void rereadWorkspace(QObject *context, std::function<void(bool isReadable)> callback);
    /// Writes the card of a service into the workspace file on the pool and takes it over. `digest`: of the file that the edit
    /// was begun on; a file that is another by now is refused (BadInput), and nothing is written. The callback runs once, later.
    void saveCard(const QString &service, const StrategyCard &card, const QByteArray &digest, QObject *context,
                  std::function<void(Result<void>)> callback);
    /// The user's own journal: <data folder>/journal.sqlite.
    [[nodiscard]] static QString defaultJournalPath();

signals:
    /// The desks are there. Secrets that were not found are named; what needs them is blocked with that reason.
    void started(const QList<andon::Error> &missingSecrets);
    /// The file was changed, by somebody else or by us; cards are taken over already. `otherParts`: beside the cards something
    /// changed, which a new start of the console takes over.
    void workspaceChanged(bool otherParts);
    /// The file has faults now; what was read before stands.
    void workspaceBroken(const QList<andon::WorkspaceFault> &faults);

private:
    void askSecrets(QStringList names);
    /// Empty where `name` is; NoSecret where it was not found.
    [[nodiscard]] Result<Secret> secretOf(const QString &name) const;
    [[nodiscard]] Event draft(const char16_t *kind) const;
    void build();
    void buildReplay();
    void buildIncidents();
    void buildDrills();
    [[nodiscard]] Result<GatewayState> freshState(const QString &service) const;
    void takeWorkspace(const Workspace &read);
    void takeSaved(const QString &service, const StrategyCard &card, const QByteArray &digest);
    [[nodiscard]] QString familyOf(const QString &service, const QString &indicator) const;

    Workspace m_workspace;
    std::unique_ptr<WorkspaceWatch> m_watch;
    int m_saving = 0; ///< cards on their way into the file
    QString m_journalPath;
    SystemClock m_systemClock;
    std::shared_ptr<ReplayPorts> m_replay;
    const Clock &m_clock;
    Actor m_actor;
    KeychainSecrets m_secrets;
    QMap<QString, Secret> m_known;
    QStringList m_alsoSecret;
    QList<Error> m_missing;
    std::unique_ptr<SqliteJournal> m_journal;
    IoThread m_io; ///< of the polls
    std::map<QString, std::unique_ptr<PrometheusClient>> m_sources;
    std::map<QString, std::unique_ptr<SourceQueue>> m_queues; ///< before the sources: the desks share them
    std::map<QString, std::unique_ptr<GatewayControl>> m_gateways;
    std::unique_ptr<RegressionWatch> m_regression; ///< before the desks that ask it
    std::vector<std::unique_ptr<ServiceDesk>> m_desks;
    std::map<QString, std::unique_ptr<FaultSwitch>> m_faultSwitches; ///< of the gateways that the workspace calls the sandbox
    std::unique_ptr<IncidentDesk> m_incidents;
    std::unique_ptr<DrillDesk> m_drills;
    std::unique_ptr<AlertHub> m_alerts; ///< ends before the desks that it listens to
};

} // namespace andon
