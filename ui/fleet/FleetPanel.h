// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/fleet/FleetModel.h"

#include <QWidget>

class QLineEdit;
class QToolButton;

namespace andon {

class FleetDelegate;
class FleetTable;
class PlainLabel;

/// The board over all services: what needs a person first stands first. Filter, state buttons, groups, and a table that a
/// click, Enter and letters work on.
class FleetPanel : public QWidget {
    Q_OBJECT
public:
    explicit FleetPanel(QWidget *parent = nullptr);
    ~FleetPanel() override;
    /// `nowMs`: the console's time of these rows.
    void setRows(const QList<FleetRow> &rows, qint64 nowMs);
    void setTimeZone(TimeZoneChoice zone) { m_model.setTimeZone(zone); }
    /// How much of the past the small lines show.
    void setSpanMs(qint64 spanMs);
    /// Whether there is a button for a window of its own.
    void setOffersWindow(bool offers);
    void focusTable();
    void focusFilter();
    [[nodiscard]] FleetModel &model() { return m_model; }
    [[nodiscard]] FleetTable &table() { return *m_table; }
    /// What stands below the table.
    [[nodiscard]] QString footText() const;
    /// "2 stop · 1 warn · 197 inside", for a title.
    [[nodiscard]] QString summary() const;

signals:
    void serviceChosen(const QString &service);
    void windowAsked();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildBar();
    QToolButton *needButton(FleetNeed need);
    void buildTable();
    void filterNeeds();
    void refresh();
    void keepSelection();
    void sizeColumns();

    FleetModel m_model;
    FleetDelegate *m_delegate;
    FleetTable *m_table;
    QLineEdit *m_filter;
    QMap<FleetNeed, QToolButton *> m_needs;
    QToolButton *m_group;
    QToolButton *m_sort;
    QToolButton *m_window;
    PlainLabel *m_foot;
    QString m_selected; ///< the service that the keyboard is on
    qint64 m_spanMs = 3'600'000;
};

} // namespace andon
