// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillDesk.h"

#include <QWidget>

class QPushButton;

namespace andon {

class PlainLabel;

/// Above everything while a drill runs: that it is one, its clock, and the button that ends it. Never what goes wrong. Not there while
/// none runs.
class DrillStrip : public QWidget {
    Q_OBJECT
public:
    explicit DrillStrip(QWidget *parent = nullptr);
    void setDrill(DrillDesk::Phase phase, const QString &service, TimePoint startedAt);
    void setNow(TimePoint now);
    /// What is in its way; empty: nothing.
    void setTrouble(const QString &words);
    /// The whole line, as a screen reader has it.
    [[nodiscard]] QString words() const;

signals:
    void endAsked();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void dress();

    DrillDesk::Phase m_phase = DrillDesk::Phase::Idle;
    QString m_service;
    QString m_troubleWords;
    TimePoint m_startedAt;
    TimePoint m_now;
    PlainLabel *m_mark;
    PlainLabel *m_clock;
    PlainLabel *m_words;
    QPushButton *m_end;
};

} // namespace andon
