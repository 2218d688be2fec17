// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/JournalReader.h"

#include "app/adapters/journal/JournalRows.h"
#include "app/adapters/journal/JournalSchema.h"
#include "app/base/AllocatorLimits.h"

#include <QSqlError>
#include <QVariant>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr int pieceMs = 3;
constexpr int idleMs = 500; ///< after the last piece of work: is there more of it?
constexpr qint64 searchPage = 256; ///< entries that are looked through at once

/// Rows of one moment stand in the order of their kinds in the index.
void putInOrder(QList<EventOutline::Row> &rows)
{
    const auto isBefore = [](const EventOutline::Row &a, const EventOutline::Row &b) {
        return a.occurredUs != b.occurredUs ? a.occurredUs < b.occurredUs : a.seq < b.seq;
    };
    if (!std::is_sorted(rows.cbegin(), rows.cend(), isBefore))
        std::sort(rows.begin(), rows.end(), isBefore);
}

/// The outline as it grows.
struct OutlineReading {
    QSqlQuery query;
    EventOutline outline;
    QHash<QString, quint64> places;
    bool begun = false;

    void take()
    {
        const QString kind = query.value(2).toString();
        auto place = places.constFind(kind);
        if (place == places.constEnd()) {
            place = places.insert(kind, static_cast<quint64>(outline.kinds.size()));
            outline.kinds << kind;
        }
        outline.rows.append({query.value(0).toLongLong(), query.value(1).toULongLong(), *place});
    }
};

/// A search as it goes on: through the blocks, then through the entries that stand in none.
struct SearchReading {
    QStringList words;
    std::unique_ptr<SearchStore::Walk> walk;
    bool walked = false;
    qint64 next = 1; ///< the first that was not looked through
    qint64 last = 0; ///< the newest when the blocks were through
    QList<qint64> found;
};

/// What the content of an entry must hold to hold the word at all; empty: that cannot be said from the JSON as it stands.
QString patternFor(const QStringList &words)
{
    QString longest;
    for (const QString &word : words) {
        const bool isPlain = std::all_of(word.cbegin(), word.cend(), [](QChar letter) {
            return letter.unicode() >= 0x20 && letter.unicode() < 0x7f && letter != u'"' && letter != u'\\';
        });
        if (isPlain && word.size() > longest.size())
            longest = word;
    }
    if (longest.isEmpty())
        return {};
    for (const QChar special : {QChar(u'^'), QChar(u'%'), QChar(u'_')})
        longest.replace(special, QString(u'^') + special);
    return u'%' + longest + u'%';
}

/// The next page of the entries that stand in no block: one statement over all of them would end for nobody before its time.
std::optional<Error> searchOn(const JournalDatabase &database, SearchReading &reading)
{
    const QString pattern = patternFor(reading.words);
    QSqlQuery page(database.connection());
    page.setForwardOnly(true);
    page.prepare(u"SELECT content, hash FROM events WHERE seq >= ? AND seq < ?"_s
                 + (pattern.isEmpty() ? QString() : u" AND content LIKE ? ESCAPE '^'"_s) + u" ORDER BY seq"_s);
    page.addBindValue(reading.next);
    reading.next = std::min(reading.next + searchPage, reading.last + 1);
    page.addBindValue(reading.next);
    if (!pattern.isEmpty())
        page.addBindValue(pattern);
    if (!page.exec())
        return database.errorOf(page.lastError());
    while (page.next()) {
        const Result<Event> event = eventFromRow(page.value(0).toString(), page.value(1).toByteArray());
        if (event && holdsWords(searchText(*event), reading.words))
            reading.found << event->seq;
    }
    return std::nullopt;
}

} // namespace

JournalReader::JournalReader(const QString &path, const Clock &clock)
    : m_database(path, clock)
    , m_store(path + u".search"_s)
    , m_idle(this)
    , m_spent(this)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(idleMs);
    connect(&m_idle, &QTimer::timeout, this, &JournalReader::comeAgain);
    m_spent.setSingleShot(true);
    m_spent.setInterval(idleMs);
    connect(&m_spent, &QTimer::timeout, this, returnFreeMemory);
}

void JournalReader::begin()
{
    if (!ready())
        comeAgain();
}

/// Another file at the path is another record.
std::optional<Error> JournalReader::ready()
{
    bool isNew = false;
    if (const std::optional<Error> error = m_database.openToRead(&isNew))
        return error;
    if (isNew) {
        m_walk = ChainVerifier();
        m_walked = false;
        m_hasStore = false;
        m_triedStore = false;
        m_store.close();
    }
    return std::nullopt;
}

void JournalReader::add(const Gone &gone, Turn turn)
{
    m_waiting.push_back({gone, std::move(turn)});
    comeAgain();
}

void JournalReader::comeAgain()
{
    if (!std::exchange(m_comes, true))
        QMetaObject::invokeMethod(this, &JournalReader::takeTurn, Qt::QueuedConnection);
}

void JournalReader::takeTurn()
{
    m_comes = false;
    if (m_waiting.empty()) {
        if (workOn())
            comeAgain();
        else if (m_gathers || !m_walked)
            m_idle.start();
        return;
    }
    Waiting next = std::move(m_waiting.front());
    m_waiting.pop_front();
    if (!next.gone->load() && !next.turn(QDeadlineTimer(pieceMs)))
        m_waiting.push_back(std::move(next));
    comeAgain();
}

void JournalReader::read(const EventQuery &query, const Gone &gone, std::function<void(Result<QList<Event>>, qint64)> done)
{
    auto rows = std::make_shared<std::optional<JournalRows>>();
    auto lastSeq = std::make_shared<qint64>(0);
    add(gone, [this, query, rows, lastSeq, done = std::move(done)](const QDeadlineTimer &piece) {
        if (!*rows) {
            const std::optional<Error> error = ready();
            const Result<qint64> last = error ? tl::unexpected(*error) : m_database.lastSeq();
            if (!last) {
                done(tl::unexpected(last.error()), 0);
                return true;
            }
            *lastSeq = *last;
            rows->emplace(m_database, query);
        }
        const Result<bool> all = (*rows)->readOn(piece);
        if (all && !*all)
            return false;
        QList<Event> events = (*rows)->take();
        rows->reset();
        events.removeIf([&](const Event &event) { return event.seq > *lastSeq; });
        done(all ? Result<QList<Event>>(std::move(events)) : tl::unexpected(all.error()), *lastSeq);
        return true;
    });
}

void JournalReader::outline(const Gone &gone, std::function<void(Result<EventOutline>)> done)
{
    m_gathers = true;
    m_spent.start();
    auto reading = std::make_shared<OutlineReading>();
    add(gone, [this, reading, done = std::move(done)](const QDeadlineTimer &piece) {
        if (!std::exchange(reading->begun, true)) {
            if (const std::optional<Error> error = ready()) {
                done(tl::unexpected(*error));
                return true;
            }
            reading->query = QSqlQuery(m_database.connection());
            reading->query.setForwardOnly(true);
            if (const Result<qint64> last = m_database.lastSeq())
                reading->outline.rows.reserve(*last + 16);
            if (!reading->query.exec(u"SELECT occurred_at, seq, kind FROM events ORDER BY occurred_at"_s)) {
                done(tl::unexpected(m_database.errorOf(reading->query.lastError())));
                return true;
            }
        }
        while (reading->query.next()) {
            reading->take();
            if (reading->outline.rows.size() % 512 == 0 && piece.hasExpired())
                return false;
        }
        const bool failed = reading->query.lastError().isValid();
        const Error error = failed ? m_database.errorOf(reading->query.lastError()) : Error{};
        reading->query.clear();
        putInOrder(reading->outline.rows);
        done(failed ? tl::unexpected(error) : Result<EventOutline>(std::move(reading->outline)));
        return true;
    });
}

void JournalReader::search(const QStringList &words, const Gone &gone, std::function<void(Result<QList<qint64>>)> done)
{
    m_gathers = true;
    m_spent.start();
    auto reading = std::make_shared<SearchReading>();
    reading->words = words;
    add(gone, [this, reading, done = std::move(done)](const QDeadlineTimer &piece) {
        if (const std::optional<Error> error = ready()) {
            done(tl::unexpected(*error));
            return true;
        }
        if (reading->words.isEmpty()) {
            done(QList<qint64>());
            return true;
        }
        if (!reading->walked) {
            openStore();
            if (!reading->walk)
                reading->walk = std::make_unique<SearchStore::Walk>(m_store, reading->words);
            if (!reading->walk->goOn(piece))
                return false;
            reading->walked = true;
            reading->found = reading->walk->found();
            reading->next = reading->walk->next();
            reading->walk.reset();
            const Result<qint64> last = m_database.lastSeq();
            if (!last) {
                done(tl::unexpected(last.error()));
                return true;
            }
            reading->last = *last;
        }
        while (reading->next <= reading->last) {
            if (piece.hasExpired())
                return false;
            if (const std::optional<Error> error = searchOn(m_database, *reading)) {
                done(tl::unexpected(*error));
                return true;
            }
        }
        done(std::move(reading->found));
        return true;
    });
}

bool JournalReader::workOn()
{
    return !ready() && (gatherText() || walkChain());
}

bool JournalReader::walkChain()
{
    if (m_walked)
        return false;
    const Result<bool> whole = m_database.verifyOn(m_walk);
    if (!whole && whole.error().kind != ErrorKind::JournalBroken)
        return false; // looked at again after a while
    m_walked = !whole || *whole;
    if (!whole)
        emit broken(whole.error());
    return !m_walked;
}

/// Once for each file. A record that fills no block has none.
void JournalReader::openStore()
{
    const Result<qint64> last = m_triedStore ? Result<qint64>(0) : m_database.lastSeq();
    if (!last || *last < SearchStore::blockSize)
        return;
    m_triedStore = true;
    const Result<QList<Event>> first = m_database.readAfter(0, 1);
    m_hasStore = first && !first->isEmpty() && m_store.open(first->first().hash);
}

/// One block, where there is one.
bool JournalReader::gatherText()
{
    if (!m_gathers)
        return false;
    openStore();
    const Result<qint64> last = m_hasStore ? m_database.lastSeq() : Result<qint64>(0);
    if (!last || *last < m_store.lastSeq() + SearchStore::blockSize)
        return false;
    const Result<QList<Event>> block = m_database.readAfter(m_store.lastSeq(), SearchStore::blockSize);
    m_hasStore = block && m_store.add(*block);
    return m_hasStore;
}

} // namespace andon
