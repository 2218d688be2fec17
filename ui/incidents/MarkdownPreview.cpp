// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/MarkdownPreview.h"

#include "app/incidents/MarkdownHtml.h"
#include "app/incidents/PasteSafe.h"
#include "ui/common/Theme.h"

#include <QEvent>
#include <QScrollBar>

namespace andon {

using namespace Qt::StringLiterals;

MarkdownPreview::MarkdownPreview(QWidget *parent)
    : QTextBrowser(parent)
{
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
}

void MarkdownPreview::setMarkdownText(const QString &markdown)
{
    if (markdown == m_markdown)
        return;
    m_markdown = markdown;
    draw();
}

QVariant MarkdownPreview::loadResource(int, const QUrl &)
{
    return QByteArray();
}

void MarkdownPreview::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        draw();
}

void MarkdownPreview::draw()
{
    const int place = verticalScrollBar()->value();
    const ThemeColors &colors = themeColors(palette());
    document()->setDefaultStyleSheet(
        u"table{border-collapse:collapse;border-style:solid;border-width:1px;border-color:%1}"
        "th,td{border-style:solid;border-width:1px;border-color:%1;padding:3px}th{background-color:%2}a{color:%3}"_s.arg(
            colors.border.name(), colors.grid.name(), colors.canary.name()));
    setHtml(markdownHtml(pasteSafe(m_markdown)));
    verticalScrollBar()->setValue(place);
}

} // namespace andon
