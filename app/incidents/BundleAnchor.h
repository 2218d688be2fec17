// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/journal/Event.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace andon {

/// What a file proves of the journal's chain: the hash of each entry it holds, and of the one before its first.
struct ChainFacts {
    QMap<qint64, QByteArray> hashes; ///< by sequence number
    std::optional<TimePoint> until{}; ///< it says that it holds what happened until then; none: nothing said
    QList<Event> bundles{};           ///< those that tellsOfBundle()
};
/// The entry says which bundle was written, with its hash and those of its files.
[[nodiscard]] bool tellsOfBundle(const Event &event);

/// Of a bundle or an exported journal, which is verified first; its errors, BadInput where it is neither.
[[nodiscard]] Result<ChainFacts> chainFactsOf(const QByteArray &file);
/// Of an entry that somebody wrote down elsewhere, "NUMBER:HASH"; BadInput where it is none.
[[nodiscard]] Result<ChainFacts> chainFactsOfHead(const QString &head);

/// Whether both speak of one chain: a chain that was written anew, with every hash right in itself, differs from what somebody
/// else kept of it. Gives the number of the last entry that both know. JournalBroken (path left empty) names the first entry
/// that differs; NoData where they share none, for then the anchor proves nothing.
[[nodiscard]] Result<qint64> compareChains(const ChainFacts &file, const ChainFacts &anchor);

/// Whether a bundle, verified before, is the one that was recorded when it was written: whoever packs another content anew, with
/// sums that fit, does not change what the record says of it. `name`: of its file. Gives the number of the anchor's entry that
/// names exactly these bytes. BadInput names a file that is another one where the anchor tells of this bundle (by its file's name,
/// or by service, window and reason) with other hashes only; NoData where none of its entries tells of it, for then the anchor
/// says nothing of what is in it beside the record.
[[nodiscard]] Result<qint64> compareBundle(const QByteArray &bundle, const QString &name, const ChainFacts &anchor);

/// As compareChains, with the entry that a gateway keeps of its last operation (GatewayAnchor). A file that reaches beyond
/// `at`, the time of that operation, must hold the entry: where it ends before, entries are missing at its end
/// (JournalBroken). NoData where the file is older than the operation.
[[nodiscard]] Result<qint64> compareWithGateway(const ChainFacts &file, const QString &entry, TimePoint at);

} // namespace andon
