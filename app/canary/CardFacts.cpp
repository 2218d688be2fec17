// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardFacts.h"

#include <QLocale>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// As short as it can be and still the same number.
QString exact(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

/// Entries in a form that no other list has.
QString listed(const QStringList &texts)
{
    QStringList quoted;
    for (QString text : texts)
        quoted << u"“%1”"_s.arg(text.replace(u'”', u"””"_s));
    return quoted.join(u", "_s);
}

QString wordsOf(const CardThreshold &threshold)
{
    QStringList words;
    words << (threshold.notWorseThan ? u"not worse than %1 times stable"_s.arg(exact(*threshold.notWorseThan))
                                     : u"not worse than the judge's r0"_s);
    words << (threshold.gate ? u"gate %1"_s.arg(exact(*threshold.gate)) : u"the indicator's own gate"_s);
    words << u"at least %1 samples"_s.arg(threshold.minimumSamples);
    words << (threshold.action ? u"else %1"_s.arg(verbWord(*threshold.action)) : u"no action"_s);
    return words.join(u", "_s);
}

QString wordsOf(const PauseCondition &pause)
{
    const QString on = pause.indicator.isEmpty() ? u"any indicator"_s : pause.indicator;
    return u"%1 on %2"_s.arg(pauseWord(pause.cause), on)
        + (pause.forSeconds > 0 ? u" for "_s + durationWords(pause.forSeconds) : QString());
}

QString wordsOf(const RollbackAction &action)
{
    return verbWord(action.verb) + (action.to.isEmpty() ? QString() : u" to version "_s + action.to)
        + (action.level ? u" to level %1"_s.arg(*action.level) : QString());
}

} // namespace

QString durationWords(qint64 seconds)
{
    QStringList words;
    for (const auto &[unit, word] : {std::pair(86'400, "d"), {3600, "h"}, {60, "min"}, {1, "s"}}) {
        if (const qint64 count = seconds / unit; count > 0)
            words << u"%1 %2"_s.arg(count).arg(QLatin1StringView(word));
        seconds %= unit;
    }
    return words.isEmpty() ? u"0 s"_s : words.join(u' ');
}

std::optional<qint64> durationFromWords(const QString &words)
{
    static const QRegularExpression part(uR"(\s*(\d+(?:[.,]\d+)?)\s*([a-z]*))"_s, QRegularExpression::CaseInsensitiveOption);
    static const QMap<QString, double> units{{u"s"_s, 1}, {u"sec"_s, 1}, {u"m"_s, 60}, {u"min"_s, 60}, {u"h"_s, 3600}, {u"d"_s, 86'400}};
    double seconds = 0;
    qsizetype at = 0;
    const QString text = words.trimmed();
    while (at < text.size()) {
        const QRegularExpressionMatch found = part.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        const QString unit = found.captured(2).toLower();
        // A number alone is seconds; among others it could be anything.
        const bool alone = unit.isEmpty() && at == 0 && found.capturedEnd() == text.size();
        if (!found.hasMatch() || (!alone && !units.contains(unit)))
            return std::nullopt;
        seconds += found.captured(1).replace(u',', u'.').toDouble() * units.value(unit, 1);
        at = found.capturedEnd();
    }
    if (text.isEmpty() || seconds > 10.0 * 365 * 86'400 || std::abs(seconds - std::round(seconds)) > 1e-6)
        return std::nullopt;
    return qRound64(seconds);
}

QList<CardFact> cardFacts(const StrategyCard &card)
{
    QList<CardFact> facts;
    const auto add = [&](const QString &name, const QString &words) {
        if (!words.isEmpty())
            facts.append({name, words});
    };
    add(u"owner"_s, card.owner);
    add(u"internal users"_s, card.audience.internalUsers ? u"yes"_s : u"no"_s);
    add(u"tenants"_s, listed(card.audience.tenants));
    add(u"scenario"_s, card.audience.scenario);
    for (qsizetype i = 0; i < card.steps.size(); ++i) {
        add(u"step %1"_s.arg(i + 1),
                  u"%1 % for %2"_s.arg(exact(card.steps[i].weight), durationWords(card.steps[i].windowSeconds)));
    }
    for (const CardThreshold &threshold : card.thresholds)
        add(u"threshold "_s + threshold.indicator, wordsOf(threshold));
    for (qsizetype i = 0; i < card.pauseWhen.size(); ++i)
        add(u"pause condition %1"_s.arg(i + 1), wordsOf(card.pauseWhen[i]));
    for (qsizetype i = 0; i < card.rollback.size(); ++i)
        add(u"rollback %1"_s.arg(i + 1), wordsOf(card.rollback[i]));
    if (card.approvals.count > 0)
        add(u"approvals"_s, QString::number(card.approvals.count));
    add(u"approvers"_s, listed(card.approvals.names));
    add(u"approving roles"_s, listed(card.approvals.roles));
    if (card.regressionPasses)
        add(u"regression set"_s, u"must pass before a promote"_s);
    add(u"serving form"_s, card.serving.form);
    add(u"serving reason"_s, card.serving.reason);
    add(u"way back"_s, card.serving.wayBack);
    if (card.deadlineSeconds)
        add(u"deadline"_s, durationWords(*card.deadlineSeconds));
    add(u"usage cycle"_s, durationWords(card.usageCycleSeconds));
    add(u"alpha"_s, exact(card.judge.alpha));
    add(u"r0"_s, exact(card.judge.r0));
    add(u"beta"_s, exact(card.judge.beta));
    add(u"burst correction"_s, card.judge.correctBursts ? u"on"_s : u"off"_s);
    add(u"strata"_s, listed(card.judge.strata));
    return facts;
}

QStringList cardChanges(const StrategyCard &before, const StrategyCard &after)
{
    const QList<CardFact> old = cardFacts(before);
    const QList<CardFact> now = cardFacts(after);
    const auto find = [](const QList<CardFact> &facts, const QString &name) {
        return std::find_if(facts.begin(), facts.end(), [&](const CardFact &fact) { return fact.name == name; });
    };
    QStringList changes;
    for (const CardFact &fact : now) {
        const auto was = find(old, fact.name);
        if (was == old.end())
            changes << u"%1 added: %2"_s.arg(fact.name, fact.words);
        else if (was->words != fact.words)
            changes << u"%1: %2 → %3"_s.arg(fact.name, was->words, fact.words);
    }
    for (const CardFact &fact : old) {
        if (find(now, fact.name) == now.end())
            changes << u"%1 removed: %2"_s.arg(fact.name, fact.words);
    }
    if (changes.isEmpty() && old != now)
        changes << u"the thresholds stand in another order"_s;
    return changes;
}

} // namespace andon
