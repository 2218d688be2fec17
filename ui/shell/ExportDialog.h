// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/ExportRun.h"

#include <QDialog>

class QComboBox;
class QLabel;

namespace andon {

class PlainLabel;

/// Asks for a window of time and a format, and writes the record to a file of the person's choice.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    /// `journal` and `clock` must outlive the dialog.
    ExportDialog(Journal &journal, QString service, const Clock &clock, QWidget *parent = nullptr);

private:
    void save();

    Journal &m_journal;
    QString m_service;
    const Clock &m_clock;
    QComboBox *m_window;
    QComboBox *m_format;
    PlainLabel *m_words;
};

} // namespace andon
