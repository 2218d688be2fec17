// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/AlertsModel.h"

#include "ui/alerts/AlertWords.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

void AlertsModel::setAlerts(const QList<AlertPointer> &alerts)
{
    m_all = alerts;
    arrange();
}

void AlertsModel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    if (!m_shown.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void AlertsModel::setHiddenShown(bool shown)
{
    m_hiddenShown = shown;
    place(ordered()); // whoever asks for other rows wants to see them, also under a hand
}

void AlertsModel::setFilter(const QString &words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    place(ordered());
}

void AlertsModel::setHeld(bool held)
{
    if (std::exchange(m_held, held) != held)
        arrange();
}

bool AlertsModel::shows(const Alert &alert) const
{
    if (alert.isHidden() && !m_hiddenShown)
        return false;
    return std::all_of(m_words.cbegin(), m_words.cend(), [&](const QString &word) {
        const auto in = [&](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
        return in(alert.title) || in(alert.version) || in(alert.service) || in(alert.runbook)
            || std::any_of(alert.labels.cbegin(), alert.labels.cend(), in) || std::any_of(alert.sources.cbegin(), alert.sources.cend(), in);
    });
}

/// Those that were asked for, in their order.
QList<AlertPointer> AlertsModel::ordered() const
{
    QList<AlertPointer> rows;
    rows.reserve(m_all.size());
    for (const AlertPointer &one : m_all) {
        if (shows(*one))
            rows << one;
    }
    return rows;
}

/// The known ones where they are and the new ones last.
QList<AlertPointer> AlertsModel::heldStill(const QList<AlertPointer> &rows) const
{
    QHash<QString, AlertPointer> fresh;
    fresh.reserve(m_all.size());
    for (const AlertPointer &one : m_all)
        fresh.insert(one->key, one);
    QList<AlertPointer> held;
    QSet<QString> placed;
    for (const AlertPointer &one : m_shown) {
        placed.insert(one->key);
        held << fresh.value(one->key, one);
    }
    for (const AlertPointer &one : rows) {
        if (!placed.contains(one->key))
            held << one;
    }
    return held;
}

void AlertsModel::arrange()
{
    place(m_held && !m_shown.isEmpty() ? heldStill(ordered()) : ordered());
}

void AlertsModel::place(const QList<AlertPointer> &rows)
{
    const bool sameKeys = std::equal(rows.cbegin(), rows.cend(), m_shown.cbegin(), m_shown.cend(),
                                     [](const AlertPointer &a, const AlertPointer &b) { return a == b || a->key == b->key; });
    if (!sameKeys)
        moveTo(rows);
    replace(rows);
}

/// The keys of `rows` in their order. What goes is moved to the end and removed there, what comes is added at the end: one
/// signal each, however many.
void AlertsModel::moveTo(const QList<AlertPointer> &rows)
{
    const auto shown = static_cast<int>(m_shown.size());
    QHash<QString, int> places;
    places.reserve(shown);
    for (int place = 0; place < shown; ++place)
        places.insert(m_shown[place]->key, place);
    std::vector<int> order; // the place of each row that stays
    std::vector<bool> stays(static_cast<std::size_t>(shown));
    QList<AlertPointer> come;
    for (const AlertPointer &one : rows) {
        const auto known = places.empty() ? places.cend() : places.constFind(one->key);
        if (known == places.cend()) {
            come << one;
            continue;
        }
        order.push_back(*known);
        stays[static_cast<std::size_t>(*known)] = true;
    }
    const auto kept = static_cast<int>(order.size());
    if (kept < shown) {
        for (int place = 0; place < shown; ++place) {
            if (!stays[static_cast<std::size_t>(place)])
                order.push_back(place);
        }
    }
    permute(order);
    if (kept < shown) {
        beginRemoveRows({}, kept, shown - 1);
        m_shown.resize(kept);
        endRemoveRows();
    }
    if (come.isEmpty())
        return;
    beginInsertRows({}, kept, kept + static_cast<int>(come.size()) - 1);
    m_shown << come;
    endInsertRows();
    // What came stands among what was there.
    const bool last = std::equal(come.cbegin(), come.cend(), rows.cend() - come.size(), rows.cend());
    if (last)
        return;
    std::vector<int> among;
    among.reserve(static_cast<std::size_t>(rows.size()));
    int nextKept = 0, nextCome = kept;
    for (const AlertPointer &one : rows) {
        const bool isNew = nextCome < m_shown.size() && m_shown[nextCome] == one;
        among.push_back(isNew ? nextCome++ : nextKept++);
    }
    permute(among);
}

/// Each row takes the place of its number in `order`; all of them stay.
void AlertsModel::permute(const std::vector<int> &order)
{
    if (std::is_sorted(order.cbegin(), order.cend()))
        return;
    emit layoutAboutToBeChanged();
    // The rows as they were, so that what changed is told after the move.
    QList<AlertPointer> moved;
    moved.reserve(m_shown.size());
    std::vector<int> to(order.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        moved << m_shown[order[place]];
        to[static_cast<std::size_t>(order[place])] = static_cast<int>(place);
    }
    m_shown = moved;
    const QModelIndexList from = persistentIndexList();
    QModelIndexList now;
    for (const QModelIndex &one : from)
        now << index(to[static_cast<std::size_t>(one.row())], one.column());
    changePersistentIndexList(from, now);
    emit layoutChanged();
}

/// What changed, told in runs of neighbouring rows.
void AlertsModel::replace(const QList<AlertPointer> &rows)
{
    int first = -1;
    for (int row = 0; row <= rows.size(); ++row) {
        const bool changed = row < rows.size() && m_shown[row] != rows[row];
        if (changed) {
            m_shown[row] = rows[row];
            first = first < 0 ? row : first;
        } else if (first >= 0) {
            emit dataChanged(index(first, 0), index(row - 1, ColumnCount - 1));
            first = -1;
        }
    }
}

int AlertsModel::rowOf(const QString &key) const
{
    const auto found = std::find_if(m_shown.cbegin(), m_shown.cend(), [&](const AlertPointer &one) { return one->key == key; });
    return found == m_shown.cend() ? -1 : static_cast<int>(found - m_shown.cbegin());
}

int AlertsModel::hidden() const
{
    return static_cast<int>(std::count_if(m_all.cbegin(), m_all.cend(), [](const AlertPointer &one) { return one->isHidden(); }));
}

QString AlertsModel::blinkKey() const
{
    const auto found = std::find_if(m_shown.cbegin(), m_shown.cend(), [](const AlertPointer &one) {
        return one->severity == AlertSeverity::Critical && one->phase == AlertPhase::Firing && !one->acknowledged && !one->isHidden();
    });
    return found == m_shown.cend() ? QString() : (*found)->key;
}

int AlertsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int AlertsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AlertsModel::text(const Alert &alert, int column) const
{
    switch (column) {
    case State: return stateTitle(alert);
    case What: return alertTitle(alert);
    case Since: return alertAge(alert, m_nowMs);
    case Told: return alertSources(alert);
    case Action: return noActionText(alert);
    default: return {};
    }
}

QString AlertsModel::secondLine(const Alert &alert, int column) const
{
    switch (column) {
    case What: return alertNumbers(alert);
    case Since: return alertSince(alert, m_zone);
    case Told: return alertHands(alert, m_zone);
    case Action: return alert.runbook.isEmpty() || alert.action ? QString() : tr("runbook: %1").arg(alert.runbook.left(80));
    default: return {};
    }
}

QVariant AlertsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Alert &row = alert(index.row());
    const QString first = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole ? text(row, index.column()) : QString();
    switch (role) {
    case Qt::DisplayRole: return first;
    case SecondLineRole: return secondLine(row, index.column());
    case KeyRole: return row.key;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        const QString second = secondLine(row, index.column());
        const QString both = second.isEmpty() ? first : first.isEmpty() ? second : first + u", "_s + second;
        return role == Qt::ToolTipRole ? QVariant(QString(u"<span>"_s + both.toHtmlEscaped() + u"</span>"_s)) : QVariant(both);
    }
    default: return {};
    }
}

QVariant AlertsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case State: return tr("State");
    case What: return tr("Alarm, version, value and limit");
    case Since: return tr("Since");
    case Told: return tr("Told by");
    case Action: return tr("Its action");
    default: return {};
    }
}

} // namespace andon
