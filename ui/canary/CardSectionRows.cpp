// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a card that are lists.
#include "app/base/DisplayText.h"
#include "app/canary/CardFacts.h"
#include "ui/canary/CardFields.h"
#include "ui/canary/CardSections.h"
#include "ui/common/PlainLabel.h"

#include <QComboBox>
#include <QLineEdit>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QLineEdit *makeField(const QString &hint, int width)
{
    auto *field = new QLineEdit;
    field->setPlaceholderText(hint);
    field->setMinimumWidth(width);
    field->setMaxLength(2000);
    return field;
}

/// Wide enough for any time in words.
QList<QWidget *> makeTimes(int count)
{
    QList<QWidget *> labels;
    for (int i = 0; i < count; ++i) {
        auto *label = new PlainLabel(u"?"_s);
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(u"100 min "_s));
        labels << label;
    }
    return labels;
}

QComboBox *makeIndicatorChoice(const CardChoices &choices, const QString &none)
{
    auto *choice = new QComboBox;
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(16);
    if (!none.isEmpty())
        choice->addItem(none, QString());
    for (const Indicator &indicator : choices.indicators)
        choice->addItem(displaySafe(indicator.title, 60), indicator.id);
    return choice;
}

QComboBox *makeVerbChoice(const CardChoices &choices, const QString &none)
{
    auto *choice = new QComboBox;
    if (!none.isEmpty())
        choice->addItem(none, QString());
    for (const Verb verb : choices.verbs)
        choice->addItem(cardVerbText(verb), verbWord(verb));
    return choice;
}

void chooseVerb(QComboBox &choice, const std::optional<Verb> &verb)
{
    chooseData(choice, verb ? verbWord(*verb) : QString());
}

QString rowPlace(const CardRows &rows, qsizetype row, const char *member)
{
    return u"%1/%2/%3"_s.arg(rows.place()).arg(row).arg(QLatin1StringView(member));
}

/// Of all thresholds the slowest, and all of them in the tool tip.
void showPower(const CardRows &rows, qsizetype row, const QList<StepPower> &powers)
{
    constexpr int first = 2;
    const std::array<double StepPower::*, 4> members{&StepPower::until15, &StepPower::until2, &StepPower::until5, &StepPower::untilNotWorse};
    for (int i = 0; i < 4; ++i) {
        double slowest = -1;
        QStringList each;
        for (const StepPower &power : powers) {
            if (power.step != row)
                continue;
            slowest = std::max(slowest, power.*members[i]);
            each << displaySafe(power.indicator, 60) + u": "_s + waitText(power.*members[i]);
        }
        auto *label = rows.field<PlainLabel>(row, first + i);
        label->setPlainText(slowest < 0 ? u"?"_s : waitText(slowest));
        label->setAccessibleName(rows.nameOf(row, first + i) + u": "_s + label->plainText());
        label->setAccessibleDescription(each.join(u'\n'));
        label->setToolTip(u"<span>"_s + each.join(u'\n').toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</span>"_s);
    }
}

} // namespace

CardSection *makeStepsSection()
{
    auto *section = new CardSection(CardSection::tr("Steps, and the time each needs to see a regression on its slowest line"));
    CardRows::Spec spec;
    spec.place = u"/steps"_s;
    spec.entry = CardSection::tr("Step %1");
    spec.add = CardSection::tr("Add a step");
    spec.headers = {CardSection::tr("Weight, %"), CardSection::tr("Observation window"), CardSection::tr("1.5× worse"), CardSection::tr("2×"),
                    CardSection::tr("5×"), CardSection::tr("not worse")};
    spec.make = [] {
        return QList<QWidget *>{makeField(u"5"_s, 60), makeField(u"30 min"_s, 110)} + makeTimes(4);
    };
    CardRows *rows = section->addRows(spec);
    section->read = [=](const StrategyCard &card) {
        rows->setCount(card.steps.size());
        for (qsizetype i = 0; i < card.steps.size(); ++i) {
            rows->field<QLineEdit>(i, 0)->setText(fieldText(card.steps[i].weight));
            rows->field<QLineEdit>(i, 1)->setText(durationWords(card.steps[i].windowSeconds));
        }
    };
    section->write = [=](StrategyCard &card, QList<CardFinding> &faults) {
        card.steps.clear();
        for (qsizetype i = 0; i < rows->count(); ++i) {
            card.steps.append({neededNumber(*rows->field<QLineEdit>(i, 0), rowPlace(*rows, i, "weight"), faults),
                               fieldDuration(*rows->field<QLineEdit>(i, 1), rowPlace(*rows, i, "window_seconds"), faults).value_or(0)});
        }
    };
    section->report = [=](const CardLintReport &report, const StrategyCard &) {
        for (qsizetype i = 0; i < rows->count(); ++i)
            showPower(*rows, i, report.power);
    };
    return section;
}

CardSection *makeThresholdsSection(const CardChoices &choices)
{
    auto *section = new CardSection(CardSection::tr("Pass thresholds"));
    CardRows::Spec spec;
    spec.place = u"/thresholds"_s;
    spec.entry = CardSection::tr("Threshold %1");
    spec.add = CardSection::tr("Add a threshold");
    spec.headers = {CardSection::tr("Indicator"), CardSection::tr("Not worse than, ×"), CardSection::tr("Gate"), CardSection::tr("Samples"),
                    CardSection::tr("Else")};
    spec.make = [choices] {
        return QList<QWidget *>{makeIndicatorChoice(choices, {}), makeField(CardSection::tr("the judge's"), 90),
                                makeField(CardSection::tr("its own"), 80), makeField(u"100"_s, 60),
                                makeVerbChoice(choices, CardSection::tr("no action"))};
    };
    CardRows *rows = section->addRows(spec);
    section->read = [=](const StrategyCard &card) {
        rows->setCount(card.thresholds.size());
        for (qsizetype i = 0; i < card.thresholds.size(); ++i) {
            const CardThreshold &one = card.thresholds[i];
            chooseData(*rows->field<QComboBox>(i, 0), one.indicator);
            rows->field<QLineEdit>(i, 1)->setText(fieldText(one.notWorseThan));
            rows->field<QLineEdit>(i, 2)->setText(fieldText(one.gate));
            rows->field<QLineEdit>(i, 3)->setText(QString::number(one.minimumSamples));
            chooseVerb(*rows->field<QComboBox>(i, 4), one.action);
        }
    };
    section->write = [=](StrategyCard &card, QList<CardFinding> &faults) {
        card.thresholds.clear();
        for (qsizetype i = 0; i < rows->count(); ++i) {
            CardThreshold one;
            one.indicator = rows->field<QComboBox>(i, 0)->currentData().toString();
            one.notWorseThan = fieldNumber(*rows->field<QLineEdit>(i, 1), rowPlace(*rows, i, "not_worse_than"), faults);
            one.gate = fieldNumber(*rows->field<QLineEdit>(i, 2), rowPlace(*rows, i, "gate"), faults);
            const std::optional<double> samples = fieldNumber(*rows->field<QLineEdit>(i, 3), rowPlace(*rows, i, "minimum_samples"), faults);
            one.minimumSamples = qRound64(std::clamp(samples.value_or(100), -1.0, 1e12));
            one.action = verbFromWord(rows->field<QComboBox>(i, 4)->currentData().toString());
            card.thresholds << one;
        }
    };
    return section;
}

CardSection *makePausesSection(const CardChoices &choices)
{
    auto *section = new CardSection(CardSection::tr("Held at its step when"));
    CardRows::Spec spec;
    spec.place = u"/pause_when"_s;
    spec.entry = CardSection::tr("Condition %1");
    spec.add = CardSection::tr("Add a condition");
    spec.headers = {CardSection::tr("When"), CardSection::tr("On"), CardSection::tr("For")};
    spec.make = [choices] {
        auto *cause = new QComboBox;
        for (const QString &word : pauseWords())
            cause->addItem(pauseCauseText(*pauseFromWord(word)), word);
        return QList<QWidget *>{cause, makeIndicatorChoice(choices, CardSection::tr("any of the thresholds")),
                                makeField(CardSection::tr("at once"), 90)};
    };
    CardRows *rows = section->addRows(spec);
    section->read = [=](const StrategyCard &card) {
        rows->setCount(card.pauseWhen.size());
        for (qsizetype i = 0; i < card.pauseWhen.size(); ++i) {
            const PauseCondition &one = card.pauseWhen[i];
            chooseData(*rows->field<QComboBox>(i, 0), pauseWord(one.cause));
            chooseData(*rows->field<QComboBox>(i, 1), one.indicator);
            rows->field<QLineEdit>(i, 2)->setText(one.forSeconds > 0 ? durationWords(one.forSeconds) : QString());
        }
    };
    section->write = [=](StrategyCard &card, QList<CardFinding> &faults) {
        card.pauseWhen.clear();
        for (qsizetype i = 0; i < rows->count(); ++i) {
            card.pauseWhen.append({pauseFromWord(rows->field<QComboBox>(i, 0)->currentData().toString()).value_or(PauseCause::Unknown),
                                   rows->field<QComboBox>(i, 1)->currentData().toString(),
                                   fieldDuration(*rows->field<QLineEdit>(i, 2), rowPlace(*rows, i, "for_seconds"), faults).value_or(0)});
        }
    };
    return section;
}

CardSection *makeRollbackSection(const CardChoices &choices)
{
    auto *section = new CardSection(CardSection::tr("Rollback method, in this order"));
    CardRows::Spec spec;
    spec.place = u"/rollback"_s;
    spec.entry = CardSection::tr("Pull %1");
    spec.add = CardSection::tr("Add an action");
    spec.headers = {CardSection::tr("Action"), CardSection::tr("To version"), CardSection::tr("Level")};
    spec.ordered = true;
    spec.make = [choices] {
        return QList<QWidget *>{makeVerbChoice(choices, {}), makeField(CardSection::tr("the service's target"), 150),
                                makeField(CardSection::tr("its own"), 70)};
    };
    CardRows *rows = section->addRows(spec);
    section->read = [=](const StrategyCard &card) {
        rows->setCount(card.rollback.size());
        for (qsizetype i = 0; i < card.rollback.size(); ++i) {
            const RollbackAction &one = card.rollback[i];
            chooseVerb(*rows->field<QComboBox>(i, 0), one.verb);
            rows->field<QLineEdit>(i, 1)->setText(one.to);
            rows->field<QLineEdit>(i, 2)->setText(one.level ? QString::number(*one.level) : QString());
        }
    };
    section->write = [=](StrategyCard &card, QList<CardFinding> &faults) {
        card.rollback.clear();
        for (qsizetype i = 0; i < rows->count(); ++i) {
            RollbackAction one;
            one.verb = verbFromWord(rows->field<QComboBox>(i, 0)->currentData().toString()).value_or(Verb::Rollback);
            one.to = rows->field<QLineEdit>(i, 1)->text().trimmed();
            if (const auto level = fieldNumber(*rows->field<QLineEdit>(i, 2), rowPlace(*rows, i, "level"), faults))
                one.level = static_cast<int>(std::clamp(*level, -1.0, 1e6));
            card.rollback << one;
        }
    };
    return section;
}

} // namespace andon
