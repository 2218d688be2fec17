// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceRun.h"

#include "app/base/TimeText.h"

#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;

/// So long a gateway may take before the capture goes on without it.
static constexpr std::chrono::milliseconds gatewayPatience{4000};

EvidenceRun::EvidenceRun(Console &console, Command command, PlotImages *plots, QObject *parent)
    : VerbRun(console, std::move(command), parent)
    , m_evidence(console, plots, {})
{
}

void EvidenceRun::start()
{
    ServiceDesk *desk = m_console.desk(m_command.service);
    if (!desk) {
        complain(u"%1: the workspace has no such service."_s.arg(m_command.service));
        emit finished(ExitCode::usage);
        return;
    }
    const auto goOn = [this] {
        if (!std::exchange(m_begun, true))
            capture();
    };
    desk->versions().start();
    if (desk->hasGateway()) {
        connect(desk, &ServiceDesk::gatewayChanged, this, goOn, Qt::QueuedConnection);
        desk->watch().start();
        QTimer::singleShot(gatewayPatience, this, goOn);
    } else {
        QTimer::singleShot(0, this, goOn);
    }
}

void EvidenceRun::capture()
{
    const QString service = m_console.desk(m_command.service)->spec().name;
    const bool asked = m_evidence.capture(service, {m_command.from, m_command.until, u"verb"_s}, this,
                                          [this](const CapturedEvidence &captured) { save(captured); });
    if (!asked)
        emit finished(ExitCode::problems);
}

/// What was taken out is said before the file is there.
void EvidenceRun::save(const CapturedEvidence &captured)
{
    QStringList taken;
    for (const auto &[rule, count] : captured.redacted.asKeyValueRange()) {
        if (count > 0)
            taken << u"%1 × %2"_s.arg(count).arg(rule);
    }
    say(taken.isEmpty() ? u"taken out: nothing"_s : u"taken out: "_s + taken.join(u", "_s));
    for (const QString &missing : captured.evidence.missing)
        say(u"missing: "_s + missing);
    const QString path = m_command.file.isEmpty() ? EvidenceDesk::fileName(captured.evidence) : m_command.file;
    m_evidence.save(captured, path, this, [this, files = captured.files.size() + 2](const Result<QString> &saved) {
        if (!saved) {
            complain(saved.error().message());
            emit finished(ExitCode::problems);
            return;
        }
        say(u"written: %1, %2 files"_s.arg(*saved).arg(files));
        // The record of it is on its way to the journal.
        EventQuery newest;
        newest.limit = 1;
        m_console.journal().read(newest, this, [this](const Result<QList<Event>> &) { emit finished(ExitCode::done); });
    });
}

} // namespace andon
