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
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

bool isBefore(const EventOutline::Row &a, const EventOutline::Row &b)
{
    return a.occurredUs != b.occurredUs ? a.occurredUs < b.occurredUs : a.seq < b.seq;
}

bool isSame(const EventOutline::Row &a, const EventOutline::Row &b)
{
    return a.seq == b.seq && a.occurredUs == b.occurredUs;
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

TimelineModel::TimelineModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_read(std::numeric_limits<int>::max())
{
}

TimelineModel::~TimelineModel() = default;

TimelineModel::Row TimelineModel::rowOf(const Event &event)
{
    qsizetype kind = m_kinds.indexOf(event.kind);
    if (kind < 0) {
        kind = m_kinds.size();
        m_kinds << event.kind;
    }
    return {static_cast<qint64>(event.occurredAt.time_since_epoch().count()), static_cast<quint64>(event.seq), static_cast<quint64>(kind)};
}

bool TimelineModel::isKnown(const Row &row) const
{
    const auto at = std::lower_bound(m_all.cbegin(), m_all.cend(), row, isBefore);
    return at != m_all.cend() && isSame(*at, row);
}

bool TimelineModel::isShown(const Event &event)
{
    if (!matches(entryOf(event), m_filter))
        return false;
    if (!m_words.isEmpty())
        m_foundSince << event.seq;
    return true;
}

void TimelineModel::keep(const Event &event)
{
    // By far more, but those in view have to find room together.
    static constexpr int checkpointCost = 10;
    m_read.insert(event.seq, new TimelineEntry(entryOf(event)), isShownUnasked(event.kind) ? 1 : checkpointCost);
}

void TimelineModel::append(const QList<Event> &events)
{
    QList<QPair<Row, bool>> fresh; ///< with whether it is shown
    QSet<qint64> seqs;
    for (const Event &event : events) {
        const Row row = rowOf(event);
        if (isKnown(row) || seqs.contains(event.seq))
            continue;
        seqs << event.seq;
        // A checkpoint of the judge is as large as hundreds of other entries; the journal has it for whoever asks.
        if (!m_journal || isShownUnasked(event.kind))
            keep(event);
        fresh.append({row, isShown(event)});
    }
    if (fresh.isEmpty())
        return;
    std::sort(fresh.begin(), fresh.end(), [](const auto &a, const auto &b) { return isBefore(a.first, b.first); });
    // The usual case: everything new is newer than all that is known.
    if (m_all.isEmpty() || isBefore(m_all.last(), fresh.first().first)) {
        QList<quint32> shown;
        for (const auto &[row, isOnShow] : std::as_const(fresh)) {
            if (isOnShow)
                shown << static_cast<quint32>(m_all.size());
            m_all << row;
        }
        if (shown.isEmpty())
            return;
        beginInsertRows({}, static_cast<int>(m_shown.size()), static_cast<int>(m_shown.size() + shown.size()) - 1);
        m_shown << shown;
        endInsertRows();
        return;
    }
    for (const auto &[row, isOnShow] : std::as_const(fresh))
        insert(row, isOnShow);
}

/// In its place among the others: a row that a person looks at stays the same row.
void TimelineModel::insert(const Row &entry, bool shown)
{
    const auto place = static_cast<quint32>(std::upper_bound(m_all.begin(), m_all.end(), entry, isBefore) - m_all.begin());
    const qsizetype row = std::lower_bound(m_shown.begin(), m_shown.end(), place) - m_shown.begin();
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

void TimelineModel::clear()
{
    m_loading.reset();
    m_searching.reset();
    beginResetModel();
    m_all.clear();
    m_shown.clear();
    m_kinds.clear();
    m_read.clear();
    m_found.clear();
    m_foundSince.clear();
    m_wanted = {0, -1};
    m_reading = false;
    m_marked = {0, 0, 0};
    endResetModel();
}

QList<quint32> TimelineModel::filtered(const QStringList &kinds, const QList<Row> &all) const
{
    QList<bool> wanted;
    for (const QString &kind : kinds)
        wanted << ((m_filter.kinds.isEmpty() || m_filter.kinds.contains(entryKindOf(kind))) && (!m_words.isEmpty() || isShownUnasked(kind)));
    QList<quint32> shown;
    shown.reserve(m_words.isEmpty() && m_filter.kinds.isEmpty() ? all.size() : 0);
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Row &row = all[i];
        const auto seq = static_cast<qsizetype>(row.seq);
        const bool found = m_words.isEmpty() || (seq < m_found.size() && m_found.testBit(seq)) || m_foundSince.contains(seq);
        if (wanted[static_cast<qsizetype>(row.kind)] && found)
            shown << static_cast<quint32>(i);
    }
    return shown;
}

void TimelineModel::reset()
{
    beginResetModel();
    m_shown = filtered(m_kinds, m_all);
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
    const auto timeOf = [this](quint32 at) { return m_all[at].occurredUs / 1000; };
    const auto after = std::lower_bound(m_shown.cbegin(), m_shown.cend(), timeMs, [&](quint32 at, qint64 time) { return timeOf(at) < time; });
    const auto distance = [&](QList<quint32>::const_iterator at) { return std::abs(timeOf(*at) - timeMs); };
    if (m_shown.isEmpty())
        return -1;
    if (after == m_shown.cend() || (after != m_shown.cbegin() && distance(after - 1) < distance(after)))
        return static_cast<int>(after - m_shown.cbegin()) - 1;
    return static_cast<int>(after - m_shown.cbegin());
}

int TimelineModel::rowAt(const Row &row) const
{
    const auto at = std::lower_bound(m_shown.cbegin(), m_shown.cend(), row, [this](quint32 shown, const Row &wanted) { return isBefore(m_all[shown], wanted); });
    return at != m_shown.cend() && isSame(m_all[*at], row) ? static_cast<int>(at - m_shown.cbegin()) : -1;
}

int TimelineModel::mark(qint64 timeMs)
{
    const int row = timeMs == 0 ? -1 : nearestRow(timeMs);
    const Row marked = row < 0 ? Row{0, 0, 0} : m_all[m_shown[row]];
    if (isSame(marked, m_marked))
        return row;
    const Row before = std::exchange(m_marked, marked);
    if (before.seq != 0)
        markRow(rowAt(before));
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
    case Who: return event.actor.kind == u"console" ? tr("console") : displaySafe(event.actor.calledName(), 100);
    case Version: return displaySafe(event.version, 100);
    case What: {
        const bool more = !event.body.isEmpty() && event.body != event.title;
        return displaySafe(event.title + (more ? u" — "_s + event.body.simplified() : QString()), 500);
    }
    default: return {};
    }
}

QString TimelineModel::lineOf(const TimelineEntry &entry) const
{
    QStringList cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells << (column == What ? toneShape(entry.tone) : QString()) + text(entry, column);
    return cells.join(u'\t');
}

QString TimelineModel::rowText(int row) const
{
    return lineOf(entry(row));
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole && !isRead(index.row()))
        wantLater(index.row());
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
    const bool marked = m_marked.seq != 0 && row.event.seq == static_cast<qint64>(m_marked.seq);
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
