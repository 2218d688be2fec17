// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/TimelineModel.h"

#include "app/base/DisplayText.h"
#include "ui/common/Icon.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QBrush>
#include <QFont>
#include <QPalette>

#include <algorithm>
#include <cstdlib>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

bool isBefore(const TimelineEntry &a, const TimelineEntry &b)
{
    return a.event.occurredAt != b.event.occurredAt ? a.event.occurredAt < b.event.occurredAt : a.event.seq < b.event.seq;
}

} // namespace

QString kindTitle(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Note: return TimelineModel::tr("Note");
    case EntryKind::Action: return TimelineModel::tr("Action");
    case EntryKind::Gate: return TimelineModel::tr("Gate");
    case EntryKind::Source: return TimelineModel::tr("Source");
    case EntryKind::Gateway: return TimelineModel::tr("Gateway");
    case EntryKind::Incident: return TimelineModel::tr("Incident");
    case EntryKind::Console: return TimelineModel::tr("Console");
    case EntryKind::Alert: return TimelineModel::tr("Alarm");
    }
    return {};
}

QString toneShape(EntryTone tone)
{
    switch (tone) {
    case EntryTone::Plain: return u"  "_s;
    case EntryTone::Good: return u"✓ "_s;
    case EntryTone::Warning: return u"◆ "_s;
    case EntryTone::Critical: return u"▲ "_s;
    case EntryTone::Unknown: return u"? "_s;
    }
    return {};
}

/// The shape in front of the words; an empty one where nothing stands out, so that all words begin in one line.
static QIcon toneIcon(const TimelineEntry &entry)
{
    switch (entry.tone) {
    case EntryTone::Good: return themeIcon(IconName::Ok);
    case EntryTone::Warning: return themeIcon(IconName::Warning);
    case EntryTone::Critical: return themeIcon(IconName::Critical, IconInk::Critical);
    case EntryTone::Unknown: return themeIcon(IconName::Unknown);
    case EntryTone::Plain: break;
    }
    if (entry.kind == EntryKind::Note)
        return themeIcon(IconName::Note);
    QPixmap nothing(16, 16);
    nothing.fill(Qt::transparent);
    return QIcon(nothing);
}

void TimelineModel::append(const QList<Event> &events)
{
    QList<TimelineEntry> fresh;
    for (const Event &event : events) {
        if (m_seqs.contains(event.seq))
            continue;
        m_seqs << event.seq;
        fresh << entryOf(event);
    }
    if (fresh.isEmpty())
        return;
    std::sort(fresh.begin(), fresh.end(), isBefore);
    // The usual case: everything new is newer than all that is known.
    if (m_all.isEmpty() || isBefore(m_all.last(), fresh.first())) {
        QList<qsizetype> shown;
        for (const TimelineEntry &entry : std::as_const(fresh)) {
            m_all << entry;
            if (matches(entry, m_filter))
                shown << m_all.size() - 1;
        }
        if (shown.isEmpty())
            return;
        beginInsertRows({}, static_cast<int>(m_shown.size()), static_cast<int>(m_shown.size() + shown.size()) - 1);
        m_shown << shown;
        endInsertRows();
        return;
    }
    for (const TimelineEntry &entry : std::as_const(fresh))
        insert(entry);
}

void TimelineModel::clear()
{
    beginResetModel();
    m_all.clear();
    m_shown.clear();
    m_seqs.clear();
    m_markedSeq = 0;
    endResetModel();
}

/// In its place among the others: a row that a person looks at stays the same row.
void TimelineModel::insert(const TimelineEntry &entry)
{
    const qsizetype place = std::upper_bound(m_all.begin(), m_all.end(), entry, isBefore) - m_all.begin();
    const qsizetype row = std::lower_bound(m_shown.begin(), m_shown.end(), place) - m_shown.begin();
    const bool shown = matches(entry, m_filter);
    if (shown)
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(row));
    m_all.insert(place, entry);
    for (qsizetype i = row; i < m_shown.size(); ++i)
        ++m_shown[i];
    if (shown) {
        m_shown.insert(row, place);
        endInsertRows();
    }
}

void TimelineModel::refilter()
{
    m_shown.clear();
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        if (matches(m_all[i], m_filter))
            m_shown << i;
    }
}

void TimelineModel::setFilter(const TimelineFilter &filter)
{
    beginResetModel();
    m_filter = filter;
    refilter();
    endResetModel();
}

void TimelineModel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    if (rowCount() > 0)
        emit dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

int TimelineModel::nearestRow(qint64 timeMs) const
{
    const auto after = std::lower_bound(m_shown.cbegin(), m_shown.cend(), timeMs, [this](qsizetype at, qint64 time) {
        return toMs(m_all[at].event.occurredAt) < time;
    });
    const auto distance = [&](QList<qsizetype>::const_iterator at) {
        return std::abs(toMs(m_all[*at].event.occurredAt) - timeMs);
    };
    if (m_shown.isEmpty())
        return -1;
    if (after == m_shown.cend() || (after != m_shown.cbegin() && distance(after - 1) < distance(after)))
        return static_cast<int>(after - m_shown.cbegin()) - 1;
    return static_cast<int>(after - m_shown.cbegin());
}

int TimelineModel::mark(qint64 timeMs)
{
    const int row = timeMs == 0 ? -1 : nearestRow(timeMs);
    const qint64 seq = row < 0 ? 0 : entry(row).event.seq;
    if (seq == m_markedSeq)
        return row;
    const qint64 before = std::exchange(m_markedSeq, seq);
    for (int at = 0; before != 0 && at < rowCount(); ++at) {
        if (entry(at).event.seq == before)
            markRow(at);
    }
    markRow(row);
    return row;
}

void TimelineModel::markRow(int row)
{
    if (row >= 0)
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1), {Qt::BackgroundRole, Qt::AccessibleDescriptionRole});
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int TimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TimelineModel::text(const TimelineEntry &entry, int column) const
{
    const Event &event = entry.event;
    switch (column) {
    case Time: return dateTimeText(event.occurredAt, m_zone).mid(5);
    case Kind: return kindTitle(entry.kind);
    case Who: return event.actor.kind == u"console" ? tr("console") : displaySafe(event.actor.name.isEmpty() ? event.actor.id : event.actor.name, 100);
    case Version: return displaySafe(event.version, 100);
    case What: {
        const bool more = !event.body.isEmpty() && event.body != event.title;
        return displaySafe(event.title + (more ? u" — "_s + event.body.simplified() : QString()), 500);
    }
    default: return {};
    }
}

QString TimelineModel::rowText(int row) const
{
    QStringList cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells << (column == What ? toneShape(entry(row).tone) : QString()) + text(entry(row), column);
    return cells.join(u'\t');
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TimelineEntry &row = entry(index.row());
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (role == Qt::AccessibleTextRole)
        return index.column() == What ? QString(toneShape(row.tone) + text(row, What)) : text(row, index.column());
    if (role == Qt::DecorationRole && index.column() == What)
        return toneIcon(row);
    if (role == Qt::ToolTipRole && index.column() == What)
        return u"<span>"_s + text(row, What).toHtmlEscaped() + u"</span>"_s;
    const ThemeColors &colors = themeColors(QApplication::palette());
    const bool marked = m_markedSeq != 0 && row.event.seq == m_markedSeq;
    if (role == Qt::BackgroundRole && marked) {
        QColor band = colors.focus;
        band.setAlpha(50);
        return QBrush(band);
    }
    if (role == Qt::AccessibleDescriptionRole && marked)
        return tr("nearest to the crosshair");
    if (role == Qt::ForegroundRole && index.column() == What && row.tone == EntryTone::Critical)
        return QBrush(colors.critical);
    if (role == Qt::ForegroundRole && index.column() != What)
        return QBrush(colors.muted);
    if (role == Qt::FontRole && index.column() == What && row.kind == EntryKind::Note) {
        QFont font = QApplication::font();
        font.setItalic(true);
        return font;
    }
    return {};
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Kind: return tr("Kind");
    case Who: return tr("Who");
    case Version: return tr("Version");
    case What: return tr("What happened");
    default: return {};
    }
}

} // namespace andon
