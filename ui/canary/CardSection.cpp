// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CardSection.h"

#include "ui/common/PlainLabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

QString findingText(const CardFinding &finding)
{
    switch (finding.severity) {
    case CardSeverity::Error: return CardSection::tr("✕ Error: %1").arg(finding.words);
    case CardSeverity::Warning: return CardSection::tr("▲ Warning: %1").arg(finding.words);
    case CardSeverity::Note: break;
    }
    return CardSection::tr("● Note: %1").arg(finding.words);
}

CardSection::CardSection(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_form(new QFormLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 10);
    auto *head = new PlainLabel(title);
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() + 1);
    head->setFont(bold);
    layout->addWidget(head);
    layout->addLayout(m_form);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(4);
    setAccessibleName(title);
}

PlainLabel *CardSection::addNote(const QString &place)
{
    auto *note = new PlainLabel;
    note->setWordWrap(true);
    note->hide();
    m_form->addRow(QString(), note);
    m_notes.append({place, note});
    return note;
}

QLineEdit *CardSection::addText(const QString &place, const QString &label, const QString &hint)
{
    auto *field = new QLineEdit;
    field->setPlaceholderText(hint);
    field->setAccessibleName(label);
    field->setMaxLength(2000);
    m_form->addRow(label, field);
    addNote(place);
    connect(field, &QLineEdit::textEdited, this, &CardSection::edited);
    return field;
}

QComboBox *CardSection::addChoice(const QString &place, const QString &label, const QStringList &texts)
{
    auto *field = new QComboBox;
    field->addItems(texts);
    field->setAccessibleName(label);
    m_form->addRow(label, field);
    addNote(place);
    connect(field, &QComboBox::activated, this, &CardSection::edited);
    return field;
}

QCheckBox *CardSection::addTick(const QString &place, const QString &label)
{
    auto *field = new QCheckBox(label);
    field->setAccessibleName(label);
    m_form->addRow(QString(), field);
    addNote(place);
    connect(field, &QCheckBox::clicked, this, &CardSection::edited);
    return field;
}

CardRows *CardSection::addRows(CardRows::Spec spec)
{
    auto *rows = new CardRows(std::move(spec));
    layout()->addWidget(rows);
    m_rows << rows;
    connect(rows, &CardRows::edited, this, &CardSection::edited);
    return rows;
}

PlainLabel *CardSection::noteAt(const QString &place) const
{
    const auto isIn = [&](const QString &outer) { return place == outer || place.startsWith(outer + u'/'); };
    for (CardRows *rows : m_rows) {
        if (isIn(rows->place()))
            return rows->noteAt(place);
    }
    const auto found = std::find_if(m_notes.begin(), m_notes.end(), [&](const auto &one) { return isIn(one.first); });
    if (found != m_notes.end())
        return found->second;
    // Of an object as a whole ("/approvals"): beside its first field.
    const auto inner = std::find_if(m_notes.begin(), m_notes.end(), [&](const auto &one) { return one.first.startsWith(place + u'/'); });
    return inner == m_notes.end() || place.isEmpty() ? nullptr : inner->second;
}

QList<CardFinding> CardSection::showFindings(const QList<CardFinding> &findings)
{
    QHash<PlainLabel *, QList<CardFinding>> said;
    QList<CardFinding> rest;
    for (const CardFinding &finding : findings) {
        if (PlainLabel *note = noteAt(finding.place))
            said[note] << finding;
        else
            rest << finding;
    }
    QList<PlainLabel *> labels;
    for (const auto &[place, note] : m_notes)
        labels << note;
    for (CardRows *rows : m_rows)
        labels << rows->notes();
    for (PlainLabel *note : labels) {
        QStringList lines;
        bool isError = false;
        for (const CardFinding &finding : said.value(note)) {
            lines << findingText(finding);
            isError = isError || finding.severity == CardSeverity::Error;
        }
        QFont look = font();
        look.setBold(isError);
        note->setFont(look);
        note->setPlainText(lines.join(u'\n'));
        note->setVisible(!lines.isEmpty());
    }
    return rest;
}

} // namespace andon
