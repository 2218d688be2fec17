// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/StoredZip.h"
#include "app/journal/Event.h"

namespace andon {

/// The names of a bundle's files that are there once.
namespace BundleName {
inline constexpr char16_t manifest[] = u"manifest.json";
inline constexpr char16_t journal[] = u"journal.jsonl";
inline constexpr char16_t earlier[] = u"earlier.jsonl";
inline constexpr char16_t sums[] = u"SHA256SUMS";
inline constexpr char16_t script[] = u"verify.py";
inline constexpr char16_t versionSets[] = u"version_set.json";
inline constexpr char16_t gateway[] = u"gateway.jsonl";
inline constexpr char16_t alarms[] = u"alarms.json";
inline constexpr char16_t actions[] = u"actions.json";
inline constexpr char16_t rollbackPlan[] = u"rollback_plan.md";
inline constexpr char16_t postmortem[] = u"postmortem.md";
inline constexpr char16_t judge[] = u"judge.json";
} // namespace BundleName

/// "format" of manifest.json.
inline constexpr char bundleFormat[] = "andon-bundle-1";

/// What a bundle says of the record: a run of the journal's chain without a gap.
struct BundleHead {
    qint64 count = 0;
    qint64 firstSeq = 0; ///< 0 where the run is empty
    QByteArray head;     ///< hash of the last entry; empty where the run is empty
};

struct BundleReport {
    qsizetype files = 0;
    BundleHead journal;
    QList<qint64> redacted; ///< entries of either file whose text was taken out before saving: their place is proven, their content is not
    nlohmann::json manifest;
};

/// An entry of the journal as a line of journal.jsonl, with its line end: canonical toJson plus "hash". `redacted`: with
/// "redacted": true, since texts of it were taken out and its hash no longer speaks for them.
[[nodiscard]] QByteArray journalLine(const Event &event, bool redacted = false);
/// What manifest.json says of the lines of journal.jsonl that hold `events`.
[[nodiscard]] nlohmann::json journalHead(const QList<Event> &events);

/// A bundle of these files: verify.py and SHA256SUMS are added, the names sorted, the container is storedZip(). The same
/// files give the same bytes. BadInput as storedZip(), and for a name that is there twice or is one of those two.
[[nodiscard]] Result<QByteArray> packBundle(QList<BundleEntry> entries);
/// The files of a bundle, in its order; errors as filesOfZip(). Says nothing about whether they were changed.
[[nodiscard]] Result<QList<BundleEntry>> unpackBundle(const QByteArray &bundle);
/// Whether every byte is as it was packed: rebuilds the container and compares it, every file with its SHA-256, the chain of
/// the journal, what the manifest says of it, and the entries of earlier.jsonl. BadInput says that it is no bundle, or which file within was changed; JournalBroken
/// (path left empty) names the entry. Who can pack a bundle can pack another one: that is noticed by
/// comparing it with an anchor only (BundleAnchor.h).
[[nodiscard]] Result<BundleReport> verifyBundle(const QByteArray &bundle);
/// The entries of earlier.jsonl: lines as those of journal.jsonl, in the record's order with gaps between them; each entry
/// that was not redacted proves its own content, and neighbours in the record follow each other. Errors as verifyBundle().
[[nodiscard]] Result<QList<Event>> earlierOfBundle(const QByteArray &lines);
/// The numbers of the entries of either file whose texts were taken out.
[[nodiscard]] QList<qint64> redactedOfBundle(const QByteArray &lines);
/// The entries of journal.jsonl; errors as verifyBundle().
[[nodiscard]] Result<QList<Event>> journalOfBundle(const QByteArray &journalLines);
/// It begins as a zip does.
[[nodiscard]] bool looksLikeBundle(const QByteArray &bytes);

/// The bytes of a file, null where there is none of that name.
[[nodiscard]] const QByteArray *fileOf(const QList<BundleEntry> &entries, QStringView name);

} // namespace andon
