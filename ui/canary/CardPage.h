// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QPagedPaintDevice;
class QPushButton;
class QTextBrowser;

namespace andon {

class PlainLabel;

/// A strategy card to read, print, keep as PDF or copy as Markdown. Does not block the board.
class CardPage : public QDialog {
    Q_OBJECT
public:
    explicit CardPage(QWidget *parent = nullptr);
    /// `markdown`: the page, every hostile text in it escaped; empty: the service has no card.
    void setPage(const QString &service, const QString &markdown);
    [[nodiscard]] const QString &markdown() const { return m_markdown; }
    [[nodiscard]] QString plainText() const;
    /// Black on white, whatever the theme.
    void print(QPagedPaintDevice &device) const;
    /// Writes a PDF and says beneath the page how it went.
    void savePdf(const QString &path);

signals:
    void editAsked();

private:
    void askPdf();
    void askPrinter();

    QString m_service;
    QString m_markdown;
    QTextBrowser *m_text;
    PlainLabel *m_said;
    QPushButton *m_print;
    QPushButton *m_pdf;
    QPushButton *m_copy;
    QPushButton *m_edit;
};

} // namespace andon
