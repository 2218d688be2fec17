// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace andon {

class PlainLabel;

/// Before a drill: what will happen, to what, and what it is looked at for. It starts nothing itself: it asks.
class DrillDialog : public QDialog {
    Q_OBJECT
public:
    /// What is drilled on; hostile text.
    struct Ground {
        QString service;
        QString gateway;
        QString address;
    };
    explicit DrillDialog(const Ground &ground, QWidget *parent = nullptr);
    /// Why it cannot be started as things are; empty: it can.
    void setObstacle(const QString &words);
    /// It was asked for and refused.
    void showTrouble(const QString &words);
    /// The sandbox is being asked.
    void showWorking();
    /// All that it says, as a screen reader has it.
    [[nodiscard]] QString words() const;

signals:
    /// `seed` empty: a random one.
    void startAsked(const QString &seed);

private:
    PlainLabel *m_what;
    PlainLabel *m_rules;
    PlainLabel *m_trouble;
    QLineEdit *m_seed;
    QPushButton *m_start;
};

} // namespace andon
