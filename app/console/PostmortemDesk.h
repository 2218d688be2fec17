// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/IncidentReview.h"
#include "app/incidents/PostmortemText.h"
#include "app/incidents/RedactedExport.h"
#include "app/incidents/RegressionFile.h"
#include "app/journal/Journal.h"
#include "app/workspace/Workspace.h"

#include <QThreadPool>

#include <atomic>
#include <memory>

namespace andon {

/// What there is of one incident's postmortem.
struct PostmortemView {
    Incident incident;
    QList<LineFact> lines;
    QList<SavedPostmortem> history; ///< oldest first
    std::optional<QString> saved;   ///< the newest text
    std::optional<QString> unsaved; ///< typed before a crash and never saved
};

/// A postmortem as it may leave the console, and how often each rule took something out of it.
struct LeavingPostmortem {
    PostmortemDocument document;
    QMap<QString, qint64> redacted; ///< Redactor::counts
};

/// Postmortems at the console: what the journal has of them, saving, what was not saved yet, exports, and marking requests
/// for the regression set. GUI thread; exports, the regression file and what is worked out of the whole record are worked on in threads of their own.
class PostmortemDesk : public QObject {
    Q_OBJECT
public:
    struct Parts {
        Journal &journal;
        const Clock &clock;
        const Workspace &workspace;
        Actor actor;
        QString journalPath;
        const DocumentPrinter *printer = nullptr; ///< null: no PDF
        std::function<QList<Secret>()> secrets{}; ///< the console's own, taken out of what leaves; empty: none is known
        /// Members for a row's payload: what the version is made of, without one what has traffic. None: nobody knows.
        std::function<nlohmann::json(const QString &service, const QString &version)> setsFor{};
    };
    /// What the parts point to must outlive the desk.
    explicit PostmortemDesk(Parts parts, QObject *parent = nullptr);
    /// Cancels the running export and waits for it.
    ~PostmortemDesk() override;

    /// All incidents of the record, newest first.
    void askIncidents(QObject *context, std::function<void(Result<QList<Incident>>)> callback);
    /// The review of all incidents; `drills`: counted too.
    void askReview(bool drills, QObject *context, std::function<void(Result<IncidentReview>)> callback);
    /// `id`: whole, or its beginning of at least eight characters where only one incident has it. BadInput where none has.
    void ask(const QString &id, QObject *context, std::function<void(Result<PostmortemView>)> callback);
    /// The draft of today's record in a layout; an unknown name is the built-in one.
    [[nodiscard]] QString draft(const PostmortemView &view, const QString &layout) const;
    [[nodiscard]] QStringList layouts() const;

    /// Puts the text on the record: an entry of its own, so that what was saved before stays. What was not saved is forgotten
    /// once it is durable.
    void save(const Incident &incident, const QString &text, QObject *context, std::function<void(Result<Event>)> callback);
    /// Keeps what was typed, so that a crash loses at most the last second of it.
    void keepUnsaved(const QString &incidentId, const QString &text, QObject *context, std::function<void(Result<void>)> callback);

    /// Takes secrets and personal data out of the text (empty: the draft) and of all facts: what was taken is shown before anything
    /// is written.
    void redact(const PostmortemView &view, const QString &text, QObject *context, std::function<void(const LeavingPostmortem &)> callback);
    /// A running export; setting it ends the work before the next page.
    using Cancel = std::shared_ptr<std::atomic_bool>;
    /// Writes the files as writeExport(). `progress` and `callback` run in the GUI thread. The callback gives the SHA-256 of the first
    /// file, once the export is on the record; notOnRecord() where it was written and the record did not take it.
    void exportTo(const LeavingPostmortem &leaving, PostmortemFormat format, const QString &path, const Cancel &cancel,
                  QObject *context, std::function<void(int done, int of)> progress, std::function<void(Result<QString>)> callback);
    /// Notes an export that was written to `path`; notOnRecord() says why it is not noted.
    void recordExport(const Incident &incident, PostmortemFormat format, const QString &sha256, const QString &path, QObject *context,
                      std::function<void(Result<void>)> callback);

    /// The rules of the workspace and the console's secrets, as everything that leaves is redacted by.
    [[nodiscard]] Redactor redactor() const;
    /// Appends samples to the workspace's regression set, redacted, and notes each that the record does not name yet. Blocked where
    /// the workspace names none; notOnRecord() where the file has them and the record did not take them: marked again, they are noted.
    void mark(const QString &incidentId, const QString &service, const QList<RegressionSample> &samples, QObject *context,
              std::function<void(Result<RegressionAppend>)> callback);

private:
    /// Notes those of the samples that no entry names yet.
    void recordMarks(const QString &incidentId, const QString &service, const QList<RegressionSample> &samples, const QString &path,
                     std::function<void(Result<void>)> callback);
    [[nodiscard]] Event draftOf(const char16_t *kind, const QString &service, const QString &title, const nlohmann::json &payload,
                                const QString &version = {}) const;
    /// Reads what the incidents that begin with `id` are made of, and all events of `alsoKinds`, has `work` done on the two lists in
    /// another thread, and hands its result on.
    template<typename Value, typename Work>
    void askRecord(const QString &id, const QStringList &alsoKinds, QObject *context, Work work, std::function<void(Result<Value>)> callback);

    Parts m_parts;
    PostmortemFiles m_files;
    Cancel m_running; ///< of the last export
    QThreadPool m_exports;
    QThreadPool m_readers;
    QThreadPool m_writer; ///< one thread: small files, in the order they were asked for; it ends what it was given
};

/// Writes an export: the first file to `path`, the others beside it under their own names; all of them or none. `path` was chosen by
/// a person and is replaced; another file that is there already with another content is not (FileUnwritable names it).
[[nodiscard]] Result<void> writeExport(const QList<ExportedFile> &files, const QString &path);

} // namespace andon
