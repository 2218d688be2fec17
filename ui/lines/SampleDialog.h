// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lines/SampleModel.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QTableView;

namespace andon {

/// The lines in view, read as a table: one row of the plot at a time. Does not block the board.
class SampleDialog : public QDialog {
    Q_OBJECT
public:
    explicit SampleDialog(QWidget *parent);
    /// What can be chosen from; shows the one at `current`, scrolled to `timeMs` (0: to its end).
    void showTables(const QStringList &titles, const QList<SampleTable> &tables, int current, qint64 timeMs,
                    TimeZoneChoice zone);
    [[nodiscard]] const SampleModel &model() const { return *m_model; }
    void say(const QString &words); ///< below the table: what was copied or saved

signals:
    void copyAsked(const andon::SampleTable &table);
    void saveAsked(const andon::SampleTable &table);

private:
    void choose(int index);
    SampleModel *m_model;
    QComboBox *m_choice;
    QTableView *m_view;
    QLabel *m_words;
    QList<SampleTable> m_tables;
    qint64 m_timeMs = 0;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon
