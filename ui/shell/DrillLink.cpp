// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DrillLink.h"

#include "ui/common/ErrorText.h"
#include "ui/incidents/DrillDialog.h"
#include "ui/incidents/DrillSheetDialog.h"
#include "ui/incidents/DrillStrip.h"
#include "ui/incidents/RedactionDialog.h"
#include "ui/shell/PostmortemLink.h"

#include <QFileDialog>
#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;

/// Nobody waits longer for a window that closes.
static constexpr int closeMs = 8000;

DrillLink::DrillLink(Console &console, PostmortemLink &postmortem, QWidget &window)
    : QObject(&window)
    , m_console(console)
    , m_postmortem(postmortem)
    , m_window(window)
    , m_strip(new DrillStrip)
{
    if (!desk())
        return;
    connect(desk(), &DrillDesk::changed, this, [this] {
        m_strip->setNow(m_console.clock().now());
        m_strip->setDrill(desk()->phase(), desk()->service(), desk()->startedAt());
        if (m_closing && !isBusy())
            QMetaObject::invokeMethod(this, &DrillLink::closable, Qt::QueuedConnection);
    });
    connect(desk(), &DrillDesk::troubled, this, [this](const Error &error) { m_strip->setTrouble(errorText(error)); });
    connect(desk(), &DrillDesk::ended, this, &DrillLink::takeEnd);
    connect(m_strip, &DrillStrip::endAsked, this, [this] { desk()->end(DrillEnd::Stopped); });
}

void DrillLink::tick()
{
    if (desk() && desk()->phase() == DrillDesk::Phase::Running)
        m_strip->setNow(m_console.clock().now());
}

void DrillLink::open(const QString &service)
{
    if (!desk() || !m_console.hasSandbox()) {
        emit told(desk() ? tr("A drill needs the sandbox, and no gateway of this workspace is called one. See it with: andon --demo")
                         : tr("This is a replay: nothing is drilled"));
        return;
    }
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    const ServiceSpec *spec = m_console.workspace().service(service);
    const GatewaySpec *gateway = spec ? m_console.workspace().gateway(spec->gateway) : nullptr;
    m_dialog = new DrillDialog({spec ? spec->title : service, gateway ? gateway->name : QString(), gateway ? gateway->nodes.value(0).toString(QUrl::RemoveUserInfo) : QString()},
                               &m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog->setObstacle(desk()->whyNot(service));
    connect(m_dialog, &DrillDialog::startAsked, this, [this, service](const QString &seed) { begin(service, seed); });
    m_dialog->show();
}

void DrillLink::begin(const QString &service, const QString &seedText)
{
    std::optional<quint64> seed;
    if (!seedText.isEmpty()) {
        const Result<quint64> read = drillSeed(seedText);
        if (!read) {
            m_dialog->showTrouble(errorText(read.error()));
            return;
        }
        seed = *read;
    }
    m_dialog->showWorking();
    desk()->begin(service, seed, [this](const Result<void> &begun) {
        const QString words = begun ? QString() : begun.error().kind == ErrorKind::Blocked ? begun.error().arguments.value(0) : errorText(begun.error());
        if (m_dialog && begun)
            m_dialog->accept();
        else if (m_dialog)
            m_dialog->showTrouble(words);
        else if (!begun)
            emit told(tr("No drill: %1").arg(words));
    });
}

void DrillLink::takeEnd(const DrillRun &run)
{
    if (m_closing)
        return;
    if (run.incident.isEmpty())
        emit told(tr("The drill ended before its fault, and nobody acted: there is nothing to report"));
    else
        openSheet(run.incident);
}

void DrillLink::openSheet(const QString &incidentId)
{
    m_postmortem.desk().ask(incidentId, this, [this](const Result<PostmortemView> &view) {
        const std::optional<DrillSheet> sheet = view ? drillSheetOf(view->incident) : std::nullopt;
        if (!sheet) {
            emit told(view ? tr("The record has no drill for this incident") : errorText(view.error()));
            return;
        }
        m_view = *view;
        if (!m_sheet) {
            m_sheet = new DrillSheetDialog(&m_window);
            m_sheet->setAttribute(Qt::WA_DeleteOnClose);
            connect(m_sheet, &DrillSheetDialog::exportAsked, this, &DrillLink::exportAs);
            connect(m_sheet, &DrillSheetDialog::postmortemAsked, this, [this] { m_postmortem.open(m_sheet->incidentId(), {}); });
        }
        m_sheet->setSheet(*sheet, view->incident, m_zone);
        m_sheet->show();
        m_sheet->raise();
        m_sheet->activateWindow();
    });
}

void DrillLink::exportAs(PostmortemFormat format)
{
    m_sheet->setExporting(true);
    PostmortemDesk &desk = m_postmortem.desk();
    desk.redact(m_view, m_view.saved.value_or(desk.draft(m_view, {})), m_sheet, [this, format](const LeavingPostmortem &leaving) {
        RedactionDialog::ask(leaving.redacted, m_sheet, [this, format, leaving](bool goesOn) { writeExportOf(leaving, format, goesOn); });
    });
}

void DrillLink::writeExportOf(const LeavingPostmortem &leaving, PostmortemFormat format, bool goesOn)
{
    const QString path = goesOn && m_sheet ? QFileDialog::getSaveFileName(m_sheet, RedactionDialog::titled(tr("Export the drill"), leaving.redacted),
                                                                          exportName(leaving.document.incident, format))
                                           : QString();
    if (!m_sheet)
        return;
    if (path.isEmpty()) {
        m_sheet->setExporting(false);
        return;
    }
    m_postmortem.desk().exportTo(leaving, format, path, std::make_shared<std::atomic_bool>(false), this, [](int, int) {},
                                 [this, path](const Result<QString> &made) {
        if (!m_sheet)
            return;
        m_sheet->setExporting(false);
        m_sheet->tell(made ? tr("Written to %1").arg(path) : errorText(made.error()));
    });
}

bool DrillLink::mayClose()
{
    if (!desk() || !isBusy() || m_waited)
        return true;
    if (!std::exchange(m_closing, true)) {
        desk()->end(DrillEnd::ConsoleClosed);
        QTimer::singleShot(closeMs, this, [this] {
            m_waited = true;
            emit closable();
        });
    }
    return false;
}

bool DrillLink::isBusy() const
{
    return desk()->phase() != DrillDesk::Phase::Idle && desk()->phase() != DrillDesk::Phase::LeftOpen;
}

} // namespace andon
