// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/MarkdownEdit.h"

#include <QFontDatabase>
#include <QMimeData>
#include <QTextBlock>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

MarkdownEdit::MarkdownEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QPlainTextEdit::font().pointSizeF());
    document()->setDefaultFont(font);
}

void MarkdownEdit::insertReference(const QString &reference)
{
    QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    cursor.beginEditBlock();
    if (!before.isEmpty() && !before.back().isSpace() && !before.endsWith(u'('))
        cursor.insertText(u" "_s);
    cursor.insertText(reference);
    cursor.endEditBlock();
    setTextCursor(cursor);
}

void MarkdownEdit::replaceText(const QString &text)
{
    const int line = textCursor().blockNumber();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    cursor.endEditBlock();
    goToLine(line);
}

void MarkdownEdit::goToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(std::min(line, document()->blockCount() - 1));
    // From the end, so that the line stands at the top once it is made visible.
    moveCursor(QTextCursor::End);
    setTextCursor(QTextCursor(block));
    ensureCursorVisible();
}

void MarkdownEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasFormat(QString::fromLatin1(referenceMimeType)))
        insertReference(source->text());
    else
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace andon
