// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/versions/TextDiffView.h"

#include "app/base/DisplayText.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>
#include <QTextBlock>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestLine = 4000;

QString numberText(qsizetype number, int digits)
{
    return (number > 0 ? QString::number(number) : QString()).rightJustified(digits);
}

QChar signOf(DiffLine::Kind kind)
{
    return kind == DiffLine::Kind::Added ? QChar(u'+') : kind == DiffLine::Kind::Removed ? QChar(u'−') : QChar(u' ');
}

QTextCharFormat inked(const QColor &ink, bool bold = false)
{
    QTextCharFormat format;
    format.setForeground(ink);
    if (bold)
        format.setFontWeight(QFont::Bold);
    return format;
}

} // namespace

TextDiffView::TextDiffView(QWidget *parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QTextEdit::font().pointSizeF());
    document()->setDefaultFont(font);
}

void TextDiffView::setDiff(const TextDiff &diff, bool whole)
{
    if (diff.lines == m_diff.lines && whole == m_whole)
        return;
    m_diff = diff;
    m_whole = whole;
    draw();
    verticalScrollBar()->setValue(0);
}

void TextDiffView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        draw();
}

void TextDiffView::draw()
{
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    const ThemeColors &colors = themeColors(palette());
    const int digits = static_cast<int>(QString::number(m_diff.lines.size()).size());
    const double gutter = QFontMetricsF(document()->defaultFont()).horizontalAdvance(u'0') * (2 * digits + 4);
    const QList<DiffExcerpt> excerpt = excerptOf(m_diff, m_whole ? m_diff.lines.size() : 3);
    int drawn = 0;
    for (const DiffExcerpt &entry : excerpt) {
        if (m_diff.added + m_diff.removed == 0 && !m_whole)
            break;
        QTextBlockFormat format;
        format.setLeftMargin(gutter);
        format.setTextIndent(-gutter);
        if (entry.line >= 0 && m_diff.lines[entry.line].kind == DiffLine::Kind::Removed)
            format.setBackground(colors.grid);
        drawn++ == 0 ? cursor.setBlockFormat(format) : cursor.insertBlock(format);
        if (drawn > mostLines) {
            const int more = static_cast<int>(excerpt.size()) - mostLines;
            cursor.insertText(tr("… %n more line(s) are not drawn", nullptr, more), inked(colors.muted));
            break;
        }
        if (entry.line < 0)
            cursor.insertText(tr("… %n equal line(s)", nullptr, static_cast<int>(entry.leftOut)), inked(colors.muted));
        else
            drawLine(cursor, m_diff.lines[entry.line], digits);
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

/// Numbers, sign, text; the marked words stand out by more than colour.
void TextDiffView::drawLine(QTextCursor &cursor, const DiffLine &line, int digits)
{
    const ThemeColors &colors = themeColors(palette());
    const bool same = line.kind == DiffLine::Kind::Same;
    const bool added = line.kind == DiffLine::Kind::Added;
    const QColor ink = same ? colors.muted : added ? colors.canary : colors.text;
    cursor.insertText(numberText(line.before, digits) + u' ' + numberText(line.after, digits) + u' ', inked(colors.muted));
    cursor.insertText(QString(signOf(line.kind)) + u' ', inked(ink, !same));
    const QTextCharFormat plain = inked(ink);
    QTextCharFormat marked = inked(ink, true);
    marked.setFontUnderline(added);
    marked.setFontStrikeOut(!added);
    const QString text = line.text.left(longestLine);
    qsizetype at = 0;
    for (const TextSpan &mark : line.marks) {
        cursor.insertText(displaySafe(text.mid(at, mark.start - at), longestLine), plain);
        cursor.insertText(displaySafe(text.mid(mark.start, mark.length), longestLine), marked);
        at = mark.start + mark.length;
    }
    cursor.insertText(displaySafe(text.mid(at), longestLine), plain);
    if (line.text.size() > longestLine)
        cursor.insertText(u"…"_s, inked(colors.muted));
}

} // namespace andon
