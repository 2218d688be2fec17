// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/PostmortemLink.h"

#include "app/base/DisplayText.h"
#include "app/console/Console.h"
#include "app/console/EvidenceDesk.h"
#include "app/incidents/EventText.h"
#include "ui/common/ErrorText.h"
#include "ui/incidents/PostmortemEditor.h"
#include "ui/incidents/RedactionDialog.h"
#include "ui/incidents/RegressionDialog.h"
#include "ui/incidents/IncidentReviewPanel.h"

#include <QFileDialog>

namespace andon {

using namespace Qt::StringLiterals;

PostmortemLink::PostmortemLink(Console &console, QWidget &window, const DocumentPrinter *printer)
    : QObject(&window)
    , m_console(console)
    , m_window(window)
    , m_desk({console.journal(), console.clock(), console.workspace(), console.actor(), console.journalPath(), printer,
              [&console] { return console.secrets(); },
              [&console](const QString &service, const QString &version) { return console.setsFor(service, version); }})
{
    connect(&console.journal(), &Journal::appended, this, &PostmortemLink::takeEvent);
}

void PostmortemLink::open(const QString &incidentId, const QString &service)
{
    const auto take = [this](const Result<PostmortemView> &view) {
        if (view)
            show(*view);
        else
            emit told(errorText(view.error()));
    };
    if (!incidentId.isEmpty()) {
        m_desk.ask(incidentId, this, take);
        return;
    }
    m_desk.askIncidents(this, [this, service, take](const Result<QList<Incident>> &incidents) {
        if (!incidents) {
            emit told(errorText(incidents.error()));
            return;
        }
        for (const Incident &incident : *incidents) {
            if (incident.mergedInto.isEmpty() && (service.isEmpty() || incident.service == service)) {
                m_desk.ask(incident.id, this, take);
                return;
            }
        }
        emit told(tr("There is no incident yet to write a postmortem of: a stop-loss action opens one."));
    });
}

void PostmortemLink::buildEditor()
{
    m_editor = new PostmortemEditor(&m_window);
    m_editor->setTimeZone(m_zone);
    m_editor->setRedaction([this] { return m_desk.redactor(); });
    connect(m_editor, &PostmortemEditor::saveAsked, this, &PostmortemLink::save);
    connect(m_editor, &PostmortemEditor::exportAsked, this, &PostmortemLink::exportAs);
    connect(m_editor, &PostmortemEditor::markAsked, this, &PostmortemLink::mark);
    connect(m_editor, &PostmortemEditor::typed, this, [this](const QString &text) {
        m_desk.keepUnsaved(m_view.incident.id, text, this, [this](const Result<void> &kept) {
            if (!kept)
                m_editor->tell(errorText(kept.error()));
        });
    });
    connect(m_editor, &PostmortemEditor::draftAsked, this, [this](const QString &layout) {
        m_desk.ask(m_view.incident.id, this, [this, layout](const Result<PostmortemView> &view) {
            if (!view) {
                m_editor->tell(errorText(view.error()));
                return;
            }
            m_view = *view;
            m_editor->setEvents(view->incident.events);
            m_editor->offerDraft(m_desk.draft(*view, layout));
        });
    });
    connect(m_editor, &PostmortemEditor::bundleAsked, this, &PostmortemLink::exportBundle);
    connect(m_editor, &PostmortemEditor::cancelAsked, this, &PostmortemLink::cancel);
}

void PostmortemLink::show(const PostmortemView &view)
{
    if (!m_editor)
        buildEditor();
    const bool same = m_editor->isVisible() && m_view.incident.id == view.incident.id;
    if (!same) {
        m_view = view;
        m_editor->setView({view.incident, view.history, view.saved, view.unsaved, m_desk.draft(view, {}), m_desk.layouts()});
    }
    m_editor->show();
    m_editor->raise();
    m_editor->activateWindow();
}

/// What another console saves is seen here; what belongs to the incident joins its events.
void PostmortemLink::takeEvent(const Event &event)
{
    if (m_review && m_review->isVisible() && event.kind.startsWith(u"incident."))
        refreshReview();
    if (!m_editor || !m_editor->isVisible() || event.kind != EventKind::postmortemSaved || textAt(event.payload, "incident") != m_view.incident.id)
        return;
    m_desk.ask(m_view.incident.id, this, [this](const Result<PostmortemView> &view) {
        if (!view) {
            m_editor->tell(errorText(view.error()));
            return;
        }
        m_view = *view;
        m_editor->setEvents(view->incident.events);
        if (!view->history.isEmpty() && view->saved)
            m_editor->takeSaved(view->history.last(), *view->saved);
    });
}

void PostmortemLink::save(const QString &text)
{
    m_desk.save(m_view.incident, text, this, [this, text](const Result<Event> &written) {
        m_editor->tell(!written ? errorText(written.error())
                       : needsBlob(text) ? tr("Saved; the text is too long for the journal and lies in a file beside it.")
                                         : tr("Saved on the record, entry %1.").arg(written->seq));
    });
}

void PostmortemLink::exportAs(PostmortemFormat format, const QString &text)
{
    if (m_cancel || m_bundling) {
        m_editor->tell(tr("An export is running already."));
        return;
    }
    m_cancel = std::make_shared<std::atomic_bool>(false);
    m_editor->setProgress(0, 1);
    m_desk.redact(m_view, text, this, [this, format](const LeavingPostmortem &leaving) {
        if (m_cancel->load()) {
            endExport(tr("The export was cancelled."));
            return;
        }
        RedactionDialog::ask(leaving.redacted, m_editor, [this, format, leaving](bool goesOn) { writeExportOf(leaving, format, goesOn); });
    });
}

void PostmortemLink::writeExportOf(const LeavingPostmortem &leaving, PostmortemFormat format, bool goesOn)
{
    const QString path = goesOn ? QFileDialog::getSaveFileName(m_editor, RedactionDialog::titled(tr("Export the postmortem"), leaving.redacted),
                                                               exportName(leaving.document.incident, format))
                                : QString();
    if (path.isEmpty()) {
        endExport({});
        return;
    }
    m_desk.exportTo(leaving, format, path, m_cancel, this, [this](int done, int of) {
        if (m_cancel)
            m_editor->setProgress(done, of);
    }, [this, path](const Result<QString> &made) { endExport(made ? tr("Written to %1").arg(path) : errorText(made.error())); });
}

void PostmortemLink::endExport(const QString &words)
{
    m_cancel.reset();
    m_editor->setProgress(0, 0);
    m_editor->tell(words);
}

/// Until it is being written it can be cancelled: nothing was made then.
void PostmortemLink::cancel()
{
    if (m_cancel)
        m_cancel->store(true);
    if (!m_bundling || m_bundleWrites)
        return;
    m_bundling.reset();
    m_editor->setProgress(0, 0);
    m_editor->tell(tr("The bundle was cancelled."));
}

void PostmortemLink::exportBundle(const QString &text)
{
    if (m_cancel || m_bundling || !m_evidence) {
        m_editor->tell(m_evidence ? tr("An export is running already.") : tr("No bundle can be made here."));
        return;
    }
    m_bundling = std::make_unique<QObject>();
    m_editor->setProgress(0, 2);
    const QString name = exportName(m_view.incident, PostmortemFormat::Markdown).chopped(2) + u"andon"_s;
    const bool asked = m_evidence->capture(m_view.incident.service, incidentWish(m_view.incident, text), m_bundling.get(), [this, name](const CapturedEvidence &captured) {
        m_editor->setProgress(1, 2);
        RedactionDialog::ask(captured.redacted, m_editor, [this, captured, name](bool goesOn) { saveBundle(captured, name, goesOn); });
    });
    if (asked)
        return;
    m_bundling.reset();
    m_editor->setProgress(0, 0);
    m_editor->tell(tr("The service %1 is not in this workspace: its evidence cannot be asked for.").arg(displaySafe(m_view.incident.service, 80)));
}

void PostmortemLink::saveBundle(const CapturedEvidence &captured, const QString &name, bool goesOn)
{
    if (!m_bundling)
        return; // cancelled while the counts were on show
    m_bundleWrites = true;
    const QString path = goesOn ? QFileDialog::getSaveFileName(m_editor, RedactionDialog::titled(tr("Export the bundle"), captured.redacted), name)
                                : QString();
    if (path.isEmpty()) {
        endBundle(tr("The bundle was cancelled."));
        return;
    }
    m_evidence->save(captured, path, EvidenceDesk::IfThere::Refuse, m_bundling.get(), [this](const Result<QString> &saved) {
        endBundle(saved ? tr("Written to %1").arg(*saved) : errorText(saved.error()));
    });
}

void PostmortemLink::endBundle(const QString &words)
{
    m_editor->setProgress(0, 0);
    m_editor->tell(words);
    m_bundleWrites = false;
    m_bundling.release()->deleteLater(); // we run in its name
}

void PostmortemLink::mark()
{
    const QString version = m_view.incident.versions.value(0);
    RegressionDialog dialog(m_console.workspace().regression.file.isEmpty() ? tr("the regression set") : m_console.workspace().regression.file,
                            version, {}, {}, m_editor);
    askRequests(dialog);
    if (dialog.exec() != QDialog::Accepted)
        return;
    QList<RegressionSample> samples;
    for (const FailingRequest &request : dialog.chosen())
        samples << sampleOf(dialog, request.input, request.trace, request.version);
    if (samples.isEmpty())
        samples << sampleOf(dialog, dialog.input(), dialog.trace(), dialog.version());
    Redactor redactor = m_desk.redactor();
    const QList<RegressionSample> leaving = redactedSamples(samples, redactor);
    RedactionDialog::ask(redactor.counts(), m_editor, [this, leaving, incident = m_view.incident.id, service = m_view.incident.service](bool goesOn) {
        if (goesOn)
            writeMarks(incident, service, leaving);
        else
            m_editor->tell(tr("Nothing was marked."));
    });
}

void PostmortemLink::writeMarks(const QString &incident, const QString &service, const QList<RegressionSample> &samples)
{
    m_desk.mark(incident, service, samples, this, [this](const Result<RegressionAppend> &done) {
        m_editor->tell(!done                   ? errorText(done.error())
                       : done->added.isEmpty() ? tr("This request is in the regression set already.")
                                               : tr("Marked: %1 is in the regression set.").arg(done->added.join(u", "_s)));
    });
}

RegressionSample PostmortemLink::sampleOf(const RegressionDialog &dialog, const nlohmann::json &input, const QString &trace, const QString &version) const
{
    VersionSet made;
    if (ServiceDesk *desk = m_console.desk(m_view.incident.service)) {
        if (const KnownVersion *known = desk->versions().book().find(version))
            made = setFromParts(known->parts);
    }
    return regressionSample(input, dialog.expected(), dialog.tags(), {trace, version, made, m_view.incident.id, m_console.clock().now()});
}

/// What the gateway still has of the incident's time, of the versions that it names or else of all.
void PostmortemLink::askRequests(RegressionDialog &dialog)
{
    static constexpr int mostListed = 500;
    const ServiceSpec *service = m_console.workspace().service(m_view.incident.service);
    RequestSource *source = service ? m_console.requestSource(service->gateway) : nullptr;
    if (!source)
        return;
    const EvidenceWish window = incidentWish(m_view.incident, {});
    const QString version = m_view.incident.versions.value(0);
    const TimePoint until = m_view.incident.running() ? m_console.clock().now() : window.to + std::chrono::seconds(1);
    source->requests({version, {}, {}, window.from, until, mostListed}, &dialog, [this, &dialog](const Result<QList<nlohmann::json>> &requests) {
        if (!requests) {
            dialog.setRequestsTrouble(errorText(requests.error()));
            return;
        }
        Redactor redactor = m_desk.redactor();
        dialog.setRequests(failingRequests(*requests, redactor), m_zone);
    });
}

void PostmortemLink::openReview()
{
    if (!m_review) {
        m_review = new IncidentReviewPanel(&m_window);
        m_review->setRedaction([this] { return m_desk.redactor(); });
        connect(m_review, &IncidentReviewPanel::drillsToggled, this, [this](bool counted) {
            m_drills = counted;
            refreshReview();
        });
    }
    refreshReview();
    m_review->show();
    m_review->raise();
    m_review->activateWindow();
}

void PostmortemLink::refreshReview()
{
    m_desk.askReview(m_drills, this, [this](const Result<IncidentReview> &review) {
        if (review)
            m_review->setReview(*review);
        else
            emit told(errorText(review.error()));
    });
}

void PostmortemLink::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    if (m_editor)
        m_editor->setTimeZone(zone);
}

} // namespace andon
