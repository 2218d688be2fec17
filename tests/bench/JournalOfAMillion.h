// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace andon {

/// Makes a journal of `events` entries, as a year of a busy service leaves them: gates crossed and cleared, alarms, sources lost, whole
/// operations of seven entries, notes, the judge's checkpoints, an incident now and then. The chain is right, the rows are written
/// without waiting for the disk. Needle: the body of one note in the middle holds needleWords().
void makeJournal(const QString &path, int events);
[[nodiscard]] QString needleWords();
/// One JSON line an entry, as an export would have it.
void exportLines(const QString &path, const QString &linesPath);

} // namespace andon
