// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalDatabase.h"

#include "app/adapters/journal/JournalSchema.h"
#include "app/base/BoundedJson.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>
#include <QUuid>
#include <QVariant>

#include <sys/stat.h>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr int busyTimeoutMs = 200;
constexpr int patienceMs = 5000;
constexpr qint64 largeBytes = 32 * 1024 * 1024; ///< looked over in some 50 ms
constexpr qsizetype longestTitle = 256;
constexpr qsizetype longestBody = 65'536;

bool isBusy(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt() & 0xff;
    return code == 5 || code == 6; // SQLITE_BUSY, SQLITE_LOCKED
}

QString bootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll().trimmed()) : QString();
}

/// What is hashed must be what is read back: text that is no UTF-8 is made it before, and what is nested deeper than an
/// entry may be becomes its text.
json sound(const json &payload)
{
    const std::string text = payload.dump(-1, ' ', false, json::error_handler_t::replace);
    // In an export it stands three levels deep.
    if (boundedJson("[[[" + QByteArray::fromStdString(text) + "]]]").is_discarded())
        return {{"text", text}};
    const json value = json::parse(text);
    return value.is_object() ? value : json{{"value", value}};
}

/// Which file stands at the path; nothing where none does.
JournalDatabase::FileId fileAt(const QString &path)
{
    struct stat info{};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return {};
    return {{static_cast<quint64>(info.st_dev), static_cast<quint64>(info.st_ino)}};
}

} // namespace

JournalDatabase::JournalDatabase(QString path, const Clock &clock)
    : m_path(std::move(path))
    , m_clock(clock)
    , m_connection(u"journal-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_bootId(bootId())
{
}

JournalDatabase::~JournalDatabase()
{
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

Error JournalDatabase::unusable(const QString &reason) const
{
    return {ErrorKind::JournalUnusable, {m_path, reason}, {}};
}

Error JournalDatabase::errorOf(const QSqlError &error) const
{
    if (isBusy(error))
        return {ErrorKind::JournalBusy, {m_path}, error.databaseText()};
    return unusable(error.databaseText().isEmpty() ? error.text() : error.databaseText());
}

std::optional<Error> JournalDatabase::prepareFile()
{
    const QFileInfo info(m_path);
    if (!QDir().mkpath(info.absolutePath()))
        return unusable(u"its folder cannot be made"_s);
    if (info.exists()) {
        if (!info.isFile())
            return unusable(u"it is no file"_s);
        if (!info.isWritable())
            return unusable(u"it may not be written; check its permissions or name another file with --journal"_s);
        return std::nullopt;
    }
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return unusable(file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return std::nullopt;
}

std::optional<Error> JournalDatabase::open()
{
    if (m_open && fileAt(m_path) == m_file)
        return std::nullopt;
    if (m_open) {
        // SQLite would go on writing to the file that lies elsewhere now, or nowhere. What still stands in the log
        // belongs into that file, not into the one that is begun here.
        (void)run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        m_database.close();
        m_open = false;
        return unusable(u"it was moved or removed while Andon wrote to it; a new one is begun"_s);
    }
    if (m_distrust && fileAt(m_path) == m_distrusted)
        return m_distrust;
    QLockFile creation(m_path + u".creating"_s);
    if (!QDir().mkpath(QFileInfo(m_path).absolutePath()) || !creation.tryLock(patienceMs)) {
        return creation.error() == QLockFile::LockFailedError ? Error{ErrorKind::JournalBusy, {m_path}, {}}
                                                              : unusable(u"its folder may not be written"_s);
    }
    if (const auto error = prepareFile())
        return error;
    if (const auto error = connectTo(m_path, {}))
        return error;
    m_large = QFileInfo(m_path).size() > largeBytes;
    if (const auto error = checkIdentity()) {
        m_database.close();
        return error;
    }
    for (const QString &index : journalIndexes())
        (void)run(index);
    m_file = fileAt(m_path);
    m_open = true;
    return std::nullopt;
}

std::optional<Error> JournalDatabase::connectTo(const QString &file, const QString &options)
{
    m_database = QSqlDatabase::contains(m_connection) ? QSqlDatabase::database(m_connection, false)
                                                      : QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(busyTimeoutMs) + options);
    return m_database.open() ? std::nullopt : std::optional(errorOf(m_database.lastError()));
}

std::optional<Error> JournalDatabase::openToRead(bool *isNew)
{
    const FileId now = fileAt(m_path);
    if (isNew)
        *isNew = !m_open || now != m_file;
    if (m_open && now == m_file)
        return std::nullopt;
    m_database.close();
    m_open = false;
    if (!now)
        return unusable(u"it is no file"_s);
    if (const auto error = connectTo(m_path, u";QSQLITE_OPEN_READONLY"_s))
        return error;
    for (const QString &sql : journalReadSettings()) {
        if (const auto error = run(sql))
            return error;
    }
    m_file = now;
    m_open = true;
    return std::nullopt;
}

std::optional<Error> JournalDatabase::openToProve(const QString &file, bool isStill)
{
    const QString address = QString::fromLatin1(QUrl::fromLocalFile(QFileInfo(file).absoluteFilePath()).toEncoded()) + (isStill ? u"?immutable=1"_s : u"?mode=ro"_s);
    if (const auto error = connectTo(address, u";QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"_s))
        return error;
    for (const QString &sql : journalReadSettings()) {
        if (const auto error = run(sql))
            return error;
    }
    if (const auto error = checkPages())
        return error;
    bool isEmpty = false;
    if (const auto error = checkFormat(&isEmpty))
        return error;
    if (isEmpty)
        return unusable(u"nothing is in it, no journal either"_s);
    m_open = true;
    return std::nullopt;
}

void JournalDatabase::distrust(const Error &error)
{
    m_distrust = error;
    m_distrusted = m_file;
    m_database.close();
    m_open = false;
}

/// open() succeeds on any file; what it holds is looked at before anything is written.
std::optional<Error> JournalDatabase::checkIdentity()
{
    if (!m_large) {
        if (const auto error = checkPages())
            return error;
    }
    bool empty = false;
    if (const auto error = checkFormat(&empty))
        return error;
    for (const QString &sql : journalSettings()) {
        if (const auto error = run(sql))
            return error;
    }
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA journal_mode"_s) || !query.next())
        return errorOf(query.lastError());
    if (query.value(0).toString() != u"wal")
        return unusable(u"its file system cannot keep a write-ahead log; name a file on a local disk with --journal"_s);
    query.clear();
    if (!empty)
        return std::nullopt;
    if (const auto error = begin())
        return error;
    for (const QString &sql : journalSchema()) {
        if (const auto error = run(sql)) {
            m_database.rollback();
            return error;
        }
    }
    return run(u"COMMIT"_s);
}

std::optional<Error> JournalDatabase::checkFormat(bool *isEmpty)
{
    QSqlQuery query(m_database);
    if (!query.exec(u"PRAGMA application_id"_s) || !query.next())
        return isBusy(query.lastError()) ? errorOf(query.lastError())
                                         : unusable(u"it is no journal; move it away or name another file with --journal"_s);
    const qint64 id = query.value(0).toLongLong();
    if (!query.exec(u"SELECT count(*) FROM sqlite_master"_s) || !query.next())
        return errorOf(query.lastError());
    const bool empty = query.value(0).toLongLong() == 0;
    query.clear();
    if (id != journalApplicationId && !empty)
        return unusable(u"it is a database of another program; name another file with --journal"_s);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return errorOf(query.lastError());
    if (query.value(0).toInt() > journalFormat)
        return unusable(u"a later version of Andon wrote it (format %1); open it with that version or name another file with --journal"_s
                            .arg(query.value(0).toInt()));
    *isEmpty = empty;
    return std::nullopt;
}

std::optional<Error> JournalDatabase::run(const QString &sql)
{
    QSqlQuery query(m_database);
    return query.exec(sql) ? std::nullopt : std::optional(errorOf(query.lastError()));
}

std::optional<Error> JournalDatabase::tryWriting()
{
    return run(u"PRAGMA user_version=%1"_s.arg(journalFormat));
}

std::optional<Error> JournalDatabase::begin()
{
    // Who waited in vain once does not wait as long again for each row that stands in line.
    QDeadlineTimer patience(m_wasBusy ? 0 : patienceMs);
    std::optional<Error> error;
    do {
        error = run(u"BEGIN IMMEDIATE"_s);
    } while (error && error->kind == ErrorKind::JournalBusy && !patience.hasExpired());
    m_wasBusy = error && error->kind == ErrorKind::JournalBusy;
    return error;
}

std::optional<Error> JournalDatabase::insert(const Event &event)
{
    QSqlQuery query(m_database);
    query.prepare(u"INSERT INTO events(seq, event_id, kind, occurred_at, service, op_id, content, prev_hash, hash) "
                  "VALUES(?,?,?,?,?,?,?,?,?)"_s);
    const std::string content = toJson(event).dump(-1, ' ', false, json::error_handler_t::replace);
    query.addBindValue(event.seq);
    query.addBindValue(event.eventId);
    query.addBindValue(event.kind);
    query.addBindValue(static_cast<qint64>(event.occurredAt.time_since_epoch().count()));
    query.addBindValue(event.service.isNull() ? u""_s : event.service);
    query.addBindValue(event.opId.isNull() ? u""_s : event.opId);
    query.addBindValue(QString::fromStdString(content));
    query.addBindValue(event.prevHash);
    query.addBindValue(event.hash);
    return query.exec() ? std::nullopt : std::optional(errorOf(query.lastError()));
}

std::optional<Error> JournalDatabase::keepOperation(const Event &event, const QString &target)
{
    QSqlQuery query(m_database);
    if (!target.isEmpty()) {
        query.prepare(u"SELECT op_id FROM operations WHERE target = ? AND open = 1"_s);
        query.addBindValue(target);
        if (!query.exec())
            return errorOf(query.lastError());
        if (query.next())
            return Error{ErrorKind::Blocked, {u"the operation %1 on %2 is still open"_s.arg(query.value(0).toString(), target)}, {}};
        query.prepare(u"INSERT INTO operations(op_id, target, open) VALUES(?, ?, 1)"_s);
        query.addBindValue(event.opId);
        query.addBindValue(target);
        return query.exec() ? std::nullopt : std::optional(errorOf(query.lastError()));
    }
    if (event.kind == EventKind::actionIntent && !event.opId.isEmpty()) {
        // A spooled intent comes late: its operation is found again, but it takes no target from anybody.
        query.prepare(u"INSERT OR IGNORE INTO operations(op_id, target, open) VALUES(?, '', 0)"_s);
        query.addBindValue(event.opId);
        return query.exec() ? std::nullopt : std::optional(errorOf(query.lastError()));
    }
    if (!setsTargetFree(event) || event.opId.isEmpty())
        return std::nullopt;
    query.prepare(u"UPDATE operations SET open = 0 WHERE op_id = ?"_s);
    query.addBindValue(event.opId);
    return query.exec() ? std::nullopt : std::optional(errorOf(query.lastError()));
}

Result<Event> JournalDatabase::append(const Event &draft, const QString &target)
{
    if (const auto error = begin())
        return tl::unexpected(*error);
    const auto giveUp = [this](const Error &error) -> Result<Event> {
        (void)run(u"ROLLBACK"_s);
        return tl::unexpected(error);
    };
    QSqlQuery query(m_database);
    query.prepare(u"SELECT content, hash FROM events WHERE event_id = ?"_s);
    query.addBindValue(draft.eventId);
    if (!query.exec())
        return giveUp(errorOf(query.lastError()));
    if (query.next()) {
        const Result<Event> kept = eventFromRow(query.value(0).toString(), query.value(1).toByteArray());
        query.clear();
        (void)run(u"ROLLBACK"_s);
        return kept;
    }
    if (!query.exec(u"SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1"_s))
        return giveUp(errorOf(query.lastError()));
    Event event = draft;
    event.prevHash = QByteArray(32, '\0');
    event.seq = 1;
    if (query.next()) {
        event.seq = query.value(0).toLongLong() + 1;
        event.prevHash = query.value(1).toByteArray();
    }
    query.clear();
    event.recordedAt = m_clock.now();
    event.bootId = m_bootId;
    event.monoNs = m_clock.sinceBoot().count();
    event.title = event.title.left(longestTitle);
    event.body = event.body.left(longestBody);
    event.payload = sound(event.payload);
    event.hash = chainHash(event);
    if (const auto error = keepOperation(event, target))
        return giveUp(*error);
    if (const auto error = insert(event))
        return giveUp(*error);
    if (const auto error = run(u"COMMIT"_s))
        return giveUp(*error);
    return event;
}

} // namespace andon
