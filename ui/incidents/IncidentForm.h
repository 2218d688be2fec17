// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace andon {

/// A small form for one change of an incident: its fields, and why where that matters. It cannot be sent before everything
/// that must be said is said. Shown with open(): nothing behind it waits.
class IncidentForm : public QDialog {
    Q_OBJECT
public:
    /// `act`: the words on the button.
    IncidentForm(const QString &title, const QString &act, QWidget *parent);
    QLineEdit *addLine(const QString &label, const QString &value, bool required);
    QPlainTextEdit *addText(const QString &label, const QString &value);
    /// Each choice: what is shown, what it stands for.
    QComboBox *addChoice(const QString &label, const QList<QPair<QString, QString>> &choices, const QString &current);
    void addNotice(const QString &words);
    /// "Why", for the record; once.
    void addWhy(bool required);
    [[nodiscard]] QString why() const;

private:
    void check();

    QFormLayout *m_layout;
    QPushButton *m_act;
    QLineEdit *m_why = nullptr;
    QList<QLineEdit *> m_required;
};

} // namespace andon
