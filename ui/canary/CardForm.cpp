// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CardForm.h"

#include "app/base/DisplayText.h"
#include "app/canary/CardDraft.h"
#include "app/canary/CardFacts.h"
#include "ui/canary/CardFields.h"
#include "ui/canary/CardSections.h"
#include "ui/common/PlainLabel.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

static PlainLabel *makeWrapped()
{
    auto *label = new PlainLabel;
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

CardForm::CardForm(QWidget *parent)
    : QDialog(parent)
    , m_host(new QWidget)
    , m_column(new QVBoxLayout(m_host))
    , m_message(makeWrapped())
    , m_seen(makeWrapped())
    , m_families(makeWrapped())
    , m_findings(makeWrapped())
    , m_changes(makeWrapped())
    , m_save(new QPushButton)
    , m_reload(new QPushButton(tr("Reload the file")))
    , m_keep(new QPushButton(tr("Keep my edits on top of it")))
{
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_host);
    scroll->setAccessibleName(tr("The card's fields"));
    auto *body = new QHBoxLayout;
    body->addWidget(scroll, 3);
    body->addWidget(buildSide(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_message);
    layout->addLayout(body, 1);
    layout->addWidget(buildButtons());
    QFont bold = font();
    bold.setBold(true);
    m_message->setFont(bold);
    m_message->hide();
    resize(1180, 740);
}

QWidget *CardForm::buildSide()
{
    auto *host = new QWidget;
    auto *column = new QVBoxLayout(host);
    QFont bold = font();
    bold.setBold(true);
    const auto add = [&](const QString &title, PlainLabel *label) {
        auto *head = new PlainLabel(title);
        head->setFont(bold);
        column->addWidget(head);
        column->addWidget(label);
        column->addSpacing(8);
    };
    add(tr("What changes"), m_changes);
    add(tr("What is left open"), m_findings);
    add(tr("Guard families"), m_families);
    add(tr("Traffic now"), m_seen);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(host);
    scroll->setAccessibleName(tr("What changes and what is left open"));
    return scroll;
}

QWidget *CardForm::buildButtons()
{
    auto *host = new QWidget;
    auto *row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    auto *page = new QPushButton(tr("As a page…"));
    auto *close = new QPushButton(tr("Close"));
    row->addWidget(m_reload);
    row->addWidget(m_keep);
    row->addWidget(page);
    row->addStretch(1);
    row->addWidget(m_save);
    row->addWidget(close);
    for (QPushButton *button : {m_reload, m_keep, page, m_save, close})
        button->setAutoDefault(false);
    m_keep->hide();
    connect(new QShortcut(QKeySequence::Save, this), &QShortcut::activated, m_save, &QPushButton::click);
    connect(page, &QPushButton::clicked, this, &CardForm::pageAsked);
    connect(close, &QPushButton::clicked, this, &CardForm::reject);
    connect(m_reload, &QPushButton::clicked, this, [this] { emit reloadAsked(false); });
    connect(m_keep, &QPushButton::clicked, this, [this] { emit reloadAsked(true); });
    connect(m_save, &QPushButton::clicked, this, [this] {
        m_saving = true;
        tell({});
        refresh();
        emit saveAsked(card(), m_view.digest);
    });
    return host;
}

/// New ones for each service: what may be chosen is its own.
void CardForm::buildSections()
{
    qDeleteAll(m_sections);
    m_sections = {makePeopleSection(),
                  makeStepsSection(),
                  makeThresholdsSection(m_view.choices),
                  makePausesSection(m_view.choices),
                  makeRollbackSection(m_view.choices),
                  makeServingSection(),
                  makeJudgeSection()};
    for (CardSection *section : std::as_const(m_sections)) {
        m_column->addWidget(section);
        connect(section, &CardSection::edited, this, [this] {
            m_warned = false;
            refresh();
        });
    }
}

void CardForm::setView(const CardFormView &view)
{
    m_view = view;
    m_conflict = m_saving = m_warned = false;
    m_base = view.card.value_or(draftCard(view.choices.indicators, view.choices.verbs));
    setWindowTitle(tr("Strategy card: %1").arg(displaySafe(view.service, 80)));
    buildSections();
    readFields();
    setFirstFocus();
    tell(view.card ? QString() : tr("This service has no card yet. This is a draft; it becomes a card when it is saved."));
    refresh();
}

void CardForm::setFirstFocus()
{
    if (auto *field = m_sections.first()->findChild<QLineEdit *>())
        field->setFocus(Qt::OtherFocusReason);
}

void CardForm::readFields()
{
    for (CardSection *section : std::as_const(m_sections))
        section->read(m_base);
}

void CardForm::setConditions(const CardTraffic &traffic, const QString &running)
{
    m_traffic = traffic;
    m_running = running;
    refresh();
}

StrategyCard CardForm::card() const
{
    StrategyCard card = m_base;
    QList<CardFinding> ignored;
    for (CardSection *section : m_sections)
        section->write(card, ignored);
    return card;
}

bool CardForm::isEdited() const
{
    return !m_sections.isEmpty() && card() != m_view.card.value_or(m_base);
}

void CardForm::refresh()
{
    if (m_sections.isEmpty())
        return;
    StrategyCard card = m_base;
    QList<CardFinding> findings;
    for (CardSection *section : std::as_const(m_sections))
        section->write(card, findings);
    // What is no value is said once: the workspace would say it again of the value that stands for it.
    if (findings.isEmpty() && m_view.faultsOf)
        findings = m_view.faultsOf(card);
    const qsizetype faults = findings.size();
    const CardLintReport report = lintCard(card, m_view.choices.indicators, m_traffic);
    findings += report.findings;
    QList<CardFinding> left = findings;
    for (CardSection *section : std::as_const(m_sections)) {
        left = section->showFindings(left);
        if (section->report)
            section->report(report, card);
    }
    refreshSide(card, left, faults, report);
}

static QString familyLines(const StrategyCard &card, const QList<Indicator> &indicators)
{
    QStringList lines;
    for (const FamilyCover &cover : coverOf(card, indicators)) {
        QStringList guards;
        for (const CardGuard &guard : cover.guards)
            guards << displaySafe(guard.indicator.title, 60);
        lines << (cover.isCovered() ? CardForm::tr("✓ %1: %2").arg(cardFamilyText(cover.family), guards.join(u", "_s))
                                    : CardForm::tr("✕ %1: not covered").arg(cardFamilyText(cover.family)));
    }
    return lines.join(u'\n');
}

/// What holds promote whatever the traffic is; empty: nothing of the card itself.
QString CardForm::heldWords(const StrategyCard &card) const
{
    QStringList all;
    for (const Indicator &indicator : m_view.choices.indicators)
        all << indicator.id;
    const qsizetype held = standingErrors(card, m_view.choices.indicators, m_traffic.counted.value_or(all)).size();
    return held > 0 ? tr("Promote stays held until the errors of the card itself are mended: %1.").arg(held) : QString();
}

void CardForm::refreshSide(const StrategyCard &card, const QList<CardFinding> &left, qsizetype faults, const CardLintReport &report)
{
    QStringList changes = m_view.card ? cardChanges(*m_view.card, card) : QStringList{tr("a card is made")};
    const qsizetype count = changes.size();
    if (count > 0 && !m_running.isEmpty())
        changes << tr("Canary %1 runs by this card: the change goes on the record, and the judge goes by it at once.").arg(displaySafe(m_running, 60));
    m_changes->setPlainText(count > 0 ? changes.join(u'\n') : tr("nothing"));
    QStringList errors;
    for (const CardFinding &finding : report.findings) {
        if (finding.severity == CardSeverity::Error)
            errors << findingText(finding);
    }
    QStringList open;
    if (faults > 0)
        open << tr("Values that the workspace refuses: %1. The card cannot be saved like this.").arg(faults);
    // Their fields may be out of sight.
    if (!errors.isEmpty())
        open << tr("Errors: %1. No canary should start by this card.").arg(errors.size()) << errors;
    if (const QString held = heldWords(card); !held.isEmpty())
        open << held;
    if (const qsizetype rest = report.findings.size() - errors.size(); rest > 0)
        open << tr("Further remarks beside the fields: %1.").arg(rest);
    for (const CardFinding &finding : left)
        open << findingText(finding);
    open.removeDuplicates();
    m_findings->setPlainText(open.isEmpty() ? tr("nothing") : open.join(u'\n'));
    m_families->setPlainText(familyLines(card, m_view.choices.indicators));
    m_seen->setPlainText(m_traffic.requestsPerSecond
                             ? tr("%1 requests/s of all versions; times to see a regression are those at this rate").arg(*m_traffic.requestsPerSecond, 0, 'g', 3)
                             : tr("not known, so nobody knows what the steps can see"));
    m_save->setText(m_saving           ? tr("Saving…")
                    : count == 0       ? tr("Saved")
                    : errors.isEmpty() ? tr("Save (changes: %1)").arg(count)
                                       : tr("Save with errors: %1 (changes: %2)").arg(errors.size()).arg(count));
    m_save->setEnabled(count > 0 && faults == 0 && !m_conflict && !m_saving);
    m_keep->setVisible(m_conflict);
}

void CardForm::tell(const QString &words)
{
    m_message->setPlainText(words);
    m_message->setVisible(!words.isEmpty());
}

void CardForm::setConflict()
{
    m_conflict = true;
    m_saving = false;
    tell(tr("The workspace file was changed since this card was read. Nothing was saved. Reload the file, which drops your edits, "
            "or keep them on top of it and look at the changes again."));
    refresh();
}

void CardForm::setFailed(const QString &words)
{
    m_saving = false;
    tell(tr("Not saved: %1").arg(words));
    refresh();
}

void CardForm::setSaved(const StrategyCard &card, const QByteArray &digest)
{
    m_saving = false;
    rebase(card, digest);
    const QString held = heldWords(card);
    tell(tr("Saved. The console goes by it from now on.") + (held.isEmpty() ? QString() : u' ' + held));
}

void CardForm::rebase(const std::optional<StrategyCard> &card, const QByteArray &digest)
{
    const StrategyCard edited = this->card();
    m_view.card = card;
    m_view.digest = digest;
    m_conflict = m_saving = false;
    m_base = edited;
    tell({});
    readFields();
    refresh();
}

void CardForm::reject()
{
    if (isEdited() && !std::exchange(m_warned, true)) {
        tell(tr("There are changes that are not saved. Close again to drop them."));
        return;
    }
    QDialog::reject();
}

} // namespace andon
