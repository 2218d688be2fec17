// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/EvidenceDialog.h"

#include "app/base/DisplayText.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/RedactionCounts.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int shownMissing = 6;

EvidenceDialog::EvidenceDialog(QWidget *parent)
    : QDialog(parent)
    , m_head(new PlainLabel)
    , m_taken(new PlainLabel)
    , m_rules(new RedactionCounts)
    , m_missing(new PlainLabel)
    , m_place(new PlainLabel)
    , m_trouble(new PlainLabel)
    , m_save(new QPushButton(tr("Save the evidence")))
    , m_elsewhere(new QPushButton(tr("Save elsewhere…")))
{
    setWindowTitle(tr("Evidence"));
    setMinimumWidth(560);
    for (PlainLabel *label : {m_head, m_taken, m_missing, m_place, m_trouble})
        label->setWordWrap(true);
    m_trouble->hide();
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->addButton(m_save, QDialogButtonBox::AcceptRole);
    buttons->addButton(m_elsewhere, QDialogButtonBox::ActionRole);
    m_save->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_head, m_taken, m_rules, m_missing, m_place, m_trouble, buttons})
        layout->addWidget(widget, widget == m_rules ? 1 : 0);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] { emit saveAsked(m_path); });
    connect(m_elsewhere, &QPushButton::clicked, this, &EvidenceDialog::chooseElsewhere);
    showWorking();
}

void EvidenceDialog::showWorking()
{
    m_head->setPlainText(tr("Freezing what is on screen and behind it…"));
    m_save->setEnabled(false);
    m_elsewhere->setEnabled(false);
}

void EvidenceDialog::setContent(const Content &content, TimeZoneChoice zone)
{
    m_path = content.path;
    m_head->setPlainText(tr("Frozen: %1 from %2 to %3, %4 files, %5.")
                             .arg(displaySafe(content.service, 80), clockText(content.from, zone), clockText(content.to, zone),
                                  QString::number(content.files), QLocale().formattedDataSize(content.bytes)));
    m_taken->setPlainText(tr("Secrets and personal data were taken out of every text before anything is written. Look whether the counts are what you expect; "
                             "the workspace file can name further rules."));
    m_rules->setCounts(content.redacted);
    QStringList missing;
    for (const QString &words : content.missing.mid(0, shownMissing))
        missing << displaySafe(words, 240);
    if (content.missing.size() > shownMissing)
        missing << tr("and %n further; the manifest names them all", nullptr, static_cast<int>(content.missing.size()) - shownMissing);
    m_missing->setPlainText(missing.isEmpty() ? tr("Nothing is missing.") : tr("Not in it:") + u'\n' + missing.join(u'\n'));
    m_place->setPlainText(tr("It goes to %1").arg(displaySafe(content.path, 400)));
    m_save->setEnabled(true);
    m_elsewhere->setEnabled(true);
    m_save->setFocus();
}

void EvidenceDialog::showTrouble(const QString &words)
{
    showAdvice(words + u' ' + tr("The evidence is still here: make room and save again, or save it elsewhere."));
}

void EvidenceDialog::showNotOnRecord(const QString &words)
{
    showAdvice(words + u' ' + tr("The file stays where it is. Saving again writes a second one, and the record names that."));
}

void EvidenceDialog::showAdvice(const QString &words)
{
    QPalette look = palette();
    look.setColor(QPalette::WindowText, themeColors(palette()).critical);
    m_trouble->setPalette(look);
    m_trouble->setPlainText(words);
    m_trouble->show();
    m_save->setEnabled(true);
    m_elsewhere->setEnabled(true);
}

QString EvidenceDialog::words() const
{
    return (QStringList{m_head->plainText(), m_missing->plainText(), m_trouble->plainText()} + m_rules->words()).join(u'\n');
}

void EvidenceDialog::chooseElsewhere()
{
    auto *chooser = new QFileDialog(this, tr("Save the evidence"), m_path, tr("Evidence (*.andon)"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setDefaultSuffix(u"andon"_s);
    chooser->setOption(QFileDialog::DontConfirmOverwrite); // nothing is ever replaced: a yes would be refused
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString &path) { emit saveAsked(path); });
    chooser->open();
}

} // namespace andon
