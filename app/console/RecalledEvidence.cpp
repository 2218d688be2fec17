// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/RecalledEvidence.h"

#include "app/alerts/AlertDesk.h"
#include "app/alerts/AlertRowJson.h"
#include "app/alerts/RecordedAlerts.h"
#include "app/base/TimeText.h"
#include "app/console/JoinedAnswers.h"
#include "app/console/ReplayPorts.h"
#include "app/incidents/PostmortemFacts.h"

namespace andon {

using namespace Qt::StringLiterals;

void addMissing(Evidence &evidence, const QString &what, const QString &why)
{
    const QString words = what + u": "_s + why;
    if (!evidence.missing.contains(words))
        evidence.missing << words;
}

QSet<QString> versionsIn(const Evidence &evidence)
{
    QSet<QString> versions;
    for (const IndicatorReading &reading : evidence.readings) {
        for (const VersionColumns &version : reading.versions)
            versions << version.version;
    }
    for (const GatewayRead &read : evidence.reads) {
        for (const GatewayVersion &version : read.state.versions)
            versions << version.id;
    }
    return versions;
}

namespace {

/// When the record was read: what was known of the gateway.
void recallGateway(Evidence &evidence, const RecordedEvidence &record)
{
    evidence.reads = recordedReads(record, evidence.earlier, evidence.journal, evidence.from, evidence.to);
    if (evidence.gateway.isEmpty())
        return;
    if (evidence.reads.isEmpty())
        addMissing(evidence, u"the gateway's state"_s, u"neither evidence of this incident nor an operation of it holds one"_s);
    else if (!holdsState(record))
        addMissing(evidence, u"the gateway's whole state"_s, u"no evidence of this incident holds one; there is what its operations found and read back"_s);
    else if (evidence.reads.first().state.readAt > evidence.from)
        addMissing(evidence, u"the gateway's state before %1"_s.arg(isoUtc(evidence.reads.first().state.readAt)), u"no evidence of this incident holds one"_s);
}

/// Of the alarms.
void recallAlerts(Evidence &evidence, const RecordedEvidence &record, const AlertService &service)
{
    ReplayClock clock;
    clock.stand(evidence.to);
    QList<Event> own = alertsOfService(evidence.earlier, evidence.service);
    own << alertsOfService(evidence.journal, evidence.service);
    AlertDesk alerts(clock, evidence.alertSpec, {service}, evidence.alertSources); // of this thread alone
    alerts.recall(own);
    for (const AlertReport &report : recordedReports(own, evidence.alertSources, evidence.to))
        alerts.take(report);
    evidence.alerts.clear();
    for (const AlertPointer &alert : alerts.alerts()) {
        if (alert->service.isEmpty() || alert->service == evidence.service)
            evidence.alerts << alertRowJson(*alert);
    }
    evidence.alerts << alsoShown(record, evidence.alerts, evidence.earlier, evidence.journal);
    if (record.kept.isEmpty())
        addMissing(evidence, u"alarms that were on show and are not on the record one by one"_s, u"no evidence of this incident holds them"_s);
}

/// Of what was pressed.
void recallActions(Evidence &evidence)
{
    Evidence told = evidence;
    told.readings.clear(); // they say nothing of it
    evidence.openActions.clear();
    for (const ActionProgress &action : momentOf(told, told.to).operations) {
        if (action.open || action.state == ActionState::Active)
            evidence.openActions << action;
    }
}

/// Of the versions: the two that people compare, where no state of the gateway says it.
void recallVersions(Evidence &evidence, const RecordedEvidence &record, QSet<QString> wanted)
{
    const PostmortemFacts facts = postmortemFacts(record.incident, {});
    wanted << facts.before << facts.bad << facts.after;
    wanted.unite(QSet<QString>(record.incident.versions.cbegin(), record.incident.versions.cend()));
    wanted.remove(QString());
    for (const KnownVersion &version : recordedVersions(record, evidence.earlier, evidence.journal)) {
        if (wanted.remove(version.id))
            evidence.versions << version;
    }
    QStringList unknown = wanted.values();
    unknown.sort();
    for (const QString &version : std::as_const(unknown))
        addMissing(evidence, u"what %1 was made of"_s.arg(version), u"neither evidence of this incident nor an entry of it says so"_s);
    evidence.before = facts.before;
    evidence.after = facts.bad;
}

} // namespace

Evidence recalledEvidence(Evidence evidence, const RecordedEvidence &record, const AlertService &service)
{
    recallGateway(evidence, record);
    recallAlerts(evidence, record, service);
    recallActions(evidence);
    evidence.judge = recordedJudge(record, evidence.journal);
    if (!evidence.judged.isEmpty() && record.kept.isEmpty())
        addMissing(evidence, u"what the judge had gathered at the end"_s, u"no evidence of this incident holds it; there is what the record has of it"_s);
    recallVersions(evidence, record, versionsIn(evidence));
    evidence.answers = joinedAnswers(evidence.answers); // bundles of one incident repeat each other
    return evidence;
}

} // namespace andon
