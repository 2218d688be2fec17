// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/Verb.h"
#include "app/journal/Event.h"

#include <QList>
#include <QMap>
#include <QMetaType>
#include <QSet>
#include <QStringList>

#include <array>
#include <chrono>
#include <optional>

namespace andon {

/// S0 is the worst.
enum class Severity { S0, S1, S2, S3 };
enum class KeyTime { Started, Detected, Acknowledged, Mitigated, Resolved };

inline constexpr std::array<Severity, 4> allSeverities{Severity::S0, Severity::S1, Severity::S2, Severity::S3};
inline constexpr std::array<KeyTime, 5> allKeyTimes{KeyTime::Started, KeyTime::Detected, KeyTime::Acknowledged,
                                                    KeyTime::Mitigated, KeyTime::Resolved};

/// "commander", "operator", "scribe", "communications": stable words of the file format.
inline constexpr std::array<const char16_t *, 4> incidentRoles{u"commander", u"operator", u"scribe", u"communications"};

struct KeyTimeValue {
    TimePoint at;
    bool proposed = true; ///< read from the record; false: a person said so
    QString fromEvent;    ///< event_id that it was read from; said by hand: possibly empty
    int setBacks = 0;     ///< so often the clock was set back before, among the incident's entries; of a time that a person said: 0
    bool operator==(const KeyTimeValue &) const = default;
};

/// One incident as the journal tells it. All text is hostile.
struct Incident {
    QString id; ///< UUIDv7
    QString title;
    QString service;
    Severity severity = Severity::S2;
    bool drill = false;
    bool closed = false;
    QString mergedInto;           ///< id of the incident that has its events now, or empty
    QMap<QString, QString> roles; ///< role -> name, one of incidentRoles
    QStringList versions;         ///< affected: said, else those that alarms and stop-loss actions name
    QString impact;
    QMap<KeyTime, KeyTimeValue> times;
    QString openedBy;     ///< name of who opened it
    QList<Event> events;  ///< what belongs to it, in the order people read: occurredAt, then seq
    QString cause;        ///< "action", "acknowledge", "hand", "drill"
    QString fromEvent;    ///< event_id of what opened it, or empty
    TimePoint openedAt;   ///< occurredAt of incident.opened
    qint64 openedSeq = 0; ///< its number
    qint64 closedSeq = 0; ///< of the incident.closed that holds; 0: it was not closed
    bool versionsSaid = false; ///< by a person
    [[nodiscard]] bool running() const { return !closed && mergedInto.isEmpty(); }
    /// Of a key time, or nothing.
    [[nodiscard]] std::optional<TimePoint> time(KeyTime key) const;
};

/// TTD = detected - started, TTA = acknowledged - detected, TTM = mitigated - started, TTR = resolved - started. Nothing
/// where a time is missing, they stand in an order that cannot be, or the clock was set back between the entries that both were
/// read from: what it shows then is no duration.
struct Durations {
    std::optional<std::chrono::milliseconds> ttd, tta, ttm, ttr;
    /// Those that are not there because the clock was set back, by the time that they end with: Detected is TTD's, Acknowledged
    /// TTA's, Mitigated TTM's, Resolved TTR's.
    QSet<KeyTime> setBack{};
    bool operator==(const Durations &) const = default;
};

/// The incidents of the record, newest first, merged ones too. `events` in any order; entries that are no good (unknown
/// incident, unreadable time, a merge that would go round in a circle) change nothing. Pure.
///
/// An event belongs to an incident by the newest incident.event_moved that names it; else by payload.incident; else by
/// op_id where the operation's intent belongs; else, of the same service, from ten minutes before its start, but not from before the
/// end of the incident before, to its end: to the incident opened last where several are open. What belongs to a merged incident
/// belongs to the one it was merged into.
/// Where the clock was set back between an event and the opening or the closing, the numbers of the record say which was first,
/// not the times; an end that a person said is one of time all the same.
///
/// Times nobody said are proposed. Started: the first alarm of the service within the hour before the opening and after the
/// end of the incident before, else the opening; none that the clock was set back since. Detected: the first alarm as it was
/// shown, else the opening. Acknowledged: an acknowledgement or the first action asked for. Mitigated: see mitigationOf().
/// Resolved: the closing.
[[nodiscard]] QList<Incident> incidentsOf(const QList<Event> &events);
[[nodiscard]] Durations durationsOf(const Incident &incident);
/// "ttd" ... "ttr" of Durations::setBack, in that order.
[[nodiscard]] QStringList setBackWords(const Durations &durations);

[[nodiscard]] QString severityWord(Severity severity); ///< "S0" ... "S3"
/// Its title for records and exports: a drill's says so first.
[[nodiscard]] QString markedTitle(const Incident &incident);
[[nodiscard]] std::optional<Severity> severityFromWord(const QString &word);
[[nodiscard]] QString keyTimeWord(KeyTime key); ///< "started" ... "resolved"
[[nodiscard]] std::optional<KeyTime> keyTimeFromWord(const QString &word);
/// Degrade, throttle and rollback end a loss; the other verbs do not.
[[nodiscard]] bool endsLoss(Verb verb);
/// A text member of an event's payload; empty where there is none.
[[nodiscard]] QString payloadText(const Event &event, const char *member);
/// The order people read: by occurredAt, then by seq.
[[nodiscard]] bool isReadBefore(const Event &a, const Event &b);

} // namespace andon

Q_DECLARE_METATYPE(andon::Incident)
