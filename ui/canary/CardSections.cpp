// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CardSections.h"

#include "app/canary/CardFacts.h"
#include "ui/canary/CardFields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

namespace andon {

using namespace Qt::StringLiterals;

static QString joined(const QStringList &words)
{
    return words.join(u", "_s);
}

/// A text that was not touched keeps what a line edit cannot show, such as line feeds.
static QString textOf(const QLineEdit &field, const QString &before)
{
    QLineEdit shown;
    shown.setMaxLength(field.maxLength());
    shown.setText(before);
    return field.text() == shown.text() ? before : field.text().trimmed();
}

/// The same for a list, whose entries may hold commas.
static QStringList listOf(const QLineEdit &field, const QStringList &before)
{
    return textOf(field, joined(before)) == joined(before) ? before : fieldList(field);
}

CardSection *makePeopleSection()
{
    auto *section = new CardSection(CardSection::tr("Who"));
    QLineEdit *owner = section->addText(u"/owner"_s, CardSection::tr("Owner"), CardSection::tr("who decides at 3 a.m."));
    QCheckBox *internal = section->addTick(u"/audience/internal_users"_s, CardSection::tr("Internal users meet the canary"));
    QLineEdit *tenants = section->addText(u"/audience/tenants"_s, CardSection::tr("Tenants"), CardSection::tr("ids, apart by commas"));
    QLineEdit *scenario = section->addText(u"/audience/scenario"_s, CardSection::tr("Scenario"), CardSection::tr("support chat, English"));
    QLineEdit *count = section->addText(u"/approvals/count"_s, CardSection::tr("Approvals to promote"), CardSection::tr("how many people agree; empty: nobody is asked"));
    QLineEdit *names = section->addText(u"/approvals/names"_s, CardSection::tr("Asked by name"), CardSection::tr("people, apart by commas"));
    QLineEdit *roles = section->addText(u"/approvals/roles"_s, CardSection::tr("Asked by role"), CardSection::tr("release manager"));
    QCheckBox *regression = section->addTick(u"/regression_passes"_s, CardSection::tr("The regression set must pass before a promote"));
    section->read = [=](const StrategyCard &card) {
        owner->setText(card.owner);
        internal->setChecked(card.audience.internalUsers);
        tenants->setText(joined(card.audience.tenants));
        scenario->setText(card.audience.scenario);
        count->setText(card.approvals.count > 0 ? QString::number(card.approvals.count) : QString());
        names->setText(joined(card.approvals.names));
        roles->setText(joined(card.approvals.roles));
        regression->setChecked(card.regressionPasses);
    };
    section->write = [=](StrategyCard &card, QList<CardFinding> &faults) {
        card.owner = textOf(*owner, card.owner);
        card.audience.internalUsers = internal->isChecked();
        card.audience.tenants = listOf(*tenants, card.audience.tenants);
        card.audience.scenario = textOf(*scenario, card.audience.scenario);
        card.approvals.count = static_cast<int>(std::clamp(fieldNumber(*count, u"/approvals/count"_s, faults).value_or(0), 0.0, 1e6));
        card.approvals.names = listOf(*names, card.approvals.names);
        card.approvals.roles = listOf(*roles, card.approvals.roles);
        card.regressionPasses = regression->isChecked();
    };
    return section;
}

CardSection *makeServingSection()
{
    auto *section = new CardSection(CardSection::tr("How it is served, and until when"));
    QComboBox *form = section->addChoice(u"/serving/form"_s, CardSection::tr("Serving form"), {});
    form->addItem(CardSection::tr("not said"), QString());
    for (const QString &word : servingForms)
        form->addItem(word, word);
    QLineEdit *reason = section->addText(u"/serving/reason"_s, CardSection::tr("Because"), CardSection::tr("why this one"));
    QLineEdit *wayBack = section->addText(u"/serving/way_back"_s, CardSection::tr("Way back"), CardSection::tr("how to leave it again"));
    QLineEdit *deadline = section->addText(u"/deadline_seconds"_s, CardSection::tr("Deadline"), CardSection::tr("from the start: 3 d; empty: none"));
    QLineEdit *cycle = section->addText(u"/usage_cycle_seconds"_s, CardSection::tr("Usage cycle"), CardSection::tr("1 d"));
    section->read = [=](const StrategyCard &card) {
        chooseData(*form, card.serving.form);
        reason->setText(card.serving.reason);
        wayBack->setText(card.serving.wayBack);
        deadline->setText(card.deadlineSeconds ? durationWords(*card.deadlineSeconds) : QString());
        cycle->setText(durationWords(card.usageCycleSeconds));
    };
    section->write = [=](StrategyCard &card, QList<CardFinding> &faults) {
        card.serving.form = form->currentData().toString();
        card.serving.reason = textOf(*reason, card.serving.reason);
        card.serving.wayBack = textOf(*wayBack, card.serving.wayBack);
        card.deadlineSeconds = fieldDuration(*deadline, u"/deadline_seconds"_s, faults);
        card.usageCycleSeconds = fieldDuration(*cycle, u"/usage_cycle_seconds"_s, faults).value_or(StrategyCard().usageCycleSeconds);
    };
    return section;
}

CardSection *makeJudgeSection()
{
    auto *section = new CardSection(CardSection::tr("The judge"));
    QLineEdit *alpha = section->addText(u"/judge/alpha"_s, CardSection::tr("False alarms"), u"0.05"_s);
    QLineEdit *r0 = section->addText(u"/judge/r0"_s, CardSection::tr("Not worse than"), u"1.25"_s);
    QLineEdit *beta = section->addText(u"/judge/beta"_s, CardSection::tr("Wrongly not worse"), u"0.05"_s);
    QCheckBox *bursts = section->addTick(u"/judge/correct_bursts"_s, CardSection::tr("Correct for bursts (retries, sessions)"));
    QLineEdit *strata = section->addText(u"/judge/strata"_s, CardSection::tr("Looked at again by"), CardSection::tr("labels, apart by commas; empty: all that are counted"));
    section->read = [=](const StrategyCard &card) {
        alpha->setText(fieldText(card.judge.alpha));
        r0->setText(fieldText(card.judge.r0));
        beta->setText(fieldText(card.judge.beta));
        bursts->setChecked(card.judge.correctBursts);
        strata->setText(joined(card.judge.strata));
    };
    section->write = [=](StrategyCard &card, QList<CardFinding> &faults) {
        const JudgeRules usual;
        card.judge.alpha = fieldNumber(*alpha, u"/judge/alpha"_s, faults).value_or(usual.alpha);
        card.judge.r0 = fieldNumber(*r0, u"/judge/r0"_s, faults).value_or(usual.r0);
        card.judge.beta = fieldNumber(*beta, u"/judge/beta"_s, faults).value_or(usual.beta);
        card.judge.correctBursts = bursts->isChecked();
        card.judge.strata = listOf(*strata, card.judge.strata);
    };
    return section;
}

} // namespace andon
