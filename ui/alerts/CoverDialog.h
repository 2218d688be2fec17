// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertDesk.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace andon {

class PlainLabel;

/// Before alarms are hidden: for which labels, for how long, why, what that hides now, and what looks alike and stays. For a
/// shelf in Andon or for a silence in an Alertmanager; never without an end, never without a reason. Does not block the board.
class CoverDialog : public QDialog {
    Q_OBJECT
public:
    enum class Kind { Shelf, Silence };
    using Preview = std::function<AlertPreview(const QList<LabelMatcher> &)>;

    /// `alert`: its labels are offered. `alertmanagers`: for a silence, at least one. `author`: who is at this console.
    CoverDialog(Kind kind, const Alert &alert, const QStringList &alertmanagers, const QString &author, QWidget *parent);
    /// Asked for again with each change.
    void setPreview(Preview preview);
    /// What is typed and chosen now.
    [[nodiscard]] QList<LabelMatcher> matchers() const;
    [[nodiscard]] qint64 forMs() const;
    [[nodiscard]] QString reason() const;
    [[nodiscard]] QString author() const;
    [[nodiscard]] QString alertmanager() const;
    /// Why it did not work, or empty.
    void setTrouble(const QString &words);
    /// Asked and not answered: nothing can be pressed twice.
    void setBusy(bool busy);
    /// The alarms on show changed.
    void refresh();

signals:
    /// The person wants it done.
    void confirmed();

private:
    void build(const Alert &alert, const QStringList &alertmanagers, const QString &author);
    [[nodiscard]] QWidget *buildLabels(const Alert &alert);

    Kind m_kind;
    Preview m_preview;
    QList<std::pair<QCheckBox *, LabelMatcher>> m_labels;
    QComboBox *m_duration;
    QComboBox *m_alertmanager;
    QLineEdit *m_reason;
    QLineEdit *m_author;
    PlainLabel *m_hides;
    PlainLabel *m_stays;
    QPlainTextEdit *m_hidesList;
    QPlainTextEdit *m_staysList;
    PlainLabel *m_trouble;
    QPushButton *m_confirm;
    bool m_busy = false;
};

} // namespace andon
