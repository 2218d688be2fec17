// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalSchema.h"

#include "app/base/BoundedJson.h"
#include "app/journal/Chain.h"

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

QStringList journalSettings()
{
    return {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s, u"PRAGMA foreign_keys=ON"_s,
            u"PRAGMA trusted_schema=OFF"_s, u"PRAGMA cell_size_check=ON"_s};
}

QStringList journalSchema()
{
    return {u"PRAGMA application_id=%1"_s.arg(journalApplicationId),
            u"PRAGMA user_version=%1"_s.arg(journalFormat),
            u"CREATE TABLE events(seq INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, "
            "occurred_at INTEGER NOT NULL, service TEXT NOT NULL, op_id TEXT NOT NULL, content TEXT NOT NULL, "
            "prev_hash BLOB NOT NULL CHECK(length(prev_hash) = 32), hash BLOB NOT NULL CHECK(length(hash) = 32))"_s,
            u"CREATE INDEX events_by_operation ON events(op_id) WHERE op_id <> ''"_s,
            u"CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
            u"CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
            // REPLACE removes a row without the trigger above.
            u"CREATE TRIGGER events_are_only_added_at_the_end BEFORE INSERT ON events "
            "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events) "
            "OR EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id) "
            "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"_s,
            u"CREATE TABLE operations(op_id TEXT NOT NULL UNIQUE, target TEXT NOT NULL, open INTEGER NOT NULL CHECK(open IN (0, 1)))"_s,
            u"CREATE UNIQUE INDEX one_open_operation_a_target ON operations(target) WHERE open = 1"_s};
}

QStringList journalReadSettings()
{
    return {u"PRAGMA trusted_schema=OFF"_s, u"PRAGMA cell_size_check=ON"_s};
}

QStringList journalIndexes()
{
    return {u"CREATE INDEX IF NOT EXISTS events_by_kind ON events(kind)"_s,
            // All that the outline of the record asks for stands in it.
            u"CREATE INDEX IF NOT EXISTS events_by_time_and_kind ON events(occurred_at, kind)"_s};
}

Result<Event> eventFromRow(const QString &content, const QByteArray &hash)
{
    json value = boundedJson(content.toUtf8());
    if (!value.is_object())
        return failure(ErrorKind::BadInput, {u"an entry of the journal"_s, u"its content is no JSON"_s});
    value["hash"] = hash.toHex().toStdString();
    return eventFromJson(value);
}

} // namespace andon
