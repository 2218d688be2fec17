// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CardPage.h"

#include "app/base/DisplayText.h"
#include "ui/common/PlainLabel.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPagedPaintDevice>
#include <QPdfWriter>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QSaveFile>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <QVBoxLayout>

#include <memory>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// A page that loads nothing, whatever its text names.
class PageText final : public QTextBrowser {
public:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

/// Markdown tables come without rules, and its headings without air above them.
void dress(QTextDocument &document)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() < 2)
            continue;
        QTextBlockFormat format = block.blockFormat();
        format.setTopMargin(14);
        QTextCursor(block).setBlockFormat(format);
    }
    for (QTextFrame *frame : document.rootFrame()->childFrames()) {
        auto *table = qobject_cast<QTextTable *>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setBorder(1);
        format.setBorderCollapse(true);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(Qt::gray);
        format.setCellPadding(3);
        table->setFormat(format);
    }
}

} // namespace

CardPage::CardPage(QWidget *parent)
    : QDialog(parent)
    , m_text(new PageText)
    , m_said(new PlainLabel)
    , m_print(new QPushButton(tr("Print…")))
    , m_pdf(new QPushButton(tr("Save as PDF…")))
    , m_copy(new QPushButton(tr("Copy as Markdown")))
    , m_edit(new QPushButton)
{
    auto *close = new QPushButton(tr("Close"));
    auto *row = new QHBoxLayout;
    for (QPushButton *button : {m_print, m_pdf, m_copy, m_edit, close}) {
        button->setAutoDefault(false);
        if (button == m_edit)
            row->addStretch(1);
        row->addWidget(button);
    }
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("The card as a page"));
    m_said->setWordWrap(true);
    m_said->hide();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_said);
    layout->addLayout(row);
    connect(m_print, &QPushButton::clicked, this, &CardPage::askPrinter);
    connect(m_pdf, &QPushButton::clicked, this, &CardPage::askPdf);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_markdown); });
    connect(m_edit, &QPushButton::clicked, this, &CardPage::editAsked);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    resize(860, 740);
}

void CardPage::setPage(const QString &service, const QString &markdown)
{
    m_service = service;
    setWindowTitle(tr("Strategy card: %1").arg(displaySafe(service, 80)));
    const bool hasCard = !markdown.isEmpty();
    m_edit->setText(hasCard ? tr("Edit…") : tr("Make a card…"));
    for (QPushButton *button : {m_print, m_pdf, m_copy})
        button->setEnabled(hasCard);
    if (hasCard && markdown == m_markdown)
        return;
    m_markdown = markdown;
    if (hasCard)
        m_text->setMarkdown(markdown);
    else
        m_text->setPlainText(tr("This service has no strategy card: nobody said how a canary is run here, what stops it and how it is taken back."));
    dress(*m_text->document());
}

QString CardPage::plainText() const
{
    return m_text->toPlainText();
}

void CardPage::print(QPagedPaintDevice &device) const
{
    QTextDocument document;
    document.setDefaultFont(font());
    document.setMarkdown(m_markdown);
    dress(document);
    document.print(&device);
}

void CardPage::savePdf(const QString &path)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
        writer.setTitle(windowTitle());
        writer.setCreator(u"Andon"_s);
        print(writer);
    }
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(buffer.data()) == buffer.size() && file.commit();
    const QString safe = displaySafe(path, 300);
    m_said->setPlainText(isWritten ? tr("Saved as %1").arg(safe) : tr("%1 cannot be written: %2").arg(safe, file.errorString()));
    m_said->show();
}

void CardPage::askPdf()
{
    auto *dialog = new QFileDialog(this, tr("Save the card as PDF"), u"card.pdf"_s, tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &CardPage::savePdf);
    dialog->open();
}

void CardPage::askPrinter()
{
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setDocName(windowTitle());
    auto *dialog = new QPrintDialog(printer.get(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, printer] { print(*printer); });
    // The printer must outlive its dialog.
    connect(dialog, &QObject::destroyed, this, [printer] {});
    dialog->open();
}

} // namespace andon
