// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceCapture.h"

#include "app/alerts/AlertRowJson.h"
#include "app/alerts/RecordedAlerts.h"
#include "app/base/TimeText.h"
#include "app/console/ReplayPorts.h"
#include "app/incidents/PostmortemFacts.h"

#include <algorithm>
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int mostAlertEntries = 20'000; ///< looked through for what is still in force
static constexpr int mostIncidentEntries = 2000;
static constexpr int mostHolds = 200;
/// Entries so long before the window come along: what led to it was recorded there.
static constexpr std::chrono::minutes recordBefore{10};

/// Entries of the incidents that were not over.
static QList<Event> runningIncidents(const QList<Event> &older)
{
    QSet<QString> running;
    for (const Incident &incident : incidentsOf(older)) {
        if (incident.running())
            running << incident.id;
    }
    QList<Event> kept;
    for (const Event &event : older) {
        if (running.contains(payloadText(event, "incident")))
            kept << event;
    }
    return kept;
}

/// The record of the window, and of a while before it, as a run of the chain without a gap.
void EvidenceCapture::askJournal()
{
    ++m_open;
    EventQuery query;
    query.from = m_evidence.from - recordBefore;
    query.to = m_evidence.to + std::chrono::microseconds(1);
    m_ports.journal.read(query, this, [this](const Result<QList<Event>> &events) {
        if (m_over)
            return;
        if (!events)
            missing(u"the record"_s, events.error().message());
        else if (!events->isEmpty())
            askChain(events->first().seq, events->last().seq);
        if (events)
            askEarlier(events->isEmpty() ? std::numeric_limits<qint64>::max() : events->first().seq);
        arrive();
    });
}

void EvidenceCapture::askChain(qint64 firstSeq, qint64 lastSeq)
{
    ++m_open;
    EventQuery query;
    query.afterSeq = firstSeq - 1;
    query.uptoSeq = lastSeq;
    m_ports.journal.read(query, this, [this](const Result<QList<Event>> &events) {
        if (m_over)
            return;
        if (!events)
            missing(u"the record"_s, events.error().message());
        else
            m_evidence.journal += *events;
        arrive();
    });
}

/// What was said before and still holds when the run of the record begins: an alarm of yesterday that still fires, its shelf,
/// the incident that runs, the card of the canary, what the judge had gathered.
void EvidenceCapture::askEarlier(qint64 firstSeq)
{
    EventQuery alerts;
    alerts.kinds = {u"alert."_s};
    alerts.limit = mostAlertEntries;
    remember(alerts, firstSeq, [service = m_evidence.service](const QList<Event> &older, TimePoint at) {
        return alertsInForce(alertsOfService(older, service), at);
    });
    const auto all = [](const QList<Event> &older, TimePoint) { return older; };
    EventQuery newest;
    newest.service = m_evidence.service;
    newest.to = m_evidence.from - recordBefore;
    newest.limit = 1;
    newest.kinds = {QString::fromUtf16(EventKind::evidence)};
    remember(newest, firstSeq, all);
    newest.kinds = {QString::fromUtf16(EventKind::cardStarted), QString::fromUtf16(EventKind::cardChanged)};
    remember(newest, firstSeq, all);
    newest.limit = mostHolds;
    newest.kinds = {QString::fromUtf16(EventKind::promoteHeld), QString::fromUtf16(EventKind::promoteReleased)};
    remember(newest, firstSeq, all);
    EventQuery incidents;
    incidents.service = m_evidence.service;
    incidents.kinds = {u"incident."_s};
    incidents.limit = mostIncidentEntries;
    remember(incidents, firstSeq, [](const QList<Event> &older, TimePoint) { return runningIncidents(older); });
}

void EvidenceCapture::remember(const EventQuery &query, qint64 firstSeq, std::function<QList<Event>(const QList<Event> &, TimePoint)> keep)
{
    ++m_open;
    m_ports.journal.read(query, this, [this, firstSeq, keep = std::move(keep)](const Result<QList<Event>> &events) {
        if (m_over)
            return;
        QList<Event> older = events.value_or(QList<Event>());
        older.removeIf([&](const Event &event) { return event.seq >= firstSeq || event.recordedAt > m_evidence.to; });
        m_evidence.earlier << keep(older, older.isEmpty() ? m_evidence.from : older.last().recordedAt);
        std::sort(m_evidence.earlier.begin(), m_evidence.earlier.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
        if (!events)
            missing(u"what was on record before"_s, events.error().message());
        arrive();
    });
}

// An incident's bundle is made of its record alone, and of what the sources say of that time: what a console happens to remember
// is another thing in each of them, and gone with it.

void EvidenceCapture::takeRecord()
{
    m_evidence.missing << m_record->missing;
    for (IndicatorReading &reading : m_evidence.readings) {
        const Indicator indicator = reading.indicator;
        reading = {};
        reading.indicator = indicator;
    }
    m_evidence.samples = recordedSamples(*m_record);
    // As it was when the newest of the evidence was taken: here a credential may be missing, or another target be chosen since.
    for (const KeptEvidence &kept : std::as_const(m_record->kept)) {
        m_evidence.rollbackTarget = kept.evidence.rollbackTarget;
        if (!kept.evidence.verbs.isEmpty())
            m_evidence.verbs = kept.evidence.verbs;
    }
}

/// The samples of a kept bundle are those of that time, whatever the source says or forgot since.
void EvidenceCapture::mergeKept(const Indicator &indicator, Coverage &coverage)
{
    const qint64 fromMs = firstSampleMs(m_evidence), untilMs = toMs(m_evidence.to);
    for (const KeptEvidence &kept : std::as_const(m_record->kept)) {
        for (const IndicatorReading &reading : kept.evidence.readings) {
            if (reading.indicator.id != indicator.id || reading.indicator.query != indicator.query)
                continue;
            VersionedAnswer known;
            for (const VersionColumns &version : reading.versions)
                known[version.version] = version.columns ? *version.columns : Columns();
            for (const Covered &piece : reading.covered) {
                if (piece.endMs < fromMs || piece.startMs > untilMs)
                    continue;
                m_store.merge(indicator.id, known, piece, LineStore::Part::Piece);
                coverage.add(piece);
            }
        }
    }
}

/// When the record was read: what was known of the gateway, of the alarms, of what was pressed.
void EvidenceCapture::recallRecord()
{
    const QList<Event> &journal = m_evidence.journal;
    const QList<Event> all = m_evidence.earlier + journal;
    m_evidence.reads = recordedReads(*m_record, all, m_evidence.from, m_evidence.to);
    if (!m_evidence.gateway.isEmpty() && m_evidence.reads.isEmpty())
        missing(u"the gateway's state"_s, u"neither evidence of this incident nor an operation of it holds one"_s);
    else if (!m_evidence.gateway.isEmpty() && !holdsState(*m_record))
        missing(u"the gateway's whole state"_s, u"no evidence of this incident holds one; there is what its operations found and read back"_s);
    else if (!m_evidence.gateway.isEmpty() && m_evidence.reads.first().state.readAt > m_evidence.from)
        missing(u"the gateway's state before %1"_s.arg(isoUtc(m_evidence.reads.first().state.readAt)), u"no evidence of this incident holds one"_s);
    recallAlerts(all);
    m_evidence.openActions.clear();
    const ReplayMoment last = momentOf(m_evidence, m_evidence.to);
    for (const ActionProgress &action : last.operations) {
        if (action.open || action.state == ActionState::Active)
            m_evidence.openActions << action;
    }
    m_evidence.judge = recordedJudge(*m_record, journal);
    if (!m_evidence.judged.isEmpty() && m_record->kept.isEmpty())
        missing(u"what the judge had gathered at the end"_s, u"no evidence of this incident holds it; there is what the record has of it"_s);
}

void EvidenceCapture::recallAlerts(const QList<Event> &events)
{
    ReplayClock clock;
    clock.stand(m_evidence.to);
    AlertService service{m_evidence.service, m_ports.desk.spec().indicators};
    for (const ActionSpec &action : m_evidence.actions)
        service.verbs << action.verb;
    const QList<Event> own = alertsOfService(events, m_evidence.service);
    AlertDesk alerts(clock, m_evidence.alertSpec, {service}, m_evidence.alertSources);
    alerts.recall(own);
    for (const AlertReport &report : recordedReports(own, m_evidence.alertSources, m_evidence.to))
        alerts.take(report);
    m_evidence.alerts.clear();
    for (const AlertPointer &alert : alerts.alerts()) {
        if (alert->service.isEmpty() || alert->service == m_evidence.service)
            m_evidence.alerts << alertRowJson(*alert);
    }
    m_evidence.alerts << alsoShown(*m_record, m_evidence.alerts, events);
    if (m_record->kept.isEmpty())
        missing(u"alarms that were on show and are not on the record one by one"_s, u"no evidence of this incident holds them"_s);
}

/// The two that people compare, where no state of the gateway says it.
void EvidenceCapture::recallVersions(const QSet<QString> &present)
{
    const PostmortemFacts facts = postmortemFacts(m_record->incident, {});
    QSet<QString> wanted = present;
    wanted << facts.before << facts.bad << facts.after;
    wanted.unite(QSet<QString>(m_record->incident.versions.cbegin(), m_record->incident.versions.cend()));
    wanted.remove(QString());
    for (const KnownVersion &version : recordedVersions(*m_record, m_evidence.earlier + m_evidence.journal)) {
        if (wanted.remove(version.id))
            m_evidence.versions << version;
    }
    QStringList unknown = wanted.values();
    unknown.sort();
    for (const QString &version : std::as_const(unknown))
        missing(u"what %1 was made of"_s.arg(version), u"neither evidence of this incident nor an entry of it says so"_s);
    m_evidence.before = facts.before;
    m_evidence.after = facts.bad;
}

} // namespace andon
