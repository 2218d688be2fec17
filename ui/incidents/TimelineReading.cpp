// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the timeline asks of the journal: the newest entries, the place of all, what a search finds, the rows on show.
#include "ui/incidents/TimelineModel.h"

#include <QCoreApplication>
#include <QHash>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstRows = 200;  ///< what the window opens with; read before anything else
constexpr int entriesInMemory = 1500;
constexpr int rowsAround = 32;  ///< read with those that are looked at; a jump waits for them
constexpr int mostRead = 600;   ///< at once
constexpr int retryMs = 1000;

} // namespace

void TimelineModel::setJournal(Journal &journal)
{
    m_journal = &journal;
    m_read.setMaxCost(entriesInMemory);
}

void TimelineModel::load()
{
    if (!m_journal || m_loading)
        return;
    m_loading = std::make_unique<QObject>();
    EventQuery newest;
    newest.limit = firstRows;
    m_journal->read(newest, m_loading.get(), [this](const Result<QList<Event>> &events) {
        if (events) {
            append(*events);
            emit rowsRead();
            askOutline();
            return;
        }
        QTimer::singleShot(retryMs, m_loading.get(), [this] {
            m_loading.reset();
            load();
        });
    });
}

void TimelineModel::askOutline()
{
    m_journal->outline(m_loading.get(), [this](const Result<EventOutline> &outline) {
        if (outline)
            takeOutline(*outline);
        else
            QTimer::singleShot(retryMs, m_loading.get(), [this] { askOutline(); });
    });
}

/// Older rows come in front of those that are there and, where one of these tells late of something long ago, between them: a row
/// that a person looks at stays the same row.
void TimelineModel::takeOutline(const EventOutline &outline)
{
    quint64 last = 0;
    for (const Row &row : outline.rows)
        last = std::max<quint64>(last, row.seq);
    // Worked out beside what is on show, which holds until the rows are announced.
    QStringList kinds = outline.kinds;
    QList<Row> all = outline.rows, since;
    for (Row row : std::as_const(m_all)) {
        if (row.seq <= last)
            continue;
        const QString &kind = m_kinds[static_cast<qsizetype>(row.kind)];
        if (!kinds.contains(kind))
            kinds << kind;
        row.kind = static_cast<quint64>(kinds.indexOf(kind));
        since << row;
    }
    if (!since.isEmpty()) {
        all << since;
        std::inplace_merge(all.begin(), all.end() - since.size(), all.end(), [](const Row &a, const Row &b) {
            return a.occurredUs != b.occurredUs ? a.occurredUs < b.occurredUs : a.seq < b.seq;
        });
    }
    const QList<quint32> shown = filtered(kinds, all);
    // Where each row on show stands among them, the last one first: most of what is new is older.
    QList<qsizetype> places;
    qsizetype at = shown.size();
    for (qsizetype row = m_shown.size() - 1; row >= 0 && at >= 0; --row) {
        const auto seq = m_all[m_shown[row]].seq;
        do {
            --at;
        } while (at >= 0 && all[shown[at]].seq != seq);
        places.prepend(at);
    }
    const bool isSameRecord = at >= 0;
    if (!isSameRecord)
        beginResetModel();
    m_kinds = std::move(kinds);
    m_all = std::move(all);
    if (!isSameRecord) {
        m_shown = shown;
        endResetModel();
        return;
    }
    for (qsizetype row = 0; row < places.size(); ++row)
        m_shown[row] = shown[places[row]];
    showBetween(shown, places);
}

/// Puts the rows that are not on show yet between those that are: `places` of these among `shown`. From the end to the front, so
/// that the long run of the oldest ones comes last and moves nothing any more.
void TimelineModel::showBetween(const QList<quint32> &shown, const QList<qsizetype> &places)
{
    qsizetype end = shown.size();
    for (qsizetype row = places.size(); row >= 0; --row) {
        const qsizetype begin = row > 0 ? places[row - 1] + 1 : 0;
        if (begin < end) {
            beginInsertRows({}, static_cast<int>(row), static_cast<int>(row + end - begin) - 1);
            m_shown.insert(row, end - begin, 0);
            std::copy(shown.cbegin() + begin, shown.cbegin() + end, m_shown.begin() + row);
            endInsertRows();
        }
        end = begin - 1;
    }
}

void TimelineModel::setFilter(const TimelineFilter &filter)
{
    const QStringList before = std::exchange(m_words, searchWords(filter.text));
    m_filter = filter;
    if (m_words == before && !m_searching) {
        reset();
        return;
    }
    m_searching.reset();
    m_found.clear();
    m_foundSince.clear();
    findInMemory();
    if (m_words.isEmpty() || !m_journal) {
        reset();
        return;
    }
    m_searching = std::make_unique<QObject>();
    m_journal->search(m_words, m_searching.get(), [this](const Result<QList<qint64>> &found) {
        takeFound(found ? *found : QList<qint64>());
    });
}

/// What is in memory is searched here: it may have come in after the journal's answer was begun.
void TimelineModel::findInMemory()
{
    if (m_words.isEmpty())
        return;
    for (const qint64 seq : m_read.keys()) {
        if (holdsWords(searchText(m_read.object(seq)->event), m_words))
            m_foundSince << seq;
    }
}

void TimelineModel::takeFound(const QList<qint64> &seqs)
{
    m_found = QBitArray(seqs.isEmpty() ? 0 : seqs.last() + 1);
    for (const qint64 seq : seqs)
        m_found.setBit(seq);
    // Not now: the question whose answer this is belongs to it.
    m_searching.release()->deleteLater();
    reset();
}

bool TimelineModel::isRead(int row) const
{
    return m_read.contains(static_cast<qint64>(m_all[m_shown[row]].seq));
}

const TimelineEntry &TimelineModel::entry(int row) const
{
    const Row &wanted = m_all[m_shown[row]];
    if (const TimelineEntry *read = m_read.object(static_cast<qint64>(wanted.seq)))
        return *read;
    Event known;
    known.seq = static_cast<qint64>(wanted.seq);
    known.occurredAt = TimePoint(std::chrono::microseconds(wanted.occurredUs));
    known.kind = m_kinds[static_cast<qsizetype>(wanted.kind)];
    known.title = u"…"_s;
    m_unread = {known, entryKindOf(known.kind), EntryTone::Plain};
    return m_unread;
}

bool TimelineModel::want(int first, int last)
{
    first = std::max(first, 0);
    last = std::min(last, rowCount() - 1);
    for (int row = first; row <= last; ++row) {
        if (isRead(row))
            continue;
        m_wanted = {first, last};
        readWanted();
        return !m_journal;
    }
    return true;
}

void TimelineModel::wantLater(int row) const
{
    if (std::exchange(m_missed, row) >= 0)
        return;
    auto *self = const_cast<TimelineModel *>(this);
    QMetaObject::invokeMethod(self, [self] {
        const int missed = std::exchange(self->m_missed, -1);
        self->want(missed - rowsAround / 2, missed + rowsAround / 2);
    }, Qt::QueuedConnection);
}

/// One question at a time; of several jumps meanwhile the last one counts.
void TimelineModel::readWanted()
{
    if (m_reading || !m_journal || !m_loading || m_wanted.second < m_wanted.first)
        return;
    const int first = std::max(m_wanted.first - rowsAround, 0), last = std::min(m_wanted.second + rowsAround, rowCount() - 1);
    m_wanted = {0, -1};
    EventQuery query;
    for (int row = first; row <= last && query.seqs.size() < mostRead; ++row) {
        if (!isRead(row))
            query.seqs << static_cast<qint64>(m_all[m_shown[row]].seq);
    }
    if (query.seqs.isEmpty())
        return;
    m_reading = true;
    m_journal->read(query, m_loading.get(), [this, first, last](const Result<QList<Event>> &events) {
        m_reading = false;
        for (const Event &event : events ? *events : QList<Event>())
            keep(event);
        if (first < rowCount())
            emit dataChanged(index(first, 0), index(std::min(last, rowCount() - 1), ColumnCount - 1));
        emit rowsRead();
        readWanted();
    });
}

/// What of an entry a row tells. It is redacted before it is made short: half a key is none to any rule.
static void redactTold(Event &event, Redactor &redactor)
{
    if (event.body == event.title)
        event.body.clear(); // told once, counted once
    QString &who = event.actor.name.isEmpty() ? event.actor.id : event.actor.name;
    for (QString *text : {&who, &event.version, &event.title})
        *text = redactor.text(*text);
    event.body = event.kind == EventKind::postmortemSaved ? redactor.markdown(event.body) : redactor.text(event.body);
}

void TimelineModel::askTexts(const QList<int> &rows, const Redactor &redactor, std::function<void(const CopiedRows &)> callback)
{
    QList<qint64> seqs;
    QList<Event> known;
    EventQuery query;
    for (const int row : rows.mid(0, mostCopied)) {
        seqs << static_cast<qint64>(m_all[m_shown[row]].seq);
        if (const TimelineEntry *read = m_read.object(seqs.last()))
            known << read->event;
        else
            query.seqs << seqs.last();
    }
    struct Redacted {
        QList<Event> events;
        QMap<QString, qint64> taken;
    };
    const auto redact = [redactor](const QList<Event> &events) {
        Redactor own = redactor;
        Redacted redacted{events, {}};
        for (Event &event : redacted.events)
            redactTold(event, own);
        redacted.taken = own.counts();
        return redacted;
    };
    const auto tell = [this, seqs, callback = std::move(callback)](const Redacted &redacted) {
        QHash<qint64, QString> lines;
        for (const Event &event : redacted.events)
            lines[event.seq] = lineOf(entryOf(event));
        CopiedRows copied{{}, redacted.taken};
        for (const qint64 seq : seqs)
            copied.lines << lines.value(seq);
        copied.lines.removeAll(QString());
        callback(copied);
    };
    if (query.seqs.isEmpty() || !m_journal || !m_loading) {
        tell(redact(known));
        return;
    }
    // There may be thousands of them.
    m_journal->read(query, m_loading.get(), [known, redact, tell, alive = QPointer<QObject>(m_loading.get())](const Result<QList<Event>> &events) {
        QThreadPool::globalInstance()->start([all = known + events.value_or(QList<Event>()), redact, tell, alive] {
            const Redacted redacted = redact(all);
            QMetaObject::invokeMethod(qApp, [redacted, tell, alive] {
                if (alive)
                    tell(redacted);
            }, Qt::QueuedConnection);
        });
    });
}

} // namespace andon
