// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/AlertsModel.h"

#include "ui/alerts/AlertWords.h"

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
    arrange();
}

void AlertsModel::setFilter(const QString &words)
{
    m_words = words.split(u' ', Qt::SkipEmptyParts);
    arrange();
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

/// In their order; with a hand at work, the known ones where they are and the new ones last.
QList<AlertPointer> AlertsModel::wanted() const
{
    QList<AlertPointer> rows;
    rows.reserve(m_all.size());
    for (const AlertPointer &one : m_all) {
        if (shows(*one))
            rows << one;
    }
    if (!m_held || m_shown.isEmpty())
        return rows;
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
    for (const AlertPointer &one : std::as_const(rows)) {
        if (!placed.contains(one->key))
            held << one;
    }
    return held;
}

void AlertsModel::arrange()
{
    const QList<AlertPointer> rows = wanted();
    QSet<QString> stays;
    stays.reserve(rows.size());
    for (const AlertPointer &one : rows)
        stays.insert(one->key);
    // What goes is moved to the end and removed there, what comes is added at the end: one signal each, however many.
    QList<AlertPointer> kept, gone;
    QSet<QString> known;
    known.reserve(m_shown.size());
    for (const AlertPointer &one : std::as_const(m_shown)) {
        known.insert(one->key);
        (stays.contains(one->key) ? kept : gone) << one;
    }
    if (!gone.isEmpty()) {
        const auto first = static_cast<int>(kept.size());
        moveTo(kept + gone);
        beginRemoveRows({}, first, static_cast<int>(m_shown.size()) - 1);
        m_shown = kept;
        endRemoveRows();
    }
    QList<AlertPointer> come;
    for (const AlertPointer &one : rows) {
        if (!known.contains(one->key))
            come << one;
    }
    if (!come.isEmpty()) {
        beginInsertRows({}, static_cast<int>(m_shown.size()), static_cast<int>(m_shown.size() + come.size()) - 1);
        m_shown << come;
        endInsertRows();
    }
    moveTo(rows);
    replace(rows);
}

/// The same keys in another order.
void AlertsModel::moveTo(const QList<AlertPointer> &rows)
{
    const bool same = std::equal(rows.cbegin(), rows.cend(), m_shown.cbegin(), m_shown.cend(),
                                 [](const AlertPointer &a, const AlertPointer &b) { return a->key == b->key; });
    if (same)
        return;
    emit layoutAboutToBeChanged();
    const QModelIndexList from = persistentIndexList();
    QStringList keys;
    for (const QModelIndex &one : from)
        keys << m_shown[one.row()]->key;
    QHash<QString, AlertPointer> old;
    old.reserve(m_shown.size());
    for (const AlertPointer &one : std::as_const(m_shown))
        old.insert(one->key, one);
    // The rows as they were, so that what changed is told after the move.
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_shown[i] = old.value(rows[i]->key);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to << index(rowOf(keys[i]), from[i].column());
    changePersistentIndexList(from, to);
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
