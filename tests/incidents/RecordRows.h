// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/TimeText.h"
#include "app/incidents/Incident.h"

namespace andon {

/// A record of incidents as tests write it: each row gets the next number; times are seconds after noon. A row is written when it
/// happens, or, where its time is past, now: it is told late. That the clock was set back is said by setClock().
class RecordRows {
public:
    static constexpr qint64 noonMs = 1'764'417'600'000; ///< 2025-11-29T12:00:00Z

    [[nodiscard]] static TimePoint at(qint64 second) { return fromMs(noonMs + second * 1000); }
    QString add(const char16_t *kind, qint64 second, const nlohmann::json &payload = nlohmann::json::object(),
                const QString &opId = {}, const QString &service = QStringLiteral("assistant"),
                const QString &version = QStringLiteral("v42"))
    {
        Event event;
        event.seq = events.size() + 1;
        event.eventId = QStringLiteral("e%1").arg(event.seq);
        event.kind = QString::fromUtf16(kind);
        event.occurredAt = at(second);
        m_clock = std::max(m_clock, event.occurredAt);
        event.recordedAt = m_clock;
        event.actor = {QStringLiteral("person"), QStringLiteral("anna"), QStringLiteral("Anna"), QStringLiteral("desk")};
        event.service = service;
        event.version = version;
        event.opId = opId;
        event.title = event.kind;
        event.payload = payload;
        events << event;
        return event.eventId;
    }
    /// From now on the clock shows that.
    void setClock(qint64 second) { m_clock = at(second); }
    void open(const char *id, qint64 second, const QString &service = QStringLiteral("assistant"))
    {
        add(EventKind::incidentOpened, second,
            {{"incident", id}, {"severity", "S1"}, {"cause", "hand"}, {"from_event", ""}, {"drill", false}}, {}, service, {});
    }
    void cross(qint64 second, const char *indicator = "success_rate", const QString &version = QStringLiteral("v42"))
    {
        add(EventKind::gateCrossed, second, {{"indicator", indicator}, {"from", "inside"}, {"to", "stop"}}, {},
            QStringLiteral("assistant"), version);
    }
    void warn(qint64 second, const char *indicator, const QString &version)
    {
        add(EventKind::gateCrossed, second, {{"indicator", indicator}, {"from", "inside"}, {"to", "warn"}}, {},
            QStringLiteral("assistant"), version);
    }
    void clear(qint64 second, const char *indicator = "success_rate")
    {
        add(EventKind::gateCleared, second, {{"indicator", indicator}, {"from", "stop"}, {"to", "inside"}});
    }
    /// Asked at `second`; watched: traffic is looked at.
    void intent(qint64 second, const char *verb, const QString &opId, bool watched = true)
    {
        add(EventKind::actionIntent, second, {{"verb", verb}, {"effect", {{"query", watched ? "rate" : ""}}}}, opId);
    }
    void change(const char *id, qint64 second, const char *field, const nlohmann::json &value)
    {
        add(EventKind::incidentChanged, second, {{"incident", id}, {"field", field}, {"old", ""}, {"new", value}});
    }
    void say(const char *id, qint64 second, const char *key, qint64 time)
    {
        add(EventKind::incidentTime, second,
            {{"incident", id}, {"key", key}, {"at", isoUtc(at(time)).toStdString()}, {"from_event", ""}});
    }

    QList<Event> events;

private:
    TimePoint m_clock;
};

} // namespace andon
