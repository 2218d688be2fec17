// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Result.h"

#include <QByteArray>
#include <QMap>
#include <QString>

namespace andon {

/// What a file proves of the journal's chain: the hash of each entry it holds, and of the one before its first.
struct ChainFacts {
    QMap<qint64, QByteArray> hashes; ///< by sequence number
    std::optional<TimePoint> until{}; ///< it says that it holds what happened until then; none: nothing said
};

/// Of a bundle or an exported journal, which is verified first; its errors, BadInput where it is neither.
[[nodiscard]] Result<ChainFacts> chainFactsOf(const QByteArray &file);
/// Of an entry that somebody wrote down elsewhere, "NUMBER:HASH"; BadInput where it is none.
[[nodiscard]] Result<ChainFacts> chainFactsOfHead(const QString &head);

/// Whether both speak of one chain: a chain that was written anew, with every hash right in itself, differs from what somebody
/// else kept of it. Gives the number of the last entry that both know. JournalBroken (path left empty) names the first entry
/// that differs; NoData where they share none, for then the anchor proves nothing.
[[nodiscard]] Result<qint64> compareChains(const ChainFacts &file, const ChainFacts &anchor);

/// As compareChains, with the entry that a gateway keeps of its last operation (GatewayAnchor). A file that reaches beyond
/// `at`, the time of that operation, must hold the entry: where it ends before, entries are missing at its end
/// (JournalBroken). NoData where the file is older than the operation.
[[nodiscard]] Result<qint64> compareWithGateway(const ChainFacts &file, const QString &entry, TimePoint at);

} // namespace andon
