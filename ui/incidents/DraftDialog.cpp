// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/DraftDialog.h"

#include "app/base/DisplayText.h"
#include "app/versions/TextDiff.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTextBlock>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

DraftDialog::DraftDialog(const QString &words, const QString &current, const QString &other, QWidget *parent)
    : QDialog(parent)
    , m_current(current)
    , m_other(other)
    , m_offers(sectionOffers(current, other))
    , m_list(new QListWidget)
    , m_difference(new QPlainTextEdit)
{
    setWindowTitle(tr("What would change"));
    auto *layout = new QVBoxLayout(this);
    auto *head = new PlainLabel(m_offers.isEmpty() ? tr("%1: nothing differs.").arg(words)
                                                   : tr("%1. Tick the sections to take; everything else stays as it is.").arg(words));
    head->setWordWrap(true);
    layout->addWidget(head);
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_list);
    split->addWidget(m_difference);
    split->setSizes({240, 640});
    split->setStretchFactor(1, 1);
    layout->addWidget(split, 1);
    m_list->setAccessibleName(tr("Sections that differ"));
    m_difference->setAccessibleName(tr("Difference of the section"));
    m_difference->setReadOnly(true);
    m_difference->setTabChangesFocus(true);
    m_difference->document()->setDefaultFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    for (const SectionOffer &offer : std::as_const(m_offers)) {
        const QString heading = offer.heading.isEmpty() ? tr("(before the first heading)") : displaySafe(offer.heading, 100);
        auto *row = new QListWidgetItem(offer.current.isEmpty() ? tr("%1 (new)").arg(heading) : heading, m_list);
        row->setFlags(row->flags() | Qt::ItemIsUserCheckable);
        row->setCheckState(Qt::Unchecked);
    }
    connect(m_list, &QListWidget::currentRowChanged, this, &DraftDialog::showDifference);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *take = buttons->addButton(tr("Take the ticked sections"), QDialogButtonBox::AcceptRole);
    QPushButton *all = buttons->addButton(tr("Tick all"), QDialogButtonBox::ActionRole);
    take->setEnabled(false);
    all->setEnabled(differs());
    connect(all, &QPushButton::clicked, this, [this] { tickAll(true); });
    connect(m_list, &QListWidget::itemChanged, this, [this, take] { take->setEnabled(text() != m_current); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    m_list->setCurrentRow(m_offers.isEmpty() ? -1 : 0);
    resize(900, 600);
}

void DraftDialog::tickAll(bool on)
{
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setCheckState(on ? Qt::Checked : Qt::Unchecked);
}

QString DraftDialog::text() const
{
    QList<qsizetype> taken;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked)
            taken << i;
    }
    return withOffers(m_current, m_other, taken);
}

void DraftDialog::showDifference(int row)
{
    m_difference->clear();
    if (row < 0 || row >= m_offers.size())
        return;
    const ThemeColors &colors = themeColors(palette());
    const TextDiff diff = textDiff(m_offers[row].current, m_offers[row].offered);
    QTextCursor cursor(m_difference->document());
    cursor.beginEditBlock();
    for (qsizetype i = 0; i < diff.lines.size() && i < 2000; ++i) {
        const DiffLine &line = diff.lines[i];
        QTextCharFormat format;
        format.setForeground(line.kind == DiffLine::Kind::Same ? colors.muted : line.kind == DiffLine::Kind::Added ? colors.canary : colors.text);
        format.setFontStrikeOut(line.kind == DiffLine::Kind::Removed);
        const QChar sign = line.kind == DiffLine::Kind::Same ? u' ' : line.kind == DiffLine::Kind::Added ? u'+' : u'−';
        cursor.insertText(QString(sign) + u' ' + displaySafe(line.text, 4000) + u'\n', format);
    }
    cursor.endEditBlock();
    m_difference->moveCursor(QTextCursor::Start);
}

} // namespace andon
