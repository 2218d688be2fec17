// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CardFields.h"

#include "app/base/DisplayText.h"
#include "app/canary/CardFacts.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QLocale>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct CardFields {
    Q_DECLARE_TR_FUNCTIONS(andon::CardFields)
};

void add(QList<CardFinding> &faults, const QString &place, const QString &words)
{
    faults.append({CardSeverity::Error, place, u"no_value"_s, words});
}

} // namespace

QString fieldText(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'g', QLocale::FloatingPointShortest) : QString();
}

std::optional<double> fieldNumber(const QLineEdit &field, const QString &place, QList<CardFinding> &faults)
{
    QString text = field.text().trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (text.endsWith(u'%'))
        text = text.chopped(1).trimmed();
    bool isNumber = false;
    QLocale plain = QLocale::c();
    plain.setNumberOptions(QLocale::RejectGroupSeparator); // 1,000 is not one
    const double value = plain.toDouble(text, &isNumber);
    if (isNumber && std::isfinite(value))
        return value;
    add(faults, place, CardFields::tr("“%1” is no number").arg(displaySafe(field.text(), 40)));
    return std::nullopt;
}

double neededNumber(const QLineEdit &field, const QString &place, QList<CardFinding> &faults)
{
    if (field.text().trimmed().isEmpty())
        add(faults, place, CardFields::tr("a number is missing"));
    return fieldNumber(field, place, faults).value_or(0);
}

std::optional<qint64> fieldDuration(const QLineEdit &field, const QString &place, QList<CardFinding> &faults)
{
    if (field.text().trimmed().isEmpty())
        return std::nullopt;
    const std::optional<qint64> seconds = durationFromWords(field.text());
    if (!seconds)
        add(faults, place, CardFields::tr("“%1” is no duration: write 30 s, 5 min, 1 h 30 min or 2 d").arg(displaySafe(field.text(), 40)));
    return seconds;
}

QStringList fieldList(const QLineEdit &field)
{
    QStringList words;
    for (const QString &word : field.text().split(u',')) {
        if (const QString trimmed = word.trimmed(); !trimmed.isEmpty())
            words << trimmed;
    }
    return words;
}

void chooseData(QComboBox &choice, const QString &data)
{
    if (choice.findData(data) < 0)
        choice.addItem(displaySafe(data, 60), data);
    choice.setCurrentIndex(choice.findData(data));
}

QString waitText(double seconds)
{
    if (!(seconds < 365.0 * 86'400))
        return CardFields::tr("never");
    const double unit = seconds >= 2 * 86'400 ? 86'400 : seconds >= 7200 ? 3600 : seconds >= 120 ? 60 : 1;
    const QString count = QString::number(std::ceil(seconds / unit), 'f', 0);
    return unit == 86'400 ? CardFields::tr("%1 d").arg(count)
        : unit == 3600    ? CardFields::tr("%1 h").arg(count)
        : unit == 60      ? CardFields::tr("%1 min").arg(count)
                          : CardFields::tr("%1 s").arg(count);
}

QString cardVerbText(Verb verb)
{
    switch (verb) {
    case Verb::Degrade: return CardFields::tr("Degrade");
    case Verb::Throttle: return CardFields::tr("Throttle");
    case Verb::Rollback: return CardFields::tr("Roll back");
    case Verb::Pause: return CardFields::tr("Pause");
    case Verb::Promote: return CardFields::tr("Promote");
    case Verb::Resume: return CardFields::tr("Resume");
    case Verb::Restore: return CardFields::tr("Restore");
    }
    return {};
}

QString pauseCauseText(PauseCause cause)
{
    switch (cause) {
    case PauseCause::Regressed: return CardFields::tr("a line is worse than stable");
    case PauseCause::Warn: return CardFields::tr("a warn gate is crossed");
    case PauseCause::Stop: return CardFields::tr("a stop gate is crossed");
    case PauseCause::Unknown: return CardFields::tr("the judge does not know");
    case PauseCause::Undecided: return CardFields::tr("the window ends undecided");
    case PauseCause::ShareOff: return CardFields::tr("the share is not the weight");
    }
    return {};
}

QString cardFamilyText(Family family)
{
    switch (family) {
    case Family::Quality: return CardFields::tr("Quality");
    case Family::Latency: return CardFields::tr("Latency");
    case Family::Cost: return CardFields::tr("Cost");
    case Family::Stability: return CardFields::tr("Stability");
    case Family::Retrieval: return CardFields::tr("Retrieval and tools");
    case Family::Risk: return CardFields::tr("Risk");
    }
    return {};
}

} // namespace andon
