// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Timeline.h"
#include "ui/common/ClockText.h"

#include <QAbstractTableModel>
#include <QSet>

namespace andon {

/// The timeline as rows: time, kind, who, version, what. New entries are put where their time belongs. Rows are kept
/// by the model; a filter shows some of them.
class TimelineModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Kind, Who, Version, What, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// An entry that is there already (same sequence number) is left out.
    void append(const QList<Event> &events);
    /// Nothing is known any more; the filter stays.
    void clear();
    void setFilter(const TimelineFilter &filter);
    void setTimeZone(TimeZoneChoice zone);
    [[nodiscard]] const TimelineEntry &entry(int row) const { return m_all[m_shown[row]]; }
    /// Marks the shown entry nearest to a time, ms since the epoch; 0 marks none. Gives its row, or -1.
    int mark(qint64 timeMs);
    /// A row as one line of text, for the clipboard.
    [[nodiscard]] QString rowText(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void insert(const TimelineEntry &entry);
    void refilter();
    void markRow(int row);
    [[nodiscard]] int nearestRow(qint64 timeMs) const;
    [[nodiscard]] QString text(const TimelineEntry &entry, int column) const;

    QList<TimelineEntry> m_all; ///< by occurredAt, then seq
    QList<qsizetype> m_shown;   ///< indices into m_all
    QSet<qint64> m_seqs;
    qint64 m_markedSeq = 0; ///< 0: none
    TimelineFilter m_filter;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

/// Shape and word of an entry's kind, and the shape of its tone.
[[nodiscard]] QString kindTitle(EntryKind kind);
[[nodiscard]] QString toneShape(EntryTone tone);

} // namespace andon
