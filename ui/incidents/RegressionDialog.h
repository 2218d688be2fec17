// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/FailingRequest.h"
#include "app/incidents/RegressionSet.h"
#include "ui/common/ClockText.h"

#include <QDialog>

class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;

namespace andon {

class PlainLabel;

/// Asks for failing requests: those that a source still has, with a check box each, or one that is typed; what must hold of the
/// answer, tags.
class RegressionDialog : public QDialog {
    Q_OBJECT
public:
    /// `version`, `trace`, `input`: what is known already, possibly empty.
    RegressionDialog(const QString &set, const QString &version, const QString &trace, const QString &input, QWidget *parent = nullptr);
    /// The requests that failed, newest first; hostile text. Until then, and without any, one is typed.
    void setRequests(const QList<FailingRequest> &requests, TimeZoneChoice zone);
    /// Why none are listed, in words.
    void setRequestsTrouble(const QString &words);
    /// Those that are checked; with any, nothing typed of a request counts.
    [[nodiscard]] QList<FailingRequest> chosen() const;
    /// The text as JSON where it is JSON, else as a text.
    [[nodiscard]] nlohmann::json input() const;
    [[nodiscard]] nlohmann::json expected() const;
    [[nodiscard]] QStringList tags() const;
    [[nodiscard]] QString trace() const;
    [[nodiscard]] QString version() const;

private:
    void check();

    PlainLabel *m_requestsWords;
    QListWidget *m_list;
    QList<FailingRequest> m_requests; ///< by the list's row
    QPushButton *m_mark = nullptr;
    QPlainTextEdit *m_input;
    QPlainTextEdit *m_expected;
    QLineEdit *m_trace;
    QLineEdit *m_version;
    QLineEdit *m_tags;
};

} // namespace andon
