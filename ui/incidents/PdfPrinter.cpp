// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/PdfPrinter.h"

#include "app/base/DisplayText.h"
#include "app/base/TimeText.h"
#include "ui/incidents/ClosedDocument.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr int dotsPerInch = 300;
constexpr double footerShare = 0.04; ///< of the page's height

/// Qt stamps the clock into the file and offers no way to say another time; the digits are put in their place, so that no
/// offset in the file moves.
void setDate(QByteArray &pdf, TimePoint dated)
{
    const qsizetype at = pdf.indexOf("/CreationDate (D:");
    if (at < 0)
        return;
    const qsizetype first = at + static_cast<qsizetype>(sizeof "/CreationDate (D:") - 1;
    const qsizetype end = pdf.indexOf(')', first);
    QByteArray date = isoUtc(dated).left(19).remove(u'-').remove(u':').remove(u'T').toLatin1();
    if (end - first < date.size())
        return;
    date += end - first > date.size() ? QByteArray("Z") : QByteArray();
    pdf.replace(first, end - first, date.leftJustified(end - first, ' '));
}

void layOut(QTextDocument &document, const PrintedDocument &printed, QPdfWriter &writer, const QSizeF &page)
{
    document.setUndoRedoEnabled(false);
    document.documentLayout()->setPaintDevice(&writer);
    QFont font(u"DejaVu Sans"_s);
    font.setPointSizeF(8);
    document.setDefaultFont(font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document.setDefaultTextOption(option);
    document.setDocumentMargin(0);
    document.setDefaultStyleSheet(u"h1{font-size:15pt}h2{font-size:11.5pt;margin-top:14px}h3{font-size:9.5pt}"
                                  "table{border-collapse:collapse;border-style:solid;border-width:1px;border-color:#999999;margin-bottom:6px}"
                                  "th,td{font-size:7pt;padding:12px;text-align:left;border-style:solid;border-width:1px;border-color:#999999}"
                                  "th{background-color:#eeeeee}code,pre{font-family:'DejaVu Sans Mono';font-size:7pt}"_s);
    document.setPageSize(page);
    document.setHtml(u"<body>"_s + printed.html + u"</body>"_s);
}

} // namespace

Result<QByteArray> PdfPrinter::pdf(const PrintedDocument &printed, const std::function<bool(int, int)> &going) const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(dotsPerInch);
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape, QMarginsF(14, 12, 14, 10), QPageLayout::Millimeter));
    const QString title = displaySafe(printed.title, 200);
    writer.setTitle(title);
    writer.setCreator(u"Andon"_s);
    const QSizeF whole(writer.width(), writer.height());
    const QSizeF page(whole.width(), whole.height() * (1 - footerShare));
    ClosedDocument document;
    layOut(document, printed, writer, page);
    const int pages = document.pageCount();
    QPainter painter(&writer);
    QFont footer(u"DejaVu Sans"_s);
    footer.setPointSizeF(7);
    for (int i = 0; i < pages; ++i) {
        if (!going(i, pages)) {
            painter.end();
            return failure(ErrorKind::Blocked, {u"the export was cancelled"_s});
        }
        if (i > 0)
            writer.newPage();
        painter.save();
        painter.translate(0, -i * page.height());
        const QRectF view(0, i * page.height(), page.width(), page.height());
        painter.setClipRect(view);
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = view;
        context.palette.setColor(QPalette::Text, Qt::black);
        document.documentLayout()->draw(&painter, context);
        painter.restore();
        painter.setFont(footer);
        painter.setPen(Qt::black);
        const QRectF foot(0, page.height(), whole.width(), whole.height() - page.height());
        painter.drawText(foot, Qt::AlignRight | Qt::AlignBottom, u"%1 / %2"_s.arg(i + 1).arg(pages));
        painter.drawText(foot.adjusted(0, 0, -foot.width() / 8, 0), Qt::AlignLeft | Qt::AlignBottom, title.left(120));
    }
    painter.end();
    buffer.close();
    setDate(bytes, printed.dated);
    return bytes;
}

} // namespace andon
