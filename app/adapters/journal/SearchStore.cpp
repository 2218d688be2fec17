// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SearchStore.h"

#include "app/journal/EventSelection.h"

#include <QFile>
#include <QUuid>
#include <QVariant>

#include <algorithm>

#include <string.h>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// "Ands". What searchText() says is part of the format: whoever changes it takes the next number.
constexpr qint64 applicationId = 0x416e6473;
constexpr int format = 1;
constexpr char separator = '\x1e';

} // namespace

SearchStore::SearchStore(QString path)
    : m_path(std::move(path))
    , m_connection(u"search-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

SearchStore::~SearchStore()
{
    close();
}

void SearchStore::close()
{
    m_database.close();
    m_database = {};
    m_lastSeq = 0;
    if (QSqlDatabase::contains(m_connection))
        QSqlDatabase::removeDatabase(m_connection);
}

bool SearchStore::run(const QString &sql)
{
    return QSqlQuery(m_database).exec(sql);
}

bool SearchStore::open(const QByteArray &firstHash)
{
    close();
    if (begin(firstHash))
        return true;
    // Damaged, of another journal or of another format. Another process that has it open keeps what it has.
    close();
    for (const QString &ending : {QString(), u"-wal"_s, u"-shm"_s})
        QFile::remove(m_path + ending);
    if (begin(firstHash))
        return true;
    close();
    return false;
}

bool SearchStore::begin(const QByteArray &firstHash)
{
    if (!QFile::exists(m_path)) {
        QFile file(m_path);
        if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return false;
    }
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database.setDatabaseName(m_path);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=200"_s);
    // A page holds a block: one read each. NORMAL loses the newest blocks with the power, never the file.
    if (!m_database.open() || !run(u"PRAGMA page_size=65536"_s) || !run(u"PRAGMA journal_mode=WAL"_s) || !run(u"PRAGMA synchronous=NORMAL"_s)
        || !run(u"PRAGMA cache_size=-1024"_s)
        || !run(u"PRAGMA wal_autocheckpoint=64"_s) || !run(u"PRAGMA trusted_schema=OFF"_s))
        return false;
    QSqlQuery query(m_database);
    if (!query.exec(u"SELECT count(*) FROM sqlite_master"_s) || !query.next())
        return false;
    const bool isNew = query.value(0).toInt() == 0;
    query.clear();
    const bool made = !isNew
        || (run(u"PRAGMA application_id=%1"_s.arg(applicationId)) && run(u"PRAGMA user_version=%1"_s.arg(format))
            && run(u"CREATE TABLE IF NOT EXISTS journal(first_hash BLOB NOT NULL)"_s)
            && run(u"INSERT INTO journal SELECT x'%1' WHERE NOT EXISTS (SELECT 1 FROM journal)"_s.arg(QString::fromLatin1(firstHash.toHex())))
            && run(u"CREATE TABLE IF NOT EXISTS blocks(first INTEGER PRIMARY KEY, text BLOB NOT NULL)"_s));
    if (!made || !belongsTo(firstHash) || !query.exec(u"SELECT count(*), coalesce(max(first), 0) FROM blocks"_s) || !query.next())
        return false;
    const qint64 blocks = query.value(0).toLongLong(), first = query.value(1).toLongLong();
    m_lastSeq = blocks * blockSize;
    return blocks == 0 || first == m_lastSeq - blockSize + 1;
}

bool SearchStore::belongsTo(const QByteArray &firstHash)
{
    QSqlQuery query(m_database);
    return query.exec(u"PRAGMA application_id"_s) && query.next() && query.value(0).toLongLong() == applicationId
        && query.exec(u"PRAGMA user_version"_s) && query.next() && query.value(0).toInt() == format
        && query.exec(u"SELECT first_hash FROM journal"_s) && query.next() && query.value(0).toByteArray() == firstHash;
}

bool SearchStore::add(const QList<Event> &events)
{
    if (events.size() != blockSize || events.first().seq != m_lastSeq + 1 || !m_database.isOpen())
        return false;
    QByteArray block;
    for (const Event &event : events) {
        QByteArray text = searchText(event).toUtf8();
        text.replace(separator, ' ');
        block += text + separator;
    }
    QSqlQuery query(m_database);
    query.prepare(u"INSERT OR IGNORE INTO blocks(first, text) VALUES(?, ?)"_s);
    query.addBindValue(m_lastSeq + 1);
    query.addBindValue(block);
    if (!query.exec())
        return false;
    m_lastSeq += blockSize;
    return true;
}

SearchStore::Walk::Walk(const SearchStore &store, const QStringList &words)
    : m_query(store.m_database)
{
    for (const QString &word : words)
        m_words << word.toUtf8();
    std::stable_sort(m_words.begin(), m_words.end(), [](const QByteArray &a, const QByteArray &b) { return a.size() > b.size(); });
    m_query.setForwardOnly(true);
    if (store.m_lastSeq > 0)
        m_query.exec(u"SELECT first, text FROM blocks ORDER BY first"_s);
}

bool SearchStore::Walk::goOn(const QDeadlineTimer &piece)
{
    while (m_query.isActive() && m_query.next()) {
        const qint64 first = m_query.value(0).toLongLong();
        if (first != m_next)
            return true;
        look(first, m_query.value(1).toByteArray());
        m_next = first + blockSize;
        if (piece.hasExpired())
            return false;
    }
    m_query.clear();
    return true;
}

void SearchStore::Walk::look(qint64 first, const QByteArray &block)
{
    const char *begin = block.constData(), *const end = begin + block.size();
    const QByteArray &longest = m_words.first();
    qint64 seq = first;
    for (const char *at = begin; at < end;) {
        const auto *hit = static_cast<const char *>(::memmem(at, static_cast<size_t>(end - at), longest.constData(), static_cast<size_t>(longest.size())));
        if (!hit)
            return;
        seq += std::count(at, hit, separator);
        const auto *before = static_cast<const char *>(::memrchr(at, separator, static_cast<size_t>(hit - at)));
        const char *const textBegin = before ? before + 1 : at;
        const auto *textEnd = static_cast<const char *>(::memchr(hit, separator, static_cast<size_t>(end - hit)));
        if (!textEnd)
            return;
        const auto isThere = [&](const QByteArray &word) {
            return ::memmem(textBegin, static_cast<size_t>(textEnd - textBegin), word.constData(), static_cast<size_t>(word.size())) != nullptr;
        };
        if (std::all_of(m_words.cbegin() + 1, m_words.cend(), isThere))
            m_found << seq;
        at = textEnd + 1;
        ++seq;
    }
}

} // namespace andon
