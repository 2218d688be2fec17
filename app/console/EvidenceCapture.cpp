// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceCapture.h"

#include "app/alerts/AlertRowJson.h"
#include "app/console/RecalledEvidence.h"
#include "app/incidents/IndicatorJson.h"
#include "app/incidents/SignalCsv.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qint64 mostPoints = 10'000; ///< of one question; Prometheus gives 11,000
static constexpr qint64 yearMs = 366LL * 86'400'000;
static constexpr qsizetype mostAlerts = 10'000;
static constexpr qsizetype mostParts = 100; ///< of one split

EvidenceCapture::EvidenceCapture(Ports ports, const EvidenceWish &wish, const Actor &actor, QObject *parent)
    : QObject(parent)
    , m_ports(std::move(ports))
    , m_record(wish.record)
    , m_store(yearMs, std::size_t(1) << 30)
{
    takeDesk(wish, actor);
    takeAlerts(wish);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (std::exchange(m_over, true))
            return;
        missing(u"%1 questions to the source, the journal or the gateway"_s.arg(m_open), u"no answer within %1 s"_s.arg(patience.count() / 1000));
        finishReadings();
    });
}

/// Points no denser than the source gives them, and no more of them than one answer may hold.
static qint64 stepFor(qint64 planMs, qint64 lengthMs)
{
    qint64 step = planMs;
    while (lengthMs / step > 2 * mostPoints)
        step *= 2;
    return step;
}

void EvidenceCapture::takeDesk(const EvidenceWish &wish, const Actor &actor)
{
    const ServiceDesk &desk = m_ports.desk;
    const ServiceSpec &spec = desk.spec();
    m_evidence.incident = wish.incident;
    m_evidence.reason = wish.reason;
    m_evidence.eventId = wish.eventId;
    m_evidence.service = spec.name;
    m_evidence.title = spec.title;
    m_evidence.gateway = spec.gateway;
    m_evidence.versionLabel = spec.versionLabel;
    m_evidence.rollbackTarget = spec.rollbackTarget;
    m_evidence.from = wish.from;
    m_evidence.to = wish.to;
    m_evidence.stepMs = stepFor(spec.stepSeconds * 1000, toMs(wish.to) - toMs(wish.from));
    m_evidence.madeAt = wish.madeAt.value_or(m_ports.clock.now());
    m_evidence.postmortem = wish.postmortem;
    for (const CountQueries &counts : spec.counts)
        m_evidence.judged << counts.indicatorId;
    m_evidence.madeBy = actor;
    m_evidence.splits = spec.splits;
    m_evidence.readings = desk.allReadings();
    m_evidence.actions = spec.actions;
    for (const Verb verb : allVerbs) {
        const GatewayControl &gateway = desk.gateway();
        if (desk.hasGateway())
            m_evidence.verbs << EvidenceVerb{verb, gateway.promise(verb), gateway.whyAbsent(verb)};
    }
    if (m_record)
        takeRecord();
    else
        takeNow();
}

/// What this console remembers.
void EvidenceCapture::takeNow()
{
    const ServiceDesk &desk = m_ports.desk;
    m_evidence.reads = desk.gatewayHistory().inside(m_evidence.from, m_evidence.to);
    if (desk.hasGateway() && m_evidence.reads.isEmpty())
        missing(u"the gateway's state"_s, u"it was not read in this window"_s);
    m_evidence.openActions = desk.openOperations();
    if (const auto baseline = m_ports.desk.lines().baseline())
        m_evidence.baselines << *baseline;
    m_evidence.judge = m_ports.desk.canary().frozen();
}

/// The list as people see it now: of this service, and what belongs to none that is known.
void EvidenceCapture::takeAlerts(const EvidenceWish &wish)
{
    m_evidence.alertSpec = m_ports.alertSpec;
    m_evidence.alertSpec.sources.clear();
    if (!m_ports.alerts) {
        missing(u"alarms of outside sources"_s, u"nobody lists them here"_s);
        return;
    }
    const auto &sources = m_ports.alerts->sources();
    for (auto source = sources.cbegin(); source != sources.cend(); ++source) {
        if (isOwnSource(source.key()))
            continue;
        m_evidence.alertSources << source.key();
        if (wish.madeAt)
            continue;
        if (source->freshness == Freshness::Lost)
            missing(u"alarms of %1 as they are now"_s.arg(source.key()), source->error ? source->error->message() : u"it did not answer yet"_s);
        else if (source->leftOut > 0)
            missing(u"alarms of %1"_s.arg(source.key()), u"it tells %1 more than are kept"_s.arg(source->leftOut));
    }
    qsizetype leftOut = 0;
    const QList<AlertPointer> shown = wish.madeAt ? QList<AlertPointer>() : m_ports.alerts->alerts();
    for (const AlertPointer &alert : shown) {
        if (!alert->service.isEmpty() && alert->service != m_evidence.service)
            continue;
        if (m_evidence.alerts.size() < mostAlerts)
            m_evidence.alerts << alertRowJson(*alert);
        else
            ++leftOut;
    }
    if (leftOut > 0)
        missing(u"alarms"_s, u"%1 that lose least are left out"_s.arg(leftOut));
}

void EvidenceCapture::missing(const QString &what, const QString &why)
{
    addMissing(m_evidence, what, why);
}

void EvidenceCapture::start()
{
    m_patience.start(patience);
    ++m_open; // nobody is the last before all are asked
    askSource();
    askSplits();
    askBaselines();
    askJournal();
    askRequests();
    QMetaObject::invokeMethod(this, &EvidenceCapture::arrive, Qt::QueuedConnection);
}

void EvidenceCapture::arrive()
{
    if (m_over || --m_open > 0)
        return;
    m_over = true;
    finishReadings();
}

/// What the desk knows goes first; whatever of the window it was not asked for, or less densely, comes from the source.
void EvidenceCapture::askSource()
{
    const qint64 fromMs = firstSampleMs(m_evidence), untilMs = toMs(m_evidence.to), step = m_evidence.stepMs;
    m_store.pin(fromMs);
    for (const IndicatorReading &reading : std::as_const(m_evidence.readings)) {
        const Indicator &indicator = reading.indicator;
        if (indicator.query.isEmpty())
            continue;
        VersionedAnswer known;
        for (const VersionColumns &version : reading.versions)
            known[version.version] = version.columns ? *version.columns : Columns();
        Coverage coverage;
        if (m_record)
            mergeKept(indicator, coverage);
        for (const Covered &piece : reading.covered) {
            if (piece.endMs < fromMs || piece.startMs > untilMs)
                continue;
            m_store.merge(indicator.id, known, piece, LineStore::Part::Piece);
            coverage.add(piece);
        }
        const QList<TimeSpan> gaps = coverage.missing(fromMs, untilMs, step);
        for (const TimeSpan &gap : gaps) {
            for (qint64 start = gap.startMs; start <= gap.endMs; start += mostPoints * step)
                askRange(indicator, {indicator.query, start, std::min(gap.endMs, start + (mostPoints - 1) * step), step, false});
        }
    }
}

void EvidenceCapture::askRange(const Indicator &indicator, const RangeQuery &query)
{
    ++m_open;
    m_ports.desk.metrics().queryRange(query, this, [this, indicator, query](const Result<MetricsAnswer> &answer) {
        if (m_over)
            return;
        const Result<VersionedAnswer> versions = answer ? foldVersions(*answer, m_evidence.versionLabel, indicator)
                                                        : tl::unexpected(answer.error());
        if (versions)
            m_store.merge(indicator.id, *versions, {query.startMs, query.endMs, query.stepMs}, LineStore::Part::Piece);
        else
            missing(u"samples of %1"_s.arg(indicator.title), versions.error().message());
        arrive();
    });
}

/// As dense as the small plots of the window are.
void EvidenceCapture::askSplits()
{
    const qint64 fromMs = toMs(m_evidence.from), untilMs = toMs(m_evidence.to);
    const qint64 step = SplitPoller::stepOf(untilMs - fromMs, m_evidence.stepMs);
    for (const SplitSpec &split : std::as_const(m_evidence.splits)) {
        const auto reading = std::find_if(m_evidence.readings.cbegin(), m_evidence.readings.cend(),
                                          [&](const IndicatorReading &one) { return one.indicator.id == split.indicatorId; });
        if (reading != m_evidence.readings.cend() && !split.query.isEmpty())
            askMore(u"%1 by %2"_s.arg(reading->indicator.title, split.label),
                    {split.query, alignedDown(fromMs, step), alignedDown(untilMs, step), step, false}, &reading->indicator, split.label);
    }
}

/// What the headlines were compared with when it was frozen.
void EvidenceCapture::askBaselines()
{
    const qint64 step = m_evidence.stepMs;
    for (const BaselineSpec &baseline : std::as_const(m_evidence.baselines)) {
        const qint64 fromMs = alignedDown(firstSampleMs(m_evidence) - baseline.offsetMs, step), untilMs = alignedDown(toMs(m_evidence.to) - baseline.offsetMs, step);
        for (const IndicatorReading &reading : std::as_const(m_evidence.readings)) {
            if (!reading.indicator.headline || reading.indicator.query.isEmpty() || m_record)
                continue;
            for (qint64 start = fromMs; start <= untilMs; start += mostPoints * step)
                askMore(u"%1, %2"_s.arg(reading.indicator.title, baseline.label),
                        {reading.indicator.query, start, std::min(untilMs, start + (mostPoints - 1) * step), step, false});
        }
    }
}

void EvidenceCapture::askMore(const QString &what, const RangeQuery &query, const Indicator *splitOf, const QString &label)
{
    ++m_open;
    const std::optional<Indicator> indicator = splitOf ? std::optional(*splitOf) : std::nullopt;
    m_ports.desk.metrics().queryRange(query, this, [this, what, query, indicator, label, place = m_more++](const Result<MetricsAnswer> &answer) {
        if (m_over)
            return;
        if (!answer) {
            missing(what, answer.error().message());
            arrive();
            return;
        }
        EvidenceAnswer kept{query.query, {query.startMs, query.endMs, query.stepMs}, *answer};
        const QList<SplitPart> parts = indicator ? splitParts(*indicator, label, m_evidence.versionLabel, *answer) : QList<SplitPart>();
        if (parts.size() > mostParts || answer->leftOut > 0) {
            QSet<QString> worst;
            for (const SplitPart &part : parts.mid(0, mostParts))
                worst << part.value;
            kept.answer.series.removeIf([&](const Series &series) { return indicator && !worst.contains(series.labels.value(label)); });
            missing(what, indicator ? u"there are more; those that were worst at the end are kept"_s : u"there are more than one answer holds"_s);
        }
        m_answers.insert(place, kept);
        arrive();
    });
}

QStringList EvidenceCapture::versionsWithTraffic() const
{
    if (m_record)
        return recordedTraffic(*m_record);
    QStringList versions;
    for (const GatewayRead &read : m_evidence.reads) {
        for (const GatewayVersion &version : read.state.versions) {
            if ((version.role != VersionRole::Idle || version.weight > 0) && !versions.contains(version.id))
                versions << version.id;
        }
    }
    return versions;
}

void EvidenceCapture::askRequests()
{
    if (!m_ports.requests) {
        missing(u"single requests"_s, u"no source keeps them"_s);
        return;
    }
    const QStringList versions = versionsWithTraffic();
    if (versions.isEmpty())
        missing(u"single requests"_s, u"it is not known which versions had traffic"_s);
    for (const QString &version : versions) {
        // Those that evidence kept stay as they were; the gateway forgets.
        if (m_record && !m_evidence.samples.value(u"requests@"_s + version).isEmpty())
            continue;
        ++m_open;
        m_ports.requests->requests({version, {}, {}, m_evidence.from, m_evidence.to, requestsKept}, this,
                                   [this, version](const Result<QList<nlohmann::json>> &requests) {
                                       if (m_over)
                                           return;
                                       if (!requests)
                                           missing(u"single requests of %1"_s.arg(version), requests.error().message());
                                       else if (!requests->isEmpty())
                                           m_evidence.samples[u"requests@"_s + version] = *requests;
                                       else if (m_record)
                                           missing(u"single requests of %1"_s.arg(version), u"neither evidence of this incident nor the gateway holds any"_s);
                                       arrive();
                                   });
    }
}

void EvidenceCapture::finishReadings()
{
    m_patience.stop();
    for (IndicatorReading &reading : m_evidence.readings) {
        reading.versions = m_store.columns(reading.indicator.id);
        reading.covered = m_store.coverage(reading.indicator.id).pieces();
        if (reading.lastAnswerMs == 0 && !reading.covered.isEmpty()) {
            reading.lastAnswerMs = reading.covered.last().endMs;
            reading.freshness = Freshness::Live;
        }
        // What is painted is what is kept: a replay has nothing else to paint from.
        reading = readingInside(reading, firstSampleMs(m_evidence), toMs(m_evidence.to));
    }
    for (const EvidenceAnswer &answer : std::as_const(m_answers))
        m_evidence.answers << answer;
    if (m_record) {
        recall();
        return;
    }
    takeVersions();
    paint();
}

/// What the versions of the window were made of.
void EvidenceCapture::takeVersions()
{
    const QSet<QString> present = versionsIn(m_evidence);
    for (const KnownVersion &version : m_ports.desk.versions().book().versions()) {
        if (present.contains(version.id))
            m_evidence.versions << version;
    }
}

/// The two that people compare, as the last state has them.
static void takeCompared(Evidence &evidence)
{
    if (evidence.reads.isEmpty())
        return;
    const GatewayState &state = evidence.reads.last().state;
    if (const GatewayVersion *stable = state.withRole(VersionRole::Stable))
        evidence.before = stable->id;
    // After a rollback nobody is the canary any more: the rollout still names it.
    const GatewayVersion *canary = state.withRole(VersionRole::Canary);
    if (const QString after = canary ? canary->id : state.rollout.canary; !after.isEmpty())
        evidence.after = after;
}

/// What no replay would take goes: of an incident's evidence the oldest.
static void boundAnswers(Evidence &evidence)
{
    qsizetype first = evidence.answers.size(), series = 0;
    while (first > 0 && evidence.answers.size() - first < mostAnswers) {
        series += evidence.answers[first - 1].answer.series.size();
        if (series > mostAnswerSeries)
            break;
        --first;
    }
    if (first == 0)
        return;
    addMissing(evidence, u"%1 answers of splits and comparisons"_s.arg(first), u"there are more than a bundle holds"_s);
    evidence.answers.remove(0, first);
}

void EvidenceCapture::paint()
{
    takeCompared(m_evidence);
    boundAnswers(m_evidence);
    m_evidence.missing.sort(); // not in the order of the answers: the same evidence is the same bytes
    if (!m_ports.plots) {
        makeFiles();
        return;
    }
    m_ports.plots->plots(m_evidence, this, [this](const QList<BundleEntry> &plots) {
        m_evidence.plots = plots;
        makeFiles();
    });
}

void EvidenceCapture::makeFiles()
{
    QPointer<EvidenceCapture> self(this);
    QThreadPool::globalInstance()->start([self, evidence = m_evidence, redactor = m_ports.redactor]() mutable {
        CapturedEvidence captured{evidence, evidenceFiles(evidence, redactor), {}};
        captured.redacted = redactor.counts();
        QMetaObject::invokeMethod(qApp, [self, captured = std::move(captured)] {
            if (self)
                emit self->captured(captured);
        }, Qt::QueuedConnection);
    });
}

} // namespace andon
