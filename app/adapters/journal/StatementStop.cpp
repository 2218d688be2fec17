// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/StatementStop.h"

#include <QLibrary>
#include <QSqlDriver>
#include <QSqlQuery>
#include <QVariant>

namespace andon {

using namespace Qt::StringLiterals;

/// Qt SQL has no word for it. The library is loaded already: Qt's driver is linked with it.
void StatementStop::begin(const QSqlDatabase &database)
{
    using Interrupt = void (*)(void *);
    using SourceId = const char *(*)();
    const QVariant handle = database.driver()->handle();
    QLibrary sqlite(u"sqlite3"_s, 0);
    const auto interrupt = reinterpret_cast<Interrupt>(sqlite.resolve("sqlite3_interrupt"));
    const auto sourceId = reinterpret_cast<SourceId>(sqlite.resolve("sqlite3_sourceid"));
    QSqlQuery query(database);
    const bool isTheSame = handle.isValid() && qstrcmp(handle.typeName(), "sqlite3*") == 0 && interrupt && sourceId
        && query.exec(u"SELECT sqlite_source_id()"_s) && query.next() && query.value(0).toString() == QString::fromLatin1(sourceId());
    if (!isTheSame)
        return;
    const std::lock_guard lock(m_mutex);
    m_connection = *static_cast<void *const *>(handle.constData());
    m_interrupt = interrupt;
}

void StatementStop::end()
{
    const std::lock_guard lock(m_mutex);
    m_connection = nullptr;
}

void StatementStop::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    if (m_connection)
        m_interrupt(m_connection);
}

} // namespace andon
