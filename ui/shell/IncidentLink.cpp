// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/IncidentLink.h"

#include "app/base/DisplayText.h"
#include "ui/common/ErrorText.h"
#include "ui/incidents/IncidentPanel.h"
#include "ui/incidents/IncidentStrip.h"
#include "ui/incidents/RunbookPanel.h"
#include "ui/incidents/TimelinePanel.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QSplitter>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int showMs = 100;

IncidentLink::IncidentLink(Console &console, IncidentStrip &strip, TimelinePanel &timeline, QWidget &window)
    : QObject(&window)
    , m_console(console)
    , m_strip(strip)
    , m_timeline(timeline)
    , m_window(window)
{
    connect(&strip, &IncidentStrip::asked, this, &IncidentLink::open);
    m_due.setSingleShot(true);
    m_due.setInterval(showMs);
    connect(&m_due, &QTimer::timeout, this, &IncidentLink::show);
    connect(&timeline, &TimelinePanel::moveAsked, this, [this](const Event &event, const QString &id) {
        incidents().move(event, id, {}, [this](const Result<Event> &written) {
            if (!written)
                open();
            take(written);
        });
    });
    follow();
}

void IncidentLink::follow()
{
    connect(&incidents(), &IncidentDesk::changed, this, &IncidentLink::showSoon);
    connect(&incidents(), &IncidentDesk::troubled, this, [this](const Error &error) {
        if (m_panel)
            m_panel->setTrouble(errorText(error));
    });
    show();
}

void IncidentLink::setDesk(ServiceDesk *desk)
{
    m_desk = desk;
    show();
}

void IncidentLink::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    if (m_panel)
        m_panel->setTimeZone(zone);
}

void IncidentLink::tick()
{
    const TimePoint now = m_console.clock().now();
    m_strip.setNow(now);
    if (!m_dialog || !m_dialog->isVisible())
        return;
    m_panel->setNow(now);
    m_runbook->setNow(now);
    showRunbook();
}

void IncidentLink::build()
{
    m_dialog = new QDialog(&m_window);
    m_dialog->setWindowTitle(tr("Incidents"));
    m_panel = new IncidentPanel;
    m_runbook = new RunbookPanel;
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_panel);
    split->addWidget(m_runbook);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({720, 480});
    split->setChildrenCollapsible(false);
    auto *layout = new QHBoxLayout(m_dialog);
    layout->addWidget(split);
    m_dialog->resize(1220, 720);
    m_panel->setTimeZone(m_zone);
    m_panel->setDrillOffered(m_console.drills() && m_console.hasSandbox());
    if (m_console.replay()) {
        m_panel->setReadOnly();
        m_runbook->setReadOnly();
    }
    connect(m_panel, &IncidentPanel::drillAsked, this, &IncidentLink::drillAsked);
    connect(m_panel, &IncidentPanel::sheetAsked, this, &IncidentLink::sheetAsked);
    connectPanels();
}

/// What a person asks for goes to the desk; what comes of it is told where it was asked.
void IncidentLink::connectPanels()
{
    const auto done = [this](const Result<Event> &written) { take(written); };
    connect(m_panel, &IncidentPanel::chosenChanged, this, [this](const QString &id) {
        incidents().load(id);
        askTimes();
        showRunbook();
    });
    connect(m_panel, &IncidentPanel::openAsked, this, [this, done](const QString &title, Severity severity) {
        incidents().open(m_desk ? m_desk->spec().name : QString(), title, severity, false, done);
    });
    connect(m_panel, &IncidentPanel::changeAsked, this, [this, done](const QString &id, const QString &field, const nlohmann::json &value, const QString &why) {
        incidents().change(id, field, value, why, done);
    });
    connect(m_panel, &IncidentPanel::timeAsked, this, [this, done](const QString &id, KeyTime key, TimePoint at, const QString &why) {
        incidents().setTime(id, key, at, {}, why, done);
    });
    connect(m_panel, &IncidentPanel::mergeAsked, this, [this, done](const QString &id, const QString &into, const QString &why) {
        incidents().merge(id, into, why, done);
    });
    connect(m_panel, &IncidentPanel::postmortemAsked, this, &IncidentLink::postmortemAsked);
    connect(m_panel, &IncidentPanel::closeAsked, this, [this, done](const QString &id, const QString &why) { incidents().close(id, why, done); });
    connect(m_panel, &IncidentPanel::reopenAsked, this, [this, done](const QString &id, const QString &why) { incidents().reopen(id, why, done); });
    connect(m_runbook, &RunbookPanel::startAsked, this, [this, done](const QString &id, const QString &runbook) {
        incidents().startRunbook(id, runbook, done);
    });
    connect(m_runbook, &RunbookPanel::stepAsked, this, [this, done](const QString &id, RunbookStep step, const Artefact &artefact) {
        incidents().closeStep(id, step, artefact, done);
    });
}

void IncidentLink::take(const Result<Event> &written)
{
    if (m_panel)
        m_panel->setTrouble(written ? QString() : errorText(written.error()));
}

void IncidentLink::open()
{
    if (!m_dialog)
        build();
    m_dialog->show();
    show();
    askTimes();
    tick();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void IncidentLink::attach(const QString &note)
{
    const QString service = m_desk ? m_desk->spec().name : QString();
    const Incident *incident = incidents().book().running(service);
    const QString id = incident ? incident->id : QString();
    const QString name = displaySafe(incident ? severityWord(incident->severity) + u" · "_s + markedTitle(*incident) : service, 120);
    m_console.writeNote(service, note, id, this, [this, id, name](const Result<Event> &written) {
        if (!written)
            emit told(errorText(written.error()));
        else if (!id.isEmpty())
            emit told(tr("Attached to the incident %1").arg(name));
        else if (incidents().isReady())
            emit told(tr("No incident of %1 is open: the window went on the service's record").arg(name));
        else
            emit told(tr("The window went on the record of %1; which incidents are open was not read yet").arg(name));
    });
}

void IncidentLink::showSoon()
{
    if (!m_due.isActive())
        m_due.start();
}

void IncidentLink::show()
{
    showStrip();
    QList<QPair<QString, QString>> targets;
    for (const Incident &incident : incidents().book().incidents()) {
        if (incident.mergedInto.isEmpty() && targets.size() < 10)
            targets << QPair(incident.id, severityWord(incident.severity) + u" · "_s + incident.title);
    }
    m_timeline.setIncidents(targets);
    if (!m_dialog || !m_dialog->isVisible())
        return;
    m_panel->setIncidents(incidents().book().incidents(), m_desk ? m_desk->spec().name : QString());
    showRunbook();
}

/// Of the service on show, else of any: the fleet sees it too.
void IncidentLink::showStrip()
{
    std::optional<Incident> shown;
    int running = 0;
    for (const Incident &incident : incidents().book().incidents()) {
        if (!incident.running())
            continue;
        ++running;
        const bool ours = m_desk && incident.service == m_desk->spec().name;
        if (!shown || (ours && shown->service != m_desk->spec().name))
            shown = incident;
    }
    m_strip.setNow(m_console.clock().now());
    m_strip.setIncident(shown, running - 1);
}

void IncidentLink::askTimes()
{
    const Incident *incident = m_panel ? incidents().book().incident(m_panel->chosen()) : nullptr;
    if (!incident)
        return;
    const QString service = incident->service;
    incidents().askEffectTimes(service, this, [this, service](const Result<QMap<Verb, TimeToEffect>> &times) {
        m_timesOf = service;
        m_times = times.value_or(QMap<Verb, TimeToEffect>());
        showRunbook();
    });
}

/// The record's own times first, then the window that the workspace declares, then what the gateway promises.
QList<StopLossChoice> IncidentLink::choices(ServiceDesk &desk) const
{
    QList<StopLossChoice> list;
    for (const Verb verb : {Verb::Degrade, Verb::Throttle, Verb::Rollback}) {
        const ActionFace face = desk.face(verb);
        if (face.blocked == BlockReason::Absent || face.blocked == BlockReason::NotConfigured)
            continue;
        StopLossChoice choice;
        choice.verb = verb;
        choice.available = face.enabled();
        const auto spec = std::find_if(desk.spec().actions.cbegin(), desk.spec().actions.cend(), [verb](const ActionSpec &one) { return one.verb == verb; });
        const bool declared = spec != desk.spec().actions.cend() && !spec->effect.query.isEmpty();
        const auto promised = std::chrono::ceil<std::chrono::seconds>(face.promise.settle + face.promise.hold).count();
        if (m_timesOf == desk.spec().name && m_times.contains(verb))
            choice.time = m_times[verb];
        else if (declared)
            choice.time = {TimeToEffect::Source::Declared, spec->effect.withinSeconds, 0};
        else if (promised > 0)
            choice.time = {TimeToEffect::Source::Declared, promised, 0};
        list << choice;
    }
    return list;
}

void IncidentLink::showRunbook()
{
    if (!m_dialog || !m_dialog->isVisible())
        return;
    const Incident *incident = incidents().book().incident(m_panel->chosen());
    if (!incident) {
        m_runbook->clear();
        return;
    }
    RunbookView view;
    view.incident = *incident;
    view.runbooks = incidents().runbooks();
    if (ServiceDesk *desk = incident->running() ? m_console.desk(incident->service) : nullptr; desk && !incident->service.isEmpty()) {
        view.lostPerSecond = desk->requestRate(incident->versions.value(0));
        view.order = stopLossOrder(choices(*desk), view.lostPerSecond);
    }
    m_runbook->setView(view);
}

} // namespace andon
