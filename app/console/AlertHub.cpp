// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/AlertHub.h"

#include "app/adapters/alertmanager/AlertmanagerClient.h"
#include "app/adapters/prometheus/PrometheusAlerts.h"
#include "app/base/Uuid7.h"
#include "app/console/OwnAlerts.h"

#include <QPointer>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

QList<AlertService> AlertHub::servicesOf(const Workspace &workspace)
{
    QList<AlertService> services;
    for (const ServiceSpec &spec : workspace.services) {
        AlertService service{spec.name, spec.indicators};
        for (const ActionSpec &action : spec.actions)
            service.verbs << action.verb;
        if (spec.card) {
            for (const CardThreshold &threshold : spec.card->thresholds) {
                if (threshold.action)
                    service.cardActions.insert(threshold.indicator, *threshold.action);
            }
        }
        services << service;
    }
    return services;
}

AlertHub::AlertHub(Ports ports, const Workspace &workspace, const std::vector<std::unique_ptr<ServiceDesk>> &desks, QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports))
    , m_queue(m_ports.journal, m_ports.spool)
{
    QStringList names = workspace.alerts.sources;
    for (const AlertmanagerSpec &spec : workspace.alertmanagers)
        names << spec.name;
    for (const auto &desk : desks)
        names << OwnAlerts::sourceName(desk->spec().name);
    m_desk = std::make_unique<AlertDesk>(m_ports.clock, workspace.alerts, servicesOf(workspace), names);
    for (const auto &desk : desks) {
        m_own.push_back(std::make_unique<OwnAlerts>(*desk, m_ports.clock));
        connect(m_own.back().get(), &OwnAlerts::reported, m_desk.get(), &AlertDesk::take);
        connect(m_own.back().get(), &OwnAlerts::trafficSeen, m_desk.get(), &AlertDesk::setTraffic);
    }
    for (const QString &name : workspace.alerts.sources) {
        const SourceSpec &spec = *workspace.source(name);
        m_rules[name] = std::make_unique<PrometheusAlerts>(m_ports.io, spec.access, m_ports.secret(spec.access.secretName()), workspace.alerts.replicaLabels);
        poll(*m_rules[name], name, spec.intervalMs, m_ports.metrics(name));
    }
    for (const AlertmanagerSpec &spec : workspace.alertmanagers) {
        m_alertmanagers[spec.name] = std::make_shared<AlertmanagerClient>(
            m_ports.io, AlertmanagerClient::Options{spec.url, spec.allowPlainHttp, workspace.alerts.replicaLabels}, m_ports.secret(spec.tokenSecret));
        poll(*m_alertmanagers[spec.name], spec.name, spec.intervalMs, nullptr);
    }
    connect(m_desk.get(), &AlertDesk::recorded, this, [this, &desks](Event event) {
        if (!m_records)
            return;
        const auto of = std::find_if(desks.cbegin(), desks.cend(), [&](const auto &desk) { return desk->spec().name == event.service; });
        if (of != desks.cend())
            event.payload.update((*of)->versions().setsFor(event.version));
        if (event.actor.kind.isEmpty())
            event.actor = {u"console"_s, m_actor.id, {}, m_actor.host};
        m_queue.append(event);
    });
    connect(&m_second, &QTimer::timeout, m_desk.get(), &AlertDesk::tick);
}

AlertHub::~AlertHub() = default;

void AlertHub::poll(AlertSource &source, const QString &name, qint64 intervalMs, MetricsSource *metrics)
{
    m_pollers.push_back(std::make_unique<AlertPoller>(AlertPoller::Ports{source, m_ports.clock, metrics}, name, std::chrono::milliseconds(intervalMs)));
    AlertPoller *made = m_pollers.back().get();
    connect(made, &AlertPoller::rulesRead, m_desk.get(), &AlertDesk::setRules);
    connect(made, &AlertPoller::reported, m_desk.get(), &AlertDesk::take);
    connect(made, &AlertPoller::reported, this, &AlertHub::watchSource);
}

void AlertHub::start(const Actor &actor, bool records)
{
    m_actor = actor;
    m_records = records;
    recall();
    for (const auto &made : m_pollers)
        made->start();
    m_second.start(1000);
}

bool AlertHub::isHeard() const
{
    const auto &sources = m_desk->sources();
    return m_desk->isRecalled() && std::all_of(sources.keyBegin(), sources.keyEnd(), [&](const QString &name) {
        return isOwnSource(name) || sources[name].goodMs != 0 || sources[name].error;
    });
}

/// Until the record was read nothing is put on it: what fires still would stand there twice.
void AlertHub::recall()
{
    EventQuery query;
    query.kinds = {u"alert."_s};
    query.limit = 20'000;
    m_ports.journal.read(query, this, [this](const Result<QList<Event>> &events) {
        if (events)
            m_desk->recall(*events);
        else
            QTimer::singleShot(2000, this, &AlertHub::recall);
    });
}

/// Only that a source of alerts itself is away; what a metrics source lacks its services tell.
void AlertHub::watchSource(const AlertReport &report)
{
    const bool isLost = report.error.has_value();
    if (!m_records || isLost == m_lost.contains(report.source))
        return;
    isLost ? static_cast<void>(m_lost.insert(report.source)) : static_cast<void>(m_lost.remove(report.source));
    if (!m_alertmanagers.contains(report.source))
        return;
    Event event;
    event.eventId = newUuid7(m_ports.clock.now());
    event.kind = QString::fromUtf16(isLost ? EventKind::sourceLost : EventKind::sourceRecovered);
    event.occurredAt = m_ports.clock.now();
    event.actor = {u"console"_s, m_actor.id, {}, m_actor.host};
    event.title = (isLost ? u"%1 does not answer"_s : u"%1 answers again"_s).arg(report.source.left(200));
    event.body = isLost ? report.error->message() : QString();
    event.payload = {{"source", report.source.toStdString()}};
    m_queue.append(event);
}

AlertPoller *AlertHub::poller(const QString &name) const
{
    const auto found = std::find_if(m_pollers.cbegin(), m_pollers.cend(), [&](const auto &one) { return one->name() == name; });
    return found == m_pollers.cend() ? nullptr : found->get();
}

AlertmanagerClient *AlertHub::alertmanager(const QString &name) const
{
    return m_alertmanagers.value(name).get();
}

AlertSource *AlertHub::rules(const QString &source) const
{
    const auto found = m_rules.find(source);
    return found == m_rules.end() ? nullptr : found->second.get();
}

void AlertHub::silence(const Silence &silence, const QString &alertmanager, const Actor &who, QObject *context, std::function<void(Result<void>)> callback)
{
    AlertmanagerClient *client = m_alertmanagers.value(alertmanager).get();
    if (!client || silence.endMs <= silence.startMs || silence.matchers.isEmpty() || silence.comment.trimmed().isEmpty()) {
        const QString why = !client ? u"there is no Alertmanager %1"_s.arg(alertmanager.left(60))
            : silence.matchers.isEmpty() ? u"it names no label, it would silence everything"_s
            : silence.comment.trimmed().isEmpty() ? u"it has no comment"_s : u"it has no end"_s;
        QMetaObject::invokeMethod(context, [callback, why] { callback(failure(ErrorKind::BadInput, {u"the silence"_s, why})); }, Qt::QueuedConnection);
        return;
    }
    // On the record even where the dialog that asked for it is gone.
    client->createSilence(silence, this, [this, silence, alertmanager, who, guard = QPointer<QObject>(context), callback](const Result<QString> &id) {
        if (id) {
            Silence made = silence;
            made.id = *id;
            m_desk->noteSilence(made, alertmanager, who);
            poller(alertmanager)->readNow();
        }
        if (guard)
            callback(id ? Result<void>() : tl::unexpected(id.error()));
    });
}

void AlertHub::endSilence(const QString &id, const QString &alertmanager, const Actor &who, QObject *context, std::function<void(Result<void>)> callback)
{
    AlertmanagerClient *client = m_alertmanagers.value(alertmanager).get();
    if (!client)
        return;
    client->expireSilence(id, this, [this, id, alertmanager, who, guard = QPointer<QObject>(context), callback](const Result<void> &done) {
        if (done) {
            m_desk->noteUnsilenced(id, alertmanager, who);
            poller(alertmanager)->readNow();
        }
        if (guard)
            callback(done);
    });
}

} // namespace andon
