// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How a drill ends: the fault out, its incident found, the end on the record, the incident closed. Each step is tried again.
#include "app/incidents/DrillDesk.h"

#include <limits>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int mostTries = 4;

const Incident *DrillDesk::incident() const
{
    for (const Incident &one : m_ports.incidents.book().incidents()) {
        if (one.drill && one.service == m_run.service && one.openedAt >= m_run.startedAt && one.mergedInto.isEmpty())
            return &one;
    }
    return nullptr;
}

void DrillDesk::next(Step step)
{
    m_step = step;
    m_tries = 0;
    m_nextTryMs = 0;
    QMetaObject::invokeMethod(this, &DrillDesk::tick, Qt::QueuedConnection);
}

void DrillDesk::doStep()
{
    switch (m_step) {
    case Step::Heal: heal(); break;
    case Step::Incident: findIncident(); break;
    case Step::Write: writeEnd(); break;
    case Step::Start: sayStart(); break;
    case Step::Close: closeIncident(); break;
    case Step::Done: finish(); break;
    }
}

void DrillDesk::heal()
{
    FaultSwitch *faults = faultSwitch();
    if (!m_mayBurn || !faults) {
        m_run.healed = !m_mayBurn;
        next(Step::Incident);
        return;
    }
    m_asking = true;
    if (m_run.end != DrillEnd::LeftOpen) {
        faults->set({m_secret->plan.fault.version, {}, {}}, this, [this](const Result<void> &done) { takeHealed(done); });
        return;
    }
    // What was put in is known to nobody for sure: whatever is there is taken out.
    faults->read(this, [this](const Result<QList<FaultSetting>> &settings) {
        if (settings)
            healAll(*settings);
        else
            takeHealed(tl::unexpected(settings.error()));
    });
}

void DrillDesk::healAll(const QList<FaultSetting> &left)
{
    FaultSwitch *faults = faultSwitch();
    for (qsizetype i = 0; faults && i < left.size(); ++i) {
        if (left[i].faults.isEmpty())
            continue;
        faults->set({left[i].version, {}, {}}, this, [this, rest = left.mid(i + 1)](const Result<void> &done) {
            if (done)
                healAll(rest);
            else
                takeHealed(done);
        });
        return;
    }
    takeHealed({});
}

void DrillDesk::takeHealed(const Result<void> &result)
{
    m_asking = false;
    m_run.healed = result.has_value();
    if (result || !again(result.error(), mostTries))
        next(Step::Incident);
}

/// The trainee's own; where nobody did anything, one is opened now, so that the sheet has a place.
void DrillDesk::findIncident()
{
    const Incident *found = incident();
    if (found || !m_run.injectedAt) {
        m_run.incident = found ? found->id : QString();
        next(Step::Write);
        return;
    }
    m_asking = true;
    m_ports.incidents.open(m_run.service, u"Nobody acted on the fault of a drill"_s, Severity::S2, true, [this](const Result<Event> &opened) {
        m_asking = false;
        if (opened) {
            m_run.incident = payloadText(*opened, "incident");
            next(Step::Write);
        } else if (!again(opened.error(), std::numeric_limits<int>::max())) {
            next(Step::Write);
        }
    });
}

void DrillDesk::writeEnd()
{
    m_run.secret = m_secret;
    const Event row = signedRow(drillEndedRow(m_run));
    m_asking = true;
    m_ports.journal.append(row, this, [this, row](const Result<Event> &written) {
        m_asking = false;
        if (written) {
            m_run.endedAt = row.occurredAt;
            m_run.endedEvent = row.eventId;
            m_written = true;
            next(m_run.incident.isEmpty() ? Step::Done : Step::Start);
        } else if (!again(written.error(), std::numeric_limits<int>::max())) {
            next(Step::Done); // it stays open on the record; the next console finds it
        }
    });
}

/// Its start is the moment of the fault, as its own entry says.
void DrillDesk::sayStart()
{
    if (!m_run.injectedAt) {
        next(Step::Close);
        return;
    }
    m_asking = true;
    m_ports.incidents.setTime(m_run.incident, KeyTime::Started, *m_run.injectedAt, m_run.endedEvent, {}, [this](const Result<Event> &said) {
        m_asking = false;
        if (said || !again(said.error(), mostTries))
            next(Step::Close);
    });
}

void DrillDesk::closeIncident()
{
    const Incident *ours = m_ports.incidents.book().incident(m_run.incident);
    if (!ours || ours->closed) {
        next(Step::Done);
        return;
    }
    m_asking = true;
    m_ports.incidents.close(m_run.incident, u"the drill is over"_s, [this](const Result<Event> &closed) {
        m_asking = false;
        if (closed || !again(closed.error(), mostTries))
            next(Step::Done);
    });
}

void DrillDesk::finish()
{
    if (m_written)
        m_file.forget(m_run.id);
    const DrillRun run = std::exchange(m_run, DrillRun());
    m_secret.reset();
    m_events.clear();
    setPhase(Phase::Idle);
    emit ended(run);
}

} // namespace andon
