// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceRun.h"

#include "app/base/TimeText.h"
#include "app/console/KeptBundles.h"
#include "app/incidents/RedactedExport.h"

namespace andon {

using namespace Qt::StringLiterals;

/// So long the gateway and those who tell alarms may take before the capture goes on without them.
static constexpr std::chrono::milliseconds patience{4000};
static constexpr std::chrono::milliseconds lookEvery{50};

EvidenceRun::EvidenceRun(Console &console, Command command, PlotImages *plots, QObject *parent)
    : VerbRun(console, std::move(command), parent)
    , m_evidence(console, plots, evidenceFolder(console.journalPath()))
    , m_postmortems({console.journal(), console.clock(), console.workspace(), console.actor(), console.journalPath()})
    , m_wish{m_command.from, m_command.until, u"verb"_s}
{
}

void EvidenceRun::start()
{
    if (m_command.incident.isEmpty())
        ask(m_command.service);
    else
        askIncident();
}

void EvidenceRun::end(const Error &error)
{
    complain(error.message());
    emit finished(ExitCode::problems);
}

void EvidenceRun::askIncident()
{
    m_postmortems.ask(m_command.incident, this, [this](const Result<PostmortemView> &view) {
        if (!view)
            return end(view.error());
        m_wish = incidentWish(view->incident, view->saved.value_or(m_postmortems.draft(*view, m_command.layout)));
        ask(view->incident.service);
    });
}

void EvidenceRun::ask(const QString &service)
{
    ServiceDesk *desk = m_console.desk(service);
    if (!desk) {
        complain(u"%1: the workspace has no such service."_s.arg(service));
        emit finished(ExitCode::usage);
        return;
    }
    m_service = desk->spec().name;
    if (m_wish.record) {
        capture(); // what is now does not belong to it
        return;
    }
    desk->versions().start();
    m_console.alerts().start(m_console.actor(), false);
    m_console.incidents().start();
    if (desk->hasGateway()) {
        connect(desk, &ServiceDesk::gatewayChanged, this, [this] { m_gatewayRead = true; });
        desk->watch().start();
    }
    m_gatewayRead = !desk->hasGateway();
    m_asked.start();
    m_look.setInterval(lookEvery);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (std::chrono::milliseconds(m_asked.elapsed()) < patience && !isHeard())
            return;
        m_look.stop();
        capture();
    });
    m_look.start();
}

bool EvidenceRun::isHeard() const
{
    return m_gatewayRead && m_console.alerts().isHeard() && m_console.incidents().isReady();
}

void EvidenceRun::capture()
{
    if (!m_evidence.capture(m_service, m_wish, this, [this](const CapturedEvidence &captured) { save(captured); }))
        emit finished(ExitCode::problems);
}

/// What was taken out is said before the file is there.
void EvidenceRun::save(const CapturedEvidence &captured)
{
    const QString taken = redactionWords(captured.redacted);
    say(u"taken out: "_s + (taken.isEmpty() ? u"nothing"_s : taken));
    for (const QString &missing : captured.evidence.missing)
        say(u"missing: "_s + missing);
    const bool isNamed = !m_command.file.isEmpty();
    m_evidence.save(captured, isNamed ? m_command.file : EvidenceDesk::fileName(captured.evidence),
                    isNamed ? EvidenceDesk::IfThere::Refuse : EvidenceDesk::IfThere::NextName, this, [this, files = captured.files.size() + 2](const Result<QString> &saved) {
        if (!saved)
            return end(saved.error());
        say(u"written: %1, %2 files"_s.arg(*saved).arg(files));
        emit finished(ExitCode::done);
    });
}

} // namespace andon
