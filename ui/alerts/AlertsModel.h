// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Alert.h"
#include "ui/common/ClockText.h"

#include <QAbstractTableModel>

#include <vector>

namespace andon {

/// Alarms as rows, in the order they are given. A row that changes stays the same row, rows that come and go are inserted and
/// removed; the model is never reset. While a hand is at work no row changes its place: what is over stays, what is new comes
/// last; only setFilter() and setHiddenShown() are obeyed at once.
class AlertsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { State, What, Since, Told, Action, ColumnCount };
    enum Role { KeyRole = Qt::UserRole + 1, SecondLineRole };
    using QAbstractTableModel::QAbstractTableModel;

    /// `alerts`: worst first.
    void setAlerts(const QList<AlertPointer> &alerts);
    /// For ages; the view paints what it shows.
    void setNow(qint64 nowMs) { m_nowMs = nowMs; }
    void setTimeZone(TimeZoneChoice zone);
    /// Shelved, silenced and inhibited ones, too.
    void setHiddenShown(bool shown);
    /// All words must stand in title, version, labels or sources.
    void setFilter(const QString &words);
    void setHeld(bool held);

    [[nodiscard]] const Alert &alert(int row) const { return *m_shown[row]; }
    [[nodiscard]] const AlertPointer &pointer(int row) const { return m_shown[row]; }
    /// -1: not shown.
    [[nodiscard]] int rowOf(const QString &key) const;
    [[nodiscard]] int hidden() const; ///< so many are shelved, silenced or inhibited
    /// The one row that may blink: the first that is critical, fires and was not acknowledged; empty: none.
    [[nodiscard]] QString blinkKey() const;
    /// Both lines of a cell.
    [[nodiscard]] QString text(const Alert &alert, int column) const;
    [[nodiscard]] QString secondLine(const Alert &alert, int column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool shows(const Alert &alert) const;
    [[nodiscard]] QList<AlertPointer> ordered() const;
    [[nodiscard]] QList<AlertPointer> heldStill(const QList<AlertPointer> &rows) const;
    void arrange();
    void place(const QList<AlertPointer> &rows);
    void moveTo(const QList<AlertPointer> &rows);
    void permute(const std::vector<int> &order);
    void replace(const QList<AlertPointer> &rows);

    QList<AlertPointer> m_all;
    QList<AlertPointer> m_shown;
    QStringList m_words;
    bool m_hiddenShown = false;
    bool m_held = false;
    qint64 m_nowMs = 0;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon
