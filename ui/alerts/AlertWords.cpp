// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/AlertWords.h"

#include "app/base/DisplayText.h"
#include "ui/plot/ValueText.h"

#include <QCoreApplication>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct AlertWords {
    Q_DECLARE_TR_FUNCTIONS(AlertWords)
};

QString numberText(double value, const std::optional<Unit> &unit)
{
    return unit ? valueText(value, *unit) : QString::number(value, 'g', 4);
}

QString ageText(qint64 sinceMs, qint64 nowMs)
{
    // A clock that was set back makes nothing younger than new.
    return durationText(std::max<qint64>(0, nowMs - sinceMs) / 1000);
}

QString coverText(const AlertCover &cover, TimeZoneChoice zone)
{
    const QString who = displaySafe(cover.who.isEmpty() ? cover.id : cover.who, 80);
    const QString until = cover.untilMs == 0 ? u"?"_s : clockText(fromMs(cover.untilMs), zone);
    const QString words = cover.source.isEmpty() ? AlertWords::tr("shelved until %1 by %2").arg(until, who)
                                                 : AlertWords::tr("silenced in %1 until %2 by %3").arg(displaySafe(cover.source, 60), until, who);
    return cover.words.isEmpty() ? words : words + u": "_s + displaySafe(cover.words, 120);
}

} // namespace

QString stateTitle(const Alert &alert)
{
    if (alert.phase == AlertPhase::SourceLost)
        return AlertWords::tr("SOURCE LOST");
    if (alert.phase == AlertPhase::Returned)
        return AlertWords::tr("OVER");
    switch (alert.severity) {
    case AlertSeverity::Critical: return alert.origin == AlertOrigin::Gate ? AlertWords::tr("STOP") : AlertWords::tr("CRITICAL");
    case AlertSeverity::Warning: return AlertWords::tr("WARNING");
    case AlertSeverity::Info: return AlertWords::tr("INFO");
    }
    return {};
}

QString alertTitle(const Alert &alert)
{
    const QString title = displaySafe(alert.title, 80);
    const QString named = alert.origin == AlertOrigin::Verdict ? AlertWords::tr("Judge: %1 is worse").arg(title) : title;
    return alert.version.isEmpty() ? named : named + u' ' + displaySafe(alert.version, 60);
}

QString alertNumbers(const Alert &alert)
{
    if (!std::isfinite(alert.value))
        return displaySafe(alert.annotations.value(u"summary"_s, alert.annotations.value(u"description"_s)), 200);
    const QString value = numberText(alert.value, alert.unit);
    if (!alert.limit)
        return value;
    const QString sign = alert.direction == Direction::HigherIsWorse ? u">"_s : u"<"_s;
    const QString numbers = u"%1 %2 %3"_s.arg(value, sign, numberText(*alert.limit, alert.unit));
    const double beyond = alert.distance();
    if (beyond <= 0)
        return numbers;
    return beyond < 10 ? AlertWords::tr("%1, %2 % beyond").arg(numbers, QString::number(100 * beyond, 'f', beyond < 0.1 ? 1 : 0))
                       : AlertWords::tr("%1, %2 times the limit beyond").arg(numbers, QString::number(beyond, 'g', 3));
}

QString alertAge(const Alert &alert, qint64 nowMs)
{
    switch (alert.phase) {
    case AlertPhase::Firing: return AlertWords::tr("for %1").arg(ageText(alert.sinceMs, nowMs));
    case AlertPhase::SourceLost: return alert.overMs == 0 ? AlertWords::tr("never seen since") : AlertWords::tr("last seen %1 ago").arg(ageText(alert.overMs, nowMs));
    case AlertPhase::Returned: return AlertWords::tr("over for %1").arg(ageText(alert.overMs, nowMs));
    }
    return {};
}

QString alertSince(const Alert &alert, TimeZoneChoice zone)
{
    return AlertWords::tr("since %1").arg(clockText(fromMs(alert.sinceMs), zone));
}

QString alertSources(const Alert &alert)
{
    QStringList names;
    for (const QString &source : alert.sources)
        names << (source.startsWith(u"andon:") ? u"Andon"_s : displaySafe(source, 60));
    names.removeDuplicates();
    return names.isEmpty() ? AlertWords::tr("nobody any more") : names.join(u", "_s);
}

QString alertHands(const Alert &alert, TimeZoneChoice zone)
{
    QStringList parts;
    for (const AlertCover &cover : alert.covers)
        parts << coverText(cover, zone);
    if (alert.inhibited)
        parts << AlertWords::tr("held back in favour of another");
    if (alert.acknowledged)
        parts << AlertWords::tr("seen by %1, %2").arg(displaySafe(alert.acknowledged->who, 60), clockText(fromMs(alert.acknowledged->timeMs), zone));
    if (alert.flaps > 0)
        parts << AlertWords::tr("came back %n time(s)", nullptr, alert.flaps);
    return parts.join(u"; "_s);
}

QString gapText(const AlertGap &gap)
{
    const QString first = displaySafe(gap.arguments.value(0), 200), second = displaySafe(gap.arguments.value(1), 80);
    switch (gap.kind) {
    case AlertGapKind::NoVersion: return AlertWords::tr("no version");
    case AlertGapKind::NoAction: return AlertWords::tr("no action");
    case AlertGapKind::UnknownAction: return AlertWords::tr("%1 is no action").arg(first);
    case AlertGapKind::NoService: return AlertWords::tr("no service of the workspace, so its action has no button");
    case AlertGapKind::NotOffered: return AlertWords::tr("%1 is no action of %2").arg(first, second);
    case AlertGapKind::NotEvaluated: return AlertWords::tr("it cannot be evaluated: %1").arg(first);
    }
    return {};
}

QString noActionText(const Alert &alert)
{
    for (const AlertGap &gap : alert.gaps) {
        if (gap.kind != AlertGapKind::NoVersion)
            return gapText(gap);
    }
    return {};
}

QString alertDetails(const Alert &alert, qint64 nowMs, TimeZoneChoice zone)
{
    QStringList lines{u"%1 · %2 · %3"_s.arg(stateTitle(alert), alertTitle(alert), alertNumbers(alert)),
                      u"%1, %2"_s.arg(alertAge(alert, nowMs), alertSince(alert, zone))};
    if (const QString hands = alertHands(alert, zone); !hands.isEmpty())
        lines << hands;
    QStringList gaps;
    for (const AlertGap &gap : alert.gaps)
        gaps << gapText(gap);
    if (!gaps.isEmpty())
        lines << AlertWords::tr("Missing: %1").arg(gaps.join(u", "_s));
    if (!alert.runbook.isEmpty())
        lines << AlertWords::tr("Runbook: %1").arg(displaySafe(alert.runbook, 300));
    lines << AlertWords::tr("Told by: %1").arg(alertSources(alert));
    const auto add = [&lines](const Labels &labels) {
        static constexpr int mostLines = 60;
        int left = mostLines;
        for (auto label = labels.cbegin(); label != labels.cend() && left-- > 0; ++label)
            lines << displaySafe(label.key(), 80) + u" = "_s + displaySafe(label.value(), 400);
    };
    add(alert.annotations);
    add(alert.labels);
    return lines.join(u'\n');
}

AlertTone alertTone(const Alert &alert)
{
    if (alert.phase == AlertPhase::SourceLost)
        return AlertTone::Doubt;
    if (alert.phase == AlertPhase::Returned || alert.severity == AlertSeverity::Info)
        return AlertTone::Quiet;
    return alert.severity == AlertSeverity::Critical ? AlertTone::Critical : AlertTone::Warning;
}

IconName toneIcon(AlertTone tone)
{
    switch (tone) {
    case AlertTone::Critical: return IconName::Critical;
    case AlertTone::Warning: return IconName::Warning;
    case AlertTone::Doubt: return IconName::Unknown;
    case AlertTone::Quiet: break;
    }
    return IconName::Note;
}

} // namespace andon
