// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalDatabase.h"
#include "app/adapters/journal/StatementStop.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace andon {

using namespace Qt::StringLiterals;

std::optional<Error> JournalDatabase::wholeFile(const QString &path, StatementStop &stop)
{
    const SystemClock clock;
    JournalDatabase database(path, clock);
    if (const auto error = database.openToRead())
        return error;
    stop.begin(database.m_database);
    const std::optional<Error> damage = database.checkPages();
    stop.end();
    return stop.isStopped() ? std::nullopt : damage; // half a look finds pages that nobody uses
}

std::optional<Error> JournalDatabase::checkPages()
{
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next()) {
        const Error error = errorOf(query.lastError());
        return error.kind == ErrorKind::JournalBusy ? error : unusable(u"it is no journal; move it away or name another file with --journal"_s);
    }
    if (query.value(0).toString() != u"ok")
        return unusable(u"it is damaged: %1"_s.arg(query.value(0).toString()));
    return std::nullopt;
}

} // namespace andon
