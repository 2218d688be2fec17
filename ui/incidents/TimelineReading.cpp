// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the timeline asks of the journal: the newest entries, the place of all, what a search finds, the rows on show.
#include "ui/incidents/TimelineModel.h"

#include <QHash>
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

/// Older rows come in front of those that are there, which stay what they are.
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
    QList<quint32> shown = filtered(kinds, all);
    const qsizetype older = shown.size() - m_shown.size();
    const bool grewInFront = older >= 0
        && std::equal(m_shown.cbegin(), m_shown.cend(), shown.cbegin() + older, [&](quint32 before, quint32 now) { return m_all[before].seq == all[now].seq; });
    if (grewInFront && older > 0)
        beginInsertRows({}, 0, static_cast<int>(older) - 1);
    else if (!grewInFront)
        beginResetModel();
    m_kinds = std::move(kinds);
    m_all = std::move(all);
    m_shown = std::move(shown);
    if (grewInFront && older > 0)
        endInsertRows();
    else if (!grewInFront)
        endResetModel();
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

void TimelineModel::askTexts(const QList<int> &rows, std::function<void(const QStringList &)> callback)
{
    QList<qint64> seqs;
    EventQuery query;
    for (const int row : rows.mid(0, mostCopied)) {
        seqs << static_cast<qint64>(m_all[m_shown[row]].seq);
        if (!isRead(row))
            query.seqs << seqs.last();
    }
    const auto tell = [this, seqs, callback = std::move(callback)](const QList<Event> &events) {
        QHash<qint64, QString> lines;
        for (const Event &event : events)
            lines[event.seq] = lineOf(entryOf(event));
        QStringList texts;
        for (const qint64 seq : seqs) {
            const TimelineEntry *read = m_read.object(seq);
            texts << (read ? lineOf(*read) : lines.value(seq));
        }
        texts.removeAll(QString());
        callback(texts);
    };
    if (query.seqs.isEmpty() || !m_journal || !m_loading) {
        tell({});
        return;
    }
    m_journal->read(query, m_loading.get(), [tell](const Result<QList<Event>> &events) { tell(events ? *events : QList<Event>()); });
}

} // namespace andon
