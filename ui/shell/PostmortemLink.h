// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/PostmortemDesk.h"
#include "ui/common/ClockText.h"

namespace andon {

class Console;
class EvidenceDesk;
struct CapturedEvidence;
class PostmortemEditor;
class IncidentReviewPanel;
class RegressionDialog;

/// Between the record and the windows that are made of it afterwards: the postmortem of an incident and the review of all.
/// Both are made when somebody asks for them.
class PostmortemLink : public QObject {
    Q_OBJECT
public:
    /// Both must outlive the link. `printer` null: no PDF.
    PostmortemLink(Console &console, QWidget &window, const DocumentPrinter *printer);
    /// Of this incident; an empty id: of the newest of `service`, or of all where that is empty.
    void open(const QString &incidentId, const QString &service);
    void openReview();
    void setTimeZone(TimeZoneChoice zone);
    /// Who makes bundles; it must outlive the link. Without one the editor says that none is made.
    void setEvidence(EvidenceDesk &desk) { m_evidence = &desk; }
    [[nodiscard]] PostmortemDesk &desk() { return m_desk; }

signals:
    /// For the person, where no window of ours is open.
    void told(const QString &words);

private:
    void show(const PostmortemView &view);
    void buildEditor();
    void takeEvent(const Event &event);
    void save(const QString &text);
    void exportAs(PostmortemFormat format, const QString &text);
    void writeExportOf(const LeavingPostmortem &leaving, PostmortemFormat format, bool goesOn);
    void endExport(const QString &words);
    void exportBundle(const QString &text);
    /// `name`: offered for the file.
    void saveBundle(const CapturedEvidence &captured, const QString &name, bool goesOn);
    void endBundle(const QString &words);
    void cancel();
    void mark();
    void writeMarks(const QString &incident, const QString &service, const QList<RegressionSample> &samples);
    void askRequests(RegressionDialog &dialog);
    [[nodiscard]] RegressionSample sampleOf(const RegressionDialog &dialog, const nlohmann::json &input, const QString &trace, const QString &version) const;
    void refreshReview();

    Console &m_console;
    QWidget &m_window;
    PostmortemDesk m_desk;
    PostmortemView m_view; ///< of the editor
    PostmortemEditor *m_editor = nullptr; ///< of the window
    IncidentReviewPanel *m_review = nullptr;
    PostmortemDesk::Cancel m_cancel; ///< of the running export
    EvidenceDesk *m_evidence = nullptr;
    std::unique_ptr<QObject> m_bundling; ///< context of the bundle that is being made
    bool m_bundleWrites = false; ///< nothing is waited for any more
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
    bool m_drills = false;
};

} // namespace andon
