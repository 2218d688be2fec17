// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DocumentPrinter.h"
#include "app/incidents/PasteSafe.h"
#include "app/incidents/PostmortemFacts.h"

#include <QSet>

namespace andon {

enum class PostmortemFormat { Markdown, Html, Pdf, Json, Csv };

/// "md", "html", "pdf", "json", "csv": of the command line, and the file's ending.
[[nodiscard]] QString formatWord(PostmortemFormat format);
[[nodiscard]] std::optional<PostmortemFormat> formatFromWord(const QString &word);

/// What goes out: an incident, its facts, and the text that a person saved or the draft.
struct PostmortemDocument {
    Incident incident;
    PostmortemFacts facts;
    QString text;
    QSet<qint64> redacted{}; ///< numbers of the events whose texts were taken out
};

/// One file of an export.
struct ExportedFile {
    QString name; ///< "postmortem.md", "postmortem-timeline-2.md": a plain name
    QByteArray bytes;
};

/// The export: for Markdown one file, or several where it is too long to paste; else one. The same document gives the same
/// bytes in any language and time zone; a drill says so first and has its score sheet in every format (in CSV as rows of the kind
/// drill.sheet behind the timeline). Of a PDF the same pages and text. `printer` is asked for Pdf alone; null: such an
/// export is Blocked. Any thread. `going` as the printer's; it is asked between the steps of the other formats, too. `stem`: of the
/// file's name, whence the names of further parts come.
[[nodiscard]] Result<QList<ExportedFile>> exportPostmortem(const PostmortemDocument &document, PostmortemFormat format,
                                                           const DocumentPrinter *printer,
                                                           const std::function<bool(int done, int of)> &going,
                                                           const QString &stem = QStringLiteral("postmortem"));

/// "andon-postmortem-1": the incident, its key times and durations, the facts, every event with its hash ("redacted": true where that no longer
/// speaks for its texts), and the text with its SHA-256; of a drill "drill_sheet": drillSheetJson(). Canonical JSON.
[[nodiscard]] QByteArray postmortemJson(const PostmortemDocument &document);
/// The timeline as CSV (RFC 4180): time_utc, t_plus_s, seq, event_id, kind, who, service, version, operation, title, body,
/// sha256. No cell is a formula.
[[nodiscard]] QByteArray timelineCsv(const Incident &incident);

/// The name an export is offered under: "postmortem-" ("drill-postmortem-") and what of the title makes a plain file name, never a path.
[[nodiscard]] QString exportName(const Incident &incident, PostmortemFormat format);

} // namespace andon
