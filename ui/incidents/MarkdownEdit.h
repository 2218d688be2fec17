// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace andon {

/// What a dragged event is, beside its text.
inline constexpr char referenceMimeType[] = "application/x-andon-reference";

/// The document as plain Markdown.
class MarkdownEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit MarkdownEdit(QWidget *parent = nullptr);
    /// At the cursor, with a blank between it and what stands before it; one step of undo.
    void insertReference(const QString &reference);
    /// Another text in one step of undo; the cursor stays in its line.
    void replaceText(const QString &text);
    void goToLine(int line); ///< from 0

protected:
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace andon
