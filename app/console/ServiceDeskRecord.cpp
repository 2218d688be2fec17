// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ServiceDesk.h"

#include "app/base/Uuid7.h"

#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;

static QString gateWord(GateState state)
{
    return state == GateState::Stop ? u"stop"_s : state == GateState::Warn ? u"warn"_s : u"inside"_s;
}

void ServiceDesk::takeOutage(Outage &outage, Freshness freshness, const std::optional<Error> &error)
{
    if (error && !outage.lost) {
        outage.lost = true;
        record(EventKind::sourceLost, u"%1 does not answer"_s.arg(outage.name), {}, error->message(),
               {{"source", outage.name.toStdString()}});
    } else if (!error && freshness == Freshness::Live && outage.lost) {
        outage.lost = false;
        record(EventKind::sourceRecovered, u"%1 answers again"_s.arg(outage.name), {}, {},
               {{"source", outage.name.toStdString()}});
    }
}

void ServiceDesk::recordCrossing(const GateCrossing &crossing)
{
    const bool worse = crossing.to != GateState::Inside;
    const QString title = worse ? u"%1 of %2 passed its %3 gate"_s.arg(crossing.title, crossing.version, gateWord(crossing.to))
                                : u"%1 of %2 is inside its gate again"_s.arg(crossing.title, crossing.version);
    record(worse ? EventKind::gateCrossed : EventKind::gateCleared, title, crossing.version, {},
           {{"indicator", crossing.indicatorId.toStdString()}, {"value", crossing.value},
            {"from", gateWord(crossing.from).toStdString()}, {"to", gateWord(crossing.to).toStdString()}},
           fromMs(crossing.timeMs));
}

void ServiceDesk::record(const char16_t *kind, const QString &title, const QString &version, const QString &body,
                         const nlohmann::json &payload, std::optional<TimePoint> occurredAt, const std::optional<Actor> &by)
{
    if (!m_records)
        return;
    const TimePoint now = m_ports.clock.now();
    Event event;
    event.eventId = newUuid7(now);
    event.kind = QString::fromUtf16(kind);
    event.occurredAt = occurredAt.value_or(now);
    event.actor = by.value_or(Actor{u"console"_s, m_actor.id, {}, m_actor.host});
    event.service = m_spec.name;
    event.version = version;
    event.title = title.left(256);
    event.body = body;
    event.payload = payload;
    event.payload.update(m_versions.setsFor(version));
    m_unwritten.append(event);
    writeNextRow();
}

/// A row that is refused is offered again, so that an outage of the journal leaves no hole in the record.
void ServiceDesk::writeNextRow()
{
    if (m_writing || m_unwritten.isEmpty())
        return;
    m_writing = true;
    m_ports.journal.append(m_unwritten.first(), this, [this](const Result<Event> &written) {
        m_writing = false;
        m_refused = !written;
        if (!written) {
            QTimer::singleShot(2000, this, &ServiceDesk::writeNextRow);
            return;
        }
        m_unwritten.removeFirst();
        writeNextRow();
    });
}

} // namespace andon
