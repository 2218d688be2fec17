// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/RegressionSet.h"

#include <QDialog>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace andon {

class PlainLabel;

/// Asks for one failing request: what was asked, what must hold of the answer, trace, version, tags.
class RegressionDialog : public QDialog {
    Q_OBJECT
public:
    /// `version`, `trace`, `input`: what is known already, possibly empty.
    RegressionDialog(const QString &set, const QString &version, const QString &trace, const QString &input, QWidget *parent = nullptr);
    /// The text as JSON where it is JSON, else as a text.
    [[nodiscard]] nlohmann::json input() const;
    [[nodiscard]] nlohmann::json expected() const;
    [[nodiscard]] QStringList tags() const;
    [[nodiscard]] QString trace() const;
    [[nodiscard]] QString version() const;

private:
    QPlainTextEdit *m_input;
    QPlainTextEdit *m_expected;
    QLineEdit *m_trace;
    QLineEdit *m_version;
    QLineEdit *m_tags;
};

} // namespace andon
