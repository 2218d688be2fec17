// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceCapture.h"

#include "app/alerts/RecordedAlerts.h"
#include "app/console/RecalledEvidence.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <functional>
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
        const auto isOlder = [firstSeq, to = m_evidence.to](const Event &event) { return event.seq < firstSeq && event.recordedAt <= to; };
        if (!events)
            missing(u"what was on record before"_s, events.error().message());
        if (!events || std::none_of(events->cbegin(), events->cend(), isOlder)) {
            arrive();
            return;
        }
        const QPointer<EvidenceCapture> self(this);
        QThreadPool::globalInstance()->start([self, isOlder, keep, older = *events]() mutable {
            older.removeIf(std::not_fn(isOlder));
            QMetaObject::invokeMethod(qApp, [self, kept = keep(older, older.last().recordedAt)] {
                if (!self || self->m_over)
                    return;
                QList<Event> &earlier = self->m_evidence.earlier;
                earlier << kept;
                std::sort(earlier.begin(), earlier.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
                self->arrive();
            }, Qt::QueuedConnection);
        });
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
        // Splits and comparisons of that time come before what the source says of it now.
        m_evidence.answers << kept.evidence.answers;
        for (const BaselineSpec &baseline : kept.evidence.baselines) {
            if (!m_evidence.baselines.contains(baseline))
                m_evidence.baselines << baseline;
        }
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

/// An incident goes on for as long as it likes: its whole record is gone through on the pool.
void EvidenceCapture::recall()
{
    AlertService service{m_evidence.service, m_ports.desk.spec().indicators};
    for (const ActionSpec &action : std::as_const(m_evidence.actions))
        service.verbs << action.verb;
    QPointer<EvidenceCapture> self(this);
    QThreadPool::globalInstance()->start([self, evidence = m_evidence, record = *m_record, service] {
        QMetaObject::invokeMethod(qApp, [self, recalled = recalledEvidence(evidence, record, service)] {
            if (!self)
                return;
            self->m_evidence = recalled;
            self->paint();
        }, Qt::QueuedConnection);
    });
}

} // namespace andon
