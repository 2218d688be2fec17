// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/incidents/ExportWindow.h"
#include "app/incidents/Timeline.h"

#include <QSet>

namespace andon {

/// Markdown that may be pasted anywhere: pipe tables, every hostile character escaped, times in UTC with a second
/// column T+mm:ss, each row with its sequence number; a table of actions (asked, answered, read back, effect). The
/// same events give the same bytes.
[[nodiscard]] QByteArray timelineMarkdown(const QList<Event> &events, const ExportWindow &window);

/// toJson(event) plus "hash"; `redacted`: with "redacted": true, since texts of it were taken out and its hash no longer speaks for
/// them (the same mark as in a bundle's journal.jsonl).
[[nodiscard]] nlohmann::json entryJson(const Event &event, bool redacted = false);

/// {"format":"andon-journal-1","from","to","service","count","head","events":[entryJson()],"seal"}, canonical; `redacted`: numbers of
/// the entries that are marked so; "seal" is the SHA-256 of the canonical document without it, so that the window cannot be relabelled by accident.
/// The events are a run of the chain without a gap, so that verifyExport can check it offline.
[[nodiscard]] QByteArray timelineJson(const QList<Event> &events, const ExportWindow &window, const QSet<qint64> &redacted = {});

struct ChainReport {
    qint64 count = 0;
    qint64 firstSeq = 0;
    QByteArray head; ///< hash of the last entry
    QList<qint64> redacted{}; ///< entries whose texts were taken out: their place is proven, their content is not
};

/// Checks the chain of an exported JSON and its seal. BadInput where it is no export; JournalBroken names the entry. White
/// space and the order of members may change (jq), nothing else.
[[nodiscard]] Result<ChainReport> verifyExport(const QByteArray &json);

} // namespace andon
