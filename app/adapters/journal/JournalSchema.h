// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/journal/Event.h"

#include <QStringList>

namespace andon {

/// "Andn": what PRAGMA application_id of a journal says.
inline constexpr qint64 journalApplicationId = 0x416e646e;

/// PRAGMA user_version: a greater one was written by a later Andon and is not touched.
inline constexpr int journalFormat = 1;

/// Settings of each connection.
[[nodiscard]] QStringList journalSettings();
/// The statements that make an empty file a journal.
[[nodiscard]] QStringList journalSchema();
/// Settings of a connection that only reads.
[[nodiscard]] QStringList journalReadSettings();
/// Only make questions fast; a file of an earlier Andon gets them when it is opened, and goes without where that fails.
[[nodiscard]] QStringList journalIndexes();
/// An event from its columns: the JSON that was hashed, and the hash.
[[nodiscard]] Result<Event> eventFromRow(const QString &content, const QByteArray &hash);

} // namespace andon
