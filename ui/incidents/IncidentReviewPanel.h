// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Redaction.h"
#include "ui/incidents/ReviewTables.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QChartView;
class QComboBox;
class QStackedWidget;
class QTableWidget;

namespace andon {

class PlainLabel;

/// The review meeting's page: one subject at a time as bars and, below them, as the table of the same numbers.
class IncidentReviewPanel : public QDialog {
    Q_OBJECT
public:
    explicit IncidentReviewPanel(QWidget *parent = nullptr);
    void setReview(const IncidentReview &review);
    /// What is copied is redacted by that; asked each time. Without it: the usual rules.
    void setRedaction(std::function<Redactor()> redactor) { m_redactor = std::move(redactor); }
    void showSubject(ReviewSubject subject);

signals:
    void drillsToggled(bool counted); ///< setReview is to follow

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void copy();
    void drawChart(const ReviewChart &chart);
    void fillTable(const ReviewChart &chart);

    IncidentReview m_review;
    std::function<Redactor()> m_redactor;
    QComboBox *m_subjects;
    QCheckBox *m_drills;
    QStackedWidget *m_stack;
    QChartView *m_view;
    PlainLabel *m_empty;
    QTableWidget *m_table;
    PlainLabel *m_foot;
};

} // namespace andon
