// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/ExportRun.h"

#include <QDialog>

#include <memory>

class QComboBox;
class QProgressBar;
class QPushButton;

namespace andon {

class PlainLabel;

/// Asks for a window of time and a format, shows what is taken out of that part of the record, and writes it to a file of the
/// person's choice. While it works it can be cancelled, and nothing else can be asked of it.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `journal` and `clock` must outlive the dialog.
    ExportDialog(Journal &journal, QString service, const Clock &clock, Redactor redactor, QWidget *parent = nullptr);
    void reject() override;

private:
    void save();
    void choose(const RecordExport &made, const QString &name);
    void write(const QByteArray &bytes, const QString &path);
    /// Back to the question, with a word why.
    void rest(const QString &words);

    Journal &m_journal;
    QString m_service;
    const Clock &m_clock;
    Redactor m_redactor;
    std::unique_ptr<QObject> m_working; ///< context of the export that is being made; null: none is
    bool m_writing = false;             ///< it goes to its file: too late to cancel it
    QComboBox *m_window;
    QComboBox *m_format;
    PlainLabel *m_words;
    QProgressBar *m_progress;
    QPushButton *m_save;
};

} // namespace andon
