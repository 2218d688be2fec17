// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/PostmortemExports.h"
#include "app/incidents/PostmortemTemplate.h"

namespace andon {

/// A text that somebody saved, as the journal has it.
struct SavedPostmortem {
    QString text;     ///< empty where it lies in a blob
    QString sha256;   ///< of the text's UTF-8, hexadecimal
    bool inBlob = false;
    QString eventId;
    QString who;
    TimePoint at;
};

/// Every text that was saved for the incident, oldest first: its history.
[[nodiscard]] QList<SavedPostmortem> savedPostmortems(const Incident &incident);
/// The entry that saves a text: kind, title, body and payload. A text of more than 64 KiB does not go into the journal: the
/// entry says so, and its bytes are to be kept as a blob first (PostmortemFiles).
[[nodiscard]] Event savedEvent(const Incident &incident, const QString &text);
[[nodiscard]] bool needsBlob(const QString &text);
[[nodiscard]] QString textSha256(const QString &text);

/// The document of an incident: of its events all but those that only tell of the document itself, so that saving or
/// exporting it changes no later export. `text` empty: the draft in this layout. A drill has its score sheet in it, as the record has
/// it now, whatever was saved.
[[nodiscard]] PostmortemDocument postmortemDocument(const Incident &incident, const QList<LineFact> &lines,
                                                    const PostmortemTemplate &layout, const QString &text = {});

/// Files beside the journal: texts too long for it, and what a person has typed and not saved yet. Each call writes or reads
/// one small file.
class PostmortemFiles {
public:
    explicit PostmortemFiles(const QString &journalPath);
    /// FileUnwritable says why.
    [[nodiscard]] Result<void> keepBlob(const QString &text) const;
    /// The text, checked against its name; FileUnreadable where it is not there or is another.
    [[nodiscard]] Result<QString> blob(const QString &sha256) const;
    /// Survives a crash of the program and of the machine.
    [[nodiscard]] Result<void> keepUnsaved(const QString &incidentId, const QString &text) const;
    [[nodiscard]] std::optional<QString> unsaved(const QString &incidentId) const;
    void forgetUnsaved(const QString &incidentId) const;

private:
    [[nodiscard]] QString unsavedPath(const QString &incidentId) const;
    QString m_folder;
};

} // namespace andon
