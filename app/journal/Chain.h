// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/journal/Event.h"

namespace andon {

/// The event as the JSON that is hashed, stored in exports and read back: every field but `hash`, times in
/// microseconds, prev_hash in hexadecimal.
[[nodiscard]] nlohmann::json toJson(const Event &event);

/// The reverse of toJson plus "hash"; BadInput names the field that is missing or wrong.
[[nodiscard]] Result<Event> eventFromJson(const nlohmann::json &json);

/// SHA-256(0x00 || canonicalJson(toJson(event))): the leaf form of RFC 6962 over RFC 8785 JSON. The event's
/// prevHash is part of what is hashed, so each entry seals all before it.
[[nodiscard]] QByteArray chainHash(const Event &event);

/// Walks a chain entry by entry.
class ChainVerifier {
public:
    /// `firstPrevHash`: what the first entry must carry as prevHash; an export of a later window starts with its own.
    explicit ChainVerifier(QByteArray firstPrevHash = QByteArray(32, '\0'), qint64 firstSeq = 1);
    /// Nothing, or what is wrong with this entry (JournalBroken: path left empty, sequence number, reason).
    [[nodiscard]] std::optional<Error> next(const Event &event);
    /// The same of an entry whose texts were taken out: its place is looked at, its hash does not speak for its content.
    [[nodiscard]] std::optional<Error> nextRedacted(const Event &event);
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] const QByteArray &head() const { return m_head; }

private:
    [[nodiscard]] std::optional<Error> take(const Event &event, bool isWhole);

    QByteArray m_head;
    qint64 m_nextSeq;
    qint64 m_count = 0;
};

} // namespace andon
