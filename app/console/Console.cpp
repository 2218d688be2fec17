// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Console.h"

#include "app/adapters/gateway/SandboxFaults.h"
#include "app/adapters/journal/SqliteJournal.h"
#include "app/adapters/process/StaleFolders.h"
#include "app/adapters/prometheus/PrometheusClient.h"
#include "app/lines/SourceQueue.h"
#include "app/base/Uuid7.h"
#include "app/console/MakeGateway.h"
#include "app/gateway/AbsentGateway.h"
#include "app/workspace/CardReader.h"
#include "app/workspace/CardText.h"
#include "app/workspace/RunbookReader.h"

#include <QFileInfo>
#include <QPointer>
#include <QPromise>
#include <QStandardPaths>
#include <QSysInfo>
#include <QThreadPool>

#include <algorithm>

#include <pwd.h>
#include <unistd.h>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

Actor actorHere(const QString &kind)
{
    Actor actor{kind, QString::number(::getuid()), {}, QSysInfo::machineHostName()};
    if (const passwd *entry = ::getpwuid(::getuid())) {
        actor.id = QString::fromLocal8Bit(entry->pw_name);
        actor.name = QString::fromLocal8Bit(entry->pw_gecos).section(u',', 0, 0);
    }
    return actor;
}

} // namespace

Console::Console(Options options, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(options.workspace))
    , m_journalPath(options.journalPath)
    , m_replay(std::move(options.replay))
    , m_clock(m_replay ? static_cast<const Clock &>(m_replay->clock) : m_systemClock)
    , m_actor(actorHere(options.actorKind))
    , m_secrets(std::move(options.prompt))
    , m_known(std::move(options.secrets))
    , m_alsoSecret(std::move(options.alsoSecret))
    , m_journal(m_replay ? nullptr : std::make_unique<SqliteJournal>(options.journalPath, m_clock))
{
    for (const auto &[name, secret] : m_known.toStdMap())
        m_secrets.keep(name, secret);
}

Console::~Console() = default;

QString Console::defaultJournalPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/andon/journal.sqlite"_s;
}

void Console::open()
{
    if (m_replay) {
        QMetaObject::invokeMethod(this, [this] {
            buildReplay();
            emit started({});
        }, Qt::QueuedConnection);
        return;
    }
    QStringList names = m_workspace.secretNames() + m_alsoSecret;
    names.removeDuplicates();
    askSecrets(names);
}

void Console::askSecrets(QStringList names)
{
    if (names.isEmpty()) {
        QMetaObject::invokeMethod(this, &Console::build, Qt::QueuedConnection);
        return;
    }
    const QString name = names.takeFirst();
    m_secrets.ask(name, this, [this, name, names](const Result<Secret> &secret) {
        if (secret)
            m_known[name] = *secret;
        else
            m_missing << secret.error();
        askSecrets(names);
    });
}

/// So many services ask this source.
static int servicesOf(const Workspace &workspace, const QString &source)
{
    return static_cast<int>(std::count_if(workspace.services.cbegin(), workspace.services.cend(),
                                          [&](const ServiceSpec &service) { return service.source == source; }));
}

Result<Secret> Console::secretOf(const QString &name) const
{
    const auto missing = std::find_if(m_missing.cbegin(), m_missing.cend(),
                                      [&](const Error &error) { return error.arguments.value(0) == name; });
    if (!name.isEmpty() && missing != m_missing.cend())
        return tl::unexpected(*missing);
    return m_known.value(name);
}

void Console::build()
{
    for (const SourceSpec &spec : m_workspace.sources)
        m_sources[spec.name] = std::make_unique<PrometheusClient>(m_io, spec.access, secretOf(spec.access.secretName()));
    for (const auto &[name, source] : m_sources)
        m_queues[name] = std::make_unique<SourceQueue>(*source, SourceQueue::inFlightOf(servicesOf(m_workspace, name)));
    for (const GatewaySpec &spec : m_workspace.gateways)
        m_gateways[spec.name] = makeGateway(m_io, spec, m_workspace.path, m_known.value(spec.tokenSecret), m_clock);
    if (!m_workspace.regression.report.isEmpty())
        m_regression = std::make_unique<RegressionWatch>(m_workspace.regression, QFileInfo(m_workspace.path).path());
    for (const ServiceSpec &spec : m_workspace.services) {
        const GatewaySpec *gatewaySpec = m_workspace.gateway(spec.gateway);
        const QString gatewayName = gatewaySpec ? spec.gateway : u"absent:"_s + spec.name;
        if (!gatewaySpec)
            m_gateways[gatewayName] = std::make_unique<AbsentGateway>(spec.actionsAbsent);
        m_desks.push_back(std::make_unique<ServiceDesk>(
            ServiceDesk::Ports{*m_queues.at(spec.source), *m_gateways.at(gatewayName), *m_journal, m_clock,
                               isProcessRunning,
                               [this](const Event &event) { return m_journal->spool(event); },
                               QFileInfo(m_workspace.path).path(), m_regression.get()},
            spec, m_workspace.source(spec.source)->intervalMs, gatewaySpec ? gatewaySpec->intervalMs : 0));
        connect(m_journal.get(), &Journal::troubled, m_desks.back().get(),
                [desk = m_desks.back().get()](const std::optional<Error> &error) {
                    desk->setJournalTrouble(error ? error->message() : QString());
                });
    }
    buildIncidents();
    buildDrills();
    emit started(m_missing);
}

/// The word of the workspace comes first: a gateway that it does not call the sandbox has no switch here and is asked for nothing.
void Console::buildDrills()
{
    for (const GatewaySpec &spec : m_workspace.gateways) {
        if (spec.isSandbox && !spec.nodes.isEmpty())
            m_faultSwitches[spec.name] = std::make_unique<SandboxFaults>(SandboxFaults::Options{spec.nodes.first(), m_known.value(spec.tokenSecret), spec.tokenSecret});
    }
    const auto gatewayOf = [this](const QString &service) {
        const ServiceSpec *spec = m_workspace.service(service);
        return spec ? spec->gateway : QString();
    };
    const auto switchOf = [this, gatewayOf](const QString &service) -> FaultSwitch * {
        const auto found = m_faultSwitches.find(gatewayOf(service));
        return found == m_faultSwitches.end() ? nullptr : found->second.get();
    };
    m_drills = std::make_unique<DrillDesk>(DrillDesk::Ports{journal(), m_clock, *m_incidents, switchOf, [this](const QString &service) { return freshState(service); },
                                                            gatewayOf, QFileInfo(m_journalPath).absolutePath(),
                                                            [this](const QString &service, const QString &version) { return setsFor(service, version); }},
                                           m_actor);
}

bool Console::hasSandbox(const QString &service) const
{
    return std::any_of(m_workspace.services.cbegin(), m_workspace.services.cend(), [&](const ServiceSpec &spec) {
        return (service.isEmpty() || spec.name == service) && m_faultSwitches.contains(spec.gateway);
    });
}

Result<GatewayState> Console::freshState(const QString &service) const
{
    ServiceDesk *about = desk(service);
    const std::optional<GatewayState> state = about ? about->watch().state() : std::nullopt;
    if (!state || about->watch().freshness() != Freshness::Live)
        return failure(ErrorKind::Blocked, {u"the gateway has not answered lately"_s});
    return *state;
}

/// What looks at the desks and the record; in a replay it opens nothing and polls nobody.
void Console::buildIncidents()
{
    m_incidents = std::make_unique<IncidentDesk>(
        IncidentDesk::Ports{journal(), m_clock, runbooksOf(m_workspace),
                            [this](const QString &service, const QString &indicator) { return familyOf(service, indicator); },
                            [this](const QString &service, const QString &version) { return setsFor(service, version); }},
        m_actor, !m_replay && m_actor.kind == u"person");
    m_alerts = std::make_unique<AlertHub>(
        AlertHub::Ports{m_io, journal(), m_clock, [this](const QString &name) { return secretOf(name); },
                        [this](const QString &name) -> MetricsSource * { return m_queues.contains(name) ? m_queues.at(name).get() : nullptr; },
                        [this](const Event &event) -> Result<void> {
                            if (!m_journal)
                                return failure(ErrorKind::Blocked, {u"this is a replay"_s});
                            return m_journal->spool(event);
                        }},
        m_workspace, m_desks);
}

QString Console::familyOf(const QString &service, const QString &indicator) const
{
    const ServiceSpec *spec = m_workspace.service(service);
    if (!spec)
        return {};
    const auto found = std::find_if(spec->indicators.cbegin(), spec->indicators.cend(), [&](const Indicator &one) { return one.id == indicator; });
    return found == spec->indicators.cend() ? QString() : familyWord(found->family);
}

void Console::buildReplay()
{
    m_alerts.reset();
    m_incidents.reset();
    m_desks.clear();
    for (ServiceSpec &spec : m_workspace.services) {
        spec.card = m_replay->moment.card.is_object() ? cardFromJson(m_replay->moment.card, spec) : std::nullopt;
        m_desks.push_back(std::make_unique<ServiceDesk>(
            ServiceDesk::Ports{m_replay->metrics, m_replay->gateway, m_replay->journal, m_clock, [](qint64) { return false; },
                               [](const Event &) -> Result<void> { return failure(ErrorKind::Blocked, {u"this is a replay"_s}); }, {}},
            spec, 2000, 1000));
    }
    buildIncidents();
    m_incidents->start();
    for (const AlertReport &report : m_replay->moment.alerts)
        m_alerts->desk().take(report);
    m_alerts->start(m_actor, false);
}

void Console::replayAt(TimePoint at)
{
    if (!m_replay)
        return;
    m_replay->stand(at);
    buildReplay();
}

nlohmann::json Console::setsFor(const QString &service, const QString &version) const
{
    ServiceDesk *of = service.isEmpty() ? nullptr : desk(service);
    return of ? of->versions().setsFor(version) : nlohmann::json::object();
}

RequestSource *Console::requestSource(const QString &gateway) const
{
    return dynamic_cast<RequestSource *>(this->gateway(gateway));
}

ServiceDesk *Console::desk(const QString &service) const
{
    for (const auto &desk : m_desks) {
        if (service.isEmpty() || desk->spec().name == service)
            return desk.get();
    }
    return nullptr;
}

MetricsSource *Console::source(const QString &name) const
{
    const auto found = m_sources.find(name);
    return found == m_sources.end() ? nullptr : found->second.get();
}

ExemplarSource *Console::exemplarSource(const QString &name) const
{
    const auto found = m_sources.find(name);
    return found == m_sources.end() ? nullptr : found->second.get();
}

GatewayControl *Console::gateway(const QString &name) const
{
    const auto found = m_gateways.find(name);
    return found == m_gateways.end() ? nullptr : found->second.get();
}

Journal &Console::journal() const
{
    return m_replay ? static_cast<Journal &>(m_replay->journal) : *m_journal;
}

Event Console::draft(const char16_t *kind) const
{
    Event event;
    event.eventId = newUuid7(m_clock.now());
    event.kind = QString::fromUtf16(kind);
    event.occurredAt = m_clock.now();
    event.actor = m_actor;
    return event;
}

void Console::recordStart()
{
    Event start = draft(EventKind::consoleStarted);
    start.title = u"Console opened, version "_s + QStringLiteral(ANDON_VERSION);
    journal().append(start, this, [](const Result<Event> &) {});
}

void Console::recordEnd()
{
    Event end = draft(EventKind::consoleEnded);
    end.title = u"Console closed"_s;
    journal().append(end, this, [](const Result<Event> &) {});
}

void Console::writeNote(const QString &service, const QString &text, const QString &incident, QObject *context,
                        std::function<void(Result<Event>)> callback)
{
    Event note = draft(EventKind::note);
    note.service = service;
    note.title = text.section(u'\n', 0, 0).left(256);
    note.body = text.left(64 * 1024);
    note.payload.update(setsFor(service, {}));
    if (!incident.isEmpty())
        note.payload["incident"] = incident.toStdString();
    journal().append(note, context, std::move(callback));
}

void Console::watchWorkspace()
{
    m_watch = std::make_unique<WorkspaceWatch>(m_workspace.path, m_workspace.digest);
    connect(m_watch.get(), &WorkspaceWatch::changed, this, &Console::takeWorkspace);
    connect(m_watch.get(), &WorkspaceWatch::broken, this, &Console::workspaceBroken);
}

void Console::rereadWorkspace(QObject *context, std::function<void(bool isReadable)> callback)
{
    if (!m_watch)
        watchWorkspace();
    connect(m_watch.get(), &WorkspaceWatch::read, context, callback, static_cast<Qt::ConnectionType>(Qt::SingleShotConnection));
    m_watch->readNow();
}

/// Everything but the cards, which alone are taken over while the console runs.
static Workspace withoutCards(Workspace workspace)
{
    for (ServiceSpec &service : workspace.services)
        service.card.reset();
    return workspace;
}

void Console::takeWorkspace(const Workspace &read)
{
    const Workspace before = withoutCards(m_workspace), now = withoutCards(read);
    const bool others = before.title != now.title || before.sources != now.sources || before.gateways != now.gateways || before.services != now.services
        || before.redaction != now.redaction;
    m_workspace.digest = read.digest;
    for (ServiceSpec &spec : m_workspace.services) {
        const ServiceSpec *changed = read.service(spec.name);
        if (!changed || changed->card == spec.card)
            continue;
        spec.card = changed->card;
        // Our own write may be noticed before its answer is here.
        desk(spec.name)->setCard(spec.card, m_saving > 0 ? std::optional(m_actor) : std::nullopt);
    }
    emit workspaceChanged(others);
}

void Console::saveCard(const QString &service, const StrategyCard &card, const QByteArray &digest, QObject *context,
                       std::function<void(Result<void>)> callback)
{
    ++m_saving;
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    auto *writing = new QFutureWatcher<Result<QByteArray>>(this);
    const QPointer<QObject> asker(context);
    connect(writing, &QFutureWatcher<Result<QByteArray>>::finished, this, [this, writing, asker, service, card, callback = std::move(callback)] {
        writing->deleteLater();
        --m_saving;
        const Result<QByteArray> written = writing->result();
        if (written)
            takeSaved(service, card, *written);
        if (!asker)
            return;
        callback(written ? Result<void>() : tl::unexpected(written.error()));
    });
    writing->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, path = m_workspace.path, service, card, digest] {
        promise->start();
        promise->addResult(writeCard(path, digest, service, card));
        promise->finish();
    });
}

void Console::takeSaved(const QString &service, const StrategyCard &card, const QByteArray &digest)
{
    m_workspace.digest = digest;
    if (m_watch)
        m_watch->setDigest(digest);
    for (ServiceSpec &spec : m_workspace.services) {
        if (spec.name == service)
            spec.card = card;
    }
    if (ServiceDesk *saved = desk(service))
        saved->setCard(card, m_actor);
    emit workspaceChanged(false);
}

} // namespace andon
