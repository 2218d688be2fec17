// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Runbook.h"
#include "app/incidents/StopLossOrder.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QPushButton;

namespace andon {

class PlainLabel;

/// What the panel shows. Whole value.
struct RunbookView {
    Incident incident;
    QList<RunbookSpec> runbooks;
    QList<StopLossChoice> order;  ///< as stopLossOrder() gives it
    std::optional<double> lostPerSecond; ///< requests a second that reach the affected version
};

/// The ten minutes: what the runbook says, the six steps with their clock, and the stop-loss order by expected loss. A step is
/// closed with an artefact that the record has; it changes nothing itself: it asks.
class RunbookPanel : public QWidget {
    Q_OBJECT
public:
    explicit RunbookPanel(QWidget *parent = nullptr);
    void setView(const RunbookView &view);
    void clear();
    /// Of a replay: the steps as they stood; no runbook is started and no step closed.
    void setReadOnly();
    /// The clock goes on.
    void setNow(TimePoint now);
    [[nodiscard]] QString clockWords() const;

signals:
    void startAsked(const QString &id, const QString &runbook);
    void stepAsked(const QString &id, andon::RunbookStep step, const andon::Artefact &artefact);

private:
    struct Row {
        PlainLabel *name;
        PlainLabel *state;
        QPushButton *close;
    };
    QWidget *buildChoice();
    QWidget *buildSteps();
    void refreshTexts();
    void refreshSteps();
    void refreshOrder();
    void offer(RunbookStep step);
    [[nodiscard]] QString artefactText(const Artefact &artefact) const;
    [[nodiscard]] const RunbookSpec *spec() const;

    RunbookView m_view;
    RunbookRun m_run;
    TimePoint m_now;
    QComboBox *m_choice;
    QPushButton *m_start;
    PlainLabel *m_clock;
    PlainLabel *m_texts;
    PlainLabel *m_order;
    QList<Row> m_rows;
    bool m_readOnly = false;
};

} // namespace andon
