// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/AlarmBoard.h"

#include "ui/alerts/AlertWords.h"
#include "ui/common/ErrorText.h"
#include "ui/plot/ValueText.h"

#include <QCoreApplication>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostItems = 50;

struct AlarmWords {
    Q_DECLARE_TR_FUNCTIONS(AlarmWords)
};

QString sinceText(qint64 sinceMs, qint64 nowMs, TimeZoneChoice zone)
{
    return AlarmWords::tr("for %1, since %2")
        .arg(durationText(std::max<qint64>(0, nowMs - sinceMs) / 1000), clockText(fromMs(sinceMs), zone));
}

QString numbersOf(const Alert &alert)
{
    if (!std::isfinite(alert.value) || !alert.limit)
        return alert.annotations.value(u"summary"_s).left(80);
    const auto text = [&](double value) { return alert.unit ? valueText(value, *alert.unit) : QString::number(value, 'g', 4); };
    return u"%1 %2 %3"_s.arg(text(alert.value), alert.direction == Direction::HigherIsWorse ? u">"_s : u"<"_s, text(*alert.limit));
}

AlarmItem itemOf(const Alert &alert, qint64 nowMs, TimeZoneChoice zone)
{
    const QString what = alertTitle(alert), numbers = numbersOf(alert);
    AlarmItem item;
    item.key = item.alertKey = alert.key;
    item.indicatorId = alert.indicatorId;
    if (alert.phase == AlertPhase::SourceLost) {
        item.tone = AlarmTone::Doubt;
        item.title = AlarmWords::tr("UNKNOWN · %1").arg(what);
        const QString age = durationText(std::max<qint64>(0, nowMs - alert.overMs) / 1000);
        item.words = numbers.isEmpty() ? AlarmWords::tr("last seen %1 ago").arg(age) : AlarmWords::tr("%1 when last seen, %2 ago").arg(numbers, age);
        return item;
    }
    const bool critical = alert.severity == AlertSeverity::Critical;
    item.tone = critical ? AlarmTone::Critical : alert.severity == AlertSeverity::Warning ? AlarmTone::Warning : AlarmTone::Doubt;
    item.title = (critical && alert.origin == AlertOrigin::Gate ? AlarmWords::tr("STOP · %1")
                  : critical                                    ? AlarmWords::tr("CRITICAL · %1")
                  : alert.severity == AlertSeverity::Warning    ? AlarmWords::tr("WARN · %1")
                                                                : AlarmWords::tr("INFO · %1")).arg(what);
    item.words = (numbers.isEmpty() ? QString() : numbers + u" · "_s) + sinceText(alert.sinceMs, nowMs, zone);
    item.pulses = critical && !alert.acknowledged;
    return item;
}

} // namespace

void AlarmBoard::Trouble::take(const std::optional<Error> &next, qint64 nowMs)
{
    if (next && !error)
        sinceMs = nowMs;
    error = next;
}

/// Late data count their age in the status strip; an alarm of its own is due when nothing comes any more.
static std::optional<Error> whenLost(Freshness freshness, const std::optional<Error> &error)
{
    return freshness == Freshness::Lost ? error : std::nullopt;
}

void AlarmBoard::clearService()
{
    m_source = m_gateway = {};
    m_alarms.clear();
    m_wasFresh = false;
    m_fresh = m_known = 0;
}

void AlarmBoard::setSource(Freshness freshness, const std::optional<Error> &error, qint64 nowMs)
{
    m_source.take(whenLost(freshness, error), nowMs);
}

void AlarmBoard::setGateway(Freshness freshness, const std::optional<Error> &error, qint64 nowMs)
{
    m_gateway.take(whenLost(freshness, error), nowMs);
}

void AlarmBoard::setJournal(const std::optional<Error> &error, qint64 nowMs)
{
    m_journal.take(error, nowMs);
}

void AlarmBoard::setAlarms(const QList<AlertPointer> &alarms, int fresh, int known)
{
    m_alarms = alarms;
    m_fresh = fresh;
    m_known = known;
    m_wasFresh = m_wasFresh || fresh > 0;
}

QList<AlarmItem> AlarmBoard::items(qint64 nowMs, TimeZoneChoice zone) const
{
    QList<AlarmItem> items;
    const auto trouble = [&](const Trouble &of, const QString &key, const QString &title) {
        if (of.error)
            items.append({key, AlarmTone::Critical, title,
                          errorBrief(*of.error) + u" · "_s + sinceText(of.sinceMs, nowMs, zone), errorText(*of.error), {}});
    };
    trouble(m_journal, u"journal"_s, AlarmWords::tr("NO RECORD · journal"));
    qsizetype stops = 0;
    while (stops < std::min(m_alarms.size(), mostItems) && m_alarms[stops]->severity == AlertSeverity::Critical && m_alarms[stops]->phase == AlertPhase::Firing)
        items.append(itemOf(*m_alarms[stops++], nowMs, zone));
    trouble(m_source, u"source"_s, AlarmWords::tr("CONSOLE BLIND · Prometheus"));
    trouble(m_gateway, u"gateway"_s, AlarmWords::tr("CONSOLE BLIND · gateway"));
    if (!m_message.isEmpty())
        items.append({messageKey(), AlarmTone::Warning, AlarmWords::tr("ATTENTION"), m_message,
                      m_message + u'\n' + AlarmWords::tr("Press to take this message away."), {}});
    for (const AlertPointer &alarm : m_alarms.mid(stops, std::max<qsizetype>(0, mostItems - stops)))
        items.append(itemOf(*alarm, nowMs, zone));
    // A storm: nobody reads thousands of chips, and they cost the time that the lines need.
    if (const qsizetype further = m_alarms.size() - std::max(stops, mostItems); further > 0) {
        AlarmItem rest{u"further"_s, AlarmTone::Warning, AlarmWords::tr("%n further alarm(s)", nullptr, static_cast<int>(further)),
                       AlarmWords::tr("in the list of all (A)"), {}, {}};
        rest.alertKey = m_alarms[m_alarms.size() - further]->key;
        items.append(rest);
    }
    return items;
}

QString AlarmBoard::quietWords() const
{
    if (!m_wasFresh)
        return AlarmWords::tr("? No data yet: nothing is known of the lines");
    if (m_fresh == 0)
        return AlarmWords::tr("? No fresh data: nothing is known of the lines now");
    return AlarmWords::tr("All inside their gates: %1 of %2 indicators have fresh data").arg(m_fresh).arg(m_known);
}

} // namespace andon
