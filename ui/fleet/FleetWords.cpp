// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/FleetWords.h"

#include "app/base/DisplayText.h"
#include "ui/common/WarningsText.h"
#include "ui/plot/LineLook.h"
#include "ui/plot/ValueText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct FleetWords {
    Q_DECLARE_TR_FUNCTIONS(FleetWords)
};

QString numbered(const QString &title, const QString &version)
{
    const QString shown = displaySafe(title, 60);
    return version.isEmpty() ? shown : shown + u' ' + versionText(version);
}

/// "0.31 > 0.05" of an alert whose number is known, else what its rule says of it.
QString alertWords(const Alert &alert)
{
    if (!std::isfinite(alert.value))
        return displaySafe(alert.annotations.value(u"summary"_s, alert.annotations.value(u"description"_s)), 200);
    const auto number = [&](double value) { return alert.unit ? valueText(value, *alert.unit) : QString::number(value, 'g', 4); };
    return alert.limit ? u"%1 %2 %3"_s.arg(number(alert.value), alert.direction == Direction::HigherIsWorse ? u">"_s : u"<"_s, number(*alert.limit))
                       : number(alert.value);
}

QString alertTeller(const Alert &alert)
{
    if (alert.origin == AlertOrigin::Verdict)
        return FleetWords::tr("verdict of the judge");
    QStringList names;
    for (const QString &source : alert.sources)
        names << displaySafe(source, 60);
    return names.isEmpty() ? FleetWords::tr("alert") : FleetWords::tr("alert of %1").arg(names.join(u", "_s));
}

QString stateWords(const FleetLamp &lamp, qint64 nowMs)
{
    if (lamp.late)
        return FleetWords::tr("unknown: the data are %1 old").arg(ageText(lamp.lastMs, nowMs));
    switch (lamp.state) {
    case GateState::Stop: return FleetWords::tr("beyond its stop gate");
    case GateState::Warn: return FleetWords::tr("beyond its warn gate");
    case GateState::Inside: return lamp.limit ? FleetWords::tr("inside its gates") : FleetWords::tr("no gate is set");
    case GateState::Unknown: return FleetWords::tr("unknown");
    }
    return {};
}

} // namespace

QString needTitle(FleetNeed need)
{
    switch (need) {
    case FleetNeed::Stop: return FleetWords::tr("Stop");
    case FleetNeed::Warn: return FleetWords::tr("Warn");
    case FleetNeed::Blind: return FleetWords::tr("Blind");
    case FleetNeed::Waiting: return FleetWords::tr("Waiting");
    case FleetNeed::Idle: return FleetWords::tr("Idle");
    case FleetNeed::Inside: return FleetWords::tr("Inside");
    }
    return {};
}

QString needSentence(FleetNeed need)
{
    switch (need) {
    case FleetNeed::Stop: return FleetWords::tr("A version is beyond a stop gate, or a critical alert fires");
    case FleetNeed::Warn: return FleetWords::tr("A version is beyond a warn gate, or an alert fires");
    case FleetNeed::Blind: return FleetWords::tr("The console cannot tell: its data are late, or nothing was ever read");
    case FleetNeed::Waiting: return FleetWords::tr("The canary goes on only when a person says so");
    case FleetNeed::Idle: return FleetWords::tr("Read, but no line has a number: no traffic, or no source");
    case FleetNeed::Inside: return FleetWords::tr("Every line that has a number is inside its gates");
    }
    return {};
}

IconName needIcon(FleetNeed need)
{
    switch (need) {
    case FleetNeed::Stop: return IconName::Critical;
    case FleetNeed::Warn: return IconName::Warning;
    case FleetNeed::Blind: return IconName::Unknown;
    case FleetNeed::Waiting: return IconName::Pause;
    case FleetNeed::Idle: return IconName::Zone;
    case FleetNeed::Inside: return IconName::Ok;
    }
    return IconName::Unknown;
}

QString needText(const FleetRow &row)
{
    if (row.need != FleetNeed::Inside)
        return needTitle(row.need);
    const auto with = [&row](auto &&test) { return std::count_if(row.lamps.cbegin(), row.lamps.cend(), test); };
    const auto sources = with([](const FleetLamp &lamp) { return lamp.hasSource; });
    const auto numbers = with([](const FleetLamp &lamp) { return lamp.value.has_value(); });
    return numbers >= sources ? needTitle(row.need) : FleetWords::tr("Inside %1 of %2").arg(numbers).arg(sources);
}

QString lineTitle(Line line)
{
    switch (line) {
    case Line::Quality: return FleetWords::tr("Quality");
    case Line::Latency: return FleetWords::tr("Latency");
    case Line::Cost: return FleetWords::tr("Cost");
    case Line::Risk: return FleetWords::tr("Risk");
    }
    return {};
}

static QString valueWords(const FleetLamp &lamp)
{
    if (lamp.value)
        return valueText(*lamp.value, lamp.unit);
    if (!lamp.hasSource)
        return FleetWords::tr("no source");
    return lamp.lastMs == 0 ? FleetWords::tr("no data yet") : FleetWords::tr("no traffic");
}

QString lampText(const FleetLamp &lamp)
{
    // In front, where a narrow cell does not cut it off.
    return lamp.warnings.isEmpty() ? valueWords(lamp) : u"! "_s + valueWords(lamp);
}

QString roomText(const std::optional<double> &room)
{
    if (!room)
        return {};
    const double percent = std::min(std::abs(*room) * 100, 9999.0);
    // Beyond is never shown as 0, and a way that is left never as none.
    const QString number = percent > 0 && percent < 1 ? u"< 1"_s : QString::number(std::floor(percent), 'f', 0);
    return *room < 0 ? FleetWords::tr("%1 % over").arg(number) : FleetWords::tr("%1 % left").arg(number);
}

QString lampSentence(const FleetLamp &lamp, qint64 nowMs)
{
    QStringList parts;
    if (lamp.value || !lamp.hasSource || lamp.late)
        parts << valueWords(lamp);
    if (lamp.hasSource)
        parts << (lamp.value || lamp.late ? stateWords(lamp, nowMs) : valueWords(lamp));
    if (lamp.limit) {
        const QString limit = valueText(*lamp.limit, lamp.unit);
        parts << (lamp.room ? FleetWords::tr("limit %1, %2").arg(limit, roomText(lamp.room)) : FleetWords::tr("limit %1").arg(limit));
    }
    if (!lamp.warnings.isEmpty())
        parts << FleetWords::tr("the source warns: %1").arg(warningsText(lamp.warnings));
    const QString what = lamp.title.isEmpty() ? QString() : numbered(lamp.title, lamp.version);
    return (what.isEmpty() ? lineTitle(lamp.line) : lineTitle(lamp.line) + u", "_s + what) + u": "_s + parts.join(u"; "_s);
}

QString verdictTitle(VerdictKind verdict)
{
    switch (verdict) {
    case VerdictKind::Regressed: return FleetWords::tr("regressed");
    case VerdictKind::NotWorse: return FleetWords::tr("not worse");
    case VerdictKind::Undecided: return FleetWords::tr("undecided");
    case VerdictKind::Unknown: return FleetWords::tr("unknown");
    }
    return {};
}

QString verdictSign(VerdictKind verdict)
{
    switch (verdict) {
    case VerdictKind::Regressed: return u"▲"_s;
    case VerdictKind::NotWorse: return u"✓"_s;
    case VerdictKind::Undecided: return u"…"_s;
    case VerdictKind::Unknown: return u"?"_s;
    }
    return {};
}

QString canaryText(const FleetCanary &canary)
{
    const bool hasStep = canary.step > 0 && canary.steps > 0;
    if (!canary.verdict)
        return hasStep ? FleetWords::tr("step %1/%2").arg(canary.step).arg(canary.steps) : QString();
    // The verdict's word and "step" do not fit beside each other.
    return hasStep ? u"%1 · %2/%3"_s.arg(verdictTitle(*canary.verdict)).arg(canary.step).arg(canary.steps) : verdictTitle(*canary.verdict);
}

QString canaryDetail(const FleetCanary &canary)
{
    QStringList parts;
    if (!canary.version.isEmpty())
        parts << displaySafe(canary.version, 60);
    if (canary.weight && (!canary.version.isEmpty() || canary.step > 0 || canary.waits))
        parts << FleetWords::tr("%1 %").arg(QString::number(*canary.weight, 'g', 3));
    if (canary.waits)
        parts << FleetWords::tr("waits");
    return parts.join(u" · "_s);
}

QString canarySentence(const FleetCanary &canary)
{
    if (canary.version.isEmpty())
        return FleetWords::tr("No canary");
    QStringList parts{FleetWords::tr("Canary %1").arg(canaryDetail(canary))};
    if (canary.step > 0 && canary.steps > 0)
        parts << FleetWords::tr("step %1/%2").arg(canary.step).arg(canary.steps);
    parts << (canary.verdict ? FleetWords::tr("verdict of the judge: %1").arg(verdictTitle(*canary.verdict)) : FleetWords::tr("no verdict: nothing compares it"));
    return parts.join(u"; "_s);
}

QString alarmText(const FleetRow &row)
{
    if (row.alarm) {
        const FleetAlarm &alarm = *row.alarm;
        if (alarm.alert) {
            const QString title = alarm.alert->origin == AlertOrigin::Verdict ? FleetWords::tr("Judge: %1 is worse").arg(alarm.title) : alarm.title;
            const QString words = alertWords(*alarm.alert), named = numbered(title, alarm.version);
            return words.isEmpty() ? named : named + u" · "_s + words;
        }
        return u"%1 · %2 %3 %4"_s.arg(numbered(alarm.title, alarm.version), valueText(alarm.value, alarm.unit),
                                      alarm.direction == Direction::HigherIsWorse ? u">"_s : u"<"_s, valueText(alarm.gate, alarm.unit));
    }
    switch (row.doubt) {
    case FleetDoubt::None: return {};
    case FleetDoubt::NeverRead: return FleetWords::tr("Nothing read yet");
    case FleetDoubt::LinesLate: return FleetWords::tr("Data are late");
    case FleetDoubt::SourceLost: return FleetWords::tr("Metrics source does not answer");
    case FleetDoubt::GatewayLost: return FleetWords::tr("Gateway does not answer");
    }
    return {};
}

QString alarmDetail(const FleetRow &row, qint64 nowMs, TimeZoneChoice zone)
{
    if (!row.alarm)
        return {};
    const qint64 forSeconds = std::max<qint64>(0, nowMs - row.alarm->sinceMs) / 1000;
    QString words = FleetWords::tr("for %1, since %2").arg(durationText(forSeconds), clockText(fromMs(row.alarm->sinceMs), zone));
    if (const AlertPointer &alert = row.alarm->alert) {
        // Who said it is gone: it is not known to be over.
        if (alert->phase == AlertPhase::SourceLost)
            words = alert->overMs == 0 ? FleetWords::tr("never seen since") : FleetWords::tr("last seen %1 ago").arg(durationText(std::max<qint64>(0, nowMs - alert->overMs) / 1000));
        words += u" · "_s + alertTeller(*alert);
    }
    if (row.alarm->further > 0)
        words += u" · "_s + FleetWords::tr("%1 more").arg(row.alarm->further);
    return words;
}

QString ageText(qint64 dataMs, qint64 nowMs)
{
    if (dataMs == 0)
        return FleetWords::tr("never");
    const qint64 seconds = std::max<qint64>(0, nowMs - dataMs) / 1000;
    return seconds < 100 ? FleetWords::tr("%1 s").arg(seconds) : durationText(seconds);
}

} // namespace andon
