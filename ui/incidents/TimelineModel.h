// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Redaction.h"
#include "app/incidents/Timeline.h"
#include "app/journal/Journal.h"
#include "ui/common/ClockText.h"

#include <QAbstractTableModel>
#include <QBitArray>
#include <QCache>
#include <QSet>

#include <functional>
#include <memory>

namespace andon {

/// Rows as lines of text, for the clipboard.
struct CopiedRows {
    QStringList lines;
    QMap<QString, qint64> taken; ///< Redactor::counts
};

/// The timeline as rows: time, kind, who, version, what. New entries are put where their time belongs. Of a journal it knows
/// every entry by its place alone, and reads the few thousand that somebody looks at; a filter shows some of them. GUI thread.
class TimelineModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Kind, Who, Version, What, ColumnCount };
    explicit TimelineModel(QObject *parent = nullptr);
    ~TimelineModel() override;

    /// Whose entries load() shows and what is not in memory is read from; it must outlive the model. Without one the model knows
    /// what append() gave it.
    void setJournal(Journal &journal);
    /// Asks for the newest entries and then for the place of all; once they are there, or on their way, nothing.
    void load();
    /// An entry that is there already (same sequence number) is left out.
    void append(const QList<Event> &events);
    /// Nothing is known any more; the filter stays.
    void clear();
    /// With words a journal is asked: the rows stay what they were until it has answered.
    void setFilter(const TimelineFilter &filter);
    void setTimeZone(TimeZoneChoice zone);
    /// Of a row that is not read yet: number, time and kind alone. Valid until the next call.
    [[nodiscard]] const TimelineEntry &entry(int row) const;
    [[nodiscard]] bool isRead(int row) const;
    /// Whether all of these rows are read; those that are not, and some around them, are asked for, and rowsRead() follows.
    bool want(int first, int last);
    /// Marks the shown entry nearest to a time, ms since the epoch; 0 marks none. Gives its row, or -1.
    int mark(qint64 timeMs);
    /// A row as one line of text, as it is shown.
    [[nodiscard]] QString rowText(int row) const;
    /// Rows as lines, redacted, also of those that are not read; the callback runs once, at once or later, and not after clear(). The
    /// first mostCopied of them.
    void askTexts(const QList<int> &rows, const Redactor &redactor, std::function<void(const CopiedRows &)> callback);
    static constexpr int mostCopied = 10'000;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void rowsRead();

private:
    using Row = EventOutline::Row;
    [[nodiscard]] Row rowOf(const Event &event);
    [[nodiscard]] bool isKnown(const Row &row) const;
    [[nodiscard]] bool isShown(const Event &event);
    [[nodiscard]] QList<quint32> filtered(const QStringList &kinds, const QList<Row> &all) const;
    void insert(const Row &row, bool shown);
    void keep(const Event &event);
    void reset();
    void askOutline();
    void takeOutline(const EventOutline &outline);
    void showBetween(const QList<quint32> &shown, const QList<qsizetype> &places);
    void takeFound(const QList<qint64> &seqs);
    void findInMemory();
    void readWanted();
    void wantLater(int row) const;
    void markRow(int row);
    [[nodiscard]] int rowAt(const Row &row) const;
    [[nodiscard]] int nearestRow(qint64 timeMs) const;
    [[nodiscard]] QString text(const TimelineEntry &entry, int column) const;
    [[nodiscard]] QString lineOf(const TimelineEntry &entry) const;

    Journal *m_journal = nullptr;
    QStringList m_kinds;                   ///< what the rows' kinds mean
    QList<Row> m_all;                      ///< by occurredAt, then seq
    QList<quint32> m_shown;                ///< indices into m_all
    QCache<qint64, TimelineEntry> m_read;  ///< by sequence number
    mutable TimelineEntry m_unread;
    std::unique_ptr<QObject> m_loading;    ///< context of what is asked about the record; null: load() was not called
    std::unique_ptr<QObject> m_searching;
    TimelineFilter m_filter;
    QStringList m_words;                   ///< of the filter
    QBitArray m_found;                     ///< by sequence number: what the journal found
    QSet<qint64> m_foundSince;             ///< and what came in or is in memory
    QPair<int, int> m_wanted{0, -1};       ///< rows; empty: none
    bool m_reading = false;
    mutable int m_missed = -1;             ///< a row that was painted and is not read
    Row m_marked{0, 0, 0};                 ///< seq 0: none
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

/// Shape and word of an entry's kind, and the shape of its tone.
[[nodiscard]] QString kindTitle(EntryKind kind);
[[nodiscard]] QString toneShape(EntryTone tone);

} // namespace andon
