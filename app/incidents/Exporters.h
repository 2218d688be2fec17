// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/incidents/ExportWindow.h"
#include "app/incidents/Timeline.h"

namespace andon {

/// Markdown that may be pasted anywhere: pipe tables, every hostile character escaped, times in UTC with a second
/// column T+mm:ss, each row with its sequence number; a table of actions (asked, answered, read back, effect). The
/// same events give the same bytes.
[[nodiscard]] QByteArray timelineMarkdown(const QList<Event> &events, const ExportWindow &window);

/// {"format":"andon-journal-1","from","to","service","count","head","events":[toJson(event) plus "hash"],"seal"}, canonical;
/// "seal" is the SHA-256 of the canonical document without it, so that the window cannot be relabelled by accident.
/// The events are a run of the chain without a gap, so that verifyExport can check it offline.
[[nodiscard]] QByteArray timelineJson(const QList<Event> &events, const ExportWindow &window);

struct ChainReport {
    qint64 count = 0;
    qint64 firstSeq = 0;
    QByteArray head; ///< hash of the last entry
};

/// Checks the chain of an exported JSON and its seal. BadInput where it is no export; JournalBroken names the entry. White
/// space and the order of members may change (jq), nothing else.
[[nodiscard]] Result<ChainReport> verifyExport(const QByteArray &json);

} // namespace andon
