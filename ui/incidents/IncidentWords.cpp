// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/IncidentWords.h"

#include "ui/common/ClockText.h"

#include <QCoreApplication>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct IncidentWords {
    Q_DECLARE_TR_FUNCTIONS(andon::IncidentWords)
};

} // namespace

QString keyTimeText(KeyTime key)
{
    switch (key) {
    case KeyTime::Started: return IncidentWords::tr("Started");
    case KeyTime::Detected: return IncidentWords::tr("Detected");
    case KeyTime::Acknowledged: return IncidentWords::tr("Acknowledged");
    case KeyTime::Mitigated: return IncidentWords::tr("Mitigated");
    case KeyTime::Resolved: return IncidentWords::tr("Resolved");
    }
    return {};
}

QString roleText(const QString &role)
{
    return role == u"commander" ? IncidentWords::tr("Commander")
        : role == u"operator"   ? IncidentWords::tr("Operator")
        : role == u"scribe"     ? IncidentWords::tr("Scribe")
                                : IncidentWords::tr("Communications");
}

QString incidentStateText(const Incident &incident)
{
    if (!incident.mergedInto.isEmpty())
        return IncidentWords::tr("→ merged");
    if (incident.closed)
        return IncidentWords::tr("■ closed");
    return incident.time(KeyTime::Mitigated) ? IncidentWords::tr("✓ mitigated") : IncidentWords::tr("▲ not mitigated");
}

QString spanText(const std::optional<std::chrono::milliseconds> &span)
{
    return span ? durationText(std::chrono::floor<std::chrono::seconds>(*span).count()) : u"–"_s;
}

QString spanText(const Durations &durations, KeyTime end)
{
    if (durations.setBack.contains(end))
        return IncidentWords::tr("(clock set back)");
    switch (end) {
    case KeyTime::Detected: return spanText(durations.ttd);
    case KeyTime::Acknowledged: return spanText(durations.tta);
    case KeyTime::Mitigated: return spanText(durations.ttm);
    case KeyTime::Resolved: return spanText(durations.ttr);
    case KeyTime::Started: break;
    }
    return {};
}

QString stepText(RunbookStep step)
{
    switch (step) {
    case RunbookStep::Confirm: return IncidentWords::tr("Confirm the impact");
    case RunbookStep::StopLoss: return IncidentWords::tr("Stop the loss");
    case RunbookStep::Evidence: return IncidentWords::tr("Keep the evidence");
    case RunbookStep::Cause: return IncidentWords::tr("Find the cause");
    case RunbookStep::Regression: return IncidentWords::tr("Add gate and regression");
    case RunbookStep::Postmortem: return IncidentWords::tr("Write the postmortem");
    }
    return {};
}

QString stepWants(RunbookStep step)
{
    switch (step) {
    case RunbookStep::Confirm: return IncidentWords::tr("closes on an alarm, a verdict, or the impact in words");
    case RunbookStep::StopLoss: return IncidentWords::tr("closes on a read-back of degrade, throttle or rollback, or on the alarm's clearing");
    case RunbookStep::Evidence: return IncidentWords::tr("closes on frozen evidence");
    case RunbookStep::Cause: return IncidentWords::tr("closes on a note, a change at the gateway, or the affected versions");
    case RunbookStep::Regression: return IncidentWords::tr("closes on a request marked for the regression set");
    case RunbookStep::Postmortem: return IncidentWords::tr("closes on a saved or exported postmortem");
    }
    return {};
}

QString timeToEffectText(const TimeToEffect &time)
{
    switch (time.source) {
    case TimeToEffect::Source::Record: return IncidentWords::tr("%1 s (median of %n earlier effect(s))", nullptr, time.effects).arg(time.seconds);
    case TimeToEffect::Source::Declared: return IncidentWords::tr("%1 s (as declared, not measured here)").arg(time.seconds);
    case TimeToEffect::Source::Unknown: break;
    }
    return IncidentWords::tr("time to effect unknown");
}

QString stopLossVerbText(Verb verb)
{
    return verb == Verb::Rollback ? IncidentWords::tr("Roll back") : verb == Verb::Throttle ? IncidentWords::tr("Throttle") : IncidentWords::tr("Degrade");
}

} // namespace andon
