// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ReplayPorts.h"

#include "app/alerts/RecordedAlerts.h"
#include "app/console/JoinedAnswers.h"
#include "app/console/ServiceDesk.h"

#include <QFile>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

Error readOnly()
{
    return {ErrorKind::Blocked, {u"this is a replay of a bundle; nothing is written and nothing is changed"_s}, {}};
}

/// The port's promise: once, later, and not at all once the context is gone.
template<typename Value>
void answer(QObject *context, std::function<void(Value)> callback, Value value)
{
    QMetaObject::invokeMethod(context, [callback = std::move(callback), value = std::move(value)] { callback(value); }, Qt::QueuedConnection);
}

} // namespace

void ReplayJournal::append(const Event &, QObject *context, std::function<void(Result<Event>)> callback)
{
    answer<Result<Event>>(context, std::move(callback), tl::unexpected(readOnly()));
}

void ReplayJournal::open(const QString &, const Event &, QObject *context, std::function<void(Result<Event>)> callback)
{
    answer<Result<Event>>(context, std::move(callback), tl::unexpected(readOnly()));
}

void ReplayJournal::read(const EventQuery &query, QObject *context, std::function<void(Result<QList<Event>>)> callback)
{
    const bool remembers = !query.kinds.isEmpty() || query.from.has_value();
    QList<Event> all = remembers ? m_earlier + m_events : m_events;
    if (query.kinds == QStringList{u"alert."_s})
        all = alertsOfService(all, m_service);
    answer<Result<QList<Event>>>(context, std::move(callback), eventsAsked(all, query));
}

void ReplayJournal::outline(QObject *context, std::function<void(Result<EventOutline>)> callback)
{
    answer<Result<EventOutline>>(context, std::move(callback), outlineOf(m_events));
}

void ReplayJournal::search(const QStringList &words, QObject *context, std::function<void(Result<QList<qint64>>)> callback)
{
    answer<Result<QList<qint64>>>(context, std::move(callback), words.isEmpty() ? QList<qint64>() : eventsWithWords(m_events, words));
}

void ReplayJournal::readOpen(QObject *context, std::function<void(Result<QList<QList<Event>>>)> callback)
{
    answer<Result<QList<QList<Event>>>>(context, std::move(callback), QList<QList<Event>>());
}

void ReplayGateway::read(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    answer<Result<GatewayState>>(context, std::move(callback), tl::unexpected(readOnly()));
}

void ReplayGateway::readBack(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    read(context, std::move(callback));
}

void ReplayGateway::write(const GatewayWrite &, QObject *context, std::function<void(WriteAnswer)> callback)
{
    WriteAnswer none;
    none.outcome = WriteOutcome::NotSent;
    none.words = readOnly().message();
    answer<WriteAnswer>(context, std::move(callback), none);
}

const EvidenceVerb *ReplayGateway::find(Verb verb) const
{
    const auto found = std::find_if(m_verbs.begin(), m_verbs.end(), [verb](const EvidenceVerb &one) { return one.verb == verb; });
    return found == m_verbs.end() ? nullptr : &*found;
}

GatewayPromise ReplayGateway::promise(Verb verb) const
{
    const EvidenceVerb *known = find(verb);
    return known ? known->promise : GatewayPromise();
}

QString ReplayGateway::whyAbsent(Verb verb) const
{
    const EvidenceVerb *known = find(verb);
    return known ? known->absent : u"the bundle does not say what this gateway can do"_s;
}

static Error notHeld(const QString &query)
{
    return {ErrorKind::NoData, {u"%1: the bundle does not hold it"_s.arg(query.left(200))}, {}};
}

/// What lies beside the times that were asked for is nothing, not unknown, as long as it is near: a view is moved a little. Of
/// answers that readBundleFile() joined it only cuts.
void ReplayMetrics::queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback)
{
    const qint64 untilMs = std::min(query.endMs, toMs(m_clock.now()));
    const qint64 length = query.endMs - query.startMs;
    std::optional<MetricsAnswer> held;
    JoinedSeries joined;
    for (const EvidenceAnswer &one : m_answers) {
        if (one.query != query.query || one.asked.startMs > query.endMs + length || one.asked.endMs < query.startMs - length)
            continue;
        if (!held)
            held.emplace();
        for (const QString &words : one.answer.warnings) {
            if (!held->warnings.contains(words))
                held->warnings << words;
        }
        for (const Series &series : one.answer.series)
            joined.add(series, query.startMs, untilMs);
    }
    if (held)
        held->series = joined.series();
    answer<Result<MetricsAnswer>>(context, std::move(callback), held ? Result<MetricsAnswer>(*held) : tl::unexpected(notHeld(query.query)));
}

void ReplayMetrics::query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback)
{
    answer<Result<MetricsAnswer>>(context, std::move(callback), tl::unexpected(notHeld(promql)));
}

void ReplayMetrics::probe(QObject *context, std::function<void(Result<SourceInfo>)> callback)
{
    answer<Result<SourceInfo>>(context, std::move(callback), SourceInfo{});
}

ReplayPorts::ReplayPorts(Evidence whole)
    : evidence(std::move(whole))
    , gateway(evidence.verbs)
    , metrics(evidence.answers, clock)
{
    stand(evidence.to);
}

void ReplayPorts::stand(TimePoint at)
{
    moment = momentOf(evidence, std::clamp(at, evidence.from, evidence.to));
    clock.stand(moment.at);
    journal.setEvents(moment.events, evidence.earlier, evidence.service);
}

Workspace workspaceOf(const Evidence &evidence)
{
    Workspace workspace;
    workspace.title = evidence.title;
    SourceSpec source;
    source.name = u"bundle"_s;
    workspace.sources << source;
    ServiceSpec service;
    service.name = evidence.service;
    service.title = evidence.title.isEmpty() ? evidence.service : evidence.title;
    service.source = source.name;
    service.versionLabel = evidence.versionLabel;
    service.stepSeconds = std::max<qint64>(1, evidence.stepMs / 1000);
    service.historySeconds = std::max<qint64>(60, (toMs(evidence.to) - toMs(evidence.from)) / 1000);
    service.rollbackTarget = evidence.rollbackTarget;
    service.actions = evidence.actions;
    service.actionsAbsent = u"the bundle holds no gateway"_s;
    service.splits = evidence.splits;
    for (const QString &id : evidence.judged)
        service.counts << CountQueries{id, {}, {}, {}};
    for (const IndicatorReading &reading : evidence.readings) {
        if (reading.indicator.id == requestRateId)
            service.requestRateQuery = reading.indicator.query;
        else
            service.indicators << reading.indicator;
    }
    if (!evidence.gateway.isEmpty()) {
        GatewaySpec gateway;
        gateway.name = service.gateway = evidence.gateway;
        workspace.gateways << gateway;
    }
    workspace.services << service;
    workspace.alerts = evidence.alertSpec;
    workspace.alerts.sources.clear(); // nobody is asked
    return workspace;
}

Result<Evidence> readBundleFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileUnreadable, {path, file.errorString()});
    if (file.size() > ZipLimit::bytes)
        return failure(ErrorKind::FileUnreadable, {path, u"it is larger than a bundle may be (1 GiB)"_s});
    const QByteArray bytes = file.readAll();
    const auto named = [&](Error error) {
        if (error.kind == ErrorKind::JournalBroken)
            error.arguments[0] = path;
        else if (error.kind == ErrorKind::BadInput)
            error.arguments[0].prepend(path + u": "_s);
        return tl::unexpected(error);
    };
    if (const Result<BundleReport> report = verifyBundle(bytes); !report)
        return named(report.error());
    Result<Evidence> evidence = evidenceOf(unpackBundle(bytes).value());
    if (!evidence)
        return named(evidence.error());
    evidence->answers = joinedAnswers(evidence->answers);
    return evidence;
}

} // namespace andon
