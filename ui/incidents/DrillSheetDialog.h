// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillSheet.h"
#include "app/incidents/PostmortemExports.h"
#include "ui/common/ClockText.h"

#include <QDialog>
#include <QMap>

class QPushButton;
class QTableWidget;

namespace andon {

class PlainLabel;

/// The score sheet of a drill: what it was, what was reached of what was asked, what to learn; exported from here. It writes nothing
/// itself: it asks.
class DrillSheetDialog : public QDialog {
    Q_OBJECT
public:
    explicit DrillSheetDialog(QWidget *parent = nullptr);
    /// `incident`: whose sheet it is, for the number of the entry that each row was read from.
    void setSheet(const DrillSheet &sheet, const Incident &incident, TimeZoneChoice zone);
    /// What became of an export.
    void tell(const QString &words);
    /// An export runs: no other one is begun.
    void setExporting(bool exporting);
    [[nodiscard]] const QString &incidentId() const { return m_incident; }
    /// All that it says, as a screen reader has it.
    [[nodiscard]] QString words() const;

signals:
    void exportAsked(andon::PostmortemFormat format);
    void postmortemAsked();

private:
    void buildTable();
    QWidget *buildButtons();

    PlainLabel *m_result;
    PlainLabel *m_what;
    PlainLabel *m_times;
    PlainLabel *m_seal;
    QTableWidget *m_rows;
    PlainLabel *m_lessons;
    PlainLabel *m_told;
    QList<QPushButton *> m_exports;
    QString m_incident;
};

} // namespace andon
