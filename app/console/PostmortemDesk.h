// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/IncidentReview.h"
#include "app/incidents/PostmortemText.h"
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

/// Postmortems at the console: what the journal has of them, saving, what was not saved yet, exports, and marking requests
/// for the regression set. GUI thread; exports, the regression file and what is worked out of the whole record are worked on in threads of their own.
class PostmortemDesk : public QObject {
    Q_OBJECT
public:
    using Readings = std::function<QHash<QString, IndicatorReading>(const QString &service)>;
    struct Parts {
        Journal &journal;
        const Clock &clock;
        const Workspace &workspace;
        Actor actor;
        QString journalPath;
        const DocumentPrinter *printer = nullptr; ///< null: no PDF
        Readings readings{};                      ///< samples at hand; empty: the record alone
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

    /// A running export; setting it ends the work before the next page.
    using Cancel = std::shared_ptr<std::atomic_bool>;
    /// Writes the files; the first to `path`, others beside it under their own names. `progress` and `callback` run in the GUI
    /// thread. The callback gives the SHA-256 of the first file. The export is noted on the record.
    void exportTo(const PostmortemView &view, const QString &text, PostmortemFormat format, const QString &path, const Cancel &cancel,
                  QObject *context, std::function<void(int done, int of)> progress, std::function<void(Result<QString>)> callback);
    void recordExport(const Incident &incident, PostmortemFormat format, const QString &sha256);

    /// Appends samples to the workspace's regression set and notes each on the record. Blocked where the workspace names none.
    void mark(const QString &incidentId, const QString &service, const QList<RegressionSample> &samples, QObject *context,
              std::function<void(Result<RegressionAppend>)> callback);

private:
    [[nodiscard]] Event draftOf(const char16_t *kind, const QString &service, const QString &title) const;
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

/// Writes an export: the first file to `path`, the others beside it. Each is written whole or not at all.
[[nodiscard]] Result<void> writeExport(const QList<ExportedFile> &files, const QString &path);

} // namespace andon
